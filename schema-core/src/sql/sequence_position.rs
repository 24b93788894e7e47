//! Where a sequence goes on that gives a column its numbers from now on: behind those that rows have already.

use super::definition::{SequenceNumbers, sequence_numbers};
use super::{literal, push};
use crate::ident::{Ident, QualifiedName};
use crate::model::SequenceOptions;
use crate::types::PgType;

/// How the number is found behind which a sequence goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastNumber {
    /// It is the last entry of an index.
    ByIndex,
    /// Every row is read.
    ByScan,
    /// It is not looked for: the declaration says where to start.
    Given,
}

/// Where a sequence goes on that counts otherwise from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SequencePosition {
    /// Where it is: that is within its bounds.
    Kept,
    /// Where it is; or, if that is outside of its bounds and it has given no number yet, where it is to start.
    KeptOrStart,
    /// Where it is to start: wherever it is now, that is outside of its bounds.
    Start,
}

/// How a sequence counts: its options and its type.
pub(crate) type Counting<'a> = (&'a SequenceOptions, &'a PgType);

impl SequencePosition {
    /// Of one that counts in one way, and is to count in another.
    pub(crate) fn of(from: Counting<'_>, to: Counting<'_>) -> SequencePosition {
        let (old, new) = (sequence_numbers(from.0, from.1), sequence_numbers(to.0, to.1));
        let is_narrower = new.min > old.min || new.max < old.max;
        if is_narrower { SequencePosition::KeptOrStart } else { SequencePosition::Kept }
    }

    /// On the way back from that. Where no number is within both bounds, none had been given before.
    pub(crate) fn back(from: Counting<'_>, to: Counting<'_>) -> SequencePosition {
        let (old, new) = (sequence_numbers(from.0, from.1), sequence_numbers(to.0, to.1));
        let is_disjoint = new.min > old.max || new.max < old.min;
        if is_disjoint { SequencePosition::Start } else { SequencePosition::of(to, from) }
    }

    /// Writes the statement that changes how a sequence counts.
    pub(super) fn push(self, sql: &mut String, sequence: &QualifiedName, alter: &str) {
        match self {
            SequencePosition::Kept => push!(sql, "{alter};"),
            SequencePosition::Start => push!(sql, "{alter}\n    RESTART;"),
            SequencePosition::KeptOrStart => {
                let (alter, name) = (alter.replace('\n', "\n    "), literal(&sequence.to_string()));
                push!(
                    sql,
                    "DO $count$\nBEGIN\n    {alter};\nEXCEPTION WHEN invalid_parameter_value THEN\n    \
                     -- Where it is, is outside of its bounds. If it has given no number yet, it begins anew.\n    \
                     IF pg_catalog.pg_sequence_last_value({name}) IS NOT NULL THEN\n        RAISE;\n    END IF;\n    \
                     {alter}\n        RESTART;\nEND\n$count$;"
                );
            }
        }
    }
}

/// Sets a sequence behind the numbers of a column, where it is not there already. Runs in the transaction that has locked
/// the table, so that no number comes in between.
pub(super) fn push_set_behind(
    sql: &mut String,
    (table, column): (&QualifiedName, &Ident),
    sequence: &QualifiedName,
    (pg_type, options): (&PgType, &SequenceOptions),
) {
    let SequenceNumbers { start, increment, .. } = sequence_numbers(options, pg_type);
    let (last, is_behind) = if increment < 0 { ("min", "<=") } else { ("max", ">=") };
    let name = literal(&sequence.to_string());
    push!(
        sql,
        "\nSELECT pg_catalog.setval({name}, pg_catalog.{last}({column})::bigint)\n  FROM {table}\n\
         HAVING pg_catalog.{last}({column}) {is_behind} COALESCE(pg_catalog.pg_sequence_last_value({name}), {start});"
    );
}
