//! Table `types`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Types {
    pub a: Option<bool>,
    pub b: Option<i16>,
    pub c: Option<i32>,
    pub d: Option<i64>,
    #[column(type = "numeric")]
    pub e: Option<String>,
    pub f: Option<Numeric<12, 2>>,
    #[column(type = "numeric(3,-2)")]
    pub g: Option<String>,
    pub h: Option<f32>,
    pub i: Option<f64>,
    pub j: Option<String>,
    #[column(type = "character varying")]
    pub k: Option<String>,
    pub l: Option<Varchar<20>>,
    pub m: Option<Char<3>>,
    #[column(type = r#"pg_catalog."char""#)]
    pub n: Option<String>,
    #[column(type = "pg_catalog.bpchar")]
    pub o: Option<String>,
    pub p: Option<Bytes>,
    pub q: Option<Uuid>,
    pub r: Option<Date>,
    pub s: Option<Time>,
    #[column(type = "time(3) without time zone")]
    pub t: Option<String>,
    #[column(type = "time(2) with time zone")]
    pub u: Option<String>,
    pub v: Option<Timestamp>,
    #[column(type = "timestamp(0) with time zone")]
    pub w: Option<String>,
    pub x: Option<Interval>,
    #[column(type = "interval day to second(3)")]
    pub y: Option<String>,
    #[column(type = "interval year")]
    pub z: Option<String>,
    pub aa: Option<Json>,
    pub ab: Option<Jsonb>,
    pub ac: Option<Inet>,
    pub ad: Option<Cidr>,
    pub ae: Option<MacAddr>,
    pub af: Option<Bit<1>>,
    pub ag: Option<Bit<3>>,
    pub ah: Option<VarBit<8>>,
    #[column(type = r#"pg_catalog."bit""#)]
    pub ai: Option<String>,
    pub aj: Option<Int4Range>,
    #[column(type = "pg_catalog.tstzmultirange")]
    pub ak: Option<String>,
    pub al: Option<Tsvector>,
    #[column(type = "xml")]
    pub am: Option<String>,
    #[column(type = "money")]
    pub an: Option<String>,
    #[column(type = "point")]
    pub ao: Option<String>,
    #[column(type = "pg_catalog.regclass")]
    pub ap: Option<String>,
    #[column(type = "pg_catalog.pg_lsn")]
    pub aq: Option<String>,
    #[column(type = "pg_catalog.jsonpath")]
    pub ar: Option<String>,
    #[column(type = "name")]
    pub at: Option<String>,
    #[column(type = "oid")]
    pub au: Option<String>,
    pub av: Option<Vec<String>>,
    pub aw: Option<Vec<Numeric<5, 1>>>,
    #[column(type = r#"pg_catalog."char"[]"#)]
    pub ax: Option<String>,
    pub ay: Option<Vec<Varchar<3>>>,
    #[column(type = "interval hour to minute[]")]
    pub az: Option<String>,
}
