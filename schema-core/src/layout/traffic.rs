//! How steps get along with the applications that use the database meanwhile.

use std::sync::LazyLock;

use super::duration;
use crate::effects::{Boundary, EffectsByMajor, Stall, boundaries};
use crate::ident::QualifiedName;
use crate::members::Members;
use crate::plan::Timeouts;

/// What is new when a migration is rolled back: nothing, for the tables that it made are in use by then.
pub(super) static IN_USE: LazyLock<Members<QualifiedName>> = LazyLock::new(Members::default);

/// How one step gets along with them.
pub(super) struct Traffic<'a> {
    /// What separates it from the steps before.
    pub(super) boundary: Boundary<'a>,
    /// The longest that writers wait for it, if they do.
    pub(super) stall: Option<Stall>,
}

/// Looks at each step once, in the order they run: there are tens of thousands for a large schema.
pub(super) fn traffic<'a>(
    steps: impl Iterator<Item = (&'a EffectsByMajor, Timeouts)> + Clone,
    created: &Members<QualifiedName>,
) -> Vec<Traffic<'a>> {
    let boundaries = boundaries(steps.clone().map(|(effects, _)| effects), created);
    let stalls = steps.map(|(effects, timeouts)| effects.longest_stall(created, timeouts.lock_ms));
    boundaries.zip(stalls).map(|(boundary, stall)| Traffic { boundary, stall }).collect()
}

/// Says how long writers may wait for steps that are transactions of their own.
pub(super) fn stall_line(steps: &[Traffic<'_>]) -> String {
    stall_text(longest_stall(steps))
}

/// The longest that writers wait for one of several steps.
pub(super) fn longest_stall(steps: &[Traffic<'_>]) -> Option<Stall> {
    steps.iter().filter_map(|step| step.stall).max()
}

/// Says how long writers may wait for steps of a way back that are one transaction: it keeps all locks to its end.
pub(crate) fn stall_line_of_one_transaction<'a>(steps: impl Iterator<Item = (&'a EffectsByMajor, Timeouts)>) -> String {
    let stalls = steps.filter_map(|(effects, timeouts)| effects.longest_stall(&IN_USE, timeouts.lock_ms));
    stall_text(stalls.reduce(|all, next| match (all, next) {
        (Stall::ForLocks(all), Stall::ForLocks(next)) => Stall::ForLocks(all.saturating_add(next)),
        (all, next) => all.max(next),
    }))
}

fn stall_text(longest: Option<Stall>) -> String {
    match longest {
        None => "-- Longest stall: none; no step keeps writers of a table waiting.\n".to_owned(),
        Some(Stall::Unlimited) => {
            "-- Longest stall: unlimited; a step that has no timeout keeps writers of a table waiting.\n".to_owned()
        }
        Some(Stall::ForRows) => {
            "-- Longest stall: as long as reading or writing all rows of a table takes; its writers wait meanwhile.\n"
                .to_owned()
        }
        Some(Stall::ForLocks(ms)) => format!(
            "-- Longest stall: {}, the time a step may wait for its locks while others queue behind it.\n",
            duration(ms)
        ),
    }
}
