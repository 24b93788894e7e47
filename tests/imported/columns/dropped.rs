//! Table `dropped`.

use schema_core::prelude::*;

/// Two
///
/// lines, "quotes" and 'quotes'.
#[derive(Table)]
pub struct Dropped {
    pub c: i32,
    /// größe
    pub d: Option<i32>,
    pub e: Option<String>,
}
