//! The caret stands under the line of the mistake.

use schema_core::prelude::*;

#[derive(Table)]
#[check(
    long,
    "id IS NOT NULL
        AND versoin > 0"
)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
