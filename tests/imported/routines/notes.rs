//! Table `notes`.

use schema_core::prelude::*;

#[derive(Table)]
#[trigger(
    "All",
    "AFTER INSERT OR DELETE OR TRUNCATE",
    execute = "public.touch('a', 'it''s')",
    for_each_statement,
    comment = "All."
)]
#[trigger(
    touch,
    r#"BEFORE UPDATE OF "Text""#,
    execute = "public.touch()",
    when = r#"(old."Text" IS DISTINCT FROM new."Text")"#
)]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "Text")]
    pub text: Option<String>,
    pub changed_at: Option<Timestamptz>,
}
