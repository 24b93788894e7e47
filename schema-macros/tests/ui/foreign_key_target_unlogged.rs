//! The table referred to is unlogged, the other is not.

use schema_core::prelude::*;

#[derive(Table)]
#[table(unlogged)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Parent::id)]
    pub parent_id: Uuid,
}
