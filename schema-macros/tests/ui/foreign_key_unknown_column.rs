//! The column of a foreign key does not exist.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
    pub name: String,
}

#[derive(Table)]
#[foreign_key((parnt_id) => Parent(id))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub parent_id: Uuid,
}
