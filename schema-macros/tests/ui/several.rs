//! Mistakes of every stage, in one struct and in several: each is reported.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
    pub name: String,
}

#[derive(Table)]
#[table(name = "children", nmae = "kids")]
#[unique(emial)]
#[index(id dsc, name = "")]
#[check(version_positive, "verison == 0")]
#[check(version_small, "versoin < 9 AND foo > 1")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
    pub version: i32,
    #[references(Parent::id, on_delete = nothing, match = half)]
    pub parent_id: Uuid,
}

#[derive(Table)]
pub struct Toy {
    #[column(primary_key)]
    pub id: Option<Uuid>,
    #[references(Parent::id, on_delete = set_null)]
    pub parent_id: String,
    #[references(Child::anything)]
    pub child_id: String,
    #[references(Parent::nmae)]
    pub parent_name: String,
    pub weight: u64,
}

#[derive(Table)]
pub struct Game {
    #[column(primary_key)]
    pub id: Option<Uuid>,
    #[references(Parent::id, on_delete = set_null)]
    pub parent_id: String,
    #[references(Child::anything)]
    pub child_id: String,
    #[references(Parent::nmae)]
    pub parent_name: String,
}

schema! { pub static SCHEMA, postgres = 15..=18, tables = [Child, Toy, Game] }
