//! Checks a declaration as a whole, and finds the names that its fields and SQL texts stand for.

mod columns;
mod counterexample;
mod date;
mod foreign_key;
mod invariant;
mod keywords;
mod lifecycle;
mod mentions;
mod names;
mod parent;
mod schema;
mod sql;
mod table;
mod text_enum;

pub(crate) use columns::Columns;
pub(crate) use parent::foreign_key_of;
pub(crate) use schema::{postgres_range, schema};
pub(crate) use sql::Expression;
pub(crate) use table::{IndexTexts, Table, table};
pub(crate) use text_enum::text_enum;
