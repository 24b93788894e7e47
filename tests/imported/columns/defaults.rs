//! Table `defaults`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Defaults {
    #[column(default = "'it''s'")]
    pub a: Option<String>,
    #[column(default = "'back\\slash\n'::text")]
    pub b: Option<String>,
    #[column(default = "'-1'")]
    pub c: Option<i32>,
    #[column(default = "now()")]
    pub d: Option<Timestamptz>,
    #[column(default = "'2019-12-31 22:00:00+00'")]
    pub e: Option<Timestamptz>,
    #[column(default = "'1 day 02:00:00'")]
    pub f: Option<Interval>,
    #[column(default = "0.1")]
    pub g: Option<f64>,
    #[column(default = "ARRAY['a'::text, 'b'::text]")]
    pub h: Option<Vec<String>>,
    #[column(default = r"'\x00ff'::bytea")]
    pub i: Option<Bytes>,
    pub j: Option<String>,
    #[column(type = "numeric", default = "1.50")]
    pub k: Option<String>,
    #[column(default = "true")]
    pub l: bool,
    #[column(default = "CURRENT_DATE")]
    pub m: Option<Date>,
    #[column(default = r#"'{"a": [1]}'"#)]
    pub n: Option<Jsonb>,
    #[column(default = "CURRENT_USER")]
    pub o: Option<String>,
    #[column(type = "money", default = "1.5")]
    pub p: Option<String>,
    #[column(type = "pg_catalog.regclass", default = "'pg_class'::regclass")]
    pub q: Option<String>,
    #[column(default = "gen_random_uuid()")]
    pub r: Option<Uuid>,
    #[column(default = "((1 + 2) * 3)")]
    pub s: Option<i32>,
    #[column(collate = "C", default = "'a'")]
    pub t: Option<String>,
    #[column(default = r#"'101'::"bit""#)]
    pub u: Option<Bit<3>>,
    #[column(default = "3.14159265")]
    pub v: Option<f32>,
    #[column(type = "money", default = "'$1,234.50'")]
    pub w: Option<String>,
    #[column(default = "('0.1'::double precision + (0.2)::double precision)")]
    pub x: Option<f64>,
    #[column(default = "'{0.30000000000000004}'")]
    pub y: Option<Vec<f64>>,
}
