//! Table `swapped_b`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct SwappedB {
    #[column(identity(by_default, sequence = "swapped_a_id_seq", start = 7))]
    pub id: i64,
}
