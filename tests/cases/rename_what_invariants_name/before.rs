use schema_core::prelude::*;

/// A plan.
#[derive(Table)]
#[table(name = "plan")]
#[lifecycle(state, initial = DRAFT, DRAFT => ACTIVE, ACTIVE => CLOSED)]
#[frozen(unless(state = DRAFT))]
#[immutable(owner)]
pub(crate) struct Plan {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(default = "'DRAFT'")]
    pub(crate) state: State,
    pub(crate) owner: String,
    pub(crate) title: String,
}

#[derive(TextEnum)]
pub(crate) enum State {
    Draft,
    Active,
    Closed,
}

/// One item of a plan.
#[derive(Table)]
#[table(name = "item")]
#[index(plan_id)]
#[frozen_with(plan_id)]
#[insert_requires(plan_id, state = DRAFT | ACTIVE)]
pub(crate) struct Item {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[references(Plan::id, on_delete = cascade)]
    pub(crate) plan_id: i64,
    pub(crate) text: String,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [Plan, Item] }
