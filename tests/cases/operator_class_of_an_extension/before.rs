use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Document]
}
