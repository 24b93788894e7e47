//! How tables are divided, and their partitions.

use std::collections::{BTreeMap, HashMap, HashSet};

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{
    Expression, IndexTerm, Partition, PartitionBy, PartitionKey, PartitionStrategy, Partitioning,
};

use super::dictionary::{Class, Dictionary};
use super::rows::{Results, Row};
use super::tables::{ReadTable, Tables};
use super::text::mentioned;
use super::{CatalogError, Unmanaged};

/// The rows of `partitions.sql`.
pub(super) struct Partitions {
    divided: Vec<Row>,
    /// Bounds, by the OID of what is divided.
    below: HashMap<u32, Vec<(u32, String)>>,
}

impl Partitions {
    pub(super) fn read(results: &mut Results) -> Result<Partitions, CatalogError> {
        let divided = results.take();
        let mut below: HashMap<u32, Vec<(u32, String)>> = HashMap::new();
        for row in results.take() {
            below.entry(row.number(1)?).or_default().push((row.number(0)?, row.text(2)?.to_owned()));
        }
        Ok(Partitions { divided, below })
    }

    /// Puts into each managed table how it is divided, and names the partitions of all others.
    pub(super) fn assemble(
        &self,
        tables: &mut Tables,
        dictionary: &mut Dictionary,
        unmanaged: &mut Vec<Unmanaged>,
    ) -> Result<(), CatalogError> {
        let mut by = HashMap::with_capacity(self.divided.len());
        for row in &self.divided {
            let oid: u32 = row.number(0)?;
            let Some(table) = tables.get(oid) else { continue };
            by.insert(oid, partition_by(row, table, dictionary)?);
        }
        let partitions: HashSet<u32> = self.below.values().flatten().map(|(partition, _)| *partition).collect();
        for oid in by.keys().filter(|oid| !partitions.contains(oid)) {
            let partitioning = self.partitioning(*oid, &by, tables, dictionary);
            match tables.managed_mut(*oid) {
                Some(read) => read.table.partitioning = partitioning,
                None => {
                    let partitions = partitioning.as_ref().zip(tables.get(*oid));
                    let placed = partitions.into_iter().flat_map(|(below, read)| below.placed(&read.name));
                    unmanaged.extend(placed.map(|placed| Unmanaged {
                        kind: "partition".to_owned(),
                        name: placed.name.to_string(),
                        because: "its table is not managed".to_owned(),
                    }));
                }
            }
        }
        Ok(())
    }

    fn partitioning(
        &self,
        oid: u32,
        by: &HashMap<u32, PartitionBy>,
        tables: &Tables,
        dictionary: &mut Dictionary,
    ) -> Option<Partitioning> {
        let mut partitions: BTreeMap<QualifiedName, Partition> = BTreeMap::new();
        for (partition, bound) in self.below.get(&oid).into_iter().flatten() {
            let Some(read) = tables.get(*partition) else { continue };
            let is = Partition {
                bound: bound.clone(),
                unlogged: read.table.unlogged,
                options: read.table.options.clone(),
                comment: dictionary.take_comment(Class::Relation, *partition, 0),
                partitioning: self.partitioning(*partition, by, tables, dictionary),
            };
            partitions.insert(read.name.clone(), is);
        }
        Some(Partitioning { by: by.get(&oid)?.clone(), partitions })
    }
}

fn partition_by(row: &Row, table: &ReadTable, dictionary: &Dictionary) -> Result<PartitionBy, CatalogError> {
    let strategy = match row.text(1)? {
        "r" => PartitionStrategy::Range,
        "l" => PartitionStrategy::List,
        "h" => PartitionStrategy::Hash,
        other => return Err(CatalogError::Unknown(format!("{} is divided by `{other}`", table.name))),
    };
    let (columns, classes): (Vec<i16>, Vec<u32>) = (row.numbers(2)?, row.numbers(3)?);
    let collations: Vec<u32> = row.numbers(4)?;
    let known = table.names(&row.numbers::<i16>(6)?)?;
    let printed = row.text(7)?;
    let changed = || CatalogError::Changed(format!("{} is printed in another way: {printed}", table.name));
    let mut expressions = row.maybe(5).map(split).unwrap_or_default().into_iter();
    let mut rest = printed.split_once('(').ok_or_else(changed)?.1;
    let mut keys = Vec::with_capacity(columns.len());
    for (at, ((number, class), collation)) in columns.iter().zip(&classes).zip(&collations).enumerate() {
        if at > 0 {
            rest = rest.strip_prefix(", ").ok_or_else(changed)?;
        }
        let term = if *number > 0 {
            let column = table.column(*number)?.0.name.clone();
            rest = after_name(rest, &column).ok_or_else(changed)?;
            IndexTerm::Column(column)
        } else {
            let sql = expressions.next().ok_or_else(changed)?;
            // A call stands bare; anything else is in parentheses.
            let in_parentheses = format!("({sql})");
            let after = rest.strip_prefix(&*in_parentheses).or_else(|| rest.strip_prefix(sql));
            rest = after.ok_or_else(changed)?;
            IndexTerm::Expression(Expression::new(sql, mentioned(sql, &known)))
        };
        let mut key = PartitionKey { term, collation: None, operator_class: None };
        if let Some(after) = rest.strip_prefix(" COLLATE ") {
            let printed = dictionary.collation(*collation)?;
            rest = after.strip_prefix(&*printed.text).ok_or_else(changed)?;
            key.collation = Some(Box::new(printed.name.clone()));
        }
        let (printed, _) = dictionary.operator_class(*class)?;
        if let Some(after) = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(&*printed.text)) {
            rest = after;
            key.operator_class = Some(Box::new(printed.name.clone()));
        }
        keys.push(key);
    }
    if rest == ")" { Ok(PartitionBy { strategy, keys }) } else { Err(changed()) }
}

/// Skips a name, which the server quotes or not as its major has it.
fn after_name<'a>(text: &'a str, name: &Ident) -> Option<&'a str> {
    let quoted = format!("\"{}\"", name.as_str().replace('"', "\"\""));
    text.strip_prefix(&*quoted).or_else(|| text.strip_prefix(name.as_str()))
}

/// Takes expressions apart that have commas between.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_taken_apart_at_commas_of_their_own() {
        assert_eq!(split("lower(a)"), ["lower(a)"]);
        assert_eq!(
            split("\"left\"(a, 2), (a || ',('::text), (b + 1)"),
            ["\"left\"(a, 2)", "(a || ',('::text)", "(b + 1)"]
        );
        assert_eq!(split("(a || 'it''s, '::text), ARRAY[1, 2]"), ["(a || 'it''s, '::text)", "ARRAY[1, 2]"]);
    }
}
