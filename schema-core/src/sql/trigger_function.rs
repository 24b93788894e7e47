//! The functions behind invariants' triggers, as text.
//!
//! What they have in common: they fire AFTER ROW, so that no other trigger changes the row behind their back; they refuse
//! with SQLSTATE 23514 and name the trigger as the constraint, so that applications treat them as they do a CHECK; they
//! find types and operators in pg_catalog, and pg_temp only behind it: it would otherwise come first for types, and
//! anybody may make a type there that is called as one of PostgreSQL's.
//! <https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY>

use super::function_facts::FunctionFacts;
use super::{list, literal, push};
use crate::digest::sha256;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Fixed, Invariant, ParentState};

/// Writes `CREATE FUNCTION`'s part behind the name: language, settings, body.
pub(super) fn definition(table: &QualifiedName, invariant: &Invariant) -> String {
    let mut sql = String::from("RETURNS trigger\n    LANGUAGE plpgsql");
    if reads_parent(invariant) {
        // As PostgreSQL's own checks of foreign keys: with the rights of the owner, and not blinded by row security.
        sql.push_str(" SECURITY DEFINER");
    }
    for (name, value) in settings(invariant) {
        push!(sql, " SET {name} = {value}");
    }
    push!(sql, "\nAS {}", super::dollar_quoted("function", &body(table, invariant)));
    sql
}

/// The settings that the function runs under, in the order of `pg_proc.proconfig`.
pub(super) fn settings(invariant: &Invariant) -> Vec<(&'static str, &'static str)> {
    let search_path = ("search_path", "pg_catalog, pg_temp");
    if reads_parent(invariant) { vec![("row_security", "off"), search_path] } else { vec![search_path] }
}

/// Tells whether the function reads another table.
pub(super) fn reads_parent(invariant: &Invariant) -> bool {
    match invariant {
        Invariant::FrozenWith { .. } | Invariant::InsertRequires(_) => true,
        Invariant::Lifecycle { .. } | Invariant::Immutable(_) | Invariant::Frozen { .. } => false,
    }
}

/// What the trigger fires on: the words of CREATE TRIGGER, and their bits in `pg_trigger.tgtype`.
pub(super) fn events(invariant: &Invariant) -> (&'static str, u16) {
    const ROW: u16 = 1;
    const INSERT: u16 = 4;
    const DELETE: u16 = 8;
    const UPDATE: u16 = 16;
    match invariant {
        Invariant::Lifecycle { .. } | Invariant::InsertRequires(_) => ("INSERT OR UPDATE", ROW | INSERT | UPDATE),
        Invariant::Immutable(_) => ("UPDATE", ROW | UPDATE),
        Invariant::Frozen { .. } => ("UPDATE OR DELETE", ROW | UPDATE | DELETE),
        Invariant::FrozenWith { .. } => ("INSERT OR UPDATE OR DELETE", ROW | INSERT | UPDATE | DELETE),
    }
}

/// Tells whether the triggers of two invariants differ in nothing but what their functions do.
pub fn has_same_events(one: &Invariant, other: &Invariant) -> bool {
    events(one) == events(other)
}

/// What the catalog says of the function once it is there.
pub(super) fn facts(table: &QualifiedName, invariant: &Invariant) -> FunctionFacts {
    let locks = match invariant {
        Invariant::FrozenWith { parent, .. } | Invariant::InsertRequires(parent) => Some(parent.references.clone()),
        Invariant::Lifecycle { .. } | Invariant::Immutable(_) | Invariant::Frozen { .. } => None,
    };
    FunctionFacts { body_sha256: sha256(body(table, invariant).as_bytes()), settings: settings(invariant), locks }
}

/// Writes the body, as `pg_proc.prosrc` has it. Each asks for the event, so that a trigger of other events does no harm
/// while a migration replaces first the function and then the trigger.
fn body(table: &QualifiedName, invariant: &Invariant) -> String {
    match invariant {
        Invariant::Lifecycle { column, initial, transitions } => lifecycle(table, column, initial, transitions),
        Invariant::Immutable(fixed) => immutable(table, fixed),
        Invariant::Frozen { column, unless, fixed } => frozen(table, column, unless, fixed),
        Invariant::FrozenWith { parent, fixed } => frozen_with(table, parent, fixed),
        Invariant::InsertRequires(parent) => insert_requires(table, parent),
    }
}

fn lifecycle(table: &QualifiedName, column: &Ident, initial: &[String], transitions: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        transitions.iter().map(|(from, to)| format!("({}, {})", literal(from), literal(to))).collect();
    let is_declared = if pairs.is_empty() {
        String::new()
    } else {
        format!(" OR (OLD.{column}, NEW.{column}) IN ({})", pairs.join(", "))
    };
    let begins = Refusal {
        text: format!("a row of {table} does not begin with {column} "),
        expression: format!("NEW.{column}"),
        hint: format!("It begins as {}.", initial.join(" or ")),
        column: Some(column),
        ..Refusal::default()
    };
    let goes = Refusal {
        text: format!("a row of {table} does not go from {column} "),
        expression: format!("OLD.{column} || ' to ' || NEW.{column}"),
        hint: transitions_text(transitions),
        column: Some(column),
        ..Refusal::default()
    };
    let (begins, goes) = (begins.raise(8), goes.raise(8));
    format!(
        "\nBEGIN\n    \
         IF TG_OP = 'INSERT' THEN\n        \
         IF NEW.{column} IN ({}) THEN\n            RETURN NULL;\n        END IF;\n        {begins}\n    \
         ELSIF TG_OP = 'UPDATE' THEN\n        \
         IF NEW.{column} = OLD.{column}{is_declared} THEN\n            RETURN NULL;\n        END IF;\n        {goes}\n    \
         END IF;\n    RETURN NULL;\nEND\n",
        literals(initial)
    )
}

/// `Declared: DRAFT to ACTIVE, ARCHIVED; ACTIVE to ARCHIVED.`
fn transitions_text(transitions: &[(String, String)]) -> String {
    let mut text = String::from("Declared:");
    let mut last = None;
    for (from, to) in transitions {
        if last == Some(from) {
            push!(text, ", {to}");
        } else {
            push!(text, "{} {from} to {to}", if last.is_some() { ";" } else { "" });
        }
        last = Some(from);
    }
    if last.is_none() { "No transition is declared.".to_owned() } else { text + "." }
}

fn immutable(table: &QualifiedName, fixed: &Fixed) -> String {
    let refusal =
        Refusal { text: format!("never changes in {table}: "), expression: "changed".to_owned(), ..Refusal::default() };
    let refuse = refusal.raise(12);
    format!(
        "\nDECLARE\n    changed pg_catalog.text;\nBEGIN\n    IF TG_OP = 'UPDATE' THEN\n{}        \
         IF changed <> '' THEN\n            {refuse}\n        END IF;\n    END IF;\n    RETURN NULL;\nEND\n",
        assign_changed(fixed, "        ")
    )
}

fn frozen(table: &QualifiedName, column: &Ident, unless: &[String], fixed: &Fixed) -> String {
    let refusal = Refusal {
        text: format!("a row of {table} is frozen, for its {column} is "),
        expression: format!("OLD.{column}"),
        changed: Some("changed"),
        hint: format!("It may be changed and deleted while it is {}.", unless.join(" or ")),
        ..Refusal::default()
    };
    let refuse = refusal.raise(4);
    format!(
        "\nDECLARE\n    changed pg_catalog.text;\nBEGIN\n    \
         IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.{column} IN ({}) THEN\n        RETURN NULL;\n    END IF;\n    \
         IF TG_OP = 'UPDATE' THEN\n{}        \
         IF changed = '' THEN\n            RETURN NULL;\n        END IF;\n    END IF;\n    {refuse}\nEND\n",
        literals(unless),
        assign_changed(fixed, "        ")
    )
}

/// The state of the other row; there is none where row security or a deferred foreign key leaves it out of sight.
const STATE: &str = "COALESCE(state, 'out of sight')";

fn frozen_with(table: &QualifiedName, parent: &ParentState, fixed: &Fixed) -> String {
    let refusal = Refusal {
        text: format!("a row of {table} is frozen, for {} of {} is ", parent.column, parent.references),
        expression: STATE.to_owned(),
        changed: Some("changed"),
        hint: format!("It may be made, changed and deleted while that is {}.", parent.values.join(" or ")),
        ..Refusal::default()
    };
    let refuse = refusal.raise(12);
    let values = literals(&parent.values);
    format!(
        "\nDECLARE\n    changed pg_catalog.text;\n    state pg_catalog.text;\nBEGIN\n    \
         IF TG_OP = 'UPDATE' THEN\n{}        \
         IF changed = '' THEN\n            RETURN NULL;\n        END IF;\n    END IF;\n    \
         -- The row is locked before its state counts: one who is about to change it is waited for.\n    \
         IF TG_OP IN ('INSERT', 'UPDATE') AND {} THEN\n        \
         {}\n        \
         IF state IS NULL OR state NOT IN ({values}) THEN\n            {refuse}\n        END IF;\n    END IF;\n    \
         -- One that is gone is deleted together with this row.\n    \
         IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND {} THEN\n        \
         {}\n        \
         IF state NOT IN ({values}) THEN\n            {refuse}\n        END IF;\n    END IF;\n    RETURN NULL;\nEND\n",
        assign_changed(fixed, "        "),
        has_parent("NEW", parent),
        lock_parent("NEW", parent),
        refers_elsewhere(parent),
        lock_parent("OLD", parent),
    )
}

fn insert_requires(table: &QualifiedName, parent: &ParentState) -> String {
    let refusal = Refusal {
        text: format!(
            "a row of {table} needs one of {} whose {} is {}, not ",
            parent.references,
            parent.column,
            parent.values.join(" or ")
        ),
        expression: STATE.to_owned(),
        ..Refusal::default()
    };
    let refuse = refusal.raise(8);
    format!(
        "\nDECLARE\n    state pg_catalog.text;\nBEGIN\n    \
         IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT ({}) THEN\n        RETURN NULL;\n    END IF;\n    \
         IF TG_OP = 'UPDATE' THEN\n        \
         IF NOT {} THEN\n            RETURN NULL;\n        END IF;\n    END IF;\n    \
         -- The row is locked before its state counts: one who is about to change it is waited for.\n    \
         {}\n    \
         IF state IS NULL OR state NOT IN ({}) THEN\n        {refuse}\n    END IF;\n    RETURN NULL;\nEND\n",
        has_parent("NEW", parent),
        refers_elsewhere(parent),
        lock_parent("NEW", parent),
        literals(&parent.values)
    )
}

/// `changed := ...`: the names of the fixed columns that an UPDATE changes, the empty text where it changes none.
fn assign_changed(fixed: &Fixed, indent: &str) -> String {
    let cases: Vec<String> = fixed
        .columns
        .iter()
        .map(|column| {
            let cleared =
                if fixed.clearable.contains(column) { format!("NEW.{column} IS NOT NULL AND ") } else { String::new() };
            format!(
                "CASE WHEN {cleared}NEW.{column} IS DISTINCT FROM OLD.{column} THEN {} END",
                literal(column.as_str())
            )
        })
        .collect();
    if cases.is_empty() {
        return format!("{indent}changed := '';\n");
    }
    format!(
        "{indent}changed := pg_catalog.concat_ws(', ',\n{indent}    {});\n",
        cases.join(&format!(",\n{indent}    "))
    )
}

/// Tells whether a row refers to another one: with a NULL in the key it does not.
fn has_parent(row: &str, parent: &ParentState) -> String {
    let present: Vec<String> = parent.columns.iter().map(|column| format!("{row}.{column} IS NOT NULL")).collect();
    present.join(" AND ")
}

/// Tells whether an UPDATE makes the row refer to another one.
fn refers_elsewhere(parent: &ParentState) -> String {
    let differs: Vec<String> =
        parent.columns.iter().map(|column| format!("NEW.{column} IS DISTINCT FROM OLD.{column}")).collect();
    format!("({})", differs.join(" OR "))
}

fn lock_parent(row: &str, parent: &ParentState) -> String {
    let pairs: Vec<String> = parent
        .referenced_columns
        .iter()
        .zip(&parent.columns)
        .map(|(referenced, column)| format!("parent.{referenced} = {row}.{column}"))
        .collect();
    format!(
        "SELECT parent.{} INTO state FROM {} AS parent\n         WHERE {} FOR SHARE;",
        parent.column,
        parent.references,
        pairs.join(" AND ")
    )
}

/// A RAISE: its message is a text and the value of an expression.
#[derive(Default)]
struct Refusal<'a> {
    text: String,
    expression: String,
    /// A variable that names what was changed, where there is one.
    changed: Option<&'a str>,
    hint: String,
    column: Option<&'a Ident>,
}

impl Refusal<'_> {
    /// Writes it, for a line that is indented so far.
    fn raise(&self, indent: usize) -> String {
        let line = format!("\n{:1$}", "", indent + 4);
        let mut sql = format!(
            "RAISE EXCEPTION USING{line}ERRCODE = 'check_violation',\
             {line}SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME"
        );
        if let Some(column) = self.column {
            push!(sql, ", COLUMN = {}", literal(column.as_str()));
        }
        push!(sql, ",{line}MESSAGE = {} || {}", literal(&self.text), self.expression);
        if let Some(changed) = self.changed {
            push!(sql, ",{line}DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF({changed}, ''), '')");
        }
        if !self.hint.is_empty() {
            push!(sql, ",{line}HINT = {}", literal(&self.hint));
        }
        sql + ";"
    }
}

fn literals(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| literal(value)).collect();
    list(&quoted)
}
