//! A method that cannot hold an exclusion constraint.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = gin, code = "=")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
