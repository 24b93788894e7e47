//! What schema-core says about names, types and literals, compared with the server.

use schema_core::ident::{Ident, QUOTED_KEYWORDS, default_name, join_columns};
use schema_core::sql::literal;
use schema_core::types::{Builtin, PgType};

use crate::support::server;

#[tokio::test]
async fn every_keyword_that_this_server_quotes_is_known() {
    let database = server().empty_database("keywords").await.unwrap();
    let client = database.connect().await.unwrap();
    let rows = client.query("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'", &[]).await.unwrap();
    assert!(rows.len() > 100, "the server has keywords");
    let unknown: Vec<String> = rows
        .iter()
        .map(|row| row.get(0))
        .filter(|word: &String| QUOTED_KEYWORDS.binary_search(&&**word).is_err())
        .collect();
    assert!(unknown.is_empty(), "add to QUOTED_KEYWORDS: {}", unknown.join(", "));
}

#[tokio::test]
async fn names_are_quoted_wherever_this_server_quotes_them() {
    let database = server().empty_database("quoting").await.unwrap();
    let client = database.connect().await.unwrap();
    for name in ["users", "_x1", "User", "user", "1st", "a\"b", "a$b", "größe", "a b", "json", "with\nline", "%s", "\\"]
    {
        let ident = Ident::new(name).unwrap();
        let theirs: String = client.query_one("SELECT quote_ident($1)", &[&name]).await.unwrap().get(0);
        let ours = ident.to_string();
        assert!(ours == theirs || ours == format!("\"{theirs}\""), "{ours} and {theirs}");
        let read_back: Vec<String> = client.query_one("SELECT parse_ident($1)", &[&ours]).await.unwrap().get(0);
        assert_eq!(read_back, [name]);
    }
}

#[tokio::test]
async fn types_are_printed_as_this_server_prints_them() {
    let database = server().empty_database("types").await.unwrap();
    let client = database.connect().await.unwrap();
    let others = [
        "numeric(12,2)",
        "varchar(20)",
        "char",
        "timestamptz(3)",
        "interval day to second(3)",
        "bit(3)[]",
        "float(24)",
    ]
    .map(|text| text.parse::<PgType>().unwrap());
    // Read as declared: without a length, `character` and `bit` have one of 1.
    let plain = Builtin::ALL.iter().map(|builtin| builtin.name().parse::<PgType>().unwrap());
    for (at, pg_type) in plain.chain(others).enumerate() {
        client.batch_execute(&format!("CREATE TABLE t{at} (c {pg_type})")).await.unwrap();
        let query = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attname = 'c'";
        let printed: String = client.query_one(query, &[&format!("t{at}")]).await.unwrap().get(0);
        assert_eq!(printed, pg_type.to_string());
    }
}

#[tokio::test]
async fn default_names_are_those_that_this_server_gives() {
    let database = server().empty_database("default_names").await.unwrap();
    let client = database.connect().await.unwrap();
    let long = "a_table_whose_name_is_so_long_that_little_is_left_for_columns";
    let wide = "ä".repeat(31);
    for (table, columns) in [
        ("users", vec!["id"]),
        ("punchlist_category_master", vec!["workspace_id", "config_version_id", "closing_role_id"]),
        (long, vec!["a_column_with_a_long_name_of_its_own", "b"]),
        (&*wide, vec!["öööööööööööööööööööööö", "üüüüüüüüüüüüüüüüü"]),
        ("t", vec!["x", "a_column_with_quite_a_long_name_1", "a_column_with_quite_a_long_name_2", "y", "z"]),
    ] {
        let list = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let definitions = columns.iter().map(|column| format!("\"{column}\" int")).collect::<Vec<_>>().join(", ");
        let first = columns[0];
        client
            .batch_execute(&format!(
                "CREATE TABLE \"{table}\" ({definitions}, UNIQUE ({list}), CHECK (\"{first}\" > 0), FOREIGN KEY ({list}) REFERENCES \"{table}\" ({list}));
                 ALTER TABLE \"{table}\" ADD PRIMARY KEY ({list});
                 CREATE INDEX ON \"{table}\" ({list});"
            ))
            .await
            .unwrap();
        let query = "SELECT conname::text FROM pg_constraint WHERE conrelid = quote_ident($1)::regclass AND contype IN ('p', 'u', 'c', 'f')
                     UNION ALL SELECT relname::text FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
                      WHERE indrelid = quote_ident($1)::regclass AND NOT indisunique";
        let mut theirs: Vec<String> =
            client.query(query, &[&table]).await.unwrap().iter().map(|row| row.get(0)).collect();
        let joined = join_columns(columns.iter().copied());
        let ours = [("", "pkey"), (&*joined, "key"), (&*joined, "fkey"), (first, "check"), (&*joined, "idx")];
        let mut ours: Vec<String> = ours
            .iter()
            .map(|(columns, label)| default_name(table, columns, label).unwrap().as_str().to_owned())
            .collect();
        theirs.sort();
        ours.sort();
        assert_eq!(ours, theirs, "{table}");
    }
}

#[tokio::test]
async fn literals_are_read_back_whatever_the_server_takes_backslashes_for() {
    let database = server().empty_database("literals").await.unwrap();
    let client = database.connect().await.unwrap();
    for conforming in ["on", "off"] {
        client.batch_execute(&format!("SET standard_conforming_strings = {conforming}")).await.unwrap();
        for text in ["", "it's", r"back\slash", r"\'", "two\nlines", "größe", "$tag$"] {
            let row = client.query_one(&format!("SELECT {}::text", literal(text)), &[]).await.unwrap();
            assert_eq!(row.get::<_, String>(0), text);
        }
    }
}
