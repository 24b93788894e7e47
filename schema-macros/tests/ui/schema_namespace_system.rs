//! A namespace with a name that PostgreSQL keeps.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}

schema! { pub static SCHEMA, postgres = 15..=18, namespaces = [("pg_mine", "Mine.")], tables = [Child] }
