//! Text becomes an integer: its default and a CHECK change with it, in one statement; another CHECK goes, and the indexes that
//! were written for text give way before.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
#[check(state_is_known, "state BETWEEN 0 AND 9", comment = "0 is new")]
#[index(id, name = "tickets_open_idx", where = "state < 9")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(
        default = "0",
        using(
            "CASE state WHEN 'new' THEN 0 ELSE 9 END",
            from = "text",
            back = "CASE state WHEN 0 THEN 'new' ELSE 'done' END"
        )
    )]
    state: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
