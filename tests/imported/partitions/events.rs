//! Table `events`.

use schema_core::prelude::*;

use super::Targets;

/// what happens
#[derive(Table)]
#[table(partition_by = range(at))]
#[primary_key(id, at)]
#[index(expr("lower(kind)"), where = "kind <> ''::text", name = "events_kind_idx")]
#[check("id > 0")]
#[partition(name = "Events, 2021", values = "FROM ('2021-01-01 00:00:00+00') TO (MAXVALUE)", partition_by = list(id))]
#[partition(name = "events_2021_a", of = "Events, 2021", values = "IN ('1', '2')")]
#[partition(name = "events_2021_rest", of = "Events, 2021", default)]
#[partition(
    name = "events_2020",
    values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')",
    with(fillfactor = 70),
    comment = "what has happened"
)]
#[partition(name = "events_rest", default)]
pub struct Events {
    pub id: i64,
    pub at: Timestamptz,
    #[column(collate = "C", default = "'a'")]
    pub kind: Option<String>,
    #[references(Targets::id)]
    pub target_id: Option<i32>,
}
