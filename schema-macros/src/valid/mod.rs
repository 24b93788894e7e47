//! Checks a declaration as a whole, and finds the names that its fields and SQL texts stand for.

mod columns;
mod counterexample;
mod date;
mod field;
mod foreign_key;
mod index;
mod invariant;
mod keywords;
mod lifecycle;
mod mentions;
mod names;
mod parent;
mod partition;
mod schema;
mod sql;
mod storage;
mod table;
mod text_enum;
mod trigger;
mod user_type;

pub(crate) use columns::Columns;
pub(crate) use index::IndexTexts;
pub(crate) use parent::foreign_key_of;
pub(crate) use schema::{postgres_range, schema};
pub(crate) use sql::Expression;
pub(crate) use table::{Table, table};
pub(crate) use text_enum::text_enum;
pub(crate) use user_type::{UserType, user_type};
