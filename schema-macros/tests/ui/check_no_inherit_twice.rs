//! An option is given twice.

use schema_core::prelude::*;

#[derive(Table)]
#[check(code_given, "code <> ''", no_inherit, no_inherit)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
