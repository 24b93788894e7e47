//! Indexes: those behind constraints too, which the constraints take from here.

use rustc_hash::FxHashMap;
use schema_core::ident::Ident;
use schema_core::model::{
    Expression, Index, IndexKey, IndexTerm, NullsOrder, OperatorClass, SortOrder, StorageParameters,
};
use schema_core::parallel::in_parallel_chunks;

use super::CatalogError;
use super::constraints::Constraints;
use super::definitions::{Definitions, PrintedKey};
use super::dictionary::Dictionary;
use super::rows::{Results, Row};
use super::tables::{ReadTable, Tables};
use super::text::{mentioned, options};

/// `pg_index.indoption`
const DESCENDING: u16 = 1;
const NULLS_FIRST: u16 = 2;

/// The rows of `indexes.sql`.
pub(super) struct Indexes {
    indexes: Vec<IndexRow>,
    /// Parameters of operator classes, by index and key.
    parameters: FxHashMap<(u32, usize), StorageParameters>,
}

struct IndexRow {
    oid: u32,
    table: u32,
    /// Key columns, then those of INCLUDE; 0 for an expression.
    columns: Vec<i16>,
    keys: usize,
    classes: Vec<u32>,
    collations: Vec<u32>,
    has_expressions: bool,
    row: Row,
}

/// An index of a managed table.
pub(super) struct BuiltIndex {
    pub(super) table: u32,
    pub(super) name: Ident,
    pub(super) index: Index,
}

impl Indexes {
    pub(super) fn read(results: &mut Results) -> Result<Indexes, CatalogError> {
        let rows = results.take();
        let indexes = in_parallel_chunks(&rows, IndexRow::read).collect::<Result<_, _>>()?;
        let mut parameters = FxHashMap::default();
        for row in results.take() {
            parameters.insert((row.number(0)?, row.number(1)?), options(row.texts(2)?, ""));
        }
        Ok(Indexes { indexes, parameters })
    }

    /// Those that the rows do not tell all of. A key's own index has nothing that is not the default.
    pub(super) fn to_be_printed(
        &self,
        constraints: &Constraints,
        tables: &Tables,
        dictionary: &Dictionary,
    ) -> Result<Vec<u32>, CatalogError> {
        let mut found = Vec::new();
        for row in &self.indexes {
            let Some(table) = tables.managed(row.table) else { continue };
            if !constraints.has_key(row.oid) && (row.has_expressions || row.has_odd_class(table, dictionary)?) {
                found.push(row.oid);
            }
        }
        Ok(found)
    }

    /// Makes the indexes of managed tables, by OID.
    pub(super) fn assemble(
        &self,
        tables: &Tables,
        dictionary: &Dictionary,
        definitions: &Definitions,
    ) -> Result<FxHashMap<u32, BuiltIndex>, CatalogError> {
        let built = in_parallel_chunks(&self.indexes, |row| {
            let Some(table) = tables.managed(row.table) else { return Ok(None) };
            let index = self.build(row, table, dictionary, definitions)?;
            Ok(Some((row.oid, BuiltIndex { table: row.table, name: row.row.ident(2)?, index })))
        });
        built.filter_map(Result::transpose).collect()
    }

    fn build(
        &self,
        row: &IndexRow,
        table: &ReadTable,
        dictionary: &Dictionary,
        definitions: &Definitions,
    ) -> Result<Index, CatalogError> {
        let printed = definitions.keys(row.oid, &row.printed_names(dictionary)?)?;
        let known = table.names(&row.row.numbers::<i16>(15)?)?;
        let orders: Vec<u16> = row.row.numbers(10)?;
        let mut keys = Vec::with_capacity(row.keys);
        for at in 0..row.keys {
            let printed = printed.as_ref().map(|keys| &keys[at]);
            let mut key = row.key(at, table, printed, &known, dictionary)?;
            if let Some(parameters) = self.parameters.get(&(row.oid, at + 1)) {
                let name = dictionary.operator_class(row.classes[at])?.0.name.clone();
                key.operator_class = Some(Box::new(OperatorClass { name, parameters: parameters.clone() }));
            }
            (key.order, key.nulls) = order(orders.get(at).copied().unwrap_or_default());
            keys.push(key);
        }
        let predicate = match row.row.is(14)? {
            true => {
                let sql = row.row.text(13)?;
                Some(Expression::new(sql, mentioned(sql, &known)))
            }
            false => None,
        };
        Ok(Index {
            unique: row.row.is(4)?,
            method: Some(row.row.ident(3)?).filter(|method| method.as_str() != "btree"),
            keys,
            include: table.names(&row.columns[row.keys..])?,
            nulls_not_distinct: row.row.is(16)?,
            options: options(row.row.texts(11)?, ""),
            predicate,
            is_invalid: !row.row.is(5)?,
            comment: None,
        })
    }
}

impl IndexRow {
    fn read(row: &Row) -> Result<IndexRow, CatalogError> {
        Ok(IndexRow {
            oid: row.number(0)?,
            table: row.number(1)?,
            columns: row.numbers(7)?,
            keys: row.number(6)?,
            classes: row.numbers(8)?,
            collations: row.numbers(9)?,
            has_expressions: row.is(12)?,
            row: row.clone(),
        })
    }

    /// Tells whether an operator class is not simply the one that is made for its column's type.
    fn has_odd_class(&self, table: &ReadTable, dictionary: &Dictionary) -> Result<bool, CatalogError> {
        for (number, class) in self.columns.iter().zip(&self.classes).filter(|(number, _)| **number != 0) {
            if is_odd(*number, *class, table, dictionary)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What PostgreSQL would print of each key's collation and operator class.
    fn printed_names(&self, dictionary: &Dictionary) -> Result<Vec<(Option<String>, String)>, CatalogError> {
        let names = self.classes.iter().zip(&self.collations).map(|(class, collation)| {
            let collation = match collation {
                0 => None,
                oid => Some(dictionary.collation(*oid)?.text.clone()),
            };
            Ok((collation, dictionary.operator_class(*class)?.0.text.clone()))
        });
        names.collect()
    }

    fn key(
        &self,
        at: usize,
        table: &ReadTable,
        printed: Option<&PrintedKey<'_>>,
        known: &[Ident],
        dictionary: &Dictionary,
    ) -> Result<IndexKey, CatalogError> {
        let (number, class, collation) = (self.columns[at], self.classes[at], self.collations[at]);
        let (term, has_collation) = if number > 0 {
            let (column, facts) = table.column(number)?;
            (IndexTerm::Column(column.name.clone()), collation != 0 && collation != facts.collation)
        } else {
            let printed = printed.ok_or_else(|| CatalogError::Changed("an index is gone".to_owned()))?;
            // A call stands bare; anything else is in parentheses of the index's, not its own.
            let bare = printed.term.strip_prefix('(').and_then(|term| term.strip_suffix(')'));
            let sql = bare.unwrap_or(printed.term);
            let expression = Expression::new(sql, mentioned(sql, known));
            (IndexTerm::Expression(expression), printed.has_collation)
        };
        let mut key = IndexKey::new(term);
        if has_collation {
            key.collation = Some(Box::new(dictionary.collation(collation)?.name.clone()));
        }
        if printed.is_some_and(|printed| printed.has_operator_class) {
            let name = dictionary.operator_class(class)?.0.name.clone();
            key.operator_class = Some(Box::new(OperatorClass { name, parameters: StorageParameters::new() }));
        }
        Ok(key)
    }
}

fn is_odd(number: i16, class: u32, table: &ReadTable, dictionary: &Dictionary) -> Result<bool, CatalogError> {
    let (_, facts) = table.column(number)?;
    Ok(dictionary.operator_class(class)?.1 != Some(facts.type_oid))
}

/// PostgreSQL's default is NULLS LAST, and NULLS FIRST for DESC.
fn order(option: u16) -> (SortOrder, NullsOrder) {
    match (option & DESCENDING != 0, option & NULLS_FIRST != 0) {
        (false, false) => (SortOrder::Ascending, NullsOrder::Default),
        (false, true) => (SortOrder::Ascending, NullsOrder::First),
        (true, true) => (SortOrder::Descending, NullsOrder::Default),
        (true, false) => (SortOrder::Descending, NullsOrder::Last),
    }
}
