//! A value of an enum that decides on the partition of a row: the bounds follow on the server, and no partition changes its rows.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(state))]
#[partition(name = "events_open", values = "IN ('BEGUN')")]
#[partition(name = "events_rest", default)]
struct Event {
    state: State,
}

#[derive(PgEnum)]
enum State {
    #[label("BEGUN", was = "OPEN")]
    Begun,
    Done,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
