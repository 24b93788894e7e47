use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "teams")]
struct Team {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "users")]
#[index(team_id)]
#[trigger(touch, "BEFORE UPDATE", execute = "public.touch()")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    #[references(Team::id)]
    team_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.touch()" = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN NEW.email := lower(NEW.email); RETURN NEW; END'",
    },
    tables = [Team, User]
}
