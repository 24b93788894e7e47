//! Which Rust type stands for which column type.
//!
//! The structs that derive `Table` are declarations: [`Uuid`], [`Timestamptz`] and their siblings are markers that say
//! which type a column has, so that no client library is pulled in to declare a schema.

use crate::def::UserTypeDef;

/// A column type as a const: what [`ColumnType`] says of a Rust type, and [`crate::types::PgType`] is read from.
#[derive(Clone, Copy, Debug)]
pub struct TypeDef {
    /// The name: a type of PostgreSQL in any spelling, or one by its qualified name.
    pub name: &'static str,
    /// The numbers in parentheses; none for a type without, or where they stand in the name.
    pub modifiers: &'static [i32],
    /// Whether it is an array of that.
    pub is_array: bool,
}

impl TypeDef {
    /// A type without modifiers. An unknown name is reported by gen, with the place where it stands.
    pub const fn of(name: &'static str) -> TypeDef {
        TypeDef { name, modifiers: &[], is_array: false }
    }

    /// The type with modifiers.
    pub const fn with(name: &'static str, modifiers: &'static [i32]) -> TypeDef {
        TypeDef { name, modifiers, is_array: false }
    }

    /// The array of this type.
    pub const fn array(self) -> TypeDef {
        TypeDef { is_array: true, ..self }
    }

    /// Tells whether both are written the same way; `==` for const evaluation.
    pub const fn same(self, other: TypeDef) -> bool {
        if self.is_array != other.is_array || self.modifiers.len() != other.modifiers.len() {
            return false;
        }
        let mut at = 0;
        while at < self.modifiers.len() {
            if self.modifiers[at] != other.modifiers[at] {
                return false;
            }
            at += 1;
        }
        same_text(self.name, other.name)
    }

    /// The type as SQL, in the spelling of the declaration.
    pub fn sql(self) -> String {
        let numbers: Vec<String> = self.modifiers.iter().map(i32::to_string).collect();
        let modifiers = if numbers.is_empty() { String::new() } else { format!("({})", numbers.join(",")) };
        format!("{}{modifiers}{}", self.name, if self.is_array { "[]" } else { "" })
    }
}

/// Says which PostgreSQL type a Rust type stands for. `Option<T>` is a nullable `T`, `Vec<T>` an array.
///
/// A type of your own gets it by hand:
///
/// ```
/// # use schema_core::types::{ColumnType, TypeDef};
/// struct Email;
/// impl ColumnType for Email {
///     const TYPE: TypeDef = TypeDef::of("text");
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no PostgreSQL column type",
    label = "not a column type",
    note = "column types: bool, i16, i32, i64, f32, f64, String, and the markers of schema_core::types, such as Uuid, Date, Timestamptz, Jsonb, Numeric<P, S>, Varchar<N>; an enum that derives TextEnum or PgEnum; a struct that derives Domain or Composite; Vec<T> of those for an array; Option<T> for a nullable column; any type that implements ColumnType"
)]
pub trait ColumnType {
    /// The type of the column.
    const TYPE: TypeDef;
    /// Whether the column may be NULL.
    const NULLABLE: bool = false;
    /// The only values allowed, for a type that derives `TextEnum`; empty where any value of the type is.
    const VALUES: &'static [&'static str] = &[];
    /// What declares the type, where it is one of the schema's own: the schema then makes it.
    const USER_TYPE: Option<&'static UserTypeDef> = None;
}

/// Declares the markers: a unit struct each, and the type it stands for.
macro_rules! markers {
    ($($marker:ident = $name:literal,)*) => {$(
        #[doc = concat!("Stands for `", $name, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $marker;

        impl ColumnType for $marker {
            const TYPE: TypeDef = TypeDef::of($name);
        }
    )*};
}
markers! {
    Uuid = "uuid",
    Date = "date",
    Time = "time without time zone",
    Timestamp = "timestamp without time zone",
    Timestamptz = "timestamp with time zone",
    Interval = "interval",
    Json = "json",
    Jsonb = "jsonb",
    Bytes = "bytea",
    Inet = "inet",
    Cidr = "cidr",
    MacAddr = "macaddr",
    Int4Range = "int4range",
    Int8Range = "int8range",
    NumRange = "numrange",
    DateRange = "daterange",
    TimestampRange = "tsrange",
    TimestamptzRange = "tstzrange",
    Tsvector = "tsvector",
}

/// Stands for `numeric(P, S)`: `P` digits in all, `S` of them behind the point.
#[derive(Clone, Copy, Debug)]
pub struct Numeric<const P: u16, const S: u16>;
/// Stands for `character varying(N)`, in characters.
#[derive(Clone, Copy, Debug)]
pub struct Varchar<const N: u32>;
/// Stands for `character(N)`, in characters, padded with spaces.
#[derive(Clone, Copy, Debug)]
pub struct Char<const N: u32>;
/// Stands for `bit(N)`.
#[derive(Clone, Copy, Debug)]
pub struct Bit<const N: u32>;
/// Stands for `bit varying(N)`, in bits.
#[derive(Clone, Copy, Debug)]
pub struct VarBit<const N: u32>;

impl<const P: u16, const S: u16> ColumnType for Numeric<P, S> {
    // Not checked here: `def::check::column_type` does it, where the field stands.
    const TYPE: TypeDef = TypeDef::with("numeric", &[P as i32, S as i32]);
}

macro_rules! with_length {
    ($($marker:ident = $name:literal,)*) => {$(
        impl<const N: u32> ColumnType for $marker<N> {
            // Beyond PostgreSQL's limit, which is far below, whatever it wraps to.
            const TYPE: TypeDef = TypeDef::with($name, &[N as i32]);
        }
    )*};
}
with_length! {
    Varchar = "character varying",
    Char = "character",
    Bit = "bit",
    VarBit = "bit varying",
}

macro_rules! column_types {
    ($($rust:ty = $name:literal,)*) => {$(
        impl ColumnType for $rust {
            const TYPE: TypeDef = TypeDef::of($name);
        }
    )*};
}
column_types! {
    bool = "boolean",
    i16 = "smallint",
    i32 = "integer",
    i64 = "bigint",
    f32 = "real",
    f64 = "double precision",
    String = "text",
}

impl<T: ColumnType> ColumnType for Option<T> {
    const TYPE: TypeDef = T::TYPE;
    const NULLABLE: bool = true;
    const VALUES: &'static [&'static str] = T::VALUES;
    const USER_TYPE: Option<&'static UserTypeDef> = T::USER_TYPE;
}

impl<T: ColumnType> ColumnType for Vec<T> {
    const TYPE: TypeDef = T::TYPE.array();
    const USER_TYPE: Option<&'static UserTypeDef> = T::USER_TYPE;
}

/// Compares two texts in const evaluation.
pub(super) const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::PgType;

    #[test]
    fn declared_types_are_known() {
        let cases = [
            (<Numeric<12, 2>>::TYPE, "numeric(12,2)"),
            (<Varchar<20>>::TYPE, "character varying(20)"),
            (<Vec<Varchar<20>>>::TYPE, "character varying(20)[]"),
            (<Option<f64>>::TYPE, "double precision"),
            (Timestamptz::TYPE, "timestamp with time zone"),
        ];
        for (declared, printed) in cases {
            assert_eq!(declared.sql().parse::<PgType>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn types_are_the_same_where_they_are_written_the_same_way() {
        let all =
            [<Numeric<12, 2>>::TYPE, <Numeric<12, 3>>::TYPE, <Varchar<12>>::TYPE, String::TYPE, <Vec<String>>::TYPE];
        for (at, a) in all.iter().enumerate() {
            for (place, b) in all.iter().enumerate() {
                assert_eq!(a.same(*b), at == place, "{a:?} and {b:?}");
            }
        }
    }
}
