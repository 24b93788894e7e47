//! C1: every declared object is there and as declared, and no row is an orphan.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{ForeignKey, SchemaModel};
use schema_core::sql::{self, Comparison, Fact, FactKind, RowsIn, literal};
use tokio_postgres::{Client, Error, SimpleQueryMessage};

use super::{Probe, reason};

const INTERFERENCE: &str = include_str!("interference.sql");

/// How long work may take before people are told what it is at.
const SILENCE: Duration = Duration::from_secs(1);

/// Compares the catalog with the declaration, a probe for each kind of object that is declared.
pub(super) async fn objects(client: &Client, model: &SchemaModel) -> Vec<Probe> {
    let facts = sql::facts(model);
    let mut probes = Vec::new();
    for kind in FactKind::ALL {
        let of_kind: Vec<&Fact> = facts.iter().filter(|fact| fact.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let (name, question) = wording(kind);
        let id = format!("C1.{name}");
        let target = format!("{0} of {0}", of_kind.len());
        probes.push(match subjects(client, &sql::facts_amiss(of_kind.iter().copied())).await {
            Ok(missing) => {
                let amiss: Vec<String> = of_kind
                    .iter()
                    .filter(|fact| missing.contains(&fact.subject))
                    .map(|fact| fact.subject.clone())
                    .collect();
                let actual = format!("{} of {}", of_kind.len() - amiss.len(), of_kind.len());
                Probe::compared(&id, question, target, actual, amiss)
            }
            Err(error) => Probe::unknown(&id, question, target, reason(&error)),
        });
    }
    probes
}

/// Looks for what would change what statements do: rules, triggers that are not declared, a replication role for all.
/// Row security is not looked at.
pub(super) async fn interference(client: &Client, model: &SchemaModel) -> Probe {
    let (id, question) =
        ("C1.interference", "rules, undeclared triggers and replication roles that change what statements do");
    let rows = |rows: Vec<String>, none: &str| if rows.is_empty() { none.to_owned() } else { rows.join(", ") };
    let tables = model.tables.keys().map(|table| format!("({})", literal(&table.to_string()))).collect();
    let triggers = model.tables.iter().flat_map(|(table, of)| of.invariants.keys().map(move |name| (table, name)));
    let triggers = triggers
        .map(|(table, name)| format!("({}, {})", literal(&table.to_string()), literal(name.as_str())))
        .collect();
    let query = INTERFERENCE
        .replace("/*tables*/", &rows(tables, "(NULL::pg_catalog.text)"))
        .replace("/*triggers*/", &rows(triggers, "(NULL::pg_catalog.text, NULL::pg_catalog.text)"));
    let target = "none".to_owned();
    match subjects(client, &query).await {
        Ok(found) => {
            let actual = if found.is_empty() { "none".to_owned() } else { found.len().to_string() };
            Probe::compared(id, question, target, actual, found.into_iter().collect())
        }
        Err(error) => Probe::unknown(id, question, target, reason(&error)),
    }
}

fn wording(kind: FactKind) -> (&'static str, &'static str) {
    match kind {
        FactKind::Extension => ("extensions", "extensions that are installed"),
        FactKind::Table => ("tables", "tables that are there"),
        FactKind::Column => ("columns", "columns of the declared type and nullability"),
        FactKind::Key => ("keys", "primary keys and unique constraints as declared"),
        FactKind::ForeignKey => ("foreign_keys", "foreign keys as declared, validated and enabled"),
        FactKind::Check => ("checks", "CHECKs that are there, and validated"),
        FactKind::Index => ("indexes", "secondary indexes that are there, valid, of these columns"),
        FactKind::PartialUniqueIndex => {
            ("partial_unique_indexes", "partial unique indexes that are there, valid, of these columns")
        }
        FactKind::Exclusion => ("exclusions", "exclusion constraints that are there"),
        FactKind::Invariant => ("invariants", "invariants whose function and trigger are as declared"),
    }
}

/// Counts the rows that the declared foreign keys would refuse, whether they are there or not.
pub(super) async fn orphans(client: &Client, model: &SchemaModel, progress: &dyn Fn(&str)) -> Probe {
    let (id, question) = ("C1.orphans", "rows that refer to a row that is not there");
    let foreign_keys: Vec<(&QualifiedName, &Ident, &ForeignKey)> = model
        .tables
        .iter()
        .flat_map(|(table, of)| of.foreign_keys().map(move |(name, foreign_key)| (table, name, foreign_key)))
        .collect();
    let target = format!("0 in {} foreign keys", foreign_keys.len());
    let (mut orphans, mut amiss, mut untold) = (0, Vec::new(), Vec::new());
    let mut said = Instant::now();
    for (at, (table, name, foreign_key)) in foreign_keys.iter().enumerate() {
        if said.elapsed() >= SILENCE {
            progress(&format!("looking for orphans, {} of {}: {name} of {table}", at + 1, foreign_keys.len()));
            said = Instant::now();
        }
        let partitioned = model.tables.get(&foreign_key.references).and_then(|table| table.partitioning.as_ref());
        let referenced = if partitioned.is_some() { RowsIn::Partitions } else { RowsIn::Itself };
        let of = &model.tables[*table];
        let comparison = Comparison::of(model, of, foreign_key);
        let count_in = |holder| {
            format!("(SELECT pg_catalog.count(*) {})", sql::orphans(holder, foreign_key, &comparison, referenced))
        };
        let counts: Vec<String> = of.row_holders(table).into_iter().map(count_in).collect();
        let counts = if counts.is_empty() { "0".to_owned() } else { counts.join(" + ") };
        let query = format!("SELECT ({counts})::text");
        match count(client, &query).await {
            Ok(0) => {}
            Ok(found) => {
                orphans += found;
                amiss.push(format!("{name} of {table}: {found}"));
            }
            Err(error) => untold.push(format!("{name} of {table}: {}", reason(&error))),
        }
    }
    if amiss.is_empty() && !untold.is_empty() {
        let reason = format!("{} of {} could not be audited", untold.len(), foreign_keys.len());
        return Probe { amiss: untold, ..Probe::unknown(id, question, target, reason) };
    }
    amiss.extend(untold);
    let actual = format!("{orphans} in {} foreign keys", foreign_keys.len());
    Probe::compared(id, question, target, actual, amiss)
}

async fn count(client: &Client, query: &str) -> Result<u64, Error> {
    let rows = client.simple_query(query).await?;
    let count = rows.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0)?.parse().ok(),
        _ => None,
    });
    Ok(count.expect("count(*) yields one row with one number"))
}

/// The first column of every row.
pub(super) async fn subjects(client: &Client, query: &str) -> Result<BTreeSet<String>, Error> {
    let rows = client.simple_query(query).await?;
    let subject = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    };
    Ok(rows.iter().filter_map(subject).collect())
}
