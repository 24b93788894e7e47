use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key, identity(by_default, sequence = "auth_user_id_seq"))]
    id: i64,
    #[column(identity)]
    number: i32,
    #[column(identity(sequence = "one"))]
    left: i64,
    #[column(identity(sequence = "other"))]
    right: i64,
    #[column(identity(sequence = "Counts \"so\"", increment = 5))]
    counted: i64,
    #[column(identity(sequence = "going"))]
    gone: i64,
    #[column(unique)]
    given: i64,
    #[column(serial, unique)]
    was_serial: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
