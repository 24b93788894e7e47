//! PostgreSQL's column types, and which Rust type stands for which.
//!
//! The structs that derive `Table` are declarations: [`Uuid`], [`Timestamptz`] and their siblings are markers that say
//! which type a column has, so that no client library is pulled in to declare a schema.

use std::fmt;
use std::str::FromStr;

/// Declares the types without modifiers, each once: variant, name, tag, and place in the list of all.
macro_rules! pg_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The type of a column, as `format_type()` prints it.
        ///
        /// <https://www.postgresql.org/docs/current/datatype.html>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PgType {
            $($(#[$doc])* $variant,)*
            /// `numeric(precision, scale)`; both in decimal digits
            Numeric {
                /// Digits in all, 1 to 1000.
                precision: u16,
                /// Digits behind the point, at most `precision`.
                scale: u16,
            },
        }

        impl PgType {
            /// Every type without modifiers, in the order of their declaration.
            pub const PLAIN: &'static [PgType] = &[$(PgType::$variant,)*];

            /// The name without modifiers, for messages in const evaluation.
            pub const fn base_name(self) -> &'static str {
                match self {
                    $(PgType::$variant => $name,)*
                    PgType::Numeric { .. } => "numeric",
                }
            }
        }
    };
}

pg_types! {
    /// `boolean`
    Boolean = "boolean",
    /// `smallint`, 2 bytes
    SmallInt = "smallint",
    /// `integer`, 4 bytes
    Integer = "integer",
    /// `bigint`, 8 bytes
    BigInt = "bigint",
    /// `text`
    Text = "text",
    /// `uuid`
    Uuid = "uuid",
    /// `date`
    Date = "date",
    /// `timestamp with time zone`
    Timestamptz = "timestamp with time zone",
    /// `jsonb`
    Jsonb = "jsonb",
}

/// Says which PostgreSQL type a Rust type stands for. `Option<T>` is a nullable `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no PostgreSQL column type",
    label = "not a column type",
    note = "column types: bool, i16, i32, i64, String, and Uuid, Date, Timestamptz, Jsonb, Numeric<P, S> of schema_core::types; an enum that derives TextEnum; Option<T> of those for a nullable column"
)]
pub trait ColumnType {
    /// The type of the column.
    const TYPE: PgType;
    /// Whether the column may be NULL.
    const NULLABLE: bool = false;
    /// The only values allowed, for a type that derives `TextEnum`; empty where any value of the type is.
    const VALUES: &'static [&'static str] = &[];
}

/// Stands for `uuid`.
#[derive(Clone, Copy, Debug)]
pub struct Uuid;
/// Stands for `date`.
#[derive(Clone, Copy, Debug)]
pub struct Date;
/// Stands for `timestamp with time zone`.
#[derive(Clone, Copy, Debug)]
pub struct Timestamptz;
/// Stands for `jsonb`.
#[derive(Clone, Copy, Debug)]
pub struct Jsonb;
/// Stands for `numeric(P, S)`: `P` digits in all, `S` of them behind the point.
#[derive(Clone, Copy, Debug)]
pub struct Numeric<const P: u16, const S: u16>;

macro_rules! column_types {
    ($($rust:ty => $pg:expr;)*) => {$(
        impl ColumnType for $rust {
            const TYPE: PgType = $pg;
        }
    )*};
}
column_types! {
    bool => PgType::Boolean;
    i16 => PgType::SmallInt;
    i32 => PgType::Integer;
    i64 => PgType::BigInt;
    String => PgType::Text;
    Uuid => PgType::Uuid;
    Date => PgType::Date;
    Timestamptz => PgType::Timestamptz;
    Jsonb => PgType::Jsonb;
}

impl<const P: u16, const S: u16> ColumnType for Numeric<P, S> {
    // Not checked here: `def::check::column_type` does it, where the field stands.
    const TYPE: PgType = PgType::Numeric { precision: P, scale: S };
}

impl<T: ColumnType> ColumnType for Option<T> {
    const TYPE: PgType = T::TYPE;
    const NULLABLE: bool = true;
    const VALUES: &'static [&'static str] = T::VALUES;
}

impl PgType {
    /// Tells whether both are the same type, modifiers included; `==` for const evaluation.
    pub const fn same(self, other: PgType) -> bool {
        match (self, other) {
            (PgType::Numeric { precision: p, scale: s }, PgType::Numeric { precision: q, scale: t }) => {
                p == q && s == t
            }
            _ => same_text(self.base_name(), other.base_name()),
        }
    }
}

/// Compares two texts in const evaluation.
const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

impl fmt::Display for PgType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PgType::Numeric { precision, scale } => write!(f, "numeric({precision},{scale})"),
            plain => f.write_str(plain.base_name()),
        }
    }
}

/// The text is not a type that this version of schema-core knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType(pub String);

impl fmt::Display for UnknownType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown column type `{}`", self.0)
    }
}

impl std::error::Error for UnknownType {}

impl FromStr for PgType {
    type Err = UnknownType;

    fn from_str(text: &str) -> Result<Self, UnknownType> {
        let unknown = || UnknownType(text.to_owned());
        if let Some(modifiers) = text.strip_prefix("numeric(").and_then(|rest| rest.strip_suffix(')')) {
            let (precision, scale) = modifiers.split_once(',').ok_or_else(unknown)?;
            return Ok(PgType::Numeric {
                precision: precision.parse().map_err(|_| unknown())?,
                scale: scale.parse().map_err(|_| unknown())?,
            });
        }
        PgType::PLAIN.iter().copied().find(|known| known.base_name() == text).ok_or_else(unknown)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_types_are_read_back() {
        for pg_type in PgType::PLAIN.iter().copied().chain([PgType::Numeric { precision: 12, scale: 2 }]) {
            assert_eq!(pg_type.to_string().parse(), Ok(pg_type));
        }
        assert!("numeric(12)".parse::<PgType>().is_err());
        assert!("geometry".parse::<PgType>().is_err());
    }

    #[test]
    fn same_agrees_with_eq() {
        let all: Vec<PgType> = PgType::PLAIN
            .iter()
            .copied()
            .chain([PgType::Numeric { precision: 12, scale: 2 }, PgType::Numeric { precision: 12, scale: 3 }])
            .collect();
        for a in &all {
            for b in &all {
                assert_eq!(a.same(*b), a == b, "{a} and {b}");
            }
        }
    }
}
