//! Where a change of type is refused for want of USING, the hint that the help writes down is one that PostgreSQL takes.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Column, MajorRange, SchemaModel, Table};
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::types::PgType;

use crate::support::server;

const TYPES: [&str; 26] = [
    "boolean",
    "smallint",
    "integer",
    "bigint",
    "real",
    "double precision",
    "numeric(10,2)",
    "text",
    "varchar(5)",
    "char(3)",
    "uuid",
    "date",
    "time",
    "timetz",
    "timestamp",
    "timestamptz",
    "interval",
    "json",
    "jsonb",
    "bytea",
    "inet",
    "bit(3)",
    "varbit(5)",
    "text[]",
    "integer[]",
    "uuid[]",
];

fn model(pg_type: &str) -> SchemaModel {
    let ident = |name: &str| Ident::new(name).unwrap();
    let mut model = SchemaModel::empty(MajorRange { min: 15, max: 18 });
    let pg_type: PgType = pg_type.parse().unwrap();
    let table = Table { columns: vec![Column::new(ident("c"), pg_type)], ..Table::default() };
    model.tables.insert(QualifiedName::new(ident("public"), ident("t")), table);
    model
}

#[tokio::test]
async fn the_hints_that_are_proposed_are_taken() {
    let database = server().empty_database("type_hints").await.unwrap();
    let client = database.connect().await.unwrap();
    let mut proposed = 0;
    let mut wrong = Vec::new();
    for (from, to) in TYPES.iter().flat_map(|from| TYPES.iter().map(move |to| (from, to))) {
        let (before, after) = (model(from), model(to));
        let (origins, allowed) = (Default::default(), Allowed::default());
        let input = PlanInput { before: &before, after: &after, origins: &origins, allowed: &allowed };
        let Err(refusals) = plan(&input) else { continue };
        let Some((_, hint)) = refusals[0].help.split_once("#[column(using(\"") else { continue };
        let (expression, of) = hint.split_once("\", from = \"").expect("the hint says from which type");
        assert!(of.starts_with(&model(from).tables.values().next().unwrap().columns[0].pg_type.to_string()), "{of}");
        let sql = format!(
            "CREATE TABLE public.t (c {from}); ALTER TABLE public.t ALTER COLUMN c TYPE {to} USING ({expression}); \
             DROP TABLE public.t"
        );
        proposed += 1;
        if let Err(error) = client.batch_execute(&sql).await {
            wrong.push(format!("{from} to {to}: {expression}: {}", error.as_db_error().unwrap().message()));
        }
    }
    assert!(proposed > 300, "{proposed} hints");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
