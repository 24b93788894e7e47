use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "letters")]
struct Letter {
    #[column(primary_key)]
    id: i64,
    code: Option<Code>,
    hashed: Option<Hashed>,
    number: Option<Number>,
}

#[derive(Domain)]
#[domain(check(code_is_one, "public.is_code(VALUE)"))]
struct Code(String);

#[derive(Domain)]
#[domain(check(hashed_is_short, "octet_length(digest(VALUE, 'sha256')) < 100"))]
struct Hashed(String);

#[derive(Domain)]
#[domain(default = "nextval('public.numbers')")]
struct Number(i64);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    extensions = ["pgcrypto"],
    sequences = [sequence("numbers")],
    routines = {
        "public.is_code(text)" = "CREATE FUNCTION public.is_code(code text) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT code ~ ''^[a-z]+$'''",
        "public.is_long(public.code)" = "CREATE FUNCTION public.is_long(public.code) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > 10'",
        "public.an_hour()" = "CREATE FUNCTION public.an_hour() RETURNS public.number LANGUAGE sql RETURN public.the_hour(1::bigint)",
        "public.the_hour(bigint)" = "CREATE FUNCTION public.the_hour(a bigint) RETURNS public.number LANGUAGE sql AS 'SELECT a'",
        "public.told(public.letters)" = "CREATE FUNCTION public.told(public.letters) RETURNS text LANGUAGE sql AS 'SELECT $1.code'",
    },
    tables = [User, Letter]
}
