//! The lock modes themselves: who waits for each, and for whom.

use schema_core::lock_mode::LockMode;
use schema_harness::HarnessError;

use super::probe::{Outcome, Probe, Probes, attempt};
use super::sessions::{pid, run, wait_until_blocked};
use crate::certificates::base;
use crate::certificates::model::child;
use crate::support::{server, snapshots};
use schema_harness::text_table::{Row, table};

#[tokio::test]
async fn each_lock_mode_keeps_waiting_whom_it_says() -> Result<(), HarnessError> {
    let database = base(&server()).await?;
    let (holder, watcher, waiter) = tokio::try_join!(database.connect(), database.connect(), database.connect())?;
    let probes = Probes::connect(&database).await?;
    let (holder_pid, waiter_pid) = (pid(&holder).await, pid(&waiter).await);
    let mut rows: Vec<Row> = Vec::new();
    for mode in LockMode::ALL {
        let lock = format!("BEGIN; LOCK TABLE {} IN {mode} MODE", child());
        run(&holder, &lock).await;
        let outcomes = probes.run(&child(), "amount").await;
        run(&holder, "COMMIT").await;
        for (probe, outcome) in Probe::ALL.into_iter().zip(outcomes) {
            assert_eq!(outcome, Outcome::expected(probe, Some(mode)), "{} under {mode}", probe.title());
            if outcome == Outcome::Waits {
                // Without a timeout: it waits for the holder, and passes once that has committed.
                run(&holder, &lock).await;
                let sql = probe.sql(&child(), "amount");
                let release = async {
                    wait_until_blocked(&watcher, waiter_pid, holder_pid).await;
                    run(&holder, "COMMIT").await;
                };
                let (outcome, ()) = tokio::join!(attempt(&waiter, &sql), release);
                assert_eq!(outcome, Outcome::Passes, "{} once {mode} is let go", probe.title());
            }
        }
        assert!(texts(outcomes).contains(&mode.who_waits()), "{mode}: {}", mode.who_waits());
        let cells = outcomes.iter().map(|outcome| vec![outcome.text().to_owned()]);
        rows.push((mode.to_string(), cells.chain([vec![mode.who_waits().to_owned()]]).collect()));
    }
    let probes_titles = Probe::ALL.map(Probe::title);
    let header: Vec<&str> = ["lock mode"].into_iter().chain(probes_titles).chain(["in a step's header"]).collect();
    snapshots("blocking").bind(|| insta::assert_snapshot!("lock_modes", table(&header, &rows)));
    drop((holder, watcher, waiter, probes));
    database.drop().await
}

/// What a step's header may say, from what was seen; SHARE UPDATE EXCLUSIVE keeps only other schema changes waiting.
fn texts(outcomes: [Outcome; Probe::ALL.len()]) -> &'static [&'static str] {
    let [select, for_update, for_key_share, insert, update, delete] = outcomes.map(|outcome| outcome == Outcome::Waits);
    assert!(insert == update && update == delete && for_update == for_key_share, "{outcomes:?}");
    match (select, for_update, insert) {
        (false, false, false) => &["nobody's reads or writes wait", "neither reads nor writes wait"],
        (false, false, true) => &["writes wait, reads do not"],
        (false, true, true) => &["writes wait, plain reads do not"],
        (true, true, true) => &["reads and writes wait"],
        other => panic!("no mode is known to do this: {other:?}"),
    }
}
