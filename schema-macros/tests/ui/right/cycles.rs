//! Tables that refer to one another and to themselves.

use schema_core::prelude::*;

/// Refers to B, and to itself by two names.
#[derive(Table)]
#[foreign_key((parent_id) => Self(id))]
pub struct A {
    #[column(primary_key)]
    id: Uuid,
    parent_id: Option<Uuid>,
    #[references(A::id)]
    other_parent_id: Option<Uuid>,
    #[references(B::id)]
    b_id: Uuid,
}

/// Another file.
pub mod other {
    use super::*;

    /// Refers to A.
    #[derive(Table)]
    pub struct B {
        #[column(primary_key)]
        id: Uuid,
        #[references(super::A::id)]
        a_id: Option<Uuid>,
    }
}

use other::B;

schema! {
    /// Both.
    pub static SCHEMA, postgres = 15..=18, tables = [A, other::B]
}
