//! Enums, domains, composite types and sequences.

use std::collections::{BTreeMap, HashMap};

use schema_core::ident::QualifiedName;
use schema_core::model::{
    Attribute, Check, Column, Domain, Expression, Identity, SchemaModel, Sequence, SequenceOptions, UserType,
    UserTypeKind, Validity,
};
use schema_core::sql::own_sequence_name;
use schema_core::types::{Builtin, PgType};

use super::dictionary::{Class, Dictionary, pg_type};
use super::rows::{Results, Row};
use super::tables::Tables;
use super::{CatalogError, Unmanaged};

/// The rows of `types.sql`.
pub(super) struct UserTypes {
    types: Vec<Row>,
    labels: HashMap<u32, Vec<String>>,
    checks: HashMap<u32, Vec<Row>>,
    sequences: Vec<Row>,
    /// Of types and sequences, by `type` or `relation` and OID, as `changed.sql` has them.
    names: HashMap<(&'static str, u32), String>,
}

impl UserTypes {
    pub(super) fn read(results: &mut Results) -> Result<UserTypes, CatalogError> {
        let types = results.take();
        let mut labels: HashMap<u32, Vec<String>> = HashMap::new();
        for row in results.take() {
            labels.entry(row.number(0)?).or_default().push(row.text(1)?.to_owned());
        }
        let mut checks: HashMap<u32, Vec<Row>> = HashMap::new();
        for row in results.take() {
            checks.entry(row.number(0)?).or_default().push(row);
        }
        let sequences = results.take();
        let mut names = HashMap::with_capacity(types.len() + sequences.len());
        for (kind, rows) in [("type", &types), ("relation", &sequences)] {
            for row in rows {
                names.insert((kind, row.number(0)?), row.text(2)?.to_owned());
            }
        }
        Ok(UserTypes { types, labels, checks, sequences, names })
    }

    /// Fails where a row of `changed.sql` has another name for a type or a sequence.
    pub(super) fn assert_same(&self, row: &Row) -> Result<(), CatalogError> {
        let kind = match row.text(0)? {
            "type" => "type",
            "relation" => "relation",
            _ => return Ok(()),
        };
        match self.names.get(&(kind, row.number(1)?)) {
            Some(known) if known != row.text(3)? => Err(CatalogError::Changed(format!("{known} is no more"))),
            _ => Ok(()),
        }
    }

    /// Puts types and sequences into the model, and identities into their columns.
    pub(super) fn assemble(
        mut self,
        model: &mut SchemaModel,
        tables: &mut Tables,
        dictionary: &mut Dictionary,
        unmanaged: &mut Vec<Unmanaged>,
    ) -> Result<(), CatalogError> {
        for row in std::mem::take(&mut self.types) {
            let oid: u32 = row.number(0)?;
            let Some(name) = dictionary.name(Class::Type, oid, row.number(1)?, || row.ident(2))? else { continue };
            let is = match row.text(3)? {
                "e" => UserTypeKind::Enum(self.labels.remove(&oid).unwrap_or_default()),
                "d" => UserTypeKind::Domain(self.domain(oid, &row, dictionary)?),
                _ => UserTypeKind::Composite(attributes(row.number(4)?, tables, dictionary)?),
            };
            let comment = dictionary.take_comment(Class::Type, oid, 0);
            model.types.insert(name, UserType { is, comment });
        }
        for row in &self.sequences {
            add_sequence(row, model, tables, dictionary, unmanaged)?;
        }
        Ok(())
    }

    fn domain(&mut self, oid: u32, row: &Row, dictionary: &mut Dictionary) -> Result<Domain, CatalogError> {
        let mut checks = BTreeMap::new();
        for check in self.checks.remove(&oid).unwrap_or_default() {
            let validity = if check.is(3)? { Validity::Valid } else { Validity::NotValid };
            let check_name = check.ident(2)?;
            let comment = dictionary.take_comment(Class::Constraint, check.number(1)?, 0);
            let expression = Expression::new(check.text(4)?, Vec::new());
            checks.insert(check_name, Check { validity, comment, ..Check::new(expression) });
        }
        Ok(Domain {
            pg_type: pg_type(row.text(6)?)?,
            collation: collation(row.maybe_number(7)?, dictionary)?,
            default: row.maybe(8).map(str::to_owned),
            nullable: !row.is(5)?,
            checks,
        })
    }
}

fn collation(oid: Option<u32>, dictionary: &Dictionary) -> Result<Option<QualifiedName>, CatalogError> {
    oid.map(|oid| Ok(dictionary.collation(oid)?.name.clone())).transpose()
}

fn attributes(relation: u32, tables: &mut Tables, dictionary: &mut Dictionary) -> Result<Vec<Attribute>, CatalogError> {
    let attribute = |(number, column): (i16, Column)| Attribute {
        name: column.name,
        pg_type: column.pg_type,
        collation: column.collation.map(|collation| *collation),
        comment: dictionary.take_comment(Class::Relation, relation, number.into()),
    };
    Ok(tables.take_attributes(relation).into_iter().map(attribute).collect())
}

fn add_sequence(
    row: &Row,
    model: &mut SchemaModel,
    tables: &mut Tables,
    dictionary: &mut Dictionary,
    unmanaged: &mut Vec<Unmanaged>,
) -> Result<(), CatalogError> {
    let oid: u32 = row.number(0)?;
    let Some(name) = dictionary.name(Class::Relation, oid, row.number(1)?, || row.ident(2))? else { return Ok(()) };
    let is_unlogged = row.text(3)? == "u";
    let pg_type = pg_type(row.text(4)?)?;
    let options = options(row, &pg_type)?;
    let comment = dictionary.take_comment(Class::Relation, oid, 0);
    let mut is_not_read = |because: &str| {
        unmanaged.push(Unmanaged { kind: "sequence".to_owned(), name: name.to_string(), because: because.to_owned() });
    };
    let owner = match (row.maybe(11), row.maybe_number::<u32>(12)?, row.maybe_number::<i16>(13)?) {
        (Some(kind), Some(table), Some(column)) => Some((kind == "i", table, column)),
        _ => None,
    };
    if let Some((true, table, column)) = owner {
        let Some((table, is_table_unlogged, column)) = tables.managed_column(table, column) else { return Ok(()) };
        if comment.is_some() {
            is_not_read("it is an identity column's, and has a comment");
        }
        if is_unlogged != is_table_unlogged {
            is_not_read("it is an identity column's, and one of the two is unlogged");
        }
        if let Some(identity) = &mut column.identity {
            identity.sequence = own_sequence_name(&table, &column.name, &name.name);
            identity.options = options;
        }
        return Ok(());
    }
    let owned_by = match owner {
        None => None,
        Some((_, table, column)) => match tables.managed_column(table, column) {
            Some((table, _, column)) => Some((table, column.name.clone())),
            None => {
                is_not_read("it is owned by a column of what is not managed");
                return Ok(());
            }
        },
    };
    if is_unlogged {
        is_not_read("it is unlogged");
    }
    model.sequences.insert(name, Sequence { pg_type, options, owned_by, comment });
    Ok(())
}

/// What differs from what PostgreSQL takes for the type and the direction.
fn options(row: &Row, pg_type: &PgType) -> Result<SequenceOptions, CatalogError> {
    let (lowest, highest) = match pg_type.builtin() {
        Some(Builtin::SmallInt) => (i16::MIN.into(), i16::MAX.into()),
        Some(Builtin::Integer) => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    };
    let [start, increment, min, max, cache] = [5, 6, 7, 8, 9].map(|column| row.number::<i64>(column));
    let (start, increment, min, max, cache) = (start?, increment?, min?, max?, cache?);
    let counts_up = increment > 0;
    let unless = |value: i64, usual: i64| (value != usual).then_some(value);
    Ok(SequenceOptions {
        start: unless(start, if counts_up { min } else { max }),
        increment: unless(increment, 1),
        min: unless(min, if counts_up { 1 } else { lowest }),
        max: unless(max, if counts_up { highest } else { -1 }),
        cache: unless(cache, 1),
        cycle: row.is(10)?,
    })
}

/// An identity whose sequence is not yet known.
pub(super) fn identity(kind: &str) -> Option<Box<Identity>> {
    let identity = |always| Some(Box::new(Identity { always, sequence: None, options: SequenceOptions::default() }));
    match kind {
        "a" => identity(true),
        "d" => identity(false),
        _ => None,
    }
}
