//! PostgreSQL's column types, and which Rust type stands for which.

mod column_type;
mod parse;
mod reference;

use std::fmt;
use std::str::FromStr;

use crate::ident::QualifiedName;

pub use column_type::{
    Bit, Bytes, Char, Cidr, ColumnType, Date, DateRange, Inet, Int4Range, Int8Range, Interval, Json, Jsonb, MacAddr,
    NumRange, Numeric, Time, Timestamp, TimestampRange, Timestamptz, TimestamptzRange, Tsvector, TypeDef, Uuid, VarBit,
    Varchar,
};
pub(crate) use reference::are_compared;

/// Declares the types of `pg_catalog` that are read and written by a name of their own, each once.
macro_rules! builtins {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $(| $alias:literal)*,)*) => {
        /// A type of `pg_catalog`, without modifiers.
        ///
        /// <https://www.postgresql.org/docs/current/datatype.html>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Builtin {
            $($(#[$doc])* $variant,)*
        }

        impl Builtin {
            /// Every type, in the order of their declaration.
            pub const ALL: &'static [Builtin] = &[$(Builtin::$variant,)*];

            /// The name as `format_type()` prints it without modifiers.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Builtin::$variant => $name,)*
                }
            }

            /// Finds a type by its name or by another spelling of it.
            fn named(name: &str) -> Option<Builtin> {
                match name {
                    $($name $(| $alias)* => Some(Builtin::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

builtins! {
    /// `boolean`
    Boolean = "boolean" | "bool",
    /// `smallint`, 2 bytes
    SmallInt = "smallint" | "int2",
    /// `integer`, 4 bytes
    Integer = "integer" | "int" | "int4",
    /// `bigint`, 8 bytes
    BigInt = "bigint" | "int8",
    /// `numeric(precision, scale)`, or of any size without
    Numeric = "numeric" | "decimal",
    /// `real`, 4 bytes
    Real = "real" | "float4",
    /// `double precision`, 8 bytes
    DoublePrecision = "double precision" | "float8" | "float",
    /// `text`
    Text = "text",
    /// `character varying(n)`, or of any length without
    Varchar = "character varying" | "varchar",
    /// `character(n)`, padded with spaces
    Char = "character" | "char",
    /// `bytea`
    Bytea = "bytea",
    /// `uuid`
    Uuid = "uuid",
    /// `date`
    Date = "date",
    /// `time without time zone`
    Time = "time without time zone" | "time",
    /// `time with time zone`
    Timetz = "time with time zone" | "timetz",
    /// `timestamp without time zone`
    Timestamp = "timestamp without time zone" | "timestamp",
    /// `timestamp with time zone`
    Timestamptz = "timestamp with time zone" | "timestamptz",
    /// `interval`
    Interval = "interval",
    /// `json`
    Json = "json",
    /// `jsonb`
    Jsonb = "jsonb",
    /// `inet`
    Inet = "inet",
    /// `cidr`
    Cidr = "cidr",
    /// `macaddr`
    Macaddr = "macaddr",
    /// `macaddr8`
    Macaddr8 = "macaddr8",
    /// `bit(n)`
    Bit = "bit",
    /// `bit varying(n)`, or of any length without
    VarBit = "bit varying" | "varbit",
    /// `int4range`
    Int4Range = "int4range",
    /// `int8range`
    Int8Range = "int8range",
    /// `numrange`
    NumRange = "numrange",
    /// `tsrange`
    TsRange = "tsrange",
    /// `tstzrange`
    TstzRange = "tstzrange",
    /// `daterange`
    DateRange = "daterange",
    /// `tsvector`
    Tsvector = "tsvector",
    /// `tsquery`
    Tsquery = "tsquery",
    /// `xml`
    Xml = "xml",
    /// `money`
    Money = "money",
    /// `point`
    Point = "point",
    /// `oid`
    Oid = "oid",
    /// `name`
    Name = "name",
}

/// The type of a column. [`fmt::Display`] prints it as `format_type()` does under an empty search_path; any type of a
/// server can be held, and every spelling of a known one is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PgType {
    /// The type, or that of the elements.
    pub base: BaseType,
    /// What stands in parentheses, without spaces: `12,2`; for an interval its fields too: `day to second(3)`.
    pub modifiers: Option<Box<str>>,
    /// Whether it is an array; PostgreSQL keeps neither the number of dimensions nor their size.
    pub is_array: bool,
}

/// A type without modifiers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaseType {
    /// One that this crate knows.
    Builtin(Builtin),
    /// Any other: an enum, a domain, a composite type, one of an extension.
    Named(QualifiedName),
}

impl From<Builtin> for PgType {
    fn from(builtin: Builtin) -> PgType {
        PgType { base: BaseType::Builtin(builtin), modifiers: None, is_array: false }
    }
}

impl From<QualifiedName> for PgType {
    fn from(name: QualifiedName) -> PgType {
        PgType { base: BaseType::Named(name), modifiers: None, is_array: false }
    }
}

impl PgType {
    /// `numeric(precision, scale)`, both in decimal digits.
    pub fn numeric(precision: u16, scale: i16) -> PgType {
        PgType::from(Builtin::Numeric).with_modifiers(&format!("{precision},{scale}"))
    }

    /// The same type with modifiers, as they stand in the parentheses.
    pub fn with_modifiers(self, modifiers: &str) -> PgType {
        PgType { modifiers: Some(modifiers.into()), ..self }
    }

    /// The array of this type.
    pub fn array(self) -> PgType {
        PgType { is_array: true, ..self }
    }

    /// The known type that this is, whatever its modifiers; nothing for an array or a type by name.
    pub fn builtin(&self) -> Option<Builtin> {
        match self.base {
            BaseType::Builtin(builtin) if !self.is_array => Some(builtin),
            _ => None,
        }
    }

    /// The precision and scale of a `numeric` that has them.
    pub fn precision_and_scale(&self) -> Option<(u16, i16)> {
        let modifiers = self.modifiers.as_deref().filter(|_| self.builtin() == Some(Builtin::Numeric))?;
        let (precision, scale) = modifiers.split_once(',')?;
        Some((precision.parse().ok()?, scale.parse().ok()?))
    }

    /// The name of the type, or of its elements, that must be there before a column of it; nothing for those of
    /// `pg_catalog`.
    pub fn needs(&self) -> Option<&QualifiedName> {
        match &self.base {
            BaseType::Named(name) if name.namespace.as_str() != "pg_catalog" => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for PgType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.base, self.modifiers.as_deref()) {
            (BaseType::Builtin(builtin), None) => f.write_str(builtin.name())?,
            (BaseType::Builtin(Builtin::Interval), Some(fields))
                if !fields.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                write!(f, "interval {fields}")?;
            }
            (BaseType::Builtin(builtin), Some(modifiers)) => match builtin.name().split_once(' ') {
                // The modifiers stand before `with time zone`, and behind `character varying`.
                Some((first, rest)) if rest.ends_with("zone") => write!(f, "{first}({modifiers}) {rest}")?,
                _ => write!(f, "{}({modifiers})", builtin.name())?,
            },
            (BaseType::Named(name), None) => fmt::Display::fmt(name, f)?,
            (BaseType::Named(name), Some(modifiers)) => write!(f, "{name}({modifiers})")?,
        }
        if self.is_array { f.write_str("[]") } else { Ok(()) }
    }
}

/// The text is not a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType(pub String);

impl fmt::Display for UnknownType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown column type `{}`; one of your own, or of an extension, stands with its namespace: public.{}",
            self.0.escape_debug(),
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for UnknownType {}

impl FromStr for PgType {
    type Err = UnknownType;

    fn from_str(text: &str) -> Result<Self, UnknownType> {
        parse::parse(text).ok_or_else(|| UnknownType(text.to_owned()))
    }
}

impl serde::Serialize for PgType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PgType {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
