//! Table `excluded`.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(a = "=", where = "t = 'ACTIVE'::text", initially_deferred, name = "one_active")]
#[exclude(b desc = "=", include(a), with(fillfactor = 50), name = "with_more")]
#[exclude(during = "&&", r = "-|-", using = gist, where = "(a > 0) AND (b > 0)", name = "no_overlap", comment = "No two at a time.")]
#[exclude(expr("(a + b)") = "=", expr("lower(t)") collate "C" class "text_pattern_ops" = "=", name = "by_expression")]
pub struct Excluded {
    pub during: Option<TimestamptzRange>,
    pub r: Option<Int4Range>,
    pub a: Option<i32>,
    pub b: Option<i32>,
    pub t: Option<String>,
}
