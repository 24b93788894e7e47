//! Table `people`.

use schema_core::prelude::*;

use super::{Address, Email, List, Mood};

#[derive(Table)]
#[index(mood, email, code, home, list)]
#[index(moods, using = gin)]
#[check("mood > 'sad'::public.mood")]
#[check(unparsed("(home).street <> ''::text", columns(home)))]
pub struct People {
    pub id: Option<i32>,
    #[column(default = "'ok'")]
    pub mood: Option<Mood>,
    pub moods: Option<Vec<Mood>>,
    pub email: Option<Email>,
    #[column(type = r#""Other".code"#)]
    pub code: Option<String>,
    pub home: Option<Address>,
    #[column(name = "Mood", type = r#""Other"."Mood [x](1)"[]"#)]
    pub mood_2: Option<String>,
    pub list: Option<List>,
}
