//! A case that does not exist.

use schema_core::prelude::*;

#[derive(TextEnum)]
#[text_enum(rename_all = "snakecase")]
pub enum Status {
    Draft,
}
