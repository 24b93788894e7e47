//! A namespace with two comments.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}

schema! { pub static SCHEMA, postgres = 15..=18, namespaces = [("a", "One."), ("a", "Two.")], tables = [Child] }
