//! Table `swapped_a`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct SwappedA {
    #[column(identity(sequence = "swapped_b_id_seq"))]
    pub id: i64,
}
