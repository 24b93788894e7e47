//! Table `hashed`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = hash(id, expr(r#"lower("A b")"#), expr(r#"("A b" || ', '::text)"#) collate "POSIX"))]
#[partition(name = "hashed_0", namespace = "apart", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "hashed_1", namespace = "apart", values = "WITH (modulus 2, remainder 1)", unlogged)]
pub struct Hashed {
    pub id: Uuid,
    #[column(name = "A b")]
    pub a_b: Option<String>,
}
