//! The catalog as text, for people and snapshots: a page per table, a line per constraint or index, no OIDs, no times.
//!
//! All comes in one round trip of one snapshot, from `pg_catalog`, keyed by OID. The text is PostgreSQL's own, under an
//! empty search_path, so that every name in it is qualified.

use std::collections::BTreeMap;

use tokio_postgres::{Client, Error, SimpleQueryMessage, SimpleQueryRow};

const BEGIN: &str = include_str!("catalog_text/begin.sql");
/// By the names that they have where a session has prepared them.
const QUERIES: [(&str, &str); 6] = [
    ("tables", include_str!("catalog_text/tables.sql")),
    ("columns", include_str!("catalog_text/columns.sql")),
    ("constraints", include_str!("catalog_text/constraints.sql")),
    ("indexes", include_str!("catalog_text/indexes.sql")),
    ("triggers", include_str!("catalog_text/triggers.sql")),
    ("comments", include_str!("catalog_text/comments.sql")),
];
const OBJECTS: (&str, &str) = ("objects", include_str!("catalog_text/objects.sql"));
const COUNTS: (&str, &str) = ("counts", include_str!("catalog_text/counts.sql"));

/// A table, and all that belongs to it, as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableText {
    /// Its qualified name, quoted where PostgreSQL quotes it.
    pub name: String,
    /// Columns in physical order, then constraints, indexes, triggers and comments, each sorted.
    pub text: String,
}

/// How many objects of each kind the catalog has; the system's own and those of extensions are not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tables, partitioned ones included.
    pub tables: u64,
    /// Foreign keys, `pg_constraint.contype = 'f'`.
    pub foreign_keys: u64,
    /// Those of them that are validated.
    pub validated_foreign_keys: u64,
    /// CHECK constraints, `pg_constraint.contype = 'c'`.
    pub checks: u64,
    /// Indexes that back no constraint, but for the partial unique ones.
    pub secondary_indexes: u64,
    /// Unique indexes with a predicate.
    pub partial_unique_indexes: u64,
    /// Triggers that are no constraint's.
    pub triggers: u64,
    /// Names of the extensions, but for plpgsql.
    pub extensions: Vec<String>,
}

/// Reads every table, sorted by name.
///
/// The client must be in no transaction; it is in none afterwards.
///
/// # Errors
///
/// The connection's, and the server's.
pub async fn tables(client: &Client) -> Result<Vec<TableText>, Error> {
    Ok(table_texts(&read(client, &QUERIES.map(|(_, query)| query).concat()).await?))
}

fn table_texts(results: &[Vec<SimpleQueryRow>]) -> Vec<TableText> {
    let [names, columns, constraints, indexes, triggers, comments] = results else {
        panic!("six queries gave {} results", results.len());
    };
    let (columns, constraints) = (lines_by_table(columns), lines_by_table(constraints));
    let (indexes, triggers) = (lines_by_table(indexes), lines_by_table(triggers));
    let comments = lines_by_table(comments);
    let mut tables: Vec<TableText> = names
        .iter()
        .map(|row| {
            let (oid, name) = (cell(row, 0), cell(row, 1));
            let mut text = format!("table {name}\n");
            push_section(&mut text, "columns", columns.get(oid).cloned());
            let sections = [
                ("constraints", &constraints),
                ("indexes", &indexes),
                ("triggers", &triggers),
                ("comments", &comments),
            ];
            for (title, lines) in sections {
                let mut lines = lines.get(oid).cloned();
                // Sorted here and not by the server, whose collation may be any.
                lines.iter_mut().for_each(|lines| lines.sort());
                push_section(&mut text, title, lines);
            }
            TableText { name: name.to_owned(), text }
        })
        .collect();
    tables.sort();
    tables
}

/// Reads what belongs to no table, a line each: namespaces, types, sequences. The client must be in no transaction; it is
/// in none afterwards.
///
/// # Errors
///
/// The connection's, and the server's.
pub async fn objects(client: &Client) -> Result<Vec<String>, Error> {
    Ok(object_lines(&read(client, OBJECTS.1).await?))
}

fn object_lines(results: &[Vec<SimpleQueryRow>]) -> Vec<String> {
    let mut lines: Vec<String> = results.iter().flatten().map(|row| cell(row, 0).to_owned()).collect();
    lines.sort();
    lines
}

/// Counts the objects. The client must be in no transaction; it is in none afterwards.
///
/// # Errors
///
/// The connection's, and the server's.
pub async fn counts(client: &Client) -> Result<Counts, Error> {
    Ok(counted(&read(client, COUNTS.1).await?))
}

fn counted(results: &[Vec<SimpleQueryRow>]) -> Counts {
    let [[row]] = &results.iter().map(Vec::as_slice).collect::<Vec<_>>()[..] else {
        panic!("one query of one row gave {} results", results.len());
    };
    let number = |column| cell(row, column).parse().expect("count(*) is a number");
    Counts {
        tables: number(0),
        foreign_keys: number(1),
        validated_foreign_keys: number(2),
        checks: number(3),
        secondary_indexes: number(4),
        partial_unique_indexes: number(5),
        triggers: number(6),
        extensions: row.get(7).map(|names| names.split(", ").map(str::to_owned).collect()).unwrap_or_default(),
    }
}

/// A session that reads the catalog again and again: PostgreSQL plans the queries once, which takes longer than they run.
pub struct Prepared<'a> {
    client: &'a Client,
}

impl<'a> Prepared<'a> {
    /// Prepares the queries, which the session keeps. The client must be in no transaction; it is in none afterwards.
    ///
    /// # Errors
    ///
    /// The connection's, and the server's, as where the session has them already.
    pub async fn new(client: &'a Client) -> Result<Prepared<'a>, Error> {
        let queries = QUERIES.into_iter().chain([OBJECTS, COUNTS]);
        let prepare = queries.map(|(name, query)| format!("PREPARE catalog_text_{name} AS\n{query}"));
        read(client, &prepare.collect::<String>()).await?;
        Ok(Prepared { client })
    }

    /// The session's client.
    pub fn client(&self) -> &'a Client {
        self.client
    }

    /// As [`tables`].
    ///
    /// # Errors
    ///
    /// The connection's, and the server's.
    pub async fn tables(&self) -> Result<Vec<TableText>, Error> {
        Ok(table_texts(&self.read(&QUERIES).await?))
    }

    /// As [`objects`].
    ///
    /// # Errors
    ///
    /// The connection's, and the server's.
    pub async fn objects(&self) -> Result<Vec<String>, Error> {
        Ok(object_lines(&self.read(&[OBJECTS]).await?))
    }

    /// As [`counts`].
    ///
    /// # Errors
    ///
    /// The connection's, and the server's.
    pub async fn counts(&self) -> Result<Counts, Error> {
        Ok(counted(&self.read(&[COUNTS]).await?))
    }

    async fn read(&self, queries: &[(&str, &str)]) -> Result<Vec<Vec<SimpleQueryRow>>, Error> {
        let execute = queries.iter().map(|(name, _)| format!("EXECUTE catalog_text_{name};"));
        read(self.client, &execute.collect::<String>()).await
    }
}

/// Runs queries in one read-only transaction and one round trip, and returns the rows of each.
async fn read(client: &Client, queries: &str) -> Result<Vec<Vec<SimpleQueryRow>>, Error> {
    let messages = match client.simple_query(&format!("{BEGIN}{queries}COMMIT;")).await {
        Ok(messages) => messages,
        Err(error) => {
            // The first error is the one to report; if this fails too, the connection is gone.
            let _ = client.batch_execute("ROLLBACK").await;
            return Err(error);
        }
    };
    let mut results: Vec<Vec<SimpleQueryRow>> = Vec::new();
    for message in messages {
        match message {
            SimpleQueryMessage::RowDescription(_) => results.push(Vec::new()),
            SimpleQueryMessage::Row(row) => results.last_mut().expect("rows follow their description").push(row),
            _ => {}
        }
    }
    Ok(results)
}

fn lines_by_table(rows: &[SimpleQueryRow]) -> BTreeMap<&str, Vec<&str>> {
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        lines.entry(cell(row, 0)).or_default().push(cell(row, 1));
    }
    lines
}

fn cell(row: &SimpleQueryRow, column: usize) -> &str {
    row.get(column).expect("the query yields no NULL here")
}

fn push_section(text: &mut String, title: &str, lines: Option<Vec<&str>>) {
    let Some(lines) = lines else { return };
    text.push_str(&format!("\n{title}\n"));
    for line in lines {
        text.push_str(&format!("    {line}\n"));
    }
}
