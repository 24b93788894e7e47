//! Every type that PostgreSQL has by itself, by its marker and by its name, arrays of them, a newtype of the user's own, and collations.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "every_type")]
struct EveryType {
    #[column(primary_key)]
    id: i64,
    #[column(type = "boolean")]
    named_0: Option<String>,
    #[column(type = "boolean[]")]
    array_0: Option<String>,
    #[column(type = "smallint")]
    named_1: Option<String>,
    #[column(type = "smallint[]")]
    array_1: Option<String>,
    #[column(type = "integer")]
    named_2: Option<String>,
    #[column(type = "integer[]")]
    array_2: Option<String>,
    #[column(type = "bigint")]
    named_3: Option<String>,
    #[column(type = "bigint[]")]
    array_3: Option<String>,
    #[column(type = "numeric")]
    named_4: Option<String>,
    #[column(type = "numeric[]")]
    array_4: Option<String>,
    #[column(type = "numeric(12,2)")]
    named_5: Option<String>,
    #[column(type = "numeric(12,2)[]")]
    array_5: Option<String>,
    #[column(type = "real")]
    named_6: Option<String>,
    #[column(type = "real[]")]
    array_6: Option<String>,
    #[column(type = "double precision")]
    named_7: Option<String>,
    #[column(type = "double precision[]")]
    array_7: Option<String>,
    #[column(type = "text")]
    named_8: Option<String>,
    #[column(type = "text[]")]
    array_8: Option<String>,
    #[column(type = "varchar")]
    named_9: Option<String>,
    #[column(type = "varchar[]")]
    array_9: Option<String>,
    #[column(type = "varchar(20)")]
    named_10: Option<String>,
    #[column(type = "varchar(20)[]")]
    array_10: Option<String>,
    #[column(type = "char(3)")]
    named_11: Option<String>,
    #[column(type = "char(3)[]")]
    array_11: Option<String>,
    #[column(type = "bytea")]
    named_12: Option<String>,
    #[column(type = "bytea[]")]
    array_12: Option<String>,
    #[column(type = "uuid")]
    named_13: Option<String>,
    #[column(type = "uuid[]")]
    array_13: Option<String>,
    #[column(type = "date")]
    named_14: Option<String>,
    #[column(type = "date[]")]
    array_14: Option<String>,
    #[column(type = "time")]
    named_15: Option<String>,
    #[column(type = "time[]")]
    array_15: Option<String>,
    #[column(type = "time(3)")]
    named_16: Option<String>,
    #[column(type = "time(3)[]")]
    array_16: Option<String>,
    #[column(type = "timetz")]
    named_17: Option<String>,
    #[column(type = "timetz[]")]
    array_17: Option<String>,
    #[column(type = "timestamp")]
    named_18: Option<String>,
    #[column(type = "timestamp[]")]
    array_18: Option<String>,
    #[column(type = "timestamp(3)")]
    named_19: Option<String>,
    #[column(type = "timestamp(3)[]")]
    array_19: Option<String>,
    #[column(type = "timestamptz")]
    named_20: Option<String>,
    #[column(type = "timestamptz[]")]
    array_20: Option<String>,
    #[column(type = "timestamptz(0)")]
    named_21: Option<String>,
    #[column(type = "timestamptz(0)[]")]
    array_21: Option<String>,
    #[column(type = "interval")]
    named_22: Option<String>,
    #[column(type = "interval[]")]
    array_22: Option<String>,
    #[column(type = "interval(3)")]
    named_23: Option<String>,
    #[column(type = "interval(3)[]")]
    array_23: Option<String>,
    #[column(type = "interval day to second(2)")]
    named_24: Option<String>,
    #[column(type = "interval day to second(2)[]")]
    array_24: Option<String>,
    #[column(type = "json")]
    named_25: Option<String>,
    #[column(type = "json[]")]
    array_25: Option<String>,
    #[column(type = "jsonb")]
    named_26: Option<String>,
    #[column(type = "jsonb[]")]
    array_26: Option<String>,
    #[column(type = "inet")]
    named_27: Option<String>,
    #[column(type = "inet[]")]
    array_27: Option<String>,
    #[column(type = "cidr")]
    named_28: Option<String>,
    #[column(type = "cidr[]")]
    array_28: Option<String>,
    #[column(type = "macaddr")]
    named_29: Option<String>,
    #[column(type = "macaddr[]")]
    array_29: Option<String>,
    #[column(type = "macaddr8")]
    named_30: Option<String>,
    #[column(type = "macaddr8[]")]
    array_30: Option<String>,
    #[column(type = "bit(3)")]
    named_31: Option<String>,
    #[column(type = "bit(3)[]")]
    array_31: Option<String>,
    #[column(type = "varbit")]
    named_32: Option<String>,
    #[column(type = "varbit[]")]
    array_32: Option<String>,
    #[column(type = "varbit(5)")]
    named_33: Option<String>,
    #[column(type = "varbit(5)[]")]
    array_33: Option<String>,
    #[column(type = "int4range")]
    named_34: Option<String>,
    #[column(type = "int4range[]")]
    array_34: Option<String>,
    #[column(type = "int8range")]
    named_35: Option<String>,
    #[column(type = "int8range[]")]
    array_35: Option<String>,
    #[column(type = "numrange")]
    named_36: Option<String>,
    #[column(type = "numrange[]")]
    array_36: Option<String>,
    #[column(type = "tsrange")]
    named_37: Option<String>,
    #[column(type = "tsrange[]")]
    array_37: Option<String>,
    #[column(type = "tstzrange")]
    named_38: Option<String>,
    #[column(type = "tstzrange[]")]
    array_38: Option<String>,
    #[column(type = "daterange")]
    named_39: Option<String>,
    #[column(type = "daterange[]")]
    array_39: Option<String>,
    #[column(type = "tsvector")]
    named_40: Option<String>,
    #[column(type = "tsvector[]")]
    array_40: Option<String>,
    #[column(type = "tsquery")]
    named_41: Option<String>,
    #[column(type = "tsquery[]")]
    array_41: Option<String>,
    #[column(type = "xml")]
    named_42: Option<String>,
    #[column(type = "xml[]")]
    array_42: Option<String>,
    #[column(type = "money")]
    named_43: Option<String>,
    #[column(type = "money[]")]
    array_43: Option<String>,
    #[column(type = "point")]
    named_44: Option<String>,
    #[column(type = "point[]")]
    array_44: Option<String>,
    #[column(type = "oid")]
    named_45: Option<String>,
    #[column(type = "oid[]")]
    array_45: Option<String>,
    #[column(type = "name")]
    named_46: Option<String>,
    #[column(type = "name[]")]
    array_46: Option<String>,
    #[column(type = "pg_catalog.regclass")]
    named_47: Option<String>,
    #[column(type = "pg_catalog.regclass[]")]
    array_47: Option<String>,
    #[column(type = "pg_catalog.int4multirange")]
    named_48: Option<String>,
    #[column(type = "pg_catalog.int4multirange[]")]
    array_48: Option<String>,
    marker_0: Option<bool>,
    vec_0: Option<Vec<bool>>,
    marker_1: Option<i16>,
    vec_1: Option<Vec<i16>>,
    marker_2: Option<i32>,
    vec_2: Option<Vec<i32>>,
    marker_3: Option<i64>,
    vec_3: Option<Vec<i64>>,
    marker_4: Option<f32>,
    vec_4: Option<Vec<f32>>,
    marker_5: Option<f64>,
    vec_5: Option<Vec<f64>>,
    marker_6: Option<String>,
    vec_6: Option<Vec<String>>,
    marker_7: Option<Uuid>,
    vec_7: Option<Vec<Uuid>>,
    marker_8: Option<Date>,
    vec_8: Option<Vec<Date>>,
    marker_9: Option<Time>,
    vec_9: Option<Vec<Time>>,
    marker_10: Option<Timestamp>,
    vec_10: Option<Vec<Timestamp>>,
    marker_11: Option<Timestamptz>,
    vec_11: Option<Vec<Timestamptz>>,
    marker_12: Option<Interval>,
    vec_12: Option<Vec<Interval>>,
    marker_13: Option<Json>,
    vec_13: Option<Vec<Json>>,
    marker_14: Option<Jsonb>,
    vec_14: Option<Vec<Jsonb>>,
    marker_15: Option<Bytes>,
    vec_15: Option<Vec<Bytes>>,
    marker_16: Option<Inet>,
    vec_16: Option<Vec<Inet>>,
    marker_17: Option<Cidr>,
    vec_17: Option<Vec<Cidr>>,
    marker_18: Option<MacAddr>,
    vec_18: Option<Vec<MacAddr>>,
    marker_19: Option<Int4Range>,
    vec_19: Option<Vec<Int4Range>>,
    marker_20: Option<Int8Range>,
    vec_20: Option<Vec<Int8Range>>,
    marker_21: Option<NumRange>,
    vec_21: Option<Vec<NumRange>>,
    marker_22: Option<DateRange>,
    vec_22: Option<Vec<DateRange>>,
    marker_23: Option<TimestampRange>,
    vec_23: Option<Vec<TimestampRange>>,
    marker_24: Option<TimestamptzRange>,
    vec_24: Option<Vec<TimestamptzRange>>,
    marker_25: Option<Tsvector>,
    vec_25: Option<Vec<Tsvector>>,
    marker_26: Option<Numeric<12, 2>>,
    vec_26: Option<Vec<Numeric<12, 2>>>,
    marker_27: Option<Varchar<20>>,
    vec_27: Option<Vec<Varchar<20>>>,
    marker_28: Option<Char<3>>,
    vec_28: Option<Vec<Char<3>>>,
    marker_29: Option<Bit<3>>,
    vec_29: Option<Vec<Bit<3>>>,
    marker_30: Option<VarBit<5>>,
    vec_30: Option<Vec<VarBit<5>>>,
    email: Option<Email>,
    #[column(collate = "C")]
    in_c: Option<String>,
    #[column(collate = "pg_catalog.POSIX")]
    in_posix: Option<Varchar<5>>,
}

struct Email;

impl schema_core::types::ColumnType for Email {
    const TYPE: schema_core::types::TypeDef = schema_core::types::TypeDef::of("text");
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, EveryType]
}
