//! No range of majors.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
    pub name: String,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Parent::id)]
    pub parent_id: Uuid,
    #[references(Parent::id)]
    pub other_parent_id: Uuid,
}

schema! { pub static SCHEMA, tables = [Child, Parent] }
