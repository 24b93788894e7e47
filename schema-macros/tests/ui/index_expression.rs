//! An expression that does not parse.

use schema_core::prelude::*;

#[derive(Table)]
#[index(expr("lower(email"))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
}
