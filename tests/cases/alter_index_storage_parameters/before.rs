use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(body, using = gin, with(gin_pending_list_limit = 128))]
#[index(title, with(fillfactor = 70, deduplicate_items = false))]
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
