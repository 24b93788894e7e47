//! A partitioned table with partitions in two levels, and all that they get from it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
/// What happens.
#[partition(
    name = "events_2020",
    values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')",
    with(fillfactor = 70),
    comment = "What has happened."
)]
#[partition(name = "events_2021", values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')", partition_by = list(kind))]
#[partition(name = "events_2021_a", of = "events_2021", values = "IN ('a')")]
#[partition(name = "events_2021_rest", of = "events_2021", default)]
#[partition(name = "events_rest", default)]
#[primary_key(id, made_at, kind)]
#[index(user_id, comment = "serves: foreign key user_id")]
#[index(expr("lower(kind)"), made_at desc)]
#[unique(user_id, made_at, kind)]
#[check(kind_is_said, "kind <> ''")]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: String,
    #[references(User::id, on_delete = cascade)]
    user_id: i64,
}

#[derive(Table)]
#[table(partition_by = hash(id))]
#[partition(name = "hashed_0", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "hashed_1", values = "WITH (modulus 2, remainder 1)")]
struct Hashed {
    #[column(primary_key)]
    id: Uuid,
    #[column(default = "0")]
    value: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event, Hashed]
}
