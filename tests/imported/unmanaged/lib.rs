//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod by_operator;
mod granted_and_revoked;
mod other_method;
mod owned;
mod parted;
mod referenced;
mod referencing;
mod routines;
mod row_type;
mod t;

pub use by_operator::ByOperator;
pub use granted_and_revoked::GrantedAndRevoked;
pub use other_method::OtherMethod;
pub use owned::Owned;
pub use parted::Parted;
pub use referenced::Referenced;
pub use referencing::Referencing;
pub use row_type::RowType;
use schema_core::prelude::*;
pub use t::T;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    types = [RowType],
    routines = {
        "public.f(integer, public.t)" = routines::F,
        "public.on_change()" = routines::ON_CHANGE,
        "public.on_ddl()" = routines::ON_DDL,
        "public.p()" = routines::P,
    },
    tables = [
        ByOperator,
        GrantedAndRevoked,
        OtherMethod,
        Owned,
        Parted,
        Referenced,
        Referencing,
        T,
    ]
}
