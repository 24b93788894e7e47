use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    amount: Amount,
}

#[derive(Domain)]
#[domain(check(one, "VALUE > 0"), check(two, "VALUE < 100"), check(kept, "VALUE <> 50"))]
struct Amount(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order]
}
