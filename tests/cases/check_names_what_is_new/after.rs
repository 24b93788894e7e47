//! CHECKs and a unique index on old columns that name a label, a type and a function that are new: the rows are looked at
//! once those are there. The functions call one another.

use schema_core::prelude::*;

/// A mood.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
pub(crate) enum Mood {
    Sad,
    Glad,
}

/// A word.
#[derive(Domain)]
#[domain(name = "word", check("VALUE <> ''"))]
pub(crate) struct Word(String);

/// A person.
#[derive(Table)]
#[table(name = "people")]
#[check(not_glad, "mood <> 'glad'")]
#[check(is_word, unparsed("name::public.word IS NOT NULL", columns(name)))]
#[check(is_long, "public.a(name) > 0")]
#[index(id, unique, where = "mood = 'glad'", name = "people_glad")]
pub(crate) struct Person {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) mood: Mood,
    pub(crate) name: String,
    pub(crate) nickname: Option<Word>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.a(text)" = "CREATE FUNCTION public.a(text) RETURNS int LANGUAGE sql IMMUTABLE RETURN public.b($1)",
        "public.b(text)" = "CREATE FUNCTION public.b(text) RETURNS int LANGUAGE sql IMMUTABLE RETURN length($1)",
    },
    tables = [Person]
}
