//! Table `taken`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Taken {
    #[column(identity(sequence = "taken_id_seq1"))]
    pub id: i64,
}
