//! Column types as types of Rust.

use super::names::Names;
use crate::types::{BaseType, Builtin, PgType};

/// A type of Rust that stands for it; nothing where only its name does.
pub(super) fn rust_type(pg_type: &PgType, names: &Names) -> Option<String> {
    let element = match &pg_type.base {
        BaseType::Named(name) if pg_type.modifiers.is_none() => names.types.get(name)?.rust.clone(),
        BaseType::Named(_) => return None,
        BaseType::Builtin(builtin) => match pg_type.modifiers.as_deref() {
            None => plain(*builtin)?.to_owned(),
            Some(modifiers) => with_modifiers(*builtin, modifiers)?,
        },
    };
    Some(if pg_type.is_array { format!("Vec<{element}>") } else { element })
}

fn plain(builtin: Builtin) -> Option<&'static str> {
    Some(match builtin {
        Builtin::Boolean => "bool",
        Builtin::SmallInt => "i16",
        Builtin::Integer => "i32",
        Builtin::BigInt => "i64",
        Builtin::Real => "f32",
        Builtin::DoublePrecision => "f64",
        Builtin::Text => "String",
        Builtin::Bytea => "Bytes",
        Builtin::Uuid => "Uuid",
        Builtin::Date => "Date",
        Builtin::Time => "Time",
        Builtin::Timestamp => "Timestamp",
        Builtin::Timestamptz => "Timestamptz",
        Builtin::Interval => "Interval",
        Builtin::Json => "Json",
        Builtin::Jsonb => "Jsonb",
        Builtin::Inet => "Inet",
        Builtin::Cidr => "Cidr",
        Builtin::Macaddr => "MacAddr",
        Builtin::Int4Range => "Int4Range",
        Builtin::Int8Range => "Int8Range",
        Builtin::NumRange => "NumRange",
        Builtin::TsRange => "TimestampRange",
        Builtin::TstzRange => "TimestamptzRange",
        Builtin::DateRange => "DateRange",
        Builtin::Tsvector => "Tsvector",
        Builtin::Numeric
        | Builtin::Varchar
        | Builtin::Char
        | Builtin::Timetz
        | Builtin::Macaddr8
        | Builtin::Bit
        | Builtin::VarBit
        | Builtin::Tsquery
        | Builtin::Xml
        | Builtin::Money
        | Builtin::Point
        | Builtin::Oid
        | Builtin::Name => return None,
    })
}

fn with_modifiers(builtin: Builtin, modifiers: &str) -> Option<String> {
    if builtin == Builtin::Numeric {
        let (precision, scale) = modifiers.split_once(',')?;
        let (precision, scale): (u16, u16) = (precision.parse().ok()?, scale.parse().ok()?);
        return Some(format!("Numeric<{precision}, {scale}>"));
    }
    let marker = match builtin {
        Builtin::Varchar => "Varchar",
        Builtin::Char => "Char",
        Builtin::Bit => "Bit",
        Builtin::VarBit => "VarBit",
        _ => return None,
    };
    let length: u32 = modifiers.parse().ok()?;
    Some(format!("{marker}<{length}>"))
}
