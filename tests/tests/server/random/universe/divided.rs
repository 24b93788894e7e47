//! A partitioned table: partitions come and go, and what changes on the table changes on all of them.

use std::collections::BTreeMap;

use schema_core::model::{
    Column, Constraint, Deferrable, ForeignKey, Index, IndexKey, IndexTerm, Key, MatchType, Partition, PartitionBy,
    PartitionKey, PartitionStrategy, Partitioning, ReferentialAction, Rename, SchemaModel, Table, Trigger,
    TriggerState, Validity,
};

use schema_core::ident::{Ident, QualifiedName};

use super::{COLUMNS, Renamed, add_column, comment, has, ident, idents, is_keyed_by_id, public};
use crate::random::choices::Choices;

const NAME: &str = "Divided";

/// A partition that may be a table of its own.
const OWN: &str = "divided a";

/// The regions that rows may be of.
const REGIONS: [&str; 3] = ["a", "b", "c"];

/// Adds the table, as the choices have it.
pub(super) fn add(choices: &mut Choices<'_>, model: &mut SchemaModel, renamed: Renamed) {
    if !choices.chance(4, 5) {
        return;
    }
    let mut table = Table { comment: comment(choices), ..Table::default() };
    for (name, pg_type, nullable) in [("id", "bigint", false), ("region", "text", false), ("alpha_id", "bigint", true)]
    {
        table.columns.push(Column { nullable, ..Column::new(ident(name), pg_type.parse().expect("a type")) });
    }
    for (column, forms) in COLUMNS.iter().filter(|(column, _)| ["amount", "label", "flag"].contains(column)) {
        if choices.chance(4, 5) {
            add_column(choices, NAME, renamed.column(column), forms, &mut table);
        }
    }
    for constraint in table.constraints.values_mut() {
        if let Constraint::Check(check) = constraint {
            check.no_inherit = false;
        }
    }
    add_keys_and_indexes(choices, &mut table);
    let alpha_has_key = model.tables.get(&public("alpha")).is_some_and(is_keyed_by_id);
    if choices.chance(1, 2) && alpha_has_key {
        table.constraints.insert(ident(&format!("{NAME}_alpha_id_fkey")), to_alpha(choices));
    }
    if !model.routines.is_empty() && choices.chance(1, 3) {
        let event = choices.one_of(&["BEFORE UPDATE ON @ FOR EACH ROW", "AFTER INSERT ON @ FOR EACH STATEMENT"]);
        let event = event.replace('@', &public(NAME).to_string());
        let definition = format!("CREATE TRIGGER touch {event} EXECUTE FUNCTION public.touch()");
        let trigger = Trigger { definition, state: TriggerState::Enabled, comment: comment(choices) };
        table.triggers.insert(ident("touch"), trigger);
    }
    table.partitioning = Some(partitioning(choices));
    if choices.chance(1, 4)
        && let Some(own) = own_table(choices, &mut table)
    {
        model.tables.insert(public(OWN), own);
    }
    model.tables.insert(public(NAME), table);
}

/// Makes a table of its own of a partition, with most of what it had.
fn own_table(choices: &mut Choices<'_>, table: &mut Table) -> Option<Table> {
    let partition = table.partitioning.as_mut()?.take(&public(OWN))?;
    let mut own = Table {
        comment: partition.comment,
        unlogged: partition.unlogged,
        options: partition.options,
        columns: table.columns.clone(),
        ..Table::default()
    };
    for column in &mut own.columns {
        (column.identity, column.comment) = (None, comment(choices));
        if choices.chance(1, 4) {
            column.default = None;
        }
    }
    let part = |name: &Ident| ident(&name.as_str().replace(NAME, OWN));
    for (name, constraint) in &table.constraints {
        let name = match constraint {
            Constraint::PrimaryKey(_) | Constraint::Unique(_) => part(name),
            Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => name.clone(),
        };
        if choices.chance(3, 4) {
            own.constraints.insert(name, constraint.clone());
        }
    }
    let kept = table.indexes.iter().filter(|_| choices.chance(3, 4));
    own.indexes.extend(kept.map(|(name, index)| (part(name), index.clone())));
    Some(own)
}

/// Takes a hint away that is the partitioned table's alone: a table that becomes a partition of it would get the column anew,
/// behind others, and pg_dump tells the order.
pub(crate) fn without_hint_of_one(before: &SchemaModel, after: &mut SchemaModel) {
    let becomes_partition = before.tables.contains_key(&public(OWN)) && !after.tables.contains_key(&public(OWN));
    let is_of_divided = |rename: &Rename| matches!(rename, Rename::Column { table, .. } if *table == public(NAME));
    after.renames.retain(|rename| !(becomes_partition && is_of_divided(rename)));
}

/// The table that a row may be moved to, or from, with its partition.
pub(super) fn moves_to<'a>(name: &QualifiedName, after: &'a SchemaModel) -> Option<&'a Table> {
    if *name == public(OWN) { after.tables.get(&public(NAME)) } else { None }
}

/// One of a shape for each name: PostgreSQL replaces none of them under its name.
fn add_keys_and_indexes(choices: &mut Choices<'_>, table: &mut Table) {
    if choices.chance(3, 4) {
        let key = Key { columns: idents(&["id", "region"]), comment: comment(choices), ..Key::default() };
        table.constraints.insert(ident(&format!("{NAME}_pkey")), Constraint::PrimaryKey(key));
    }
    if choices.chance(1, 3) {
        let nulls_not_distinct = choices.chance(1, 3);
        let key =
            Key { columns: idents(&["region", "id"]), nulls_not_distinct, comment: comment(choices), ..Key::default() };
        table.constraints.insert(ident(&format!("{NAME}_region_id_key")), Constraint::Unique(key));
    }
    if has(table, "amount") && choices.chance(1, 3) {
        let expression = schema_core::model::Expression::new("abs(amount)", idents(&["amount"]));
        let keys =
            vec![IndexKey::new(IndexTerm::Expression(expression)), IndexKey::new(IndexTerm::Column(ident("id")))];
        let index = Index { keys, comment: comment(choices), ..Index::default() };
        table.indexes.insert(ident(&format!("{NAME}_abs_id_idx")), index);
    }
    if choices.chance(1, 3) {
        let keys = vec![IndexKey::new(IndexTerm::Column(ident("alpha_id")))];
        let include = idents(choices.one_of(&[&[][..], &[], &["id"]]));
        let index = Index { keys, include, comment: comment(choices), ..Index::default() };
        table.indexes.insert(ident(&format!("{NAME}_alpha_id_idx")), index);
    }
}

fn to_alpha(choices: &mut Choices<'_>) -> Constraint {
    Constraint::ForeignKey(ForeignKey {
        columns: idents(&["alpha_id"]),
        references: public("alpha"),
        referenced_columns: idents(&["id"]),
        match_type: MatchType::Simple,
        on_delete: choices.one_of(&[
            ReferentialAction::Cascade,
            ReferentialAction::Cascade,
            ReferentialAction::Restrict,
        ]),
        on_update: ReferentialAction::NoAction,
        deferrable: choices.one_of(&[Deferrable::Not, Deferrable::Not, Deferrable::InitiallyDeferred]),
        validity: Validity::Valid,
        comment: comment(choices),
    })
}

fn partitioning(choices: &mut Choices<'_>) -> Partitioning {
    let mut partitions = BTreeMap::new();
    for region in REGIONS {
        if choices.chance(2, 3) {
            let bound = format!("FOR VALUES IN ('{region}')");
            let mut partition = Partition { comment: comment(choices), ..Partition::new(bound) };
            if region == "b" && choices.chance(9, 10) {
                partition.partitioning = Some(by_id(choices));
            } else if choices.chance(1, 4) {
                partition.options = [("fillfactor".to_owned(), "70".to_owned())].into();
            } else {
                partition.unlogged = choices.chance(1, 4);
            }
            partitions.insert(public(&format!("divided {region}")), partition);
        }
    }
    if choices.chance(1, 3) {
        let partition = Partition { comment: comment(choices), ..Partition::new("DEFAULT") };
        partitions.insert(public("divided_rest"), partition);
    }
    // A table is hardly ever to be divided otherwise, which is refused.
    let strategy = if choices.chance(1, 24) { PartitionStrategy::Range } else { PartitionStrategy::List };
    if strategy == PartitionStrategy::Range {
        partitions.clear();
    }
    Partitioning { by: by(strategy, "region"), partitions }
}

fn by_id(choices: &mut Choices<'_>) -> Partitioning {
    let mut partitions = BTreeMap::new();
    partitions.insert(public("divided_b_high"), Partition::new("FOR VALUES FROM ('2') TO (MAXVALUE)"));
    if choices.chance(1, 2) {
        partitions.insert(public("divided_b_low"), Partition::new("FOR VALUES FROM (MINVALUE) TO ('2')"));
    }
    Partitioning { by: by(PartitionStrategy::Range, "id"), partitions }
}

fn by(strategy: PartitionStrategy, column: &str) -> PartitionBy {
    let term = IndexTerm::Column(ident(column));
    PartitionBy { strategy, keys: vec![PartitionKey { term, collation: None, operator_class: None }] }
}

/// The region of the row of that number, or of all rows of the partition that is a table of its own; nothing where it has no place before, or would be in the way of a new partition.
pub(super) fn region(number: u8, before: &Table, after: &Table) -> Option<String> {
    if before.partitioning.is_none() {
        return Some(format!("'{}'", REGIONS[0]));
    }
    let region = REGIONS[usize::from(number - 1)];
    let name = public(&format!("divided {region}"));
    let has_own = |table: &Table| table.partitioning.as_ref().is_some_and(|by| by.partitions.contains_key(&name));
    let has_default = before.partitioning.as_ref().is_some_and(|by| by.default_partition().is_some());
    let fits = has_own(before) || (has_default && !has_own(after));
    fits.then(|| format!("'{region}'"))
}
