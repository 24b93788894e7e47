//! A table with every kind of column, key, CHECK, foreign key, index and comment.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

/// A parcel.
#[derive(Table)]
#[table(name = "parcels")]
#[unique(carrier, tracking_number, comment = "As the carrier has it.")]
#[check(weight_positive, "weight_kg > 0", comment = "Nothing weighs nothing.")]
#[check("sent_on <= arrives_on")]
#[index(owner_id, comment = "serves: foreign key owner_id")]
#[index(carrier desc nulls last, sent_on asc nulls first, include(weight_kg))]
#[index(expr("lower(tracking_number)"), unique, where = "is_open", name = "parcels_one_open")]
struct Parcel {
    /// Key.
    #[column(primary_key, default = "gen_random_uuid()")]
    id: Uuid,
    #[references(User::id, on_delete = cascade, on_update = restrict, deferrable, initially_deferred)]
    owner_id: i64,
    /// As the carrier writes it.
    tracking_number: String,
    #[column(default = "'it''s'")]
    carrier: Option<String>,
    #[column(default = "true")]
    is_open: bool,
    rank: i16,
    pieces: i32,
    weight_kg: Numeric<12, 3>,
    sent_on: Date,
    arrives_on: Option<Date>,
    #[column(default = "now()")]
    created_at: Timestamptz,
    #[column(default = "'{}'::jsonb")]
    labels: Jsonb,
    state: State,
}

#[derive(TextEnum)]
enum State {
    Packed,
    OnTheWay,
    #[value("it's there")]
    Delivered,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Parcel]
}
