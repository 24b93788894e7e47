//! Two constraints of one name.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(email, name = "child_email")]
#[check(child_email, "email <> ''")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
}
