//! Functions, procedures and triggers that are declared as text.

use super::{Resolver, TableResolver, comment};
use crate::def::{RoutineDef, TriggerDef};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;
use crate::model::{ObjectName, Routine, RoutineName, Trigger, TriggerState};
use crate::sql::{mentions, parsed_text};
use crate::types::PgType;

impl Resolver {
    /// Reads a routine. The tables are resolved already: its definition may mention them.
    pub(super) fn routine(&mut self, def: &RoutineDef) {
        let origin = format!("routine {}", def.name);
        let Some(name) = routine_name(def.name) else {
            self.invalid(&origin, "is not of the form namespace.name(types of arguments)");
            return;
        };
        let Some(definition) = routine_definition(def.definition) else {
            self.invalid(&origin, "begins neither with CREATE FUNCTION nor with CREATE PROCEDURE");
            return;
        };
        let needs = needed_tables(&definition, self.declared.model.tables.keys());
        let object = ObjectName::Routine(name.clone());
        self.origin(object, origin.clone());
        let routine = Routine { definition, needs, comment: comment(def.comment) };
        if self.declared.model.routines.insert(name, routine).is_some() {
            self.diagnostics.push(Diagnostic::error("duplicate-name", format!("{origin} is declared twice")));
        }
    }

    fn invalid(&mut self, origin: &str, what: &str) {
        self.diagnostics.push(
            Diagnostic::error("invalid-routine", format!("{origin} {what}"))
                .help("write `\"public.touch()\" = \"CREATE FUNCTION public.touch() ...\"`"),
        );
    }
}

impl TableResolver<'_> {
    pub(super) fn trigger(&mut self, def: &TriggerDef) {
        let origin = self.origin(&format!("trigger {}", def.name));
        let Some(name) = self.resolver.ident(def.name, &origin) else { return };
        let each = if def.for_each_statement { "STATEMENT" } else { "ROW" };
        let when = if def.when.is_empty() { String::new() } else { format!(" WHEN ({})", def.when.trim()) };
        let definition = format!(
            "CREATE TRIGGER {name} {} ON {} FOR EACH {each}{when} EXECUTE FUNCTION {}",
            def.event.trim(),
            self.name,
            def.execute.trim()
        );
        if self.table.invariants.contains_key(&name) || self.table.triggers.contains_key(&name) {
            self.duplicate("trigger", &name, &origin);
            return;
        }
        self.resolver.origin(ObjectName::Trigger(self.name.clone(), name.clone()), origin);
        let trigger = Trigger { definition, state: TriggerState::Enabled, comment: comment(def.comment) };
        self.table.triggers.insert(name, trigger);
    }
}

/// Reads `public.touch(integer, text)`.
fn routine_name(text: &str) -> Option<RoutineName> {
    let (name, arguments) = text.trim().strip_suffix(')')?.split_once('(')?;
    let name: QualifiedName = name.trim().parse().ok()?;
    let types = arguments.split(',').map(str::trim).filter(|_| !arguments.trim().is_empty());
    let types: Option<Vec<String>> = types.map(argument).collect();
    Some(RoutineName { name, arguments: types?.join(", ") })
}

/// The type of an argument as PostgreSQL keeps it: without a length.
fn argument(text: &str) -> Option<String> {
    let element = text.trim_end_matches("[]");
    if OF_ARGUMENTS.binary_search(&element).is_ok() {
        let array = if element == text { "" } else { "[]" };
        return Some(format!("{element}{array}"));
    }
    let pg_type: PgType = text.parse().ok()?;
    Some(PgType { modifiers: None, ..pg_type }.to_string())
}

/// Types of `pg_catalog` that are hardly any column's, but routines take; sorted.
///
/// <https://www.postgresql.org/docs/current/datatype-pseudo.html>,
/// <https://www.postgresql.org/docs/current/datatype-oid.html>
const OF_ARGUMENTS: &[&str] = &[
    "\"any\"",
    "anyarray",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblemultirange",
    "anycompatiblenonarray",
    "anycompatiblerange",
    "anyelement",
    "anyenum",
    "anymultirange",
    "anynonarray",
    "anyrange",
    "box",
    "circle",
    "datemultirange",
    "int4multirange",
    "int8multirange",
    "internal",
    "jsonpath",
    "line",
    "lseg",
    "nummultirange",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "polygon",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "tid",
    "tsmultirange",
    "tstzmultirange",
    "xid",
    "xid8",
];

/// What a declaration of this name and text is read as; nothing where it is none.
pub(crate) fn declared_routine(name: &str, definition: &str) -> Option<(RoutineName, String)> {
    Some((routine_name(name)?, routine_definition(definition)?))
}

fn routine_definition(text: &str) -> Option<String> {
    without_or_replace(text.trim().trim_end_matches(';').trim_end())
}

/// Whether one of that name is to be replaced is for the plan to say.
fn without_or_replace(definition: &str) -> Option<String> {
    let mut words = definition.split_whitespace();
    let is = |word: Option<&str>, expected: &str| word.is_some_and(|word| word.eq_ignore_ascii_case(expected));
    if !is(words.next(), "create") {
        return None;
    }
    let mut kind = words.next();
    if is(kind, "or") {
        words.next();
        kind = words.next();
    }
    let kind = kind.filter(|_| is(kind, "function") || is(kind, "procedure"))?;
    let at = kind.as_ptr() as usize - definition.as_ptr() as usize;
    Some(format!("CREATE {}", &definition[at..]))
}

/// The tables that a definition mentions, leaving out a body that is read when the routine is called.
fn needed_tables<'a>(definition: &str, tables: impl Iterator<Item = &'a QualifiedName>) -> Vec<QualifiedName> {
    let parsed = parsed_text(definition);
    tables.filter(|table| mentions(&parsed, table.name.as_str())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{OF_ARGUMENTS, argument};

    #[test]
    fn arguments_are_read_as_postgresql_keeps_them() {
        for (text, expected) in [
            ("int", Some("integer")),
            ("numeric(10, 2)", Some("numeric")),
            ("bit", Some("bit")),
            ("char(3)[]", Some("character[]")),
            ("refcursor", Some("refcursor")),
            ("regclass[]", Some("regclass[]")),
            ("public.mood", Some("public.mood")),
            ("mood", None),
        ] {
            assert_eq!(argument(text).as_deref(), expected, "{text}");
        }
        assert!(OF_ARGUMENTS.is_sorted());
    }
}
