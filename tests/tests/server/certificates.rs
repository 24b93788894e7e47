//! Certificates: every kind of statement that the planner can emit, and every step of the reference schema's migrations
//! and of the way back, is run on a server, and what it locks, scans and rewrites is compared with what it claims.
//! What was measured is a snapshot for reviewers.

pub(crate) mod cases;
mod dead_index;
pub(crate) mod model;
mod partitions;

use std::collections::{BTreeMap, BTreeSet};

use schema_core::model::PartitionTree;
use schema_core::plan::{Allowed, PlanInput, plan, rollback};
use schema_core::resolve::resolve;
use schema_core::sql::{Statement, schema_script};
use schema_harness::certificates::{Before, Bench, Certificates, MEASURED};
use schema_harness::text_table::{Cell, Row, blocks, table};
use schema_harness::{HarnessError, Server, TestDatabase};

use crate::support::{migrations, server, snapshots};

pub(crate) const BASE: &str = include_str!("certificates/base.sql");
/// Drops all namespaces, and with them what is in them.
const DROP_ALL: &str = "
    DO $drop$ BEGIN
        EXECUTE (
            SELECT format('DROP SCHEMA %s CASCADE', string_agg(quote_ident(nspname), ', ')) FROM pg_catalog.pg_namespace
             WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
        );
    END $drop$;";
pub(crate) const ROWS: &str = include_str!("../../fixtures/reference_rows.sql");

#[test]
fn every_kind_of_statement_has_a_case() {
    let certified: BTreeSet<&str> =
        cases::all().iter().chain(&cases::newer()).map(|case| case.statement.kind()).collect();
    let of_partitions: Vec<_> = partitions::cases();
    let certified: BTreeSet<&str> =
        certified.into_iter().chain(of_partitions.iter().map(|case| case.statement.kind())).collect();
    let without: Vec<&str> = Statement::KINDS.iter().copied().filter(|kind| !certified.contains(kind)).collect();
    assert!(
        without.is_empty(),
        "no certificate for {}\nhelp: add a case below tests/tests/server/certificates/cases for each shape of it",
        without.join(", ")
    );
}

#[tokio::test]
async fn statements_do_what_they_claim() -> Result<(), HarnessError> {
    let server = server();
    let database = server.empty_database("certificates").await?;
    let mut scene = Scene::new(&database, BASE).await?;
    let mut certificates = Certificates::default();
    let mut of_majors: BTreeMap<u16, Certificates> = BTreeMap::new();
    let newer = cases::newer().into_iter().filter(|case| case.from <= server.major());
    for case in cases::all().into_iter().chain(newer) {
        let certificate = scene.certify(case.setup, &case.statement, case.before, &PartitionTree::default()).await?;
        let name = format!("{}: {}", case.statement.kind(), case.name);
        let certificates = match case.from {
            0 => &mut certificates,
            major => of_majors.entry(major).or_default(),
        };
        certificates.add(name, certificate);
    }
    let header: Vec<&str> = ["statement"].into_iter().chain(MEASURED).collect();
    let mut written = vec![("statements".to_owned(), certificates)];
    written.extend(of_majors.into_iter().map(|(major, rows)| (format!("statements_from_{major}"), rows)));
    settle(written, |rows| table(&header, rows));
    Ok(())
}

#[tokio::test]
async fn migrations_and_the_way_back_do_what_they_claim() -> Result<(), HarnessError> {
    let database = server().empty_database("certified_migrations").await?;
    let mut bench = Bench::new(&database).await?;
    let migrations = migrations();
    let mut written: Vec<(String, Certificates)> = Vec::new();
    for (at, migration) in migrations.iter().enumerate() {
        let mut certificates = Certificates::default();
        for step in &migration.plan.steps {
            let certificate = bench.certify(&step.statement, Before::Open).await;
            certificates.add(format!("{}  {}", step.id, step.statement.title()), certificate);
        }
        written.push((migration.name.clone(), certificates));
        if at == 0 {
            bench.prepare(ROWS).await?;
        }
    }
    for migration in migrations.iter().rev() {
        let mut certificates = Certificates::default();
        for step in rollback(&migration.plan, migration.plan.steps.len()) {
            let certificate = bench.certify(&step.statement, Before::Open).await;
            certificates.add(format!("{}  undone: {}", step.undoes, step.statement.title()), certificate);
        }
        written.push((format!("{}_rollback", migration.name), certificates));
    }
    drop(bench);
    database.drop().await?;
    settle(written, |rows| blocks(&MEASURED, rows));
    Ok(())
}

/// The CHECK that proves it is made and dropped by the undo of one step, and stays in the way back.
#[tokio::test]
async fn the_way_back_to_not_null_does_what_it_claims() -> Result<(), HarnessError> {
    use crate::cases::drop_not_null::{after, before};
    let [before, after] = [&before::SCHEMA, &after::SCHEMA]
        .map(|schema| resolve(schema).unwrap_or_else(|errors| panic!("{}", errors[0])).model);
    let input = PlanInput { before: &before, after: &after, origins: &BTreeMap::new(), allowed: &Allowed::default() };
    let plan = plan(&input).unwrap_or_else(|refusals| panic!("{}", refusals[0]));
    let database = server().empty_database("certified_not_null").await?;
    let mut bench = Bench::new(&database).await?;
    bench.prepare(&schema_script(&before)).await?;
    bench.prepare(include_str!("../../cases/drop_not_null/rows.sql")).await?;
    let back = rollback(&plan, plan.steps.len());
    let steps = plan.steps.iter().map(|step| &step.statement);
    for statement in steps.chain(back.iter().map(|step| &step.statement)) {
        bench.certify(statement, Before::Open).await.unwrap_or_else(|error| panic!("{error}"));
    }
    assert!(back.iter().any(|step| matches!(step.statement, Statement::SetNotNull(_))), "nothing sets NOT NULL");
    drop(bench);
    database.drop().await
}

/// A database in which cases follow one another, each as if it were the first: quicker than a database for each.
pub(crate) struct Scene<'a> {
    database: &'a TestDatabase,
    base: &'static str,
    bench: Bench<'a>,
}

impl<'a> Scene<'a> {
    /// Opens the sessions; each case begins with what `base` makes.
    pub(crate) async fn new(database: &'a TestDatabase, base: &'static str) -> Result<Scene<'a>, HarnessError> {
        Ok(Scene { database, base, bench: Bench::new(database).await? })
    }

    /// Makes the base and the setup, and certifies a statement there.
    pub(crate) async fn certify(
        &mut self,
        setup: &str,
        statement: &Statement,
        before: Before,
        tree: &PartitionTree,
    ) -> Result<Result<Vec<Cell>, String>, HarnessError> {
        self.bench.prepare(&afresh(self.base)).await?;
        self.bench.prepare(setup).await?;
        let certificate = self.bench.certify_among(statement, before, tree).await;
        if certificate.is_err() {
            // A transaction that is open still ends with its session.
            self.bench = Bench::new(self.database).await?;
        }
        Ok(certificate)
    }
}

/// Drops all that a case has left, and makes the base of the next one.
pub(crate) fn afresh(base: &str) -> String {
    format!("{DROP_ALL} CREATE SCHEMA public; {base}")
}

/// Makes a database as every case begins with it.
pub(crate) async fn base(server: &Server) -> Result<TestDatabase, HarnessError> {
    server.database("certificate", BASE, async |template| template.execute(BASE).await).await
}

/// Fails where any statement did not do what it claims, naming all that did not; compares the snapshots otherwise.
fn settle(written: Vec<(String, Certificates)>, write: impl Fn(&[Row]) -> String) {
    let refused: Vec<String> = written
        .iter()
        .flat_map(|(name, certificates)| certificates.refused.iter().map(move |why| format!("{name}: {why}")))
        .collect();
    assert!(refused.is_empty(), "{} statements have no certificate\n\n{}", refused.len(), refused.join("\n\n"));
    for (name, certificates) in written {
        let text = write(&certificates.rows);
        snapshots("certificates").bind(|| insta::assert_snapshot!(name, text));
    }
}
