//! Foreign keys of a partitioned table have other names, one as its table has: those of the partitions have them too.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "happenings", was = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = range(id))]
#[partition(name = "events_b_all", of = "events_b", values = "FROM (MINVALUE) TO (MAXVALUE)")]
#[primary_key(id, kind)]
#[index(user_id, kind)]
#[foreign_key((user_id) => User(id))]
#[index(cause_id, kind)]
#[foreign_key((cause_id, kind) => Happening(id, kind), name = "has_cause")]
struct Happening {
    id: i64,
    kind: String,
    user_id: i64,
    cause_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Happening]
}
