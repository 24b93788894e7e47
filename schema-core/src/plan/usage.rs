//! Who uses a type, a sequence or a routine.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::PlanInput;
use crate::diff::with_callers;
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Domain, ForeignKey, Index, IndexTerm, ObjectName, Routine, RoutineName, SchemaModel, Sequence, Table, Trigger,
    TriggerState, UserTypeKind,
};
use crate::sql::{
    Comparison, LastNumber, NullTest, can_be_replaced, is_parsed_at_once, mentions, nextval, parsed_text,
};
use crate::types::PgType;

/// The tables with a column of the type, or of its array.
pub(super) fn tables_of(model: &SchemaModel, name: &QualifiedName) -> BTreeSet<QualifiedName> {
    let is_of = |pg_type: &PgType| pg_type.needs() == Some(name);
    let tables = model.tables.iter().filter(|(_, table)| table.columns.iter().any(|column| is_of(&column.pg_type)));
    tables.map(|(name, _)| name.clone()).collect()
}

/// The tables that are there with a column of the type, or of its array, before or after.
pub(super) fn tables_in_use_of(input: &PlanInput<'_>, name: &QualifiedName) -> BTreeSet<QualifiedName> {
    let mut tables = tables_of(input.before, name);
    tables.extend(tables_of(input.after, name));
    tables.retain(|table| input.before.tables.contains_key(table));
    tables
}

/// The tables with a column that is made of the type or of rows of the table, by way of arrays, domains and composite types
/// too.
pub(super) fn tables_made_of(model: &SchemaModel, wanted: &QualifiedName) -> BTreeSet<QualifiedName> {
    fn is_made_of(model: &SchemaModel, pg_type: &PgType, wanted: &QualifiedName) -> bool {
        let Some(name) = pg_type.needs() else { return false };
        let underneath = model.types.get(name).map(|user_type| &user_type.is);
        name == wanted
            || match underneath {
                Some(UserTypeKind::Domain(domain)) => is_made_of(model, &domain.pg_type, wanted),
                Some(UserTypeKind::Composite(attributes)) => {
                    attributes.iter().any(|attribute| is_made_of(model, &attribute.pg_type, wanted))
                }
                Some(UserTypeKind::Enum(_)) | None => false,
            }
    }
    let holds = |table: &Table| table.columns.iter().any(|column| is_made_of(model, &column.pg_type, wanted));
    model.tables.iter().filter(|(_, table)| holds(table)).map(|(name, _)| name.clone()).collect()
}

/// Tells whether another type is made of the type, or of its array, or a column is an array of it.
pub(super) fn is_nested(model: &SchemaModel, name: &QualifiedName) -> bool {
    let mut columns = model.tables.values().flat_map(|table| &table.columns);
    model.types.values().any(|user_type| user_type.needs().contains(&name))
        || columns.any(|column| column.pg_type.is_array && column.pg_type.needs() == Some(name))
}

/// Tells whether the type is a domain whose constraints PostgreSQL asks for a NULL or a default too, or is made of one.
pub(super) fn has_constraints(model: &SchemaModel, pg_type: &PgType) -> bool {
    let Some(user_type) = pg_type.needs().and_then(|name| model.types.get(name)) else { return false };
    match &user_type.is {
        UserTypeKind::Domain(Domain { pg_type, nullable, checks, .. }) => {
            !nullable || !checks.is_empty() || has_constraints(model, pg_type)
        }
        UserTypeKind::Enum(_) | UserTypeKind::Composite(_) => false,
    }
}

/// The domain that keeps NULL out of a column of the type: itself, or one that it is made of.
pub(super) fn domain_without_null<'a>(model: &'a SchemaModel, pg_type: &'a PgType) -> Option<&'a QualifiedName> {
    let (name, domain) = domain(model, pg_type)?;
    if domain.nullable { domain_without_null(model, &domain.pg_type) } else { Some(name) }
}

/// Tells whether a table that is there gets a column of the domain, or of one that is made of it.
pub(super) fn has_new_column_of(input: &PlanInput<'_>, wanted: &QualifiedName) -> bool {
    input.after.tables.iter().any(|(name, table)| {
        let Some(before) = input.before.tables.get(name) else { return false };
        table
            .columns
            .iter()
            .any(|column| before.column(&column.name).is_none() && is_made_of(input.after, &column.pg_type, wanted))
    })
}

/// Tells whether the type is the domain, or one that is made of it.
fn is_made_of(model: &SchemaModel, pg_type: &PgType, wanted: &QualifiedName) -> bool {
    domain(model, pg_type).is_some_and(|(name, of)| name == wanted || is_made_of(model, &of.pg_type, wanted))
}

/// The default that a column of the type has where it says nothing.
pub(super) fn default_of_domain<'a>(model: &'a SchemaModel, pg_type: &'a PgType) -> Option<&'a str> {
    let (_, domain) = domain(model, pg_type)?;
    domain.default.as_deref().or_else(|| default_of_domain(model, &domain.pg_type))
}

fn domain<'a>(model: &'a SchemaModel, pg_type: &'a PgType) -> Option<(&'a QualifiedName, &'a Domain)> {
    let name = pg_type.needs().filter(|_| !pg_type.is_array)?;
    match &model.types.get(name)?.is {
        UserTypeKind::Domain(domain) => Some((name, domain)),
        UserTypeKind::Enum(_) | UserTypeKind::Composite(_) => None,
    }
}

/// How a column is asked whether it holds NULL.
pub(super) fn null_test(model: &SchemaModel, table: &QualifiedName, column: &Ident) -> NullTest {
    let column = model.tables.get(table).and_then(|table| table.column(column));
    let is_composite = column.is_some_and(|column| is_composite(model, &column.pg_type));
    if is_composite { NullTest::Composite } else { NullTest::Plain }
}

/// The columns of composite types.
pub(super) fn composites(model: &SchemaModel) -> BTreeSet<(QualifiedName, Ident)> {
    let columns =
        model.tables.iter().flat_map(|(name, table)| table.row_holders(name).into_iter().zip(iter::repeat(table)));
    let columns = columns.flat_map(|(holder, table)| table.columns.iter().map(move |column| (holder, column)));
    let composites = columns.filter(|(_, column)| is_composite(model, &column.pg_type));
    composites.map(|(holder, column)| (holder.clone(), column.name.clone())).collect()
}

/// The foreign keys that do not compare all columns by `=` of `pg_catalog`, by table and name.
pub(super) fn comparisons(model: &SchemaModel) -> BTreeMap<(QualifiedName, Ident), Comparison> {
    let mut comparisons = BTreeMap::new();
    for (name, table) in &model.tables {
        for (constraint, foreign_key) in table.foreign_keys() {
            let comparison = Comparison::of(model, table, foreign_key);
            if !comparison.is_plain() {
                comparisons.insert((name.clone(), constraint.clone()), comparison);
            }
        }
    }
    comparisons
}

/// Those of the columns that an index has for keys.
pub(super) fn composites_of(model: &SchemaModel, table: &QualifiedName, index: &Index) -> BTreeSet<Ident> {
    let is_composite = |column: &&Ident| null_test(model, table, column) == NullTest::Composite;
    index.columns().filter(is_composite).cloned().collect()
}

/// Tells whether the type is a composite one, such as each table has, or a domain over one.
fn is_composite(model: &SchemaModel, pg_type: &PgType) -> bool {
    let Some(name) = pg_type.needs().filter(|_| !pg_type.is_array) else { return false };
    match model.types.get(name).map(|user_type| &user_type.is) {
        Some(UserTypeKind::Composite(_)) => true,
        Some(UserTypeKind::Domain(domain)) => is_composite(model, &domain.pg_type),
        Some(UserTypeKind::Enum(_)) => false,
        None => model.tables.contains_key(name),
    }
}

/// The foreign keys of the model that refer to these columns, in whatever order.
pub(super) fn references_to<'a, 'c>(
    model: &'a SchemaModel,
    table: &QualifiedName,
    columns: impl IntoIterator<Item = &'c Ident>,
) -> impl Iterator<Item = (&'a QualifiedName, &'a Ident, &'a ForeignKey)> {
    let columns: Vec<&Ident> = columns.into_iter().collect();
    let all = model.tables.iter().flat_map(|(child, of)| of.foreign_keys().map(move |(name, key)| (child, name, key)));
    all.filter(move |(_, _, key)| key.references == *table && key.refers_to(columns.iter().copied()))
}

/// Tells whether what a foreign key may rest on goes, and something else comes that it could rest on as well. On the way
/// back a foreign key that is made again would rest on what came, and keep that from going.
pub(super) fn bearer_changes(input: &PlanInput<'_>, foreign_key: &ForeignKey) -> bool {
    let tables = [input.before, input.after].map(|model| model.tables.get(&foreign_key.references));
    let [Some(before), Some(after)] = tables else { return false };
    let [before, after] = [before, after].map(|table| table.bearers(foreign_key).collect::<BTreeSet<_>>());
    !before.is_subset(&after) && !after.is_subset(&before)
}

/// The routines that are new, or are to be called otherwise, and need tables or call such: they are made behind tables.
pub(super) fn behind_tables(input: &PlanInput<'_>) -> BTreeSet<RoutineName> {
    let is_made = |(name, routine): &(&RoutineName, &Routine)| {
        let stays = |old: &Routine| can_be_replaced(&old.definition, &routine.definition);
        !routine.needs.is_empty() && !input.before.routines.get(*name).is_some_and(stays)
    };
    let made = input.after.routines.iter().filter(is_made).map(|(name, _)| name.clone());
    with_callers(&input.after.routines, made.collect())
}

/// The routines that go and need tables or columns that go too, or call such.
pub(super) fn before_tables(input: &PlanInput<'_>) -> BTreeSet<RoutineName> {
    let (before, after) = (input.before, input.after);
    let loses_columns = |table: &QualifiedName| {
        let (old, new) = (before.tables.get(table), after.tables.get(table));
        let Some(new) = new else { return true };
        old.is_some_and(|old| old.columns.iter().any(|column| new.column(&column.name).is_none()))
    };
    let goes = |name: &RoutineName| !after.routines.contains_key(name);
    let needing = |(name, routine): &(&RoutineName, &Routine)| goes(name) && routine.needs.iter().any(loses_columns);
    let needing = before.routines.iter().filter(needing).map(|(name, _)| name.clone());
    let mut routines = with_callers(&before.routines, needing.collect());
    routines.retain(goes);
    routines
}

/// The sequence that a default takes its values from.
pub(super) fn sequence_of<'a>(model: &'a SchemaModel, default: &str) -> Option<(&'a QualifiedName, &'a Sequence)> {
    model.sequences.iter().find(|(name, _)| nextval(name) == default)
}

/// How the last number of a column of a table that is there is found.
pub(super) fn last_number(before: &SchemaModel, table: &QualifiedName, column: &Ident) -> LastNumber {
    let Some(table) = before.tables.get(table) else { return LastNumber::ByScan };
    let leads = |index: &Index| {
        let first = index.keys.first().map(|key| &key.term);
        let is_whole = index.method.is_none() && index.predicate.is_none() && !index.is_invalid;
        is_whole && matches!(first, Some(IndexTerm::Column(first)) if first == column)
    };
    let is_indexed =
        table.keys().any(|(_, key)| key.columns.first() == Some(column)) || table.indexes.values().any(leads);
    if is_indexed { LastNumber::ByIndex } else { LastNumber::ByScan }
}

/// The sequence that the column of a serial has so far, where it becomes an identity column and the sequence goes.
pub(super) fn sequence_of_identity<'a>(
    before: &'a SchemaModel,
    after: &SchemaModel,
    table: &QualifiedName,
    column: &Ident,
) -> Option<&'a QualifiedName> {
    let old = before.tables.get(table)?.column(column)?;
    let is_identity = after.tables.get(table)?.column(column)?.identity.is_some();
    let (name, sequence) = sequence_of(before, old.default.as_deref()?)?;
    let is_own = sequence.owned_by.as_ref() == Some(&(table.clone(), column.clone()));
    (is_identity && is_own && !after.sequences.contains_key(name)).then_some(name)
}

/// Tells whether a sequence is the one of a serial column that becomes an identity column.
pub(super) fn becomes_identity(input: &PlanInput<'_>, name: &QualifiedName, sequence: &Sequence) -> bool {
    let Some((table, column)) = &sequence.owned_by else { return false };
    sequence_of_identity(input.before, input.after, table, column) == Some(name)
}

/// What takes numbers from a sequence in one of the models besides a column: the default of another or of a domain, or a
/// body that is parsed.
pub(super) fn other_user(
    models: &[&SchemaModel],
    sequence: &QualifiedName,
    (own_table, own_column): (&QualifiedName, &Ident),
) -> Option<ObjectName> {
    let call = nextval(sequence);
    let takes = |default: &Option<String>| default.as_ref().is_some_and(|default| default.contains(&call));
    let is_reader = |routine: &Routine| {
        is_parsed_at_once(&routine.definition) && mentions(&parsed_text(&routine.definition), sequence.name.as_str())
    };
    models.iter().find_map(|model| {
        let columns =
            model.tables.iter().flat_map(|(name, table)| table.columns.iter().map(move |column| (name, column)));
        let mut others = columns.filter(|(name, column)| (*name, &column.name) != (own_table, own_column));
        let column = others.find(|(_, column)| takes(&column.default));
        let column = column.map(|(name, column)| ObjectName::Column(name.clone(), column.name.clone()));
        let domain = || {
            let mut types = model.types.iter();
            let found = types.find(|(_, is)| matches!(&is.is, UserTypeKind::Domain(domain) if takes(&domain.default)));
            found.map(|(name, _)| ObjectName::Type(name.clone()))
        };
        let routine = || {
            let found = model.routines.iter().find(|(_, routine)| is_reader(routine));
            found.map(|(name, _)| ObjectName::Routine(name.clone()))
        };
        column.or_else(domain).or_else(routine)
    })
}

/// Tells whether the column that owns the sequence goes, and PostgreSQL drops the sequence with it.
pub(super) fn goes_with_column(after: &SchemaModel, sequence: &Sequence) -> bool {
    let Some((table, column)) = &sequence.owned_by else { return false };
    after.tables.get(table).is_none_or(|table| table.column(column).is_none())
}

/// The triggers of a table, as text, that fire for each row that an UPDATE changes.
pub(super) fn fires_on_update(table: &Table) -> Vec<Ident> {
    let fires = |(name, trigger): &(&Ident, &Trigger)| {
        let rest = trigger.definition.split_once(&format!("TRIGGER {name} ")).map_or("", |(_, rest)| rest);
        let event = rest.split(" ON ").next().unwrap_or_default().to_ascii_uppercase();
        event.split_whitespace().any(|word| word == "UPDATE") && trigger.state != TriggerState::Disabled
    };
    table.triggers.iter().filter(fires).map(|(name, _)| name.clone()).collect()
}
