//! Partitioned tables and the columns that divide them have other names; the partitions keep theirs.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "happenings", was = "events", partition_by = list(sort))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = range(expr("lower(sort)"), id))]
#[partition(name = "events_b_all", of = "events_b", values = "FROM (MINVALUE, MINVALUE) TO (MAXVALUE, MAXVALUE)")]
#[partition(name = "happenings_c", values = "IN ('c')")]
#[check("sort <> ''")]
struct Happening {
    id: i64,
    #[column(was = "kind")]
    sort: String,
}

#[derive(Table)]
#[table(name = "conditions", was = "states", partition_by = hash(code))]
#[partition(name = "states_all", values = "WITH (modulus 1, remainder 0)")]
struct Condition {
    #[column(primary_key)]
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Happening, Condition]
}
