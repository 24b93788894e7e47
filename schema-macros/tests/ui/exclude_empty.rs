//! An exclusion constraint over nothing.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = gist)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
