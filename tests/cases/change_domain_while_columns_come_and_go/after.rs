//! A domain has another check and one less while columns of it come and go: those that are new are read, and those that go
//! later are too.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "stays")]
struct Stays {
    #[column(primary_key)]
    id: i64,
    weight: Option<Weight>,
}

#[derive(Table)]
#[table(name = "loses")]
struct Loses {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "comes")]
struct Comes {
    #[column(primary_key)]
    id: i64,
    weight: Option<Weight>,
}

#[derive(Domain)]
#[domain(check(weight_is_small, "VALUE < 100"))]
struct Weight(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Stays, Loses, Comes]
}
