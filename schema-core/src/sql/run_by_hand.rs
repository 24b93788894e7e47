use super::{Kind, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::Ident;
use crate::model::Deed;

/// SQL that is written by hand, in a transaction that fails where what it is for does not hold at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunByHand {
    /// The name of the step.
    pub name: Ident,
    /// What it does.
    pub title: String,
    /// What runs, and what its author says that it does to others; the condition's reads are among that.
    pub deed: Deed,
    /// An SQL expression that is true once it is done; nothing where it undoes what another one did.
    pub done: Option<String>,
}

impl Kind for RunByHand {
    fn title(&self) -> String {
        match self.done {
            Some(_) => format!("by hand, {}: {}", self.name, self.title),
            None => format!("by hand, {} back: {}", self.name, self.title),
        }
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "{};", self.deed.sql);
        if let Some(done) = &self.done {
            let message = literal(&format!("step {} has not done what it is for", self.name));
            let hint = literal(&format!("Nothing is changed. It is done once this is true: {done}"));
            let body = format!(
                "\nBEGIN\n    IF ({done}) IS NOT TRUE THEN\n        \
                 RAISE EXCEPTION USING MESSAGE = {message},\n            HINT = {hint};\n    END IF;\nEND\n"
            );
            push!(sql, "\nDO {};", dollar_quoted("done", &body));
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let Deed { locks, scans, rewrites, .. } = self.deed.clone();
        Effects { locks, scans, rewrites, ..Effects::none() }
    }

    fn postcondition(&self) -> Postcondition {
        self.done.clone().map_or(Postcondition::Nothing, Postcondition::Query)
    }
}
