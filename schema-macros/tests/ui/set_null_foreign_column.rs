//! SET NULL over a column that is not in the foreign key.

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
    #[references(Parent::id, on_delete = set_null(note))]
    pub parent_id: Option<Uuid>,
    pub note: Option<String>,
}
