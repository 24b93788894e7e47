//! A namespace without a comment.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}

schema! { pub static SCHEMA, postgres = 15..=18, namespaces = ["a"], tables = [Child] }
