use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
}

/// A bill.
#[derive(Table)]
#[table(name = "invoices", namespace = "billing")]
#[index(user_id)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
    #[references(T::id)]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    namespaces = [("billing", "Bills.")],
    tables = [T, Invoice]
}
