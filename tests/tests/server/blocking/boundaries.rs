//! Why a step is in a transaction of its own: boundaries of each kind that is required are taken away, and what they are
//! there for is seen to happen.

mod reference;

use std::sync::Arc;

use schema_core::effects::{Because, Boundary, EffectsByMajor, Major, TransactionRule, boundaries};
use schema_core::ident::QualifiedName;
use schema_core::model::{Index, MajorRange, PartitionTree};
use schema_core::sql::{
    AddCheckNotValid, AddColumn, AddForeignKeyNotValid, AuditForeignKey, CheckDuplicates, CheckRows, RowsIn,
    SetDefault, Statement, ValidateConstraint,
};
use schema_core::types::Builtin;
use schema_harness::{HarnessError, TestDatabase};
use schema_postgres::observe::{Observation, Relation, observe};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::probe::{LOCK_TIMEOUT, Outcome, Probe, attempt};
use super::sessions::{pid, run, said, wait_until_blocked};
use crate::certificates::cases::{self, Case};
use crate::certificates::model::{check, child, ident, idents, not_null, public, to_parent, unique_index};
use crate::certificates::{BASE, afresh, base};
use crate::support::server;

#[tokio::test]
async fn a_concurrent_build_is_refused_inside_a_transaction_block() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let client = database.connect().await?;
    let major = database.server().major();
    let cases: Vec<Case> = cases::all().into_iter().filter(|case| is_outside_block(&case.statement, major)).collect();
    assert!(!cases.is_empty(), "some statements are refused inside a block");
    for case in cases {
        assert_eq!(before_last(&[&case.statement], major), Boundary::Required(Because::RefusedInBlock));
        run(&client, &format!("BEGIN; {}", case.setup)).await;
        let refused = client.batch_execute(&case.statement.sql()).await;
        let code = refused.as_ref().err().and_then(|error| error.code());
        // A COMMIT within a statement is refused by another name.
        let expected = match case.statement {
            Statement::FillColumn(_) => SqlState::INVALID_TRANSACTION_TERMINATION,
            _ => SqlState::ACTIVE_SQL_TRANSACTION,
        };
        assert_eq!(code, Some(&expected), "{}: {refused:?}", case.statement.title());
        run(&client, "ROLLBACK").await;
    }
    drop(client);
    database.drop().await
}

/// Pairs that a plan has: the second scans what the first has locked.
fn pairs_that_scan() -> Vec<(Statement, Statement)> {
    let name = || ident("fk");
    let foreign_key = || Arc::new(to_parent());
    let add_foreign_key = || AddForeignKeyNotValid { table: child(), name: name(), foreign_key: foreign_key() };
    let validate = ValidateConstraint { table: child(), name: name(), foreign_key: Some(foreign_key()) };
    let audit = AuditForeignKey {
        table: child(),
        name: name(),
        foreign_key: foreign_key(),
        comparison: Default::default(),
        referenced: RowsIn::Itself,
    };
    let add_check = AddCheckNotValid { table: child(), name: ident("c"), check: check("amount > 0", &["amount"]) };
    let validate_check = ValidateConstraint { table: child(), name: ident("c"), foreign_key: None };
    let add_column = || AddColumn {
        table: child(),
        column: not_null("note", Builtin::Text.into(), Some("'x'")),
        writes_rows: false,
    };
    let condition = "note <> ''".to_owned();
    let rows = CheckRows { table: child(), name: ident("c"), condition, key: idents(&["id"]) };
    let index: Index = unique_index(&["note", "id"]);
    let duplicates = CheckDuplicates { table: child(), name: ident("i"), index, composites: Default::default() };
    vec![
        (add_foreign_key().into(), validate.into()),
        (add_foreign_key().into(), audit.into()),
        (add_check.into(), validate_check.into()),
        (add_column().into(), rows.into()),
        (add_column().into(), duplicates.into()),
    ]
}

#[tokio::test]
async fn validating_in_the_transaction_of_the_step_before_scans_while_writers_wait() -> Result<(), HarnessError> {
    for (first, second) in pairs_that_scan() {
        let (apart, together) = (base(&server()).await?, base(&server()).await?);
        run(&apart.connect().await?, &first.sql()).await;
        let major = apart.server().major();
        let because = required(&[&first, &second], major);
        assert!(matches!(because, Because::LockHeldThroughScan(_)), "{}: {because}", second.title());

        let seen = observed(&apart, &second.sql()).await?;
        assert_eq!(locked_against_writers(&seen), [], "{} by itself", second.title());
        assert!(!seen.scans.is_empty(), "{} scans", second.title());

        assert_scans_while_writers_wait(&together, &first, &second).await?;
        apart.drop().await?;
        together.drop().await?;
    }
    Ok(())
}

/// Every kind that scans, behind a step that keeps writers of the scanned table waiting.
#[tokio::test]
async fn a_lock_that_a_step_before_took_is_held_through_a_scan() -> Result<(), HarnessError> {
    let server = server();
    let major = server.major();
    let database = server.empty_database("boundaries_of_scans").await?;
    let scans = |case: &Case| !case.statement.effects(&Major::new(major)).scans.is_empty();
    for case in cases::all().into_iter().filter(|case| scans(case) && !is_outside_block(&case.statement, major)) {
        database.execute(&afresh(BASE)).await?;
        database.execute(case.setup).await?;
        let first = SetDefault { table: child(), column: ident("label"), default: "'y'".to_owned() }.into();
        assert_scans_while_writers_wait(&database, &first, &case.statement).await?;
    }
    database.drop().await
}

/// Every kind that keeps writers waiting, behind a step that does so on another table: while the second waits for a
/// writer, writers of the first one's table wait too. Apart they do not.
#[tokio::test]
async fn two_locking_steps_in_one_transaction_keep_writers_of_another_table_waiting() -> Result<(), HarnessError> {
    let server = server();
    let database = server.empty_database("boundaries_of_locks").await?;
    let mut done = Vec::new();
    for case in cases::all() {
        let kind = case.statement.kind();
        let effects = case.statement.effects(&Major::new(server.major()));
        let locks_child = effects.locks.iter().any(|lock| lock.relation == child() && lock.mode.blocks_writes());
        if !locks_child || !effects.scans.is_empty() || done.contains(&kind) {
            continue;
        }
        done.push(kind);
        assert_writers_of_another_table_wait(&database, &case).await?;
    }
    assert!(done.len() > 10, "kinds that keep writers waiting: {done:?}");
    database.drop().await
}

async fn assert_writers_of_another_table_wait(database: &TestDatabase, case: &Case) -> Result<(), HarnessError> {
    let runner = database.connect().await?;
    run(&runner, &afresh(BASE)).await;
    run(&runner, case.setup).await;
    run(&runner, "CREATE TABLE public.another (id bigint, label text)").await;
    let another = public("another");
    let first: Statement =
        SetDefault { table: another.clone(), column: ident("label"), default: "'y'".to_owned() }.into();
    let because = required(&[&first, &case.statement], database.server().major());
    assert_eq!(because, Because::WritersOfAnotherTableWait(&another), "{}", case.statement.title());

    let (first, second) = (first.sql(), case.statement.sql());
    let apart = write_meanwhile(database, &runner, &[&first], &second, &another).await?;
    assert_eq!(apart, Outcome::Passes, "{} in a transaction of its own", case.statement.title());
    let together = write_meanwhile(database, &runner, &[], &format!("{first}\n{second}"), &another).await?;
    assert_eq!(together, Outcome::Waits, "{} in one transaction with a step before it", case.statement.title());
    Ok(())
}

/// Has `sql` wait, as one transaction, for a transaction that writes to `child`, and meanwhile writes to `another`.
async fn write_meanwhile(
    database: &TestDatabase,
    runner: &Client,
    before: &[&str],
    sql: &str,
    another: &QualifiedName,
) -> Result<Outcome, HarnessError> {
    let (application, writer, watcher) = tokio::try_join!(database.connect(), database.connect(), database.connect())?;
    run(&writer, LOCK_TIMEOUT).await;
    for step in before {
        run(runner, step).await;
    }
    let open = format!("BEGIN; LOCK TABLE {} IN ROW EXCLUSIVE MODE", child());
    run(&application, &open).await;
    run(runner, "BEGIN").await;
    let (runner_pid, application_pid) = (pid(runner).await, pid(&application).await);
    let meanwhile = async {
        wait_until_blocked(&watcher, runner_pid, application_pid).await;
        let outcome = attempt(&writer, &Probe::Insert.sql(another, "id")).await;
        run(&application, "COMMIT").await;
        outcome
    };
    let (ran, outcome) = tokio::join!(runner.batch_execute(sql), meanwhile);
    ran.unwrap_or_else(|error| panic!("{sql}: {}", said(&error)));
    run(runner, "ROLLBACK").await;
    Ok(outcome)
}

/// Runs two steps as one transaction: at its end it holds what keeps writers of the named table waiting, and has scanned.
async fn assert_scans_while_writers_wait(
    database: &TestDatabase,
    first: &Statement,
    second: &Statement,
) -> Result<(), HarnessError> {
    let because = required(&[first, second], database.server().major());
    let Because::LockHeldThroughScan(table) = because else { panic!("{}: {because}", second.title()) };
    let seen = observed(database, &format!("{}\n{}", first.sql(), second.sql())).await?;
    assert!(locked_against_writers(&seen).contains(table), "{} is not locked: {seen:?}", table);
    assert!(seen.scans.contains(table), "{table} is not scanned: {seen:?}");
    Ok(())
}

async fn observed(database: &TestDatabase, sql: &str) -> Result<Observation, HarnessError> {
    let mut client = database.connect().await?;
    Ok(observe(&mut client, sql).await.unwrap_or_else(|error| panic!("{sql}: {error}")))
}

/// Tables that were there and are locked so that writers wait.
fn locked_against_writers(seen: &Observation) -> Vec<QualifiedName> {
    let blocking = seen.locks.iter().filter(|lock| !lock.is_new && lock.strongest().blocks_writes());
    blocking
        .filter_map(|lock| match &lock.relation {
            Relation::Table(table) => Some(table.clone()),
            Relation::Index { .. } | Relation::Toast { .. } | Relation::Transient => None,
        })
        .collect()
}

fn is_outside_block(statement: &Statement, major: u16) -> bool {
    statement.effects(&Major::new(major)).transaction == TransactionRule::OutsideBlock
}

/// Why the boundary before the last statement is required.
fn required(statements: &[&Statement], major: u16) -> Because<'static> {
    match before_last(statements, major) {
        Boundary::Required(because) => because,
        Boundary::NotRequired => panic!("{}: not required", statements[statements.len() - 1].title()),
    }
}

fn before_last(statements: &[&Statement], major: u16) -> Boundary<'static> {
    // What is said of a boundary borrows the names from the effects: these few are kept.
    let majors = MajorRange { min: major, max: major };
    let effects: Vec<EffectsByMajor> =
        statements.iter().map(|statement| EffectsByMajor::of(statement, majors, &PartitionTree::default())).collect();
    boundaries(&*effects.leak(), &Default::default()).last().expect("there are statements")
}
