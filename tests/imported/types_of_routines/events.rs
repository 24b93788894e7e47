//! Table `events`.

use schema_core::prelude::*;

use super::Mood;

#[derive(Table)]
pub struct Events {
    #[column(primary_key)]
    pub id: i32,
    pub rule: String,
    pub mood: Option<Mood>,
}
