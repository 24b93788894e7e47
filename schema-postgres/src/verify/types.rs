//! C2: every foreign key's columns have the types, and collations, of the columns that they refer to.

use schema_core::model::SchemaModel;
use schema_core::sql::literal;
use tokio_postgres::Client;

use super::integrity::subjects;
use super::{Probe, reason};

const ALIGNMENT: &str = include_str!("types.sql");

/// Compares the types as the catalog has them: of the foreign keys that are there, and of those that are declared.
pub(super) async fn alignment(client: &Client, model: &SchemaModel) -> Probe {
    let (id, question) = ("C2.types", "foreign key columns of another type or collation than what they refer to");
    let declared: Vec<String> = model
        .tables
        .iter()
        .flat_map(|(table, of)| of.foreign_keys().map(move |(_, foreign_key)| (table, foreign_key)))
        .flat_map(|(table, foreign_key)| {
            let pairs = foreign_key.columns.iter().zip(&foreign_key.referenced_columns);
            pairs.map(move |(column, referenced)| {
                let [table, column] = [table.to_string(), column.as_str().to_owned()].map(|text| literal(&text));
                let [references, referenced] =
                    [foreign_key.references.to_string(), referenced.as_str().to_owned()].map(|text| literal(&text));
                format!("({table}, {column}, {references}, {referenced})")
            })
        })
        .collect();
    let target = "none".to_owned();
    let rows =
        if declared.is_empty() { "(NULL, NULL, NULL, NULL)".to_owned() } else { declared.join(",\n           ") };
    match subjects(client, &ALIGNMENT.replace("/*declared*/", &rows)).await {
        Ok(amiss) => {
            let actual = if amiss.is_empty() { "none".to_owned() } else { amiss.len().to_string() };
            Probe::compared(id, question, target, actual, amiss.into_iter().collect())
        }
        Err(error) => Probe::unknown(id, question, target, reason(&error)),
    }
}
