//! Foreign keys that rest on unique indexes, as Prisma makes them: on one of a table that is there, on one of a new table, also
//! of that table itself, and on one of a partitioned table. Each comes after its index.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, unique, name = "users_email_key")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_email)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::email)]
    user_email: String,
}

#[derive(Table)]
#[table(name = "categories")]
#[index(code, tree, unique, include(title))]
#[index(parent_code, tree)]
#[foreign_key((parent_code, tree) => Category(code, tree))]
struct Category {
    #[column(primary_key)]
    id: i64,
    tree: i64,
    code: String,
    parent_code: Option<String>,
    title: String,
}

#[derive(Table)]
#[table(name = "parcels", partition_by = hash(number))]
#[index(number, unique)]
#[partition(name = "parcels_0", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "parcels_1", values = "WITH (modulus 2, remainder 1)")]
struct Parcel {
    number: i64,
}

#[derive(Table)]
#[table(name = "labels")]
#[index(parcel)]
#[index(category, tree)]
#[foreign_key((tree, category) => Category(tree, code))]
struct Label {
    #[column(primary_key)]
    id: i64,
    #[references(Parcel::number, on_delete = cascade)]
    parcel: i64,
    tree: i64,
    category: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order, Category, Parcel, Label]
}
