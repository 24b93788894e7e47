//! Who waits for a step: each statement that the planner can emit, each step of the reference schema's migrations and
//! of the way back is run in a transaction that is kept open, and meanwhile other sessions try what applications do on
//! every table that it locks or reads. That is a table of passes and waits, without timing, and must be what the
//! statement's effects say; it is a snapshot for reviewers.

mod boundaries;
mod claims;
mod held;
mod modes;
mod probe;
pub(crate) mod sessions;

use std::collections::BTreeSet;

use schema_core::ident::QualifiedName;
use schema_core::plan::rollback;
use schema_harness::HarnessError;

use crate::certificates::model::{child, parent};
use crate::certificates::{BASE, ROWS, afresh, cases};
use crate::support::{migrations, server, snapshots};
use held::Scene;
use probe::{Outcome, Probe};
use schema_harness::text_table::{Cell, Row, table};

#[tokio::test]
async fn statements_keep_waiting_whom_they_say() -> Result<(), HarnessError> {
    let database = server().empty_database("blocking_statements").await?;
    let scene = Scene::new(&database).await?;
    let mut page = Page::default();
    for case in cases::all() {
        scene.prepare(&afresh(BASE)).await;
        scene.prepare(case.setup).await;
        assert_nobody_waits(&scene).await;
        let name = format!("{}: {}", case.statement.kind(), case.name);
        page.add(name, scene.hold(&case.statement, &[child(), parent()]).await);
    }
    drop(scene);
    database.drop().await?;
    settle(vec![("statements".to_owned(), page)]);
    Ok(())
}

#[tokio::test]
async fn steps_and_the_way_back_keep_waiting_whom_they_say() -> Result<(), HarnessError> {
    let database = server().empty_database("blocking_migrations").await?;
    let scene = Scene::new(&database).await?;
    let migrations = migrations();
    let mut pages = Vec::new();
    for (at, migration) in migrations.iter().enumerate() {
        let mut page = Page::default();
        for step in &migration.plan.steps {
            let name = format!("{}  {}", step.id, step.statement.kind());
            page.add(name, scene.hold(&step.statement, &[]).await);
        }
        pages.push((migration.name.clone(), page));
        if at == 0 {
            scene.prepare(ROWS).await;
        }
    }
    for migration in migrations.iter().rev() {
        let mut page = Page::default();
        for step in rollback(&migration.plan, migration.plan.steps.len()) {
            let name = format!("{}  undone: {}", step.undoes, step.statement.kind());
            page.add(name, scene.hold(&step.statement, &[]).await);
        }
        pages.push((format!("{}_rollback", migration.name), page));
    }
    drop(scene);
    database.drop().await?;
    settle(pages);
    Ok(())
}

/// Before the statement runs, nobody waits: so the waits that are seen are for the statement.
async fn assert_nobody_waits(scene: &Scene) {
    let tables: BTreeSet<QualifiedName> = [child(), parent()].into();
    for seen in scene.look(&tables).await {
        let outcomes = seen.outcome.map(|(_, outcomes)| outcomes);
        assert_eq!(outcomes, Some([Outcome::Passes; Probe::ALL.len()]), "{} before the statement", seen.table);
    }
}

/// What was seen, and what was not as claimed.
#[derive(Default)]
struct Page {
    rows: Vec<Row>,
    refused: Vec<String>,
}

impl Page {
    fn add(&mut self, name: String, cells: Result<Vec<Cell>, String>) {
        match cells {
            Ok(cells) => self.rows.push((name, cells)),
            Err(why) => self.refused.push(why),
        }
    }
}

/// Fails where anybody waited or passed against a claim, naming all; compares the snapshots otherwise.
fn settle(pages: Vec<(String, Page)>) {
    let refused: Vec<String> =
        pages.iter().flat_map(|(name, page)| page.refused.iter().map(move |why| format!("{name}: {why}"))).collect();
    assert!(refused.is_empty(), "{} statements are not as claimed\n\n{}", refused.len(), refused.join("\n\n"));
    let probes = Probe::ALL.map(Probe::title);
    let header: Vec<&str> = ["statement", "table", "lock held"].into_iter().chain(probes).collect();
    for (name, page) in pages {
        snapshots("blocking").bind(|| insta::assert_snapshot!(name, table(&header, &page.rows)));
    }
}
