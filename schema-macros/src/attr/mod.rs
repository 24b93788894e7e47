//! Reads attributes into [`crate::ast`]. What is wrong with one attribute by itself is found here; what takes the whole
//! table to see is found in [`crate::valid`].

mod check;
mod column;
mod docs;
mod exclude;
mod foreign_key;
mod frozen;
mod frozen_with;
mod immutable;
mod index;
mod insert_requires;
mod key;
mod label;
mod lifecycle;
mod list;
mod partition;
mod row_hint;
mod schema;
mod sql;
mod step;
mod storage;
mod table;
mod text_enum;
mod trigger;
mod user_type;
mod value_source;

pub(crate) use schema::schema;
pub(crate) use step::pascal_case;
pub(crate) use table::table;
pub(crate) use text_enum::text_enum;
pub(crate) use user_type::{composite, domain, pg_enum};
