//! The key referred to is deferrable.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(code, deferrable)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Parent::code)]
    pub parent: String,
}
