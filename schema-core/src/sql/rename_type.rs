use super::{Kind, ObjectFact, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TYPE ... RENAME TO`, of a domain too: columns, attributes and expressions of the type go on with it, and its array
/// type follows. Whoever asks for the old name fails from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameType {
    /// The old name.
    pub from: QualifiedName,
    /// The new name, in the same namespace.
    pub to: Ident,
    /// Whether it is a composite type, whose attributes a relation of its own holds.
    pub is_composite: bool,
    /// The name that PostgreSQL, from 17 on, gave to the NOT NULL of a domain, and the one that it gives to the NOT NULL of
    /// one of the new name. Where it is called otherwise, or the new name is taken, it stays as it is.
    pub not_null: Option<(Ident, Ident)>,
}

impl Kind for RenameType {
    fn title(&self) -> String {
        format!("rename type {} to {}", self.from, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TYPE {}\n    RENAME TO {};", self.from, self.to);
        let Some((from, to)) = &self.not_null else { return };
        let domain = self.from.sibling(&self.to);
        let called = |name: &Ident| {
            format!(
                "EXISTS (SELECT FROM pg_catalog.pg_constraint\n        WHERE contypid = pg_catalog.to_regtype({}) AND conname = {}",
                literal(&domain.to_string()),
                literal(name.as_str())
            )
        };
        let body = format!(
            "\nBEGIN\n    IF {} AND contype = 'n')\n    AND NOT {})\n    THEN\n        ALTER DOMAIN {domain} RENAME CONSTRAINT {from} TO {to};\n    END IF;\nEND\n",
            called(from),
            called(to)
        );
        push!(sql, "\nDO {};", dollar_quoted("not_null", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        if self.is_composite { Effects::lock(&self.from, LockMode::AccessExclusive) } else { Effects::none() }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Type { name: self.from.sibling(&self.to), exists: true }.into()
    }
}
