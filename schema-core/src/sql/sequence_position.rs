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

/// Tells whether a sequence that counts in the first way, and has given no number yet, would begin outside of the bounds of
/// the second: PostgreSQL refuses these bounds then, unless it begins anew.
pub(crate) fn begins_outside(from: (&SequenceOptions, &PgType), to: (&SequenceOptions, &PgType)) -> bool {
    let SequenceNumbers { min, max, .. } = sequence_numbers(to.0, to.1);
    !(min..=max).contains(&sequence_numbers(from.0, from.1).start)
}

/// Writes statements that change how a sequence counts, which begins anew if it has given no number yet. The first one,
/// which changes little, has the locks: no number is given between the look and the change.
pub(super) fn push_begins_anew(sql: &mut String, sequence: &QualifiedName, lock: &str, alter: &str) {
    let (alter, name) = (alter.replace('\n', "\n        "), literal(&sequence.to_string()));
    push!(
        sql,
        "DO $count$\nBEGIN\n    -- For its locks: no number is given between the look and the change.\n    {lock};\n    \
         IF pg_catalog.pg_sequence_last_value({name}) IS NOT NULL THEN\n        {alter};\n    ELSE\n        \
         -- It has given no number yet, and begins where it is to start.\n        {alter}\n            RESTART;\n    \
         END IF;\nEND\n$count$;"
    );
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
