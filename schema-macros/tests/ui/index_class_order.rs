//! The operator class stands behind the direction.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code desc class "text_pattern_ops")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
