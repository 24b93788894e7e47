//! A step that has run is another one now; one has all wait while it reads the table.

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
            "long_done",
            "nothing that the way to this schema would run again",
            behind = preflight,
            sql = "SELECT 2",
            done = "true",
            undo("SELECT 2"),
        ),
        step(
            "by_force",
            "write all rows while all wait",
            behind = preflight,
            sql = "LOCK TABLE public.users; UPDATE public.users SET email = lower(email)",
            locks("public.users" = access_exclusive),
            scans("public.users"),
            done = "NOT EXISTS (SELECT FROM public.users WHERE email <> lower(email))",
            irreversible = "the capitals are gone",
        ),
    ],
    tables = [User]
}
