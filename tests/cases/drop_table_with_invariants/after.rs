//! The functions go after the table.

use schema_core::prelude::*;

/// A plan.
#[derive(Table)]
#[table(name = "plan")]
#[lifecycle(state, initial = DRAFT, DRAFT => ACTIVE, ACTIVE => CLOSED)]
#[frozen(unless(state = DRAFT))]
pub(crate) struct Plan {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(default = "'DRAFT'")]
    pub(crate) state: State,
    pub(crate) title: String,
}

#[derive(TextEnum)]
pub(crate) enum State {
    Draft,
    Active,
    Closed,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [Plan] }
