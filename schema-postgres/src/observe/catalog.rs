//! What the catalog, the statistics and the lock table say at one moment.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::ident::{Ident, QualifiedName};
use schema_core::lock_mode::LockMode;
use tokio_postgres::{Client, Row};

use super::{ObserveError, ObservedLock, Relation};

/// Locks by the OID of the relation.
pub(super) type LocksByOid = BTreeMap<u32, BTreeSet<LockMode>>;

/// All relations at one moment, by OID.
#[derive(Clone, Debug, Default)]
pub(super) struct Relations(BTreeMap<u32, State>);

#[derive(Clone, Debug)]
struct State {
    relation: Relation,
    file: u32,
    own_scans: i64,
    own_entries: i64,
    all_scans: i64,
}

/// Whose scans count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scans {
    /// Those of the session that reads them, in the transaction it reads them in.
    OfThisTransaction,
    /// Those that any session has reported.
    Reported,
}

impl Relations {
    pub(super) async fn read(client: &Client) -> Result<Relations, ObserveError> {
        let rows = client
            .query(include_str!("relations.sql"), &[])
            .await
            .map_err(ObserveError::postgres("reading the relations"))?;
        rows.iter().map(|row| Ok((row.get("oid"), state(row)?))).collect::<Result<_, _>>().map(Relations)
    }

    /// Names the locks; a relation that is not here but in `after` is new.
    pub(super) fn name_locks(&self, after: &Relations, locks: &LocksByOid) -> Vec<ObservedLock> {
        let mut named: BTreeMap<(Relation, bool), BTreeSet<LockMode>> = BTreeMap::new();
        for (oid, modes) in locks {
            let (relation, is_new) = match (self.0.get(oid), after.0.get(oid)) {
                (Some(before), _) => (before.relation.clone(), false),
                (None, Some(after)) => (after.relation.clone(), true),
                (None, None) => (Relation::Transient, true),
            };
            // A TOAST table and its index have one name here.
            named.entry((relation, is_new)).or_default().extend(modes);
        }
        named.into_iter().map(|((relation, is_new), modes)| ObservedLock { relation, is_new, modes }).collect()
    }

    /// Returns the tables that were scanned between here and `after`, themselves or by way of an index.
    pub(super) fn scanned(&self, after: &Relations, whose: Scans) -> Vec<QualifiedName> {
        let count = |state: &State| match whose {
            Scans::OfThisTransaction => state.own_scans,
            Scans::Reported => state.all_scans,
        };
        let scanned = after.0.iter().filter(|(oid, state)| match (self.0.get(oid), &state.relation) {
            (Some(before), _) if whose == Scans::OfThisTransaction && state.looked_up(before) => false,
            (Some(before), _) => count(state) > count(before),
            // The index on a TOAST table is built by a scan of that, new and empty as it is.
            (None, Relation::Toast { .. }) => false,
            (None, Relation::Table(_) | Relation::Index { .. } | Relation::Transient) => count(state) > 0,
        });
        let existed: BTreeSet<&QualifiedName> = self.0.values().filter_map(|state| state.relation.as_table()).collect();
        let tables: BTreeSet<&QualifiedName> = scanned.filter_map(|(_, state)| state.relation.table()).collect();
        tables.intersection(&existed).map(|table| (*table).clone()).collect()
    }

    /// Returns the relations that have another file in `after` than here.
    pub(super) fn rewritten(&self, after: &Relations) -> Vec<Relation> {
        let rewritten: BTreeSet<Relation> = self
            .0
            .iter()
            .filter(|(oid, before)| after.0.get(oid).is_some_and(|after| after.file != before.file))
            .map(|(_, before)| before.relation.clone())
            .collect();
        rewritten.into_iter().collect()
    }

    /// Returns the indexes that are here but not in `after`.
    pub(super) fn dropped_indexes(&self, after: &Relations) -> Vec<QualifiedName> {
        let gone = self.0.iter().filter(|(oid, _)| !after.0.contains_key(oid));
        gone.filter_map(|(_, state)| match &state.relation {
            Relation::Index { name, .. } => Some(name.clone()),
            Relation::Table(_) | Relation::Toast { .. } | Relation::Transient => None,
        })
        .collect()
    }
}

impl State {
    /// Tells whether it is an index in which one entry was looked up since: the first, say. That takes as long as the index is
    /// deep, however many rows there are.
    fn looked_up(&self, before: &State) -> bool {
        matches!(self.relation, Relation::Index { .. })
            && self.own_scans == before.own_scans + 1
            && self.own_entries <= before.own_entries + 1
    }
}

fn state(row: &Row) -> Result<State, ObserveError> {
    let name = |namespace: &str, name: &str| qualified(row.get(namespace), row.get(name));
    let owner = name("owner_namespace", "owner_name")?;
    let relkind: &str = row.get("relkind");
    let relation = if row.get("is_toast") {
        Relation::Toast { table: owner }
    } else if matches!(relkind, "i" | "I") {
        Relation::Index { name: name("namespace", "name")?, table: owner }
    } else {
        Relation::Table(owner)
    };
    let scans = |column: &str| row.get::<_, Option<i64>>(column).unwrap_or(0);
    let (own_scans, own_entries, all_scans) = (scans("own_scans"), scans("own_entries"), scans("all_scans"));
    Ok(State { relation, file: row.get("relfilenode"), own_scans, own_entries, all_scans })
}

fn qualified(namespace: &str, name: &str) -> Result<QualifiedName, ObserveError> {
    let ident = |text: &str| Ident::new(text).map_err(|invalid| ObserveError::Unknown(invalid.to_string()));
    Ok(QualifiedName::new(ident(namespace)?, ident(name)?))
}

/// Returns the tables without a page.
pub(super) async fn empty_tables(client: &Client) -> Result<Vec<QualifiedName>, ObserveError> {
    let rows = client
        .query(include_str!("empty_tables.sql"), &[])
        .await
        .map_err(ObserveError::postgres("looking for empty tables"))?;
    rows.iter().map(|row| qualified(row.get("namespace"), row.get("name"))).collect()
}

/// Returns the process id of the session's backend.
pub(super) async fn backend_pid(client: &Client) -> Result<i32, ObserveError> {
    let row = client
        .query_one("SELECT pg_catalog.pg_backend_pid()", &[])
        .await
        .map_err(ObserveError::postgres("asking for the process id"))?;
    Ok(row.get(0))
}

/// Adds the relation locks that a backend holds.
pub(super) async fn add_locks(client: &Client, pid: i32, locks: &mut LocksByOid) -> Result<(), ObserveError> {
    let rows =
        client.query(include_str!("locks.sql"), &[&pid]).await.map_err(ObserveError::postgres("reading pg_locks"))?;
    for row in rows {
        locks.entry(row.get("oid")).or_default().insert(mode(row.get("mode"))?);
    }
    Ok(())
}

/// Reads a mode as `pg_locks` names it.
pub(super) fn mode(name: &str) -> Result<LockMode, ObserveError> {
    LockMode::from_catalog_name(name)
        .ok_or_else(|| ObserveError::Unknown(format!("pg_locks names the mode {name}, which is not known")))
}
