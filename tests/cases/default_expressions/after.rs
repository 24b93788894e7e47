use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    name: Option<String>,
    #[column(default = "now() AT TIME ZONE 'UTC' IS NOT NULL")]
    is_new: Option<bool>,
    #[column(default = "NOT false AND true")]
    is_open: Option<bool>,
    #[column(default = "'x' COLLATE \"C\"")]
    label: Option<String>,
    #[column(default = "'1.5'::numeric(10, 2)")]
    amount: Numeric<10, 2>,
}

#[derive(Table)]
#[table(name = "notes")]
struct Note {
    #[column(primary_key, default = "1 + 1")]
    id: i64,
    #[column(default = "true IS NOT NULL")]
    is_known: bool,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket, Note]
}
