//! CHECKs of a domain that are the same under other names, one of which takes the name of the other: no row is read.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    amount: Amount,
}

#[derive(Domain)]
#[domain(check(two, "VALUE > 0"), check(three, "VALUE < 100", comment = "Said now."), check(kept, "VALUE <> 50"))]
struct Amount(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order]
}
