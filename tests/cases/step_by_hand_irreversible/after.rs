//! A step by hand without a way back: nothing else changes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    steps = [
        step(
            "forget",
            "drop the hosts of the addresses",
            behind = backfill,
            sql = "UPDATE public.users SET email = split_part(email, '@', 1)",
            locks("public.users" = row_exclusive),
            scans("public.users"),
            done = "NOT EXISTS (SELECT FROM public.users WHERE email LIKE '%@%')",
            irreversible = "the hosts are gone",
        ),
    ],
    tables = [User]
}
