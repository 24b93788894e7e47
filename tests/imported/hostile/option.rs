//! Table `Option`.

use schema_core::prelude::*;

use super::{SelfType, StringType, UnnamedType};

#[derive(Table)]
#[table(name = "Option", comment = "*/ fn main() {}\n\n```\nloop {}\n```\n    indented\r\n")]
#[unique(r#expr, include(r#include))]
#[unique(r#unique, r#deferrable, r#name)]
#[index(r#unique, where = r#"name <> '\"'::text"#, name = "'")]
#[index(r#where, r#name desc, include(r#include))]
#[check("#[", "(r <> '\u{1b}[31m\"#'::text) AND (super <> '*/'::text)", comment = r#"")]"#)]
#[check(r#fn, r#""unique" > "deferrable""#)]
pub struct OptionTable {
    #[column(primary_key, name = "self", comment = "\u{202e}\u{1b}]0;title\u{7}")]
    pub self_column: i32,
    /// "]
    pub r#type: Option<SelfType>,
    #[column(name = "super", default = "'\"\n#![no_std]\r\u{202e}'")]
    pub super_column: Option<String>,
    #[column(name = "Type")]
    pub type_2: Option<UnnamedType>,
    pub r: Option<String>,
    #[column(unique)]
    pub unique: Option<i32>,
    pub deferrable: Option<i32>,
    pub include: Option<String>,
    pub name: Option<String>,
    pub r#where: Option<String>,
    pub expr: Option<i32>,
    #[column(name = "_")]
    pub column: Option<i32>,
    #[column(name = "1")]
    pub column_1: Option<i32>,
    pub whole: Option<StringType>,
    #[column(name = "crate")]
    pub crate_column: Option<OptionTableCrateColumn>,
}

#[derive(TextEnum)]
pub enum OptionTableCrateColumn {
    #[value(r#"""#)]
    Value,
    #[value("#")]
    Value2,
}
