//! Which races there are.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Index, Invariant, ParentState};

use super::Race;
use crate::matrix::MatrixError;
use crate::matrix::builder::Builder;
use crate::matrix::columns::key_columns;
use crate::matrix::completion::Completion;
use crate::matrix::row::{self, Planted, Row};
use crate::matrix::states::{Deed, parent_of, states};
use crate::matrix::values::Tag;

/// The races of a table's unique indexes with a predicate, and of the rules that look at another row.
pub(super) async fn races(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Race>, MatrixError> {
    let definition = builder.table(table);
    let mut races = Vec::new();
    for (name, index) in definition.indexes.iter().filter(|(_, index)| index.unique && index.predicate.is_some()) {
        races.extend(into_predicate(builder, table, name, index).await?);
    }
    for (name, invariant) in &definition.invariants {
        let Some(parent) = parent_of(invariant) else { continue };
        let Some((before, after)) = leaving(builder, parent) else { continue };
        races.extend(of_parent(builder, table, name, invariant, parent, [&before, &after]));
    }
    Ok(races)
}

/// Two rows of one key, which both come to meet the predicate.
async fn into_predicate(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    index: &Index,
) -> Result<Option<Race>, MatrixError> {
    let Some(predicate) = &index.predicate else { return Ok(None) };
    let columns = key_columns(index);
    let key: Row =
        builder.world.row(table, Tag::A).iter().filter(|(column, _)| columns.contains(column)).map(clone).collect();
    let free = |column: &Ident| !columns.contains(column) && builder.is_free(table, column);
    let mut moves = Vec::new();
    for tag in [Tag::P, Tag::Q] {
        let mut planted: Planted = builder.world.planted(table, tag).clone();
        planted.row.extend(key.clone());
        for (wanted, before) in [("IS NOT TRUE", true), ("IS TRUE", false)] {
            let extra = [(format!("({}) {wanted}", predicate.sql), predicate.columns.clone())];
            let row = planted.row.clone();
            let none = Row::new();
            let completion = Completion { table, row: &row, pinned: &none, extra: &extra, skip: None, all: false };
            let Ok(changes) = completion.run(builder.client, builder.subject, &free).await? else { return Ok(None) };
            if before {
                planted.row.extend(changes);
            } else {
                moves.push((planted.clone(), row::update(table, builder.table(table), &row, &changes)));
            }
        }
    }
    let mut setup = builder.draft().open(table, Deed::Change);
    for (planted, _) in &moves {
        setup = setup.plant(table, planted);
    }
    let updates: Vec<String> = moves.into_iter().map(|(_, update)| update).collect();
    let [first, second] = &updates[..] else { return Ok(None) };
    Ok(Some(Race {
        rule: name.as_str().to_owned(),
        text: format!("two rows come to meet {}", predicate.sql),
        setup: setup.into_setup(),
        first: first.clone(),
        second: second.clone(),
    }))
}

fn clone(pair: (&Ident, &String)) -> (Ident, String) {
    (pair.0.clone(), pair.1.clone())
}

/// A state that is allowed and one that is not, where the other row's lifecycle leads from the one to the other.
fn leaving(builder: &Builder<'_>, parent: &ParentState) -> Option<(String, String)> {
    let leads = |from: &String, to: &String| {
        builder.table(&parent.references).invariants.values().all(|invariant| match invariant {
            Invariant::Lifecycle { column, transitions, .. } if *column == parent.column => {
                transitions.contains(&(from.clone(), to.clone()))
            }
            _ => true,
        })
    };
    let all = states(builder.subject, &parent.references, &parent.column);
    let pairs = parent.values.iter().flat_map(|from| all.iter().map(move |to| (from, to)));
    pairs
        .filter(|(_, to)| !parent.values.contains(to))
        .find(|(from, to)| leads(from, to))
        .map(|(from, to)| (from.clone(), to.clone()))
}

/// The row is made or changed while the other one leaves the state, in both orders.
fn of_parent(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    invariant: &Invariant,
    parent: &ParentState,
    [before, after]: [&str; 2],
) -> Vec<Race> {
    let child = builder.world.planted(table, Tag::C);
    let definition = builder.table(table);
    let other = &parent.references;
    let Some(leave) = builder.state_change(other, Tag::A, &parent.column, after) else { return Vec::new() };
    let mut leave = leave.clone();
    leave.insert(parent.column.clone(), schema_core::sql::literal(after));
    let leave = row::update(other, builder.table(other), builder.row_referred_to(table, other), &leave);
    let mut deeds = vec![("an insert", Deed::Insert, row::insert(table, &child.row))];
    if let Invariant::FrozenWith { fixed, .. } = invariant {
        let foreign = |column: &Ident| Some((column.clone(), builder.world.row(table, Tag::B).get(column)?.clone()));
        // An update that changes nothing locks nothing.
        let changes = |column: &Ident| foreign(column).is_some_and(|(_, value)| child.row.get(column) != Some(&value));
        // Any value but NULL shows that the row is looked at; the row's own keys stay as they are.
        let column = fixed.columns.iter().find(|column| {
            builder.is_free(table, column)
                && !builder.subject.values.contains_key(&(table.clone(), (*column).clone()))
                && changes(column)
        });
        if let Some(change) = column.and_then(foreign) {
            deeds.push(("an update", Deed::Change, row::update(table, definition, &child.row, &Row::from([change]))));
        }
        deeds.push(("a delete", Deed::Change, row::delete(table, definition, &child.row)));
    }
    let mut races = Vec::new();
    for (what, deed, statement) in deeds {
        let setup = || {
            let draft = builder.draft().open(table, deed).in_state_for(table, other, &parent.column, before);
            let draft = if deed == Deed::Insert { draft.plant_before(child) } else { draft.plant(table, child) };
            draft.into_setup()
        };
        let race = |text: String, first: &str, second: &str| Race {
            rule: name.as_str().to_owned(),
            text,
            setup: setup(),
            first: first.to_owned(),
            second: second.to_owned(),
        };
        races.push(race(format!("{what}, then {other} {before} to {after}"), &statement, &leave));
        races.push(race(format!("{other} {before} to {after}, then {what}"), &leave, &statement));
    }
    races
}
