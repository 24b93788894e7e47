//! A column list for an action that takes none.

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
    #[references(Parent::id, on_delete = restrict(parent_id))]
    pub parent_id: Uuid,
}
