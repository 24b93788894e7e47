//! A table and columns that invariants name have other names: in the same transaction their functions have them too, those
//! of tables that refer to it included.

use schema_core::prelude::*;

/// A project.
#[derive(Table)]
#[table(name = "project", was = "plan")]
#[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE, ACTIVE => CLOSED)]
#[frozen(unless(status = DRAFT))]
#[immutable(holder)]
pub(crate) struct Project {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(default = "'DRAFT'", was = "state")]
    pub(crate) status: State,
    #[column(was = "owner")]
    pub(crate) holder: String,
    pub(crate) title: String,
}

#[derive(TextEnum)]
pub(crate) enum State {
    Draft,
    Active,
    Closed,
}

/// One item of a project.
#[derive(Table)]
#[table(name = "item")]
#[index(project_id)]
#[frozen_with(project_id)]
#[insert_requires(project_id, status = DRAFT | ACTIVE)]
pub(crate) struct Item {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[references(Project::id, on_delete = cascade)]
    #[column(was = "plan_id")]
    pub(crate) project_id: i64,
    pub(crate) text: String,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [Project, Item] }
