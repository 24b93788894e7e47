//! Indexes whose building failed.

use std::collections::BTreeMap;

use schema_core::plan::{Allowed, PlanInput, plan, rollback};

use super::{build, declared, deeds, dump, execute, orders, planned};
use crate::certificates::model::ident;
use crate::support::server;

/// pgschema#598: an interrupted concurrent index read as "no changes" for ever.
#[tokio::test]
async fn an_invalid_index_is_dropped_and_built_again() {
    let (index, mut before) = (ident("orders_code_idx"), declared());
    let table = before.tables.get_mut(&orders()).expect("orders are declared");
    table.indexes.get_mut(&index).expect("the index is declared").is_invalid = true;
    let after = declared();
    let plan = planned(&before, &after);
    assert_eq!(
        deeds(&plan),
        [
            "drop index orders_code_idx of public.orders, concurrently",
            "create unique index orders_code_idx on public.orders, concurrently"
        ]
    );
    let server = server();
    let database = build(&server, "invalid_index", &after).await;
    let wanted = dump(&database).await;
    execute(
        &database,
        "DROP INDEX public.orders_code_idx; INSERT INTO public.orders (id, amount, code) VALUES (9, 1, 'a')",
    )
    .await;
    let failed = database.execute("CREATE UNIQUE INDEX CONCURRENTLY orders_code_idx ON public.orders (code)").await;
    failed.expect_err("two rows have the code");
    execute(&database, "DELETE FROM public.orders WHERE id = 9").await;
    let without = dump(&database).await;
    let invalid = "SELECT 1 / (SELECT count(*) FROM pg_index WHERE NOT indisvalid)";
    execute(&database, invalid).await;
    for step in &plan.steps {
        execute(&database, &step.statement.sql()).await;
    }
    database.execute(invalid).await.expect_err("no index is invalid any more");
    assert_eq!(dump(&database).await, wanted);
    for step in rollback(&plan, plan.steps.len()) {
        execute(&database, &step.statement.sql()).await;
    }
    assert_eq!(dump(&database).await, without, "the way back takes away what was built");

    let mut dropped = declared();
    dropped.tables.get_mut(&orders()).expect("orders are declared").indexes.remove(&index);
    let drops = planned(&before, &dropped);
    assert_eq!(deeds(&drops), ["drop index orders_code_idx of public.orders, concurrently"]);
    assert_eq!(rollback(&drops, drops.steps.len()), [], "nobody wants an invalid index back");
}

#[test]
fn nothing_makes_an_index_invalid() {
    let mut invalid = declared();
    let table = invalid.tables.get_mut(&orders()).expect("orders are declared");
    table.indexes.get_mut(&ident("orders_code_idx")).expect("the index is declared").is_invalid = true;
    let mut without = declared();
    without.tables.remove(&orders());
    for before in [declared(), without] {
        let (origins, allowed) = (BTreeMap::new(), Allowed::default());
        let input = PlanInput { before: &before, after: &invalid, origins: &origins, allowed: &allowed };
        let refusals = plan(&input).expect_err("there is no statement for it");
        assert!(refusals[0].to_string().contains("cannot be made invalid"), "{}", refusals[0]);
    }
}
