//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod events;
mod mood;
mod routines;
mod rule_parts;
mod rule_text;
mod weekday;

pub use events::Events;
pub use mood::Mood;
pub use rule_parts::RuleParts;
pub use rule_text::RuleText;
use schema_core::prelude::*;
pub use weekday::Weekday;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    types = [
        RuleParts,
        RuleText,
        Weekday,
    ],
    routines = {
        "public.bits(bit, character, numeric)" = routines::BITS,
        "public.first_of(refcursor, regclass, anycompatiblearray)" = routines::FIRST_OF,
        "public.next_time(public.rule_parts, public.weekday)" = routines::NEXT_TIME,
        "public.parse_rule(public.rule_text)" = routines::PARSE_RULE,
    },
    tables = [
        Events,
    ]
}
