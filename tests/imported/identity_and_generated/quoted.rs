//! Table `"Apart".quoted`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(namespace = "Apart")]
pub struct Quoted {
    #[column(identity(sequence = r#"its "own" name"#))]
    pub id: i64,
}
