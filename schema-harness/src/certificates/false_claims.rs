//! Claims that are wrong in one point: each must be seen, or the comparison proves nothing.

use schema_core::effects::{Effects, RelationLock, TransactionRule};
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_postgres::observe::{Observation, Relation, differences};

/// Returns what is wrong in each false claim that passes for true.
pub(super) fn unseen(claim: &Effects, observation: &Observation) -> Vec<String> {
    let mut falsified = locks(claim, observation);
    falsified.extend(reads_and_writes(claim, observation));
    let other = match claim.transaction {
        TransactionRule::Own => TransactionRule::OutsideBlock,
        TransactionRule::OutsideBlock => TransactionRule::Own,
    };
    falsified.push(("the other transaction rule".to_owned(), Effects { transaction: other, ..claim.clone() }));
    let passing = falsified.into_iter().filter(|(_, claim)| differences(claim, observation).is_empty());
    passing.map(|(what, _)| what).collect()
}

fn locks(claim: &Effects, observation: &Observation) -> Vec<(String, Effects)> {
    let mut falsified = vec![(
        "a lock on a table that is not touched".to_owned(),
        claim.clone().and_lock(&untouched(), LockMode::AccessShare),
    )];
    for (at, RelationLock { relation, mode }) in claim.locks.iter().enumerate() {
        let others = LockMode::ALL.into_iter().filter(|other| other != mode);
        falsified.extend(others.map(|other| {
            let mut claim = claim.clone();
            claim.locks[at].mode = other;
            (format!("{other} on {relation} instead of {mode}"), claim)
        }));
        // Not claiming an index is allowed while its table is locked as strongly; not claiming a table never is.
        let is_table =
            observation.locks.iter().any(|lock| lock.relation == Relation::Table(relation.clone()) && !lock.is_new);
        if is_table {
            let mut claim = claim.clone();
            claim.locks.remove(at);
            falsified.push((format!("no lock on {relation}"), claim));
        }
    }
    falsified
}

fn reads_and_writes(claim: &Effects, observation: &Observation) -> Vec<(String, Effects)> {
    let mut rewrites = claim.clone();
    rewrites.rewrites.push(untouched());
    let mut falsified = vec![("a rewrite".to_owned(), rewrites)];
    for table in &claim.scans {
        let mut claim = claim.clone();
        claim.scans.retain(|other| other != table);
        // Where the executor left the scan out, not to claim it is as right.
        if observation.scans.contains(table) {
            falsified.push((format!("no scan of {table}"), claim));
        }
    }
    // Where a scanned table is empty, more scans may be claimed than there are.
    if !claim.scans.iter().any(|table| observation.empty.contains(table)) {
        falsified.push(("a scan of a table that is not read".to_owned(), claim.clone().and_scan(&untouched())));
    }
    falsified
}

fn untouched() -> QualifiedName {
    "public.untouched".parse().expect("it is of the form namespace.name")
}
