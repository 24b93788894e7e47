//! Table `of_periods`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct OfPeriods {
    pub id: Option<Int4Range>,
    pub during: Option<DateRange>,
}
