//! Two fields, one column.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(name = "kind")]
    pub r#type: String,
    pub kind: String,
}
