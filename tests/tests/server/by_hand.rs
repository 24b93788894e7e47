//! Steps that are written by hand: what they say wrongly is found, and one that does not do what it is for changes nothing.

use schema_core::diff::in_physical_order;
use schema_core::lock_mode::LockMode;
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::prelude::*;
use schema_core::resolve::resolve;
use schema_core::sql::Statement;
use schema_harness::certificates::{Before, Bench};

use crate::blocking::sessions::run;
use crate::cases::proof::{Prefixes, Proof, WayBack, prove};
use crate::certificates::base;
use crate::certificates::cases::by_hand::by_hand;
use crate::certificates::model::child;
use crate::support::server;

mod before {
    use super::*;

    #[derive(Table)]
    #[table(name = "users")]
    pub(super) struct User {
        #[column(primary_key)]
        id: i64,
    }

    schema! { pub(super) static SCHEMA, postgres = 15..=18, tables = [User] }
}

mod meddling {
    use super::*;

    schema! {
        pub(super) static SCHEMA,
        postgres = 15..=18,
        steps = [
            step(
                "meddle",
                "change what the structs declare",
                behind = enforce,
                sql = "ALTER TABLE public.users ADD COLUMN secret text",
                locks("public.users" = access_exclusive),
                done = "EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attname = 'secret')",
                undo("ALTER TABLE public.users DROP COLUMN secret", locks("public.users" = access_exclusive)),
            ),
        ],
        tables = [before::User]
    }
}

#[tokio::test]
#[should_panic(expected = "the plan does not lead to the schema")]
async fn a_step_that_changes_what_is_declared_is_found() {
    let declared = |schema| resolve(schema).unwrap_or_else(|errors| panic!("{errors:?}")).model;
    let before = declared(&before::SCHEMA);
    let after = in_physical_order(&before, declared(&meddling::SCHEMA));
    let (origins, allowed) = (Default::default(), Allowed::default());
    let input = PlanInput { before: &before, after: &after, origins: &origins, allowed: &allowed };
    let plan = plan(&input).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    let (before, after, plan) = (&before, &after, &plan);
    let way_back = WayBack { from: Prefixes::All, is_dumped: true };
    prove(&Proof { name: "meddle", setup: "", rows: "", before, after, plan, way_back }).await;
}

#[tokio::test]
async fn locks_that_a_step_does_not_say_are_found() {
    let database = base(&server()).await.unwrap();
    let mut bench = Bench::new(&database).await.unwrap();
    let update = "UPDATE public.child SET amount = 0";
    for (mode, scans, says) in [
        (LockMode::AccessShare, vec![child()], "claimed ACCESS SHARE, measured ROW EXCLUSIVE"),
        (LockMode::AccessExclusive, vec![child()], "claimed ACCESS EXCLUSIVE, measured ROW EXCLUSIVE"),
        (LockMode::RowExclusive, vec![], "public.child was scanned, which is not claimed"),
    ] {
        let step: Statement = by_hand(update, mode, scans, None).into();
        let refused = bench.certify(&step, Before::Open).await.expect_err("it says something else than it does");
        assert!(refused.contains(says), "{refused}");
    }
    let step = by_hand(update, LockMode::RowExclusive, vec![child()], Some("true")).into();
    let refused = bench.certify(&step, Before::Open).await.expect_err("what tells that it is done tells nothing");
    assert!(refused.contains("the postcondition holds before the statement has run"), "{refused}");
}

#[tokio::test]
async fn a_step_that_does_not_do_what_it_is_for_changes_nothing() {
    let database = base(&server()).await.unwrap();
    let client = database.connect().await.unwrap();
    let done = "NOT EXISTS (SELECT FROM public.child WHERE amount > 10)";
    let update = "UPDATE public.child SET amount = 0 WHERE id < 100";
    let step: Statement = by_hand(update, LockMode::RowExclusive, vec![child()], Some(done)).into();
    let failed = client.batch_execute(&format!("BEGIN; {} COMMIT", step.sql())).await.expect_err("rows are left");
    let answer = failed.as_db_error().expect("the server answers");
    assert_eq!(answer.message(), "step by_hand has not done what it is for");
    assert_eq!(answer.hint(), Some(&*format!("Nothing is changed. It is done once this is true: {done}")));
    run(&client, "ROLLBACK").await;
    let row = client.query_one("SELECT count(*) FROM public.child WHERE amount = 0", &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 0);
}
