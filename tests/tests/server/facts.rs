//! The facts of a declared schema hold where it stands, and each of them fails where the catalog says something else.

use schema_core::prelude::*;
use schema_core::resolve::resolve;
use schema_core::sql::{facts, facts_amiss, schema_script};
use schema_harness::TestDatabase;
use tokio_postgres::SimpleQueryMessage;

use crate::support::server;

#[derive(Table)]
#[table(name = "owners")]
struct Owner {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "pages", unlogged, with(fillfactor = 70, toast.autovacuum_enabled = false))]
#[primary_key(id, include(title), with(fillfactor = 80))]
#[unique(title, nulls_not_distinct, deferrable, name = "titles")]
#[check(title_given, "title <> ''", no_inherit)]
#[exclude(using = hash, title = "=", name = "excluded")]
#[index(data class "jsonb_path_ops", using = gin, with(fastupdate = false), name = "of_data")]
#[index(title collate "C" class "text_pattern_ops" desc nulls last, include(id), name = "of_titles")]
#[index(title, unique, nulls_not_distinct, where = "title <> ''", name = "one_title")]
struct Page {
    id: i64,
    #[references(Owner::id, deferrable)]
    owner_id: Option<i64>,
    title: Option<String>,
    data: Jsonb,
}

schema! { static SCHEMA, postgres = 15..=18, tables = [Owner, Page] }

/// What is done to the database, and whose facts then fail.
const DAMAGE: &[(&str, &str)] = &[
    ("ALTER TABLE public.pages SET LOGGED", "public.pages"),
    ("ALTER TABLE public.pages RESET (fillfactor)", "public.pages"),
    ("ALTER TABLE public.pages SET (parallel_workers = 2)", "public.pages"),
    ("ALTER TABLE public.pages SET (toast.autovacuum_enabled = true)", "public.pages"),
    ("ALTER TABLE public.owners SET (fillfactor = 90)", "public.owners"),
    ("ALTER INDEX public.pages_pkey SET (fillfactor = 90)", "pages_pkey of public.pages"),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT pages_pkey, ADD CONSTRAINT pages_pkey PRIMARY KEY (id) WITH (fillfactor = 80)",
        "pages_pkey of public.pages",
    ),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT titles, ADD CONSTRAINT titles UNIQUE NULLS NOT DISTINCT (title)",
        "titles of public.pages",
    ),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT titles, ADD CONSTRAINT titles UNIQUE (title) DEFERRABLE",
        "titles of public.pages",
    ),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT titles, ADD CONSTRAINT titles UNIQUE NULLS NOT DISTINCT (title) INCLUDE (id) DEFERRABLE",
        "titles of public.pages",
    ),
    (
        "ALTER TABLE public.pages ALTER CONSTRAINT pages_owner_id_fkey NOT DEFERRABLE",
        "pages_owner_id_fkey of public.pages",
    ),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT pages_owner_id_fkey, ADD CONSTRAINT pages_owner_id_fkey \
         FOREIGN KEY (owner_id) REFERENCES public.owners (id) DEFERRABLE NOT VALID",
        "pages_owner_id_fkey of public.pages",
    ),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT title_given, ADD CONSTRAINT title_given CHECK (title <> '') NOT VALID",
        "title_given of public.pages",
    ),
    ("ALTER TABLE public.pages DROP CONSTRAINT excluded", "excluded of public.pages"),
    (
        "ALTER TABLE public.pages DROP CONSTRAINT excluded, ADD CONSTRAINT excluded UNIQUE (title)",
        "excluded of public.pages",
    ),
    ("ALTER INDEX public.of_data SET (fastupdate = true)", "public.of_data"),
    (
        "DROP INDEX public.of_data; CREATE INDEX of_data ON public.pages USING gin (data) WITH (fastupdate = false)",
        "public.of_data",
    ),
    ("DROP INDEX public.of_data; CREATE INDEX of_data ON public.pages USING hash (data)", "public.of_data"),
    (
        "DROP INDEX public.of_titles; CREATE INDEX of_titles ON public.pages (title COLLATE \"C\" DESC NULLS LAST) INCLUDE (id)",
        "public.of_titles",
    ),
    (
        "DROP INDEX public.of_titles; CREATE INDEX of_titles ON public.pages (title COLLATE \"POSIX\" text_pattern_ops DESC NULLS LAST) INCLUDE (id)",
        "public.of_titles",
    ),
    (
        "DROP INDEX public.of_titles; CREATE INDEX of_titles ON public.pages (title COLLATE \"C\" text_pattern_ops DESC) INCLUDE (id)",
        "public.of_titles",
    ),
    (
        "DROP INDEX public.of_titles; CREATE INDEX of_titles ON public.pages (title COLLATE \"C\" text_pattern_ops NULLS LAST) INCLUDE (id)",
        "public.of_titles",
    ),
    (
        "DROP INDEX public.one_title; CREATE UNIQUE INDEX one_title ON public.pages (title) WHERE title <> ''",
        "public.one_title",
    ),
    (
        "DROP INDEX public.one_title; CREATE INDEX one_title ON public.pages (title) NULLS NOT DISTINCT WHERE title <> ''",
        "public.one_title",
    ),
    (
        "DROP INDEX public.one_title; CREATE UNIQUE INDEX one_title ON public.pages (title) NULLS NOT DISTINCT",
        "public.one_title",
    ),
];

#[tokio::test]
async fn each_difference_of_the_catalog_is_a_fact_amiss() {
    let model = resolve(&SCHEMA).unwrap_or_else(|diagnostics| panic!("{}", diagnostics[0])).model;
    let database = server().empty_database("facts").await.unwrap_or_else(|error| panic!("{error}"));
    database.execute(&schema_script(&model)).await.unwrap_or_else(|error| panic!("{error}"));
    let query = facts_amiss(&facts(&model));
    assert_eq!(amiss(&database, "", &query).await, [""; 0], "nothing is amiss where the schema stands as declared");
    for (damage, subject) in DAMAGE {
        assert_eq!(amiss(&database, damage, &query).await, [*subject], "{damage}");
    }
}

/// What is amiss once the damage is done; it is undone again.
async fn amiss(database: &TestDatabase, damage: &str, query: &str) -> Vec<String> {
    let client = database.connect().await.unwrap_or_else(|error| panic!("{error}"));
    let sql = format!("BEGIN; {damage}; SET LOCAL search_path = ''; {query}; ROLLBACK");
    let messages = client.simple_query(&sql).await.unwrap_or_else(|error| panic!("{damage}: {error:?}"));
    let rows = messages.into_iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    rows.collect()
}
