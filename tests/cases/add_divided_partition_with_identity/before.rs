use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')")]
#[primary_key(id, made_at)]
struct Event {
    #[column(identity)]
    id: i64,
    made_at: Timestamptz,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
