//! NOT NULL columns whose defaults are made of the time, or of who is connected: stable, so evaluated once.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "now()")]
    created_at: Timestamptz,
    #[column(default = "now() AT TIME ZONE 'utc'")]
    created_in_utc: Timestamp,
    #[column(default = "timezone('utc', now())::text")]
    written_at: String,
    #[column(default = "CURRENT_DATE + 30")]
    due: Date,
    #[column(default = "date_trunc('month', now() - '1 month'::interval)")]
    from_month: Timestamptz,
    #[column(default = "CURRENT_TIMESTAMP(3)")]
    exact: Timestamptz,
    #[column(default = "CURRENT_USER")]
    by: String,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
