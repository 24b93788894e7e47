//! Facts about namespaces, types, sequences, and about what columns are beside their names.

use super::{attribute, existence, regclass};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Identity, SequenceOptions};
use crate::sql::definition::{SequenceNumbers, sequence_numbers};
use crate::sql::literal;
use crate::types::PgType;

/// What the catalog says of an object that is no table, constraint or index; or of what makes a column's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectFact {
    /// The namespace is there, or is not.
    Namespace {
        /// Its name.
        name: Ident,
        /// Whether it is there.
        exists: bool,
    },
    /// The type is there, or is not.
    Type {
        /// Its name.
        name: QualifiedName,
        /// Whether it is there.
        exists: bool,
    },
    /// The enum has the label.
    EnumLabel {
        /// The enum.
        name: QualifiedName,
        /// The label.
        label: String,
    },
    /// The domain takes no NULL, or takes it.
    DomainNotNull {
        /// The domain.
        domain: QualifiedName,
        /// Whether it takes none.
        not_null: bool,
    },
    /// The domain has a default, or has none. Which one, only the server can compare.
    DomainDefault {
        /// The domain.
        domain: QualifiedName,
        /// Whether it has one.
        exists: bool,
    },
    /// The domain has the check, or has not.
    DomainCheck {
        /// The domain.
        domain: QualifiedName,
        /// The name of the constraint.
        name: Ident,
        /// Whether it must be validated too; nothing where it is not there.
        is: Option<bool>,
    },
    /// There is a sequence of this name.
    SequenceName {
        /// The name.
        name: QualifiedName,
    },
    /// The sequence is there and counts so, or is not there.
    Sequence {
        /// Its name.
        name: QualifiedName,
        /// Its type, and how it counts.
        is: Option<(PgType, SequenceOptions)>,
    },
    /// The sequence goes with this column, or with none.
    SequenceOwner {
        /// Its name.
        name: QualifiedName,
        /// The table and the column.
        owner: Option<(QualifiedName, Ident)>,
    },
    /// The column has this type and collation.
    ColumnType {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        column: Ident,
        /// The type.
        pg_type: PgType,
        /// The collation, where it is not the type's own.
        collation: Option<QualifiedName>,
    },
    /// The column is an identity column that counts so, by a sequence of this name where it has one of its own; or is none.
    Identity {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        column: Ident,
        /// How it counts, and in which type.
        is: Option<(Identity, PgType)>,
    },
    /// The table is a partition, or is not. Of which rows, only the server can compare.
    Partition {
        /// Its name.
        name: QualifiedName,
        /// The table or partition that it is one of.
        of: QualifiedName,
        /// Whether it is one.
        exists: bool,
    },
    /// The column is generated, or is not. By which expression, only the server can compare.
    Generated {
        /// Its table.
        table: QualifiedName,
        /// Its name.
        column: Ident,
        /// Whether it is stored.
        stored: Option<bool>,
    },
}

impl ObjectFact {
    /// What the fact is about: of two facts about one thing the later counts.
    pub fn subject(&self) -> String {
        match self {
            ObjectFact::Namespace { name, .. } => format!("schema {name}"),
            ObjectFact::Type { name, .. } => format!("type {name}"),
            ObjectFact::EnumLabel { name, label } => format!("label {} of {name}", literal(label)),
            ObjectFact::DomainNotNull { domain, .. } => format!("not null of {domain}"),
            ObjectFact::DomainDefault { domain, .. } => format!("default of {domain}"),
            ObjectFact::DomainCheck { domain, name, .. } => format!("constraint {name} of {domain}"),
            ObjectFact::SequenceName { name } | ObjectFact::Sequence { name, .. } => format!("sequence {name}"),
            ObjectFact::SequenceOwner { name, .. } => format!("owner of sequence {name}"),
            ObjectFact::ColumnType { table, column, .. } => format!("type of {table}.{column}"),
            ObjectFact::Identity { table, column, .. } => format!("identity of {table}.{column}"),
            ObjectFact::Partition { name, of, .. } => format!("partition {name} of {of}"),
            ObjectFact::Generated { table, column, .. } => format!("expression of {table}.{column}"),
        }
    }

    /// Returns an SQL expression of type boolean.
    pub(super) fn sql(&self) -> String {
        match self {
            ObjectFact::Namespace { name, exists } => {
                existence(*exists, &format!("pg_catalog.pg_namespace WHERE nspname = {}", literal(name.as_str())))
            }
            ObjectFact::Type { name, exists } => {
                let not = if *exists { "NOT " } else { "" };
                format!("{} IS {not}NULL", regtype(name))
            }
            ObjectFact::EnumLabel { name, label } => existence(
                true,
                &format!("pg_catalog.pg_enum WHERE enumtypid = {} AND enumlabel = {}", regtype(name), literal(label)),
            ),
            ObjectFact::DomainDefault { domain, exists } => existence(
                true,
                &format!("pg_catalog.pg_type WHERE oid = {} AND (typdefault IS NOT NULL) = {exists}", regtype(domain)),
            ),
            ObjectFact::DomainNotNull { domain, not_null } => existence(
                true,
                &format!("pg_catalog.pg_type WHERE oid = {} AND typnotnull = {not_null}", regtype(domain)),
            ),
            ObjectFact::DomainCheck { domain, name, is } => {
                let query = format!(
                    "pg_catalog.pg_constraint WHERE contypid = {} AND conname = {}",
                    regtype(domain),
                    literal(name.as_str())
                );
                match is {
                    Some(true) => existence(true, &(query + " AND convalidated")),
                    Some(false) => existence(true, &query),
                    None => existence(false, &query),
                }
            }
            ObjectFact::SequenceName { name } => {
                existence(true, &format!("pg_catalog.pg_class WHERE oid = {} AND relkind = 'S'", regclass(name)))
            }
            ObjectFact::Sequence { name, is: None } => {
                existence(false, &format!("pg_catalog.pg_class WHERE oid = {} AND relkind = 'S'", regclass(name)))
            }
            ObjectFact::Sequence { name, is: Some((pg_type, options)) } => {
                existence(true, &sequence(&regclass(name), options, pg_type))
            }
            ObjectFact::SequenceOwner { name, owner } => {
                let owned = format!(
                    "pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = {} AND deptype = 'a'",
                    regclass(name)
                );
                match owner {
                    None => existence(false, &owned),
                    Some((table, column)) => existence(
                        true,
                        &format!(
                            "{owned}\n                AND refobjid = {} AND refobjsubid = (SELECT attnum FROM {})",
                            regclass(table),
                            attribute(table, column)
                        ),
                    ),
                }
            }
            ObjectFact::ColumnType { table, column, pg_type, collation } => {
                let collated = match collation {
                    Some(collation) => {
                        format!("attcollation = pg_catalog.to_regcollation({})", literal(&collation.to_string()))
                    }
                    None => {
                        "attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)".to_owned()
                    }
                };
                existence(
                    true,
                    &format!(
                        "{} AND pg_catalog.format_type(atttypid, atttypmod) = {}\n                AND {collated}",
                        attribute(table, column),
                        literal(&pg_type.to_string())
                    ),
                )
            }
            ObjectFact::Identity { table, column, is: None } => {
                existence(true, &format!("{} AND attidentity = ''", attribute(table, column)))
            }
            ObjectFact::Identity { table, column, is: Some((identity, pg_type)) } => {
                let when = if identity.always { 'a' } else { 'd' };
                let own = "(SELECT objid FROM pg_catalog.pg_depend\n                 \
                           WHERE refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i' \
                           AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass)";
                let name = identity.sequence.as_ref().map(|name| regclass(&table.sibling(name)));
                let named = name.map(|name| format!("\n                AND seqrelid = {name}")).unwrap_or_default();
                existence(
                    true,
                    &format!(
                        "{} AND attidentity = '{when}'\n                AND {}",
                        attribute(table, column),
                        existence(true, &(sequence(own, &identity.options, pg_type) + &named))
                    ),
                )
            }
            ObjectFact::Partition { name, of, exists } => {
                let pending = if *exists { " AND NOT inhdetachpending" } else { "" };
                let (name, of) = (regclass(name), regclass(of));
                existence(
                    *exists,
                    &format!("pg_catalog.pg_inherits WHERE inhrelid = {name} AND inhparent = {of}{pending}"),
                )
            }
            ObjectFact::Generated { table, column, stored } => {
                let generated = match stored {
                    None => "",
                    Some(true) => "s",
                    Some(false) => "v",
                };
                existence(true, &format!("{} AND attgenerated = '{generated}'", attribute(table, column)))
            }
        }
    }
}

/// The OID of a type, NULL where it is not there.
fn regtype(name: &QualifiedName) -> String {
    format!("pg_catalog.to_regtype({})", literal(&name.to_string()))
}

fn sequence(oid: &str, options: &SequenceOptions, pg_type: &PgType) -> String {
    let SequenceNumbers { start, increment, min, max, cache } = sequence_numbers(options, pg_type);
    format!(
        "pg_catalog.pg_sequence WHERE seqrelid = {oid} AND seqtypid = {}\n                \
         AND (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) = ({start}, {increment}, {min}, {max}, {cache}, {})",
        format_args!("pg_catalog.to_regtype({})", literal(&pg_type.to_string())),
        options.cycle
    )
}
