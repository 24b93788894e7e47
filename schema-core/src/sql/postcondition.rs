//! Catalog facts that make a step already done, and the query that answers each.

use super::literal;
use crate::ident::{Ident, QualifiedName};
use crate::model::ObjectName;
use crate::types::PgType;

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
    /// The index has these columns, and is unique or partial as said. What its expressions and its predicate say, only a
    /// server can compare.
    IndexShape {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        name: Ident,
        /// Whether it is unique.
        unique: bool,
        /// Whether it has a predicate.
        partial: bool,
        /// How many of the columns are keys; the others are those of INCLUDE.
        keys: usize,
        /// The columns, nothing for an expression.
        columns: Vec<Option<Ident>>,
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
    /// The comments are these.
    Comments(Vec<(ObjectName, Option<String>)>),
}

/// What the catalog says of a trigger function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionFacts {
    /// SHA-256 of `pg_proc.prosrc`.
    pub body_sha256: String,
    /// `pg_proc.proconfig`: names and values.
    pub settings: Vec<(&'static str, &'static str)>,
    /// The table that it locks rows of with its owner's rights, who needs SELECT and UPDATE on it; nothing for a function
    /// that runs with the caller's rights.
    pub locks: Option<QualifiedName>,
}

impl FunctionFacts {
    fn sql(&self) -> String {
        let settings: Vec<String> =
            self.settings.iter().map(|(name, value)| literal(&format!("{name}={value}"))).collect();
        let mut sql = format!(
            "prosecdef = {} AND proconfig = ARRAY[{}]\n                \
             AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')\n                \
             AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(prosrc, 'UTF8')), 'hex') = {}",
            self.locks.is_some(),
            settings.join(", "),
            literal(&self.body_sha256)
        );
        for privilege in self.locks.iter().flat_map(|table| ["SELECT", "UPDATE"].map(|privilege| (table, privilege))) {
            sql.push_str(&format!(
                "\n                AND pg_catalog.has_table_privilege(proowner, {}, '{}')",
                regclass(privilege.0),
                privilege.1
            ));
        }
        sql
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
            Postcondition::IndexShape { table, name, unique, partial, keys, columns } => {
                let columns: Vec<String> = columns
                    .iter()
                    .map(|column| column.as_ref().map_or("NULL".to_owned(), |column| literal(column.as_str())))
                    .collect();
                existence(
                    true,
                    &format!(
                        "pg_catalog.pg_index WHERE indexrelid = {} AND indisunique = {unique} AND indnkeyatts = {keys}\n                \
                         AND (indpred IS NOT NULL) = {partial} AND ARRAY[{}]::pg_catalog.text[] IS NOT DISTINCT FROM ARRAY(\n                    \
                         SELECT attname::pg_catalog.text FROM pg_catalog.unnest(indkey::pg_catalog.int2[]) WITH ORDINALITY AS key (attnum, place)\n                      \
                         LEFT JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = key.attnum AND key.attnum <> 0\n                     \
                         ORDER BY place)",
                        regclass(&table.sibling(name)),
                        columns.join(", ")
                    ),
                )
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
            Postcondition::Comments(comments) => {
                let facts: Vec<String> = comments
                    .iter()
                    .map(|(object, comment)| {
                        let comment = comment.as_deref().map_or("NULL".to_owned(), literal);
                        format!("{} IS NOT DISTINCT FROM {comment}", description(object))
                    })
                    .collect();
                if facts.is_empty() { "true".to_owned() } else { facts.join("\n   AND ") }
            }
        }
    }
}

/// Compares a constraint's printed definition with a declared one, quotes aside: which names are quoted differs by major.
/// The search_path must be empty, for then every name is qualified.
pub(super) fn same_definition(definition: &str) -> String {
    format!(
        "pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(oid), ' NOT VALID$', ''), '\"', '')\
         \n       = pg_catalog.replace({definition}, '\"', '')"
    )
}

fn existence(exists: bool, query: &str) -> String {
    let not = if exists { "" } else { "NOT " };
    format!("{not}EXISTS (SELECT FROM {query})")
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
        ObjectName::Extension(name) => format!(
            "pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_extension WHERE extname = {}), 'pg_extension')",
            literal(name.as_str())
        ),
        ObjectName::Table(table) => format!("pg_catalog.obj_description({}, 'pg_class')", regclass(table)),
        ObjectName::Column(table, column) => {
            format!(
                "pg_catalog.col_description({}, (SELECT attnum FROM {}))",
                regclass(table),
                attribute(table, column)
            )
        }
        ObjectName::Constraint(table, name) => {
            format!("pg_catalog.obj_description((SELECT oid FROM {}), 'pg_constraint')", constraint(table, name))
        }
        ObjectName::Invariant(table, name) => {
            format!("pg_catalog.obj_description((SELECT oid FROM {}), 'pg_trigger')", trigger(table, name))
        }
        ObjectName::Index(table, name) => {
            format!("pg_catalog.obj_description({}, 'pg_class')", regclass(&table.sibling(name)))
        }
    }
}
