//! Table `other_names`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct OtherNames {
    #[column(identity(sequence = "renamed"))]
    pub a: i32,
    #[column(identity)]
    pub b: i32,
}
