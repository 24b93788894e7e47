//! A comment to the letter that no `text` holds.

use schema_core::prelude::*;

#[derive(Table)]
#[table(comment = "a\0b")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
