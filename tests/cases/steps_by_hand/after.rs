//! Steps that are written by hand, one at each place; one that has run before does not run again.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "totals")]
struct Total {
    #[column(primary_key)]
    id: i64,
    amount: i64,
}

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    amount: i32,
    nickname: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    steps = [
        step(
            "long_done",
            "nothing that the way to this schema would run again",
            behind = preflight,
            sql = "SELECT 1",
            done = "true",
            undo("SELECT 1"),
        ),
        step(
            "even_amounts",
            "count in halves from now on",
            behind = preflight,
            sql = "UPDATE public.users SET amount = amount * 2",
            locks("public.users" = row_exclusive),
            scans("public.users"),
            done = "NOT EXISTS (SELECT FROM public.users WHERE amount % 2 = 1)",
            undo("UPDATE public.users SET amount = amount / 2", locks("public.users" = row_exclusive), scans("public.users")),
        ),
        step(
            "nicknames",
            "take nicknames out of the addresses",
            behind = backfill,
            sql = "UPDATE public.users SET nickname = split_part(email, '@', 1);
                   ANALYZE public.users (nickname);",
            locks("public.users" = share_update_exclusive),
            scans("public.users"),
            done = "NOT EXISTS (SELECT FROM public.users WHERE nickname IS NULL)",
            undo(
                "UPDATE public.users SET nickname = NULL",
                locks("public.users" = row_exclusive),
                scans("public.users"),
            ),
        ),
        step(
            "totals",
            "sum up what is there",
            behind = enforce,
            sql = "INSERT INTO public.totals SELECT 1, COALESCE(sum(amount), 0) FROM public.users",
            locks("public.users" = access_share, "public.totals" = row_exclusive),
            scans("public.users", "public.totals"),
            done = "EXISTS (SELECT FROM public.totals)",
            undo("DELETE FROM public.totals", locks("public.totals" = row_exclusive), scans("public.totals")),
        ),
    ],
    tables = [User, Total]
}
