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
    weight: Option<Weight>,
}

#[derive(Table)]
#[table(name = "goes")]
struct Goes {
    #[column(primary_key)]
    id: i64,
    weight: Option<Weight>,
}

#[derive(Domain)]
#[domain(check(weight_is_small, "VALUE < 1000"), check(weight_is_odd, "VALUE % 2 = 1"))]
struct Weight(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Stays, Loses, Goes]
}
