//! Catalog facts that make a step already done, and the query that answers each.

mod objects;

use super::comment::said;
use super::function_facts::FunctionFacts;
use super::index_shape::IndexShape;
use super::literal;
use crate::digest::sha256;
use crate::ident::{Ident, QualifiedName};
use crate::model::{ObjectName, RoutineName, StorageParameters, TriggerState};
use crate::types::PgType;

pub use objects::ObjectFact;

/// What the catalog says once a step is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Postcondition {
    /// The step changes nothing in the catalog: it reads, and fails where something is amiss.
    Nothing,
    /// The extension is installed, or is not.
    Extension {
        /// Its name.
        name: Ident,
        /// Whether it is there.
        exists: bool,
    },
    /// The table is there, or is not.
    Table {
        /// Its name.
        name: QualifiedName,
        /// Whether it is there.
        exists: bool,
    },
    /// The column is there, or is not.
    Column {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// Whether it is there.
        exists: bool,
    },
    /// The column is there, and has this type.
    ColumnType {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// The type.
        pg_type: PgType,
    },
    /// The triggers of the foreign key, on both of its tables, are enabled.
    ForeignKeyEnabled {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
    },
    /// The column has a default, or has none. Which one, only the server can compare.
    Default {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        column: Ident,
        /// Whether it has one.
        exists: bool,
    },
    /// The column is NOT NULL, or may be NULL.
    NotNull {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        column: Ident,
        /// Whether it is NOT NULL.
        not_null: bool,
    },
    /// The constraint is there.
    ConstraintExists {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// `pg_constraint.contype`.
        contype: char,
        /// Whether it must be validated too.
        validated: bool,
        /// What `pg_get_constraintdef()` prints, where that does not depend on an expression.
        definition: Option<String>,
    },
    /// The constraint is not there.
    ConstraintAbsent {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
    },
    /// The index is there, and valid.
    IndexValid {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
    },
    /// The index has this shape. What its expressions and its predicate say, only a server can compare.
    IndexShape {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// Its shape.
        shape: Box<IndexShape>,
    },
    /// The table or index has exactly these storage parameters, `toast.` before those of a table's TOAST table. A table
    /// without one keeps none of these.
    StorageParameters {
        /// The table or index.
        relation: QualifiedName,
        /// Names and values.
        options: StorageParameters,
    },
    /// The table is unlogged, or is not.
    Persistence {
        /// Its name.
        table: QualifiedName,
        /// Whether it is unlogged.
        unlogged: bool,
    },
    /// The index is not there.
    IndexAbsent {
        /// Its name.
        name: QualifiedName,
    },
    /// The function without arguments is there and does this, or is not there.
    Function {
        /// Its name.
        name: QualifiedName,
        /// What it does and how it runs; nothing where it is not there.
        is: Option<FunctionFacts>,
    },
    /// The trigger is there, enabled, for every such event and at once, and calls the function of its name; or is not
    /// there.
    Trigger {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// `pg_trigger.tgtype`; nothing where it is not there.
        events: Option<u16>,
    },
    /// The function or procedure is there, with this body and comment, or is not there.
    Routine {
        /// Its name and arguments.
        name: RoutineName,
        /// Whether it is there.
        exists: bool,
        /// `pg_proc.prosrc`, where it is known.
        body: Option<String>,
        /// Its comment.
        comment: Option<String>,
    },
    /// The trigger is there, for these events, in this state, with this comment. What it calls and when, only a server can
    /// compare.
    NamedTrigger {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// `pg_trigger.tgtype`
        events: u16,
        /// When it fires.
        state: TriggerState,
        /// Its comment.
        comment: Option<String>,
    },
    /// Something about an object that is no table, constraint or index, or about what makes a column's values.
    Object(Box<ObjectFact>),
    /// What somebody has written, who says which locks that takes.
    Query(String),
    /// The comments are these.
    Comments(Vec<(ObjectName, Option<String>)>),
}

impl From<ObjectFact> for Postcondition {
    fn from(fact: ObjectFact) -> Postcondition {
        Postcondition::Object(Box::new(fact))
    }
}

impl Postcondition {
    /// Returns an SQL expression of type boolean; it takes no lock on any table and fails for no absent object.
    pub fn sql(&self) -> String {
        match self {
            Postcondition::Nothing => "true".to_owned(),
            Postcondition::Extension { name, exists } => {
                existence(*exists, &format!("pg_catalog.pg_extension WHERE extname = {}", literal(name.as_str())))
            }
            Postcondition::Table { name, exists } => existence(*exists, &relation(name, "'r', 'p'")),
            Postcondition::Column { table, name, exists } => existence(*exists, &attribute(table, name)),
            Postcondition::ColumnType { table, name, pg_type } => existence(
                true,
                &format!(
                    "{} AND pg_catalog.format_type(atttypid, atttypmod) = {}",
                    attribute(table, name),
                    literal(&pg_type.to_string())
                ),
            ),
            Postcondition::Default { table, column, exists } => {
                existence(true, &format!("{} AND atthasdef = {exists}", attribute(table, column)))
            }
            Postcondition::NotNull { table, column, not_null } => {
                existence(true, &format!("{} AND attnotnull = {not_null}", attribute(table, column)))
            }
            Postcondition::ConstraintExists { table, name, contype, validated, definition } => {
                let mut query = format!("{} AND contype = '{contype}'", constraint(table, name));
                if *validated {
                    query.push_str(" AND convalidated");
                }
                if let Some(definition) = definition {
                    query.push_str(&format!(" AND {}", same_definition(&literal(definition))));
                }
                existence(true, &query)
            }
            Postcondition::ForeignKeyEnabled { table, name } => existence(
                false,
                &format!(
                    "pg_catalog.pg_trigger WHERE tgenabled <> 'O' AND tgconstraint IN (SELECT oid FROM {})",
                    constraint(table, name)
                ),
            ),
            Postcondition::ConstraintAbsent { table, name } => existence(false, &constraint(table, name)),
            Postcondition::IndexValid { table, name } => existence(
                true,
                &format!(
                    "pg_catalog.pg_index WHERE indexrelid = {} AND indrelid = {} AND indisvalid",
                    regclass(&table.sibling(name)),
                    regclass(table)
                ),
            ),
            Postcondition::IndexShape { table, name, shape } => {
                existence(true, &shape.sql(&regclass(&table.sibling(name))))
            }
            Postcondition::StorageParameters { relation, options } => existence(
                true,
                &format!(
                    "pg_catalog.pg_class AS class LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = class.reltoastrelid\n                \
                     WHERE class.oid = {} AND {} AND (toast.oid IS NULL OR {})",
                    regclass(relation),
                    same_parameters("class", options.iter().filter(|(name, _)| !name.starts_with("toast."))),
                    same_parameters("toast", options.iter().filter(|(name, _)| name.starts_with("toast.")))
                ),
            ),
            Postcondition::Persistence { table, unlogged } => {
                let persistence = if *unlogged { 'u' } else { 'p' };
                existence(true, &format!("{} AND relpersistence = '{persistence}'", relation(table, "'r', 'p'")))
            }
            Postcondition::IndexAbsent { name } => existence(false, &relation(name, "'i', 'I'")),
            Postcondition::Function { name, is } => {
                let function = format!("pg_catalog.pg_proc WHERE oid = {}", regprocedure(name));
                match is {
                    Some(facts) => existence(true, &format!("{function} AND {}", facts.sql())),
                    None => existence(false, &function),
                }
            }
            Postcondition::Trigger { table, name, events } => {
                let trigger = trigger(table, name);
                match events {
                    Some(events) => existence(
                        true,
                        &format!(
                            "{trigger} AND tgtype = {events} AND tgenabled = 'O' AND tgfoid = {}\n                \
                             AND tgqual IS NULL AND tgattr::pg_catalog.text = '' AND tgconstraint = 0 AND tgnargs = 0",
                            regprocedure(&table.sibling(name))
                        ),
                    ),
                    None => existence(false, &trigger),
                }
            }
            Postcondition::Routine { name, exists, body, comment } => {
                let oid = format!("pg_catalog.to_regprocedure({})", literal(&name.to_string()));
                let oid = match missing_type(name) {
                    // Before 16 to_regprocedure fails where a type is not there, also while a query is planned. CASE keeps it
                    // from being asked then.
                    Some(missing) if !exists => format!("CASE WHEN {missing} THEN NULL ELSE {oid} END"),
                    _ => oid,
                };
                let mut query = format!("pg_catalog.pg_proc WHERE oid = {oid}");
                if *exists {
                    query.push_str(&format!("\n                AND {}", has_comment("oid", "pg_proc", comment)));
                }
                if let Some(body) = body {
                    query.push_str(&format!("\n                AND {}", has_body(&sha256(body.as_bytes()))));
                }
                existence(*exists, &query)
            }
            Postcondition::NamedTrigger { table, name, events, state, comment } => {
                let state = match state {
                    TriggerState::Enabled => 'O',
                    TriggerState::Disabled => 'D',
                    TriggerState::Replica => 'R',
                    TriggerState::Always => 'A',
                };
                existence(
                    true,
                    &format!(
                        "{} AND tgtype = {events} AND tgenabled = '{state}'\n                AND {}",
                        trigger(table, name),
                        has_comment("oid", "pg_trigger", comment)
                    ),
                )
            }
            Postcondition::Query(sql) => format!("({sql}) IS TRUE"),
            Postcondition::Object(fact) => fact.sql(),
            Postcondition::Comments(comments) => {
                let facts: Vec<String> = comments
                    .iter()
                    .map(|(object, comment)| {
                        let comment = said(object, comment).map_or("NULL".to_owned(), literal);
                        format!("{} IS NOT DISTINCT FROM {comment}", description(object))
                    })
                    .collect();
                if facts.is_empty() { "true".to_owned() } else { facts.join("\n   AND ") }
            }
        }
    }
}

/// Compares the storage parameters of a row of `pg_class`, in whatever order they were given.
fn same_parameters<'a>(alias: &str, options: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let options: Vec<String> = options
        .map(|(name, value)| literal(&format!("{}={value}", name.strip_prefix("toast.").unwrap_or(name))))
        .collect();
    format!(
        "ARRAY(SELECT pg_catalog.unnest({alias}.reloptions) ORDER BY 1) = ARRAY(SELECT pg_catalog.unnest(ARRAY[{}]::pg_catalog.text[]) ORDER BY 1)",
        options.join(", ")
    )
}

/// Compares a constraint's printed definition with a declared one, quotes aside: which names are quoted differs by major.
/// The search_path must be empty, for then every name is qualified.
pub(super) fn same_definition(definition: &str) -> String {
    format!(
        "pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(oid), ' NOT VALID$', ''), '\"', '')\
         \n       = pg_catalog.replace({definition}, '\"', '')"
    )
}

/// A body may be long: its digest tells as much.
pub(super) fn has_body(digest: &str) -> String {
    format!("pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = {}", literal(digest))
}

fn has_comment(oid: &str, catalog: &str, comment: &Option<String>) -> String {
    let comment = comment.as_deref().map_or("NULL".to_owned(), literal);
    format!("pg_catalog.obj_description({oid}, '{catalog}') IS NOT DISTINCT FROM {comment}")
}

fn existence(exists: bool, query: &str) -> String {
    let not = if exists { "" } else { "NOT " };
    format!("{not}EXISTS (SELECT FROM {query})")
}

/// Tells whether a type that a routine takes is not there; nothing where all are PostgreSQL's own.
fn missing_type(routine: &RoutineName) -> Option<String> {
    let types = routine.argument_types().into_iter().filter(|name| name.contains('.'));
    let missing: Vec<String> = types.map(|name| format!("pg_catalog.to_regtype({}) IS NULL", literal(name))).collect();
    (!missing.is_empty()).then(|| missing.join(" OR "))
}

/// The OID of a relation, NULL where it is not there.
pub(super) fn regclass(name: &QualifiedName) -> String {
    format!("pg_catalog.to_regclass({})", literal(&name.to_string()))
}

/// The OID of a function without arguments, NULL where it is not there.
fn regprocedure(name: &QualifiedName) -> String {
    format!("pg_catalog.to_regprocedure({})", literal(&format!("{name}()")))
}

fn trigger(table: &QualifiedName, name: &Ident) -> String {
    format!(
        "pg_catalog.pg_trigger WHERE tgrelid = {} AND tgname = {} AND NOT tgisinternal",
        regclass(table),
        literal(name.as_str())
    )
}

fn relation(name: &QualifiedName, kinds: &str) -> String {
    format!("pg_catalog.pg_class WHERE oid = {} AND relkind IN ({kinds})", regclass(name))
}

fn attribute(table: &QualifiedName, column: &Ident) -> String {
    format!(
        "pg_catalog.pg_attribute WHERE attrelid = {} AND attname = {} AND NOT attisdropped",
        regclass(table),
        literal(column.as_str())
    )
}

fn constraint(table: &QualifiedName, name: &Ident) -> String {
    format!("pg_catalog.pg_constraint WHERE conrelid = {} AND conname = {}", regclass(table), literal(name.as_str()))
}

/// The comment of an object, NULL where it has none.
fn description(object: &ObjectName) -> String {
    match object {
        ObjectName::Namespace(name) => format!(
            "pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = {}), 'pg_namespace')",
            literal(name.as_str())
        ),
        ObjectName::Type(name) => {
            format!("pg_catalog.obj_description(pg_catalog.to_regtype({}), 'pg_type')", literal(&name.to_string()))
        }
        ObjectName::Sequence(name) => format!("pg_catalog.obj_description({}, 'pg_class')", regclass(name)),
        ObjectName::Extension(name) => format!(
            "pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_extension WHERE extname = {}), 'pg_extension')",
            literal(name.as_str())
        ),
        ObjectName::Table(table) => format!("pg_catalog.obj_description({}, 'pg_class')", regclass(table)),
        ObjectName::Column(table, column) | ObjectName::Attribute(table, column) => {
            format!(
                "pg_catalog.col_description({}, (SELECT attnum FROM {}))",
                regclass(table),
                attribute(table, column)
            )
        }
        ObjectName::DomainCheck(domain, name) => format!(
            "pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_constraint WHERE contypid = pg_catalog.to_regtype({}) AND conname = {}), 'pg_constraint')",
            literal(&domain.to_string()),
            literal(name.as_str())
        ),
        ObjectName::Constraint(table, name) => {
            format!("pg_catalog.obj_description((SELECT oid FROM {}), 'pg_constraint')", constraint(table, name))
        }
        ObjectName::Routine(name) => {
            format!("pg_catalog.obj_description(pg_catalog.to_regprocedure({}), 'pg_proc')", literal(&name.to_string()))
        }
        ObjectName::Invariant(table, name) | ObjectName::Trigger(table, name) => {
            format!("pg_catalog.obj_description((SELECT oid FROM {}), 'pg_trigger')", trigger(table, name))
        }
        ObjectName::Index(table, name) => {
            format!("pg_catalog.obj_description({}, 'pg_class')", regclass(&table.sibling(name)))
        }
    }
}
