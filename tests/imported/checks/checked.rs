//! Table `checked`.

use schema_core::prelude::*;

#[derive(Table)]
#[check(called, "COALESCE(a, 0) > 0")]
#[check(cases, "\nCASE\n    WHEN (a > 3) THEN (b = 'x'::text)\n    ELSE ((c)::text = b)\nEND")]
#[check(is_it, "b IS DISTINCT FROM (c)::text")]
#[check(like_it, r"(b ~~ 'a\_%'::text) AND (b !~ '^\s'::text)")]
#[check(no_column, "1 < 2")]
#[check(not_inherited, "a < 100", no_inherit)]
#[check(of_day, "(e >= '2019-12-31 22:00:00+00'::timestamp with time zone) AND (d > '2020-02-01'::date)")]
#[check(one_of, "b IN ('x', 'y''s', 'CHECK (z)')")]
#[check(positive, "a > 0")]
#[check(together, "(a > 1) AND ((b IS NULL) OR (length(b) < 10))", comment = "Both.")]
#[check(whole_row, "checked.* IS NOT NULL")]
pub struct Checked {
    pub a: Option<i32>,
    pub b: Option<String>,
    pub c: Option<Varchar<9>>,
    pub d: Option<Date>,
    pub e: Option<Timestamptz>,
}
