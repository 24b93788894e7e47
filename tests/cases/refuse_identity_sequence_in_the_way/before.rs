use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(a, name = "going")]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    a: i64,
    #[column(unique)]
    given: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("visits_id_seq"), sequence("other")],
    tables = [User]
}
