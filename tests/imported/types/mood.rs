//! Enum `mood`.

use schema_core::prelude::*;

/// How it goes.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
pub enum Mood {
    Sad,
    #[label("before ok")]
    BeforeOk,
    Ok,
    #[label(r#"it's "fine""#)]
    ItSFine,
    #[label("größe")]
    GrE,
}
