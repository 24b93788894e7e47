use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    name: String,
}

#[derive(Table)]
#[table(name = "users_v2")]
#[index(mail)]
#[check(mail_has_at, "mail LIKE '%@%'")]
struct UserV2 {
    #[column(primary_key, identity)]
    id: i64,
    mail: String,
    mail_new: Option<String>,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_id)]
#[index(user_v2_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    #[references(UserV2::id)]
    user_v2_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, UserV2, Order]
}
