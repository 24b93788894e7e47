//! A partial unique index keeps some rows unique, and bears no foreign key; that of all rows beside it does.

use schema_core::prelude::*;

#[derive(Table)]
#[index(name, unique, where = "id IS NOT NULL")]
#[index(code, unique)]
#[index(name, code, unique)]
pub struct Parent {
    #[column(primary_key)]
    pub id: Uuid,
    pub name: String,
    pub code: String,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Parent::code)]
    pub parent_code: String,
    #[references(Parent::name)]
    pub parent_name: String,
}
