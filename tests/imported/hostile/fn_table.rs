//! Table `fn`.

use schema_core::prelude::*;

/// A plain one, whose text is long enough to need a second line in the source, where each line is read as a part of one
/// paragraph, "quotes" and \ too.
///
/// And a second one.
#[derive(Table)]
pub struct Fn {
    #[column(primary_key)]
    pub id: i32,
}
