//! Tables and their columns.

use rustc_hash::FxHashMap;
use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Column, Expression, Generated, SchemaModel, Table};
use schema_core::parallel::in_parallel_chunks;

use super::dictionary::{Class, Dictionary};
use super::rows::{Results, Row};
use super::text::{mentioned, options};
use super::types::identity;
use super::{CatalogError, Unmanaged};

/// The rows of `tables.sql`.
pub(super) struct TableRows {
    tables: Vec<Row>,
    columns: Vec<Row>,
    expressions: Vec<Row>,
}

impl TableRows {
    pub(super) fn read(results: &mut Results) -> TableRows {
        TableRows { tables: results.take(), columns: results.take(), expressions: results.take() }
    }
}

/// Tables by OID, and the attributes of composite types by that of their relation.
pub(super) struct Tables {
    tables: FxHashMap<u32, ReadTable>,
    attributes: FxHashMap<u32, Vec<ReadColumn>>,
}

/// A table, managed or not: a foreign key may refer to any.
pub(super) struct ReadTable {
    pub(super) name: QualifiedName,
    /// What it is instead of a plain table.
    unmanaged: Option<String>,
    pub(super) table: Table,
    /// Those of the table's columns, in their order.
    facts: Vec<ColumnFacts>,
}

/// What indexes need to know of a column.
#[derive(Clone, Copy)]
pub(super) struct ColumnFacts {
    number: i16,
    pub(super) type_oid: u32,
    pub(super) collation: u32,
}

struct ReadColumn {
    facts: ColumnFacts,
    column: Column,
    is_generated: Option<bool>,
}

impl Tables {
    pub(super) fn read(rows: &TableRows, dictionary: &Dictionary) -> Result<Tables, CatalogError> {
        let TableRows { tables, columns, expressions } = rows;
        let mut rows: FxHashMap<u32, Vec<&Row>> = FxHashMap::default();
        for row in columns {
            rows.entry(row.number(0)?).or_default().push(row);
        }
        let rows: Vec<(u32, Vec<&Row>)> = rows.into_iter().collect();
        let read = in_parallel_chunks(&rows, |(relation, rows)| {
            let mut columns: Vec<ReadColumn> =
                rows.iter().map(|row| read_column(row, dictionary)).collect::<Result<_, _>>()?;
            columns.sort_by_key(|column| column.facts.number);
            Ok((*relation, columns))
        });
        let mut attributes: FxHashMap<u32, Vec<ReadColumn>> = read.collect::<Result<_, CatalogError>>()?;
        for row in expressions {
            let relation: u32 = row.number(0)?;
            let Some(columns) = attributes.get_mut(&relation) else { continue };
            add_expression(row, columns)?;
        }
        let mut read = Tables { tables: FxHashMap::default(), attributes };
        for row in tables {
            let oid: u32 = row.number(0)?;
            let Some(name) = dictionary.name(Class::Relation, oid, row.number(1)?, || row.ident(2))? else { continue };
            let mut table = Table { unlogged: row.text(3)? == "u", ..Table::default() };
            table.options = options(row.texts(4)?, "");
            table.options.extend(options(row.texts(5)?, "toast."));
            let mut facts = Vec::new();
            for column in read.attributes.remove(&oid).unwrap_or_default() {
                facts.push(column.facts);
                table.columns.push(column.column);
            }
            let unmanaged = row.maybe(6).map(str::to_owned);
            read.tables.insert(oid, ReadTable { name, unmanaged, table, facts });
        }
        Ok(read)
    }

    /// Fails where a row of `changed.sql` has another name for a table or a column.
    pub(super) fn assert_same(&self, row: &Row) -> Result<(), CatalogError> {
        let oid: u32 = row.number(1)?;
        let table = self.tables.get(&oid);
        let known = match row.text(0)? {
            "relation" => table.map(|table| table.name.name.as_str()),
            "column" => {
                let number: i16 = row.number(2)?;
                let attributes = self.attributes.get(&oid).into_iter().flatten();
                let attribute = attributes.filter(|attribute| attribute.facts.number == number);
                let column = table.and_then(|table| Some(&table.table.columns[table.at(number)?]));
                column.or(attribute.map(|attribute| &attribute.column).next()).map(|column| column.name.as_str())
            }
            _ => None,
        };
        match known {
            Some(known) if known != row.text(3)? => Err(CatalogError::Changed(format!("{known} is no more"))),
            _ => Ok(()),
        }
    }

    /// Takes the attributes of a composite type, each with its number.
    pub(super) fn take_attributes(&mut self, relation: u32) -> Vec<(i16, Column)> {
        let attributes = self.attributes.remove(&relation).unwrap_or_default();
        attributes.into_iter().map(|attribute| (attribute.facts.number, attribute.column)).collect()
    }

    /// Finds any table.
    pub(super) fn get(&self, oid: u32) -> Option<&ReadTable> {
        self.tables.get(&oid)
    }

    /// Finds a managed table.
    pub(super) fn managed(&self, oid: u32) -> Option<&ReadTable> {
        self.tables.get(&oid).filter(|table| table.unmanaged.is_none())
    }

    /// Finds a managed table, to add to it.
    pub(super) fn managed_mut(&mut self, oid: u32) -> Option<&mut ReadTable> {
        self.tables.get_mut(&oid).filter(|table| table.unmanaged.is_none())
    }

    /// Finds a column of a managed table: the table's name, whether that is unlogged, the column.
    pub(super) fn managed_column(&mut self, oid: u32, number: i16) -> Option<(QualifiedName, bool, &mut Column)> {
        let read = self.managed_mut(oid)?;
        let at = read.at(number)?;
        Some((read.name.clone(), read.table.unlogged, &mut read.table.columns[at]))
    }

    /// Puts the managed tables into the model, with their comments, and names the others.
    pub(super) fn finish(self, model: &mut SchemaModel, dictionary: &mut Dictionary, unmanaged: &mut Vec<Unmanaged>) {
        for (oid, read) in self.tables {
            let ReadTable { name, unmanaged: other, mut table, facts } = read;
            if let Some(kind) = other {
                if kind == "partition" {
                    continue;
                }
                let because = "the model holds plain tables".to_owned();
                unmanaged.push(Unmanaged { kind, name: name.to_string(), because });
                continue;
            }
            table.comment = dictionary.take_comment(Class::Relation, oid, 0);
            for (column, facts) in table.columns.iter_mut().zip(facts) {
                column.comment = dictionary.take_comment(Class::Relation, oid, facts.number.into());
            }
            model.tables.insert(name, table);
        }
    }
}

impl ReadTable {
    fn at(&self, number: i16) -> Option<usize> {
        self.facts.binary_search_by_key(&number, |facts| facts.number).ok()
    }

    /// The column of that number.
    pub(super) fn column(&self, number: i16) -> Result<(&Column, ColumnFacts), CatalogError> {
        let at = self.at(number).ok_or_else(|| CatalogError::Changed(format!("a column of {} is gone", self.name)))?;
        Ok((&self.table.columns[at], self.facts[at]))
    }

    /// The names of columns; 0, which stands for the whole row or an expression, is passed over.
    pub(super) fn names(&self, numbers: &[i16]) -> Result<Vec<Ident>, CatalogError> {
        let columns = numbers.iter().filter(|number| **number > 0);
        columns.map(|number| Ok(self.column(*number)?.0.name.clone())).collect()
    }
}

fn read_column(row: &Row, dictionary: &Dictionary) -> Result<ReadColumn, CatalogError> {
    let type_oid = row.number(3)?;
    let known = dictionary.column_type(type_oid, row.number(4)?)?;
    let facts = ColumnFacts { number: row.number(1)?, type_oid, collation: row.number(5)? };
    let collation = (facts.collation != known.collation && facts.collation != 0)
        .then(|| dictionary.collation(facts.collation).map(|collation| Box::new(collation.name.clone())))
        .transpose()?;
    let column = Column {
        collation,
        nullable: !row.is(6)?,
        identity: identity(row.text(7)?),
        ..Column::new(row.ident(2)?, known.pg_type.clone())
    };
    let is_generated = match row.text(8)? {
        "s" => Some(true),
        "v" => Some(false),
        _ => None,
    };
    Ok(ReadColumn { facts, column, is_generated })
}

fn add_expression(row: &Row, columns: &mut [ReadColumn]) -> Result<(), CatalogError> {
    let (number, sql): (i16, _) = (row.number(1)?, row.text(2)?);
    let Ok(at) = columns.binary_search_by_key(&number, |column| column.facts.number) else { return Ok(()) };
    match columns[at].is_generated {
        None => columns[at].column.default = Some(sql.to_owned()),
        Some(stored) => {
            let numbers: Vec<i16> = row.numbers(3)?;
            let used = columns.iter().filter(|column| numbers.contains(&column.facts.number));
            let names: Vec<Ident> = used.map(|column| column.column.name.clone()).collect();
            columns[at].column.generated =
                Some(Box::new(Generated { expression: Expression::new(sql, mentioned(sql, &names)), stored }));
        }
    }
    Ok(())
}
