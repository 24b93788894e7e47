//! Table `referencing`.

use schema_core::prelude::*;

use super::{Parted, Referenced};

#[derive(Table)]
#[foreign_key((parted_id, parted_at) => Parted(id, at))]
pub struct Referencing {
    #[references(Referenced::id)]
    pub id: Option<i32>,
    pub parted_id: Option<i32>,
    pub parted_at: Option<Date>,
}
