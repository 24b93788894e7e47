//! A comment to the letter that is given twice.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key, comment = "one", comment = "two")]
    pub id: Uuid,
}
