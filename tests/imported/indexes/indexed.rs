//! Table `indexed`.

use schema_core::prelude::*;

#[derive(Table)]
#[index(a class "int4_minmax_multi_ops" with(values_per_range = 16), b, using = brin, with(pages_per_range = 8), name = "blocks")]
#[index(a, b desc, c nulls first, m desc nulls last, unique, name = "unique_one")]
#[index(a, include(b, c), name = "included")]
#[index(a, name = "plain", comment = "serves: lookups")]
#[index(a, where = "(b IS NOT NULL) AND (((c)::text = 'x'::text) OR (a > 3))", name = "partial")]
#[index(a, with(fillfactor = 70, deduplicate_items = "off"), name = "filled")]
#[index(b, unique, nulls_not_distinct, name = "no_two_nulls")]
#[index(c, g, h, i, j, k, f, name = "default_classes")]
#[index(c, using = hash, name = "hashed")]
#[index(d class "jsonb_path_ops", using = gin, name = "paths")]
#[index(d, using = gin, name = "documents")]
#[index(e, i class "inet_ops", using = gist, name = "ranges")]
#[index(e, using = spgist, name = "quadrants")]
#[index(
    expr("((m AT TIME ZONE 'UTC'::text))::date"),
    where = "m > '2019-12-31 22:00:00+00'::timestamp with time zone",
    name = "at_time_zone"
)]
#[index(expr("lower(b)"), expr("(a + 1)") desc, expr("((a * 2) % 3)"), expr("(b || (c)::text)") collate "C" class "text_pattern_ops", expr("COALESCE(c, 'x'::character varying)"), expr("(d ->> 'key'::text)"), expr("lower(h)"), expr("lower(b)") collate "C", name = "expressions")]
#[index(expr("true"), unique, where = "b = 'ACTIVE'::text", name = "one_active")]
#[index(f, l, using = gin, with(fastupdate = "off"), name = "elements")]
#[index(l class "tsvector_ops" with(siglen = 32), e, using = gist, name = "signatures")]
pub struct Indexed {
    pub a: Option<i32>,
    pub b: Option<String>,
    pub c: Option<Varchar<9>>,
    pub d: Option<Jsonb>,
    pub e: Option<Int4Range>,
    pub f: Option<Vec<String>>,
    pub g: Option<Char<3>>,
    #[column(collate = "C")]
    pub h: Option<String>,
    pub i: Option<Inet>,
    pub j: Option<Cidr>,
    #[column(type = "name")]
    pub k: Option<String>,
    pub l: Option<Tsvector>,
    pub m: Option<Timestamptz>,
}
