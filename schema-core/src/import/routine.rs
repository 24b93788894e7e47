//! Functions and procedures: constants in a file of their own.

use std::collections::BTreeSet;

use super::literal::{block, literal};
use super::names::constant;
use super::{ImportedFile, Importer};
use crate::model::{Routine, RoutineName};
use crate::resolve::declared_routine;

impl Importer<'_> {
    /// The file, where there are any, and each routine's name with what stands for it: its constant, and its comment.
    pub(super) fn routines(&mut self) -> (Option<ImportedFile>, Vec<(String, String)>) {
        let mut taken = BTreeSet::new();
        let (mut text, mut names) = ("//! Functions and procedures.\n".to_owned(), Vec::new());
        let model = self.model;
        for (name, routine) in &model.routines {
            if let Err(because) = self.can_be_declared(name, routine) {
                self.without_routine.insert(name.name.clone());
                self.leave_out(format!("routine {name}"), because);
                continue;
            }
            let constant = constant(name.name.name.as_str(), &mut taken);
            let definition = block(&routine.definition);
            text.push_str(&format!("\npub(super) const {constant}: &str = {definition};\n"));
            let constant = format!("routines::{constant}");
            names.push((
                name.to_string(),
                match &routine.comment {
                    Some(comment) => format!("({constant}, comment = {})", literal(comment)),
                    None => constant,
                },
            ));
        }
        let file = (!names.is_empty()).then(|| ImportedFile { path: "routines.rs".to_owned(), text });
        (file, names)
    }

    /// Says why the declaration would hold another routine, or one that cannot be made.
    fn can_be_declared(&self, name: &RoutineName, routine: &Routine) -> Result<(), String> {
        let lacks = self.model.types.keys().filter(|needed| !self.names.types.contains_key(needed));
        if let Some(lacks) = lacks.into_iter().find(|needed| routine.definition.contains(&needed.to_string())) {
            return Err(format!("it needs type {lacks}, which is not declared"));
        }
        is_read_as_it_is(name, routine).map_err(str::to_owned)
    }
}

fn is_read_as_it_is(name: &RoutineName, routine: &Routine) -> Result<(), &'static str> {
    match declared_routine(&name.to_string(), &routine.definition) {
        Some((read, definition)) if read == *name && definition == routine.definition => Ok(()),
        Some((read, _)) if read == *name => Err("it is neither a function nor a procedure"),
        _ => Err("its name, or the types of its arguments, cannot be written in `schema!`"),
    }
}
