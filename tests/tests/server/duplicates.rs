//! The look for equal rows finds some exactly where PostgreSQL does not build the unique index.

use schema_core::model::{Index, IndexKey, IndexTerm};
use schema_core::sql::{CheckDuplicates, CreateIndex, Statement};

use crate::certificates::base;
use crate::certificates::model::{child, expression, ident, unique_index};
use crate::support::server;

/// Of one column, of several, with NULLs equal or not, partial, on an expression with a collation, of a composite type.
fn indexes() -> Vec<Index> {
    let equal_nulls = |columns: &[&str]| Index { nulls_not_distinct: true, ..unique_index(columns) };
    let collation = Some(Box::new("pg_catalog.\"C\"".parse().expect("is a name")));
    let lower = IndexTerm::Expression(expression("lower(label)", &["label"]));
    let positive = || Some(expression("amount > 0", &["amount"]));
    vec![
        unique_index(&["label"]),
        equal_nulls(&["label"]),
        unique_index(&["label", "amount"]),
        equal_nulls(&["label", "amount"]),
        Index { predicate: positive(), ..equal_nulls(&["label"]) },
        Index { predicate: positive(), ..unique_index(&["label"]) },
        unique_index(&["place"]),
        equal_nulls(&["place"]),
        Index { keys: vec![IndexKey { collation, ..IndexKey::new(lower) }], ..equal_nulls(&[]) },
    ]
}

const ROWS: [&str; 6] = [
    "('a', 1), ('b', 1), ('c', NULL)",
    "('a', 1), ('a', 2)",
    "(NULL, 1), (NULL, 2)",
    "(NULL, 1), (NULL, 1)",
    "(NULL, -1), (NULL, -1)",
    "('a', 1), ('A', 1)",
];

#[tokio::test]
async fn equal_rows_are_found_where_the_index_cannot_be_built() {
    let database = base(&server()).await.unwrap_or_else(|error| panic!("{error}"));
    let client = database.connect().await.unwrap_or_else(|error| panic!("{error}"));
    let place =
        "CREATE TYPE public.place AS (city text, zip text); ALTER TABLE public.child ADD COLUMN place public.place";
    client.batch_execute(place).await.unwrap_or_else(|error| panic!("{error}"));
    let mut found = 0;
    for index in indexes() {
        for rows in ROWS {
            let (table, name, composites) = (child(), ident("i"), [ident("place")].into());
            let check: Statement =
                CheckDuplicates { table: table.clone(), name: name.clone(), index: index.clone(), composites }.into();
            let create: Statement = CreateIndex { table, name, index: index.clone() }.into();
            let insert = format!(
                "TRUNCATE public.child; INSERT INTO public.child (id, label, amount, place) \
                 SELECT row_number() OVER (), label, amount, \
                 CASE WHEN amount > 0 THEN ROW(label, NULL)::public.place END FROM (VALUES {rows}) AS given (label, amount)"
            );
            client.batch_execute(&insert).await.unwrap_or_else(|error| panic!("{insert}: {error:?}"));
            let mut said = Vec::new();
            for statement in [&check, &create] {
                let tried = client.batch_execute(&format!("BEGIN; {}", statement.sql())).await;
                client.batch_execute("ROLLBACK").await.unwrap_or_else(|error| panic!("{error}"));
                let state = |error: tokio_postgres::Error| error.code().map(|code| code.code().to_owned());
                said.push(tried.err().and_then(state));
            }
            assert_eq!(said[0], said[1], "{rows}\n{}\n{}", check.sql(), create.sql());
            found += usize::from(said[0].as_deref() == Some("23505"));
        }
    }
    assert!(found > 8, "{found} of the pairs are equal rows");
}
