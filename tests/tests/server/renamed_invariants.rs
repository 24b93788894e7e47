//! What invariants name is renamed, step by step: those who write meanwhile, to other columns and to tables that refer to
//! what is renamed, go on; and what invariants forbid is forbidden all the way, and all the way back.

use schema_core::diff::in_physical_order;
use schema_core::plan::{Allowed, PlanInput, plan, rollback};
use schema_core::resolve::resolve;
use schema_core::sql::schema_script;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::cases::rename_what_invariants_name::{after, before};
use crate::support::server;

const ROWS: &str = include_str!("../../cases/rename_what_invariants_name/rows.sql");

/// Writes that name nothing but the table itself by a name that changes: the first two are allowed, the others not.
const ALLOWED: [&str; 2] =
    ["UPDATE public.item SET text = text || '.' WHERE id = 1", "UPDATE {table} SET title = title || '.' WHERE id = 1"];
const FORBIDDEN: [&str; 2] =
    ["UPDATE public.item SET text = '' WHERE id = 3", "UPDATE {table} SET title = '' WHERE id = 2"];

#[tokio::test]
async fn writes_go_on_between_the_steps_that_rename_what_invariants_name() {
    let declared = |schema| resolve(schema).unwrap_or_else(|errors| panic!("{errors:?}"));
    let (before, after) = (declared(&before::SCHEMA).model, declared(&after::SCHEMA));
    let (after, origins) = (in_physical_order(&before, after.model), after.origins);
    let allowed = &Allowed::default();
    let plan = plan(&PlanInput { before: &before, after: &after, origins: &origins, allowed }).unwrap();

    let database = server().empty_database("renamed_invariants").await.unwrap();
    database.execute(&format!("{}{ROWS}", schema_script(&before))).await.unwrap();
    let (runner, writer) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    assert_invariants(&writer, "before all").await;
    for step in &plan.steps {
        runner.batch_execute(&step.statement.sql()).await.unwrap();
        assert_invariants(&writer, &format!("after step {}, {}", step.id, step.statement.title())).await;
    }
    for step in rollback(&plan, plan.steps.len()) {
        runner.batch_execute(&step.statement.sql()).await.unwrap();
        assert_invariants(&writer, &format!("on the way back, after {}", step.statement.title())).await;
    }
}

async fn assert_invariants(writer: &Client, when: &str) {
    let is_there = "SELECT pg_catalog.to_regclass('public.plan') IS NOT NULL";
    let is_plan: bool = writer.query_one(is_there, &[]).await.unwrap().get(0);
    let table = if is_plan { "public.plan" } else { "public.project" };
    for write in ALLOWED.map(|write| write.replace("{table}", table)) {
        let written = writer.execute(&write, &[]).await.unwrap_or_else(|error| panic!("{when}: {write}: {error:?}"));
        assert_eq!(written, 1, "{when}: {write}");
    }
    for write in FORBIDDEN.map(|write| write.replace("{table}", table)) {
        let Err(refused) = writer.execute(&write, &[]).await else { panic!("{when}: {write} is not refused") };
        assert_eq!(refused.code(), Some(&SqlState::CHECK_VIOLATION), "{when}: {write}: {refused:?}");
    }
}
