use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(state))]
#[partition(name = "events_open", values = "IN ('OPEN')")]
#[partition(name = "events_rest", default)]
struct Event {
    state: State,
}

#[derive(PgEnum)]
enum State {
    Open,
    Done,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
