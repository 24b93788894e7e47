//! Operator classes that an extension brings, one with a parameter: the extension comes first, and goes last.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(title class "public.gin_trgm_ops", using = gin, name = "documents_trigrams")]
#[index(title class "public.gist_trgm_ops" with(siglen = 32), using = gist, name = "documents_signatures")]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    extensions = ["pg_trgm"],
    tables = [Document]
}
