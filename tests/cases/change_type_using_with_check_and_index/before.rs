use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
#[check(state_is_known, "state IN ('new', 'done')")]
#[check(state_is_short, "length(state) < 10")]
#[index(id, name = "tickets_open_idx", where = "state <> 'done'")]
#[index(state, name = "tickets_state_idx")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'new'")]
    state: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
