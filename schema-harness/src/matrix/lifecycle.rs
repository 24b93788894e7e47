//! Lifecycles: the states that a row may begin in, and every way from one state to another.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::Invariant;

use super::MatrixError;
use super::attempt::Attempt;
use super::builder::Builder;
use super::row;
use super::states::{Deed, states};
use super::values::Tag;

/// The attempts that probe a table's lifecycles.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = Vec::new();
    for (name, invariant) in &builder.table(table).invariants {
        let Invariant::Lifecycle { column, .. } = invariant else { continue };
        let states = states(builder.subject, table, column);
        attempts.extend(states.iter().map(|state| begin(builder, table, name, column, state)));
        for from in &states {
            for to in states.iter().filter(|to| *to != from) {
                attempts.push(transition(builder, table, name, column, from, to).await?);
            }
        }
    }
    Ok(attempts)
}

fn begin(builder: &Builder<'_>, table: &QualifiedName, name: &Ident, column: &Ident, state: &str) -> Attempt {
    let text = format!("insert in {column} {state}");
    let Some(values) = builder.state_change(table, Tag::C, column, state) else {
        return Attempt::impossible(name, text, "no row in this state satisfies the CHECK constraints");
    };
    builder.draft().open(table, Deed::Insert).plant_before(builder.world.planted(table, Tag::C)).act(
        name,
        text,
        row::insert(table, &builder.child_with(table, values)),
    )
}

async fn transition(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    column: &Ident,
    from: &str,
    to: &str,
) -> Result<Attempt, MatrixError> {
    let text = format!("{column} {from} to {to}");
    let impossible = || Attempt::impossible(name, text.clone(), "no row satisfies the CHECK constraints");
    let Some(values) = builder.state_change(table, Tag::C, column, from) else { return Ok(impossible()) };
    let before = builder.child_with(table, values);
    let Ok(mut changes) = builder.to_state(table, &before, column, to).await? else { return Ok(impossible()) };
    changes.insert(column.clone(), schema_core::sql::literal(to));
    let update = row::update(table, builder.table(table), &before, &changes);
    // A CHECK may tie other columns to the state, and another invariant may fix those.
    let changed: Vec<&Ident> = changes.keys().collect();
    Ok(builder
        .draft()
        .open(table, Deed::Change)
        .plant_before(builder.world.planted(table, Tag::C))
        .plant_row(table, &before)
        .aside_triggers(table, &builder.triggers_of(table, &changed, Deed::Change, Some(name)))
        .act(name, text, update))
}
