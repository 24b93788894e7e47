//! Indexes of other methods, with operator classes, collations and storage parameters, under PostgreSQL's default names.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(body, using = gin, name = "documents_body_all")]
#[index(body class "jsonb_path_ops", using = gin, with(fastupdate = false, gin_pending_list_limit = 128))]
#[index(made_on, using = brin, with(pages_per_range = 16, autosummarize = true))]
#[index(title, using = hash, with(fillfactor = 80))]
#[index(title class "text_pattern_ops", include(size), with(fillfactor = 80, deduplicate_items = false), name = "documents_titles")]
#[index(title collate "C" desc nulls last, size)]
#[index(expr("lower(title)") collate "C" class "varchar_pattern_ops", expr("size + 1"), expr("size + 2"))]
#[index(expr("int4range(size, NULL)") class "range_ops", using = gist, include(size), with(buffering = "off"), name = "documents_sizes")]
#[index(size, made_on, unique, nulls_not_distinct, with(fillfactor = 90))]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
    body: Jsonb,
    size: i32,
    made_on: Date,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Document]
}
