//! A function that a CHECK calls, one that takes rows of a table, a procedure, and triggers of three kinds.

use schema_core::prelude::*;

/// A user.
#[derive(Table)]
#[table(name = "users")]
#[check(email_is_one, "public.is_email(email)")]
#[trigger(touch, "BEFORE UPDATE OF email", execute = "public.touch()", when = "OLD.email IS DISTINCT FROM NEW.email")]
#[trigger(
    told,
    "AFTER DELETE OR TRUNCATE",
    execute = "public.tell('it''s', 'gone')",
    for_each_statement,
    comment = "Tells."
)]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) email: String,
    pub(crate) changed_at: Option<Timestamptz>,
}

/// An event.
#[derive(Table)]
#[table(name = "events")]
#[trigger(told, "AFTER INSERT", execute = "public.tell()")]
pub(crate) struct Event {
    #[column(primary_key)]
    pub(crate) id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.is_email(text)" = "CREATE FUNCTION public.is_email(value text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT value ~ ''@'''",
        "public.label(public.users)" = "CREATE OR REPLACE FUNCTION public.label(public.users) RETURNS text
            LANGUAGE sql STABLE AS $$SELECT $1.email$$;",
        "public.forget(int, text[])" = "CREATE PROCEDURE public.forget(IN one integer, VARIADIC others text[])
            LANGUAGE plpgsql AS $body$BEGIN DELETE FROM public.events; END$body$",
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "public.touch()" = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END'",
    },
    tables = [User, Event]
}
