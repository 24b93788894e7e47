//! A trigger that fires for each row of a partitioned table fires for each statement, and the other way round: OR REPLACE would
//! leave the copies that partitions have of the first one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[trigger(touched, "BEFORE UPDATE", execute = "public.touch()", for_each_statement)]
#[trigger(told, "AFTER INSERT", execute = "public.touch()")]
struct Event {
    kind: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.touch()" = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    },
    tables = [Event]
}
