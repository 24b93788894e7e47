//! Table `periods`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Periods {
    pub id: Int4Range,
    pub during: DateRange,
}
