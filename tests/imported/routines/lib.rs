//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod mood;
mod notes;
mod routines;

pub use mood::Mood;
pub use notes::Notes;
use schema_core::prelude::*;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    types = [Mood],
    routines = {
        r#"public."Odd name"(integer, text[])"# = routines::ODD_NAME,
        "public.counted(public.mood)" = routines::COUNTED,
        "public.done(integer)" = routines::DONE,
        "public.of_rows(public.notes, public.notes[])" = routines::OF_ROWS,
        "public.overloaded(integer)" = routines::OVERLOADED,
        "public.overloaded(text)" = routines::OVERLOADED_2,
        "public.touch()" = (routines::TOUCH, comment = "It's told."),
    },
    tables = [
        Notes,
    ]
}
