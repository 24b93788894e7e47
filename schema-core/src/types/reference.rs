//! Which type may refer to which; measured on every certified major.

use super::column_type::same_text;
use super::{Builtin, PgType, TypeDef};

impl PgType {
    /// Tells whether PostgreSQL takes a foreign key's column of this type that refers to a column of type `key`: where
    /// they are one type whatever its modifiers, where the operators of the key's index compare both, and where values get
    /// from this type to the key's by an implicit cast. Nothing where either is a type that this crate does not know.
    ///
    /// <https://www.postgresql.org/docs/current/btree.html#BTREE-BEHAVIOR>, on cross-type operators
    pub fn can_refer_to(&self, key: &PgType) -> Option<bool> {
        if self.base == key.base && self.is_array == key.is_array {
            return Some(true);
        }
        match (self.known()?, key.known()?) {
            // Arrays are compared as wholes, by the type of their elements.
            ((_, true), _) | (_, (_, true)) => Some(false),
            ((own, false), (key, false)) => Some(compares(own, key) || casts(own, key)),
        }
    }

    /// Tells whether one operator compares both types as they are: values of this one are not cast to the other first.
    pub(crate) fn is_compared_with(&self, key: &PgType) -> bool {
        let is_same = self.base == key.base && self.is_array == key.is_array;
        is_same || self.builtin().zip(key.builtin()).is_some_and(|(own, key)| compares(own, key))
    }

    /// The known type that it is, or that its elements are, and whether it is an array.
    fn known(&self) -> Option<(Builtin, bool)> {
        let element = PgType { is_array: false, ..self.clone() };
        Some((element.builtin()?, self.is_array))
    }
}

/// The types that one family of operators compares.
const FAMILIES: [&[Builtin]; 5] = [
    &[Builtin::SmallInt, Builtin::Integer, Builtin::BigInt],
    &[Builtin::Real, Builtin::DoublePrecision],
    &[Builtin::Text, Builtin::Varchar, Builtin::Name],
    &[Builtin::Date, Builtin::Timestamp, Builtin::Timestamptz],
    &[Builtin::Inet, Builtin::Cidr],
];

/// Tells whether one family of operators compares the two, either way round.
fn compares(own: Builtin, key: Builtin) -> bool {
    FAMILIES.iter().any(|family| family.contains(&own) && family.contains(&key))
}

/// Tells whether one family of operators compares the types of these names, whatever their modifiers; for the compiler,
/// which cannot read a type.
pub(crate) const fn are_compared(own: TypeDef, key: TypeDef) -> bool {
    if own.is_array || key.is_array {
        return false;
    }
    let mut at = 0;
    while at < FAMILIES.len() {
        if is_named(FAMILIES[at], own.name) && is_named(FAMILIES[at], key.name) {
            return true;
        }
        at += 1;
    }
    same_text(own.name, key.name)
}

const fn is_named(family: &[Builtin], name: &str) -> bool {
    let mut at = 0;
    while at < family.len() {
        if same_text(family[at].name(), name) {
            return true;
        }
        at += 1;
    }
    false
}

/// Tells whether PostgreSQL casts values to the key's type without being asked.
fn casts(own: Builtin, key: Builtin) -> bool {
    use Builtin::{
        BigInt, Bit, Char, DoublePrecision, Integer, Interval, Macaddr, Macaddr8, Name, Numeric, Oid, Real, SmallInt,
        Text, Time, Timetz, VarBit, Varchar,
    };
    match own {
        SmallInt | Integer | BigInt => matches!(key, Numeric | Real | DoublePrecision | Oid),
        Numeric => matches!(key, Real | DoublePrecision),
        Text | Varchar => matches!(key, Char | Name),
        Char => matches!(key, Text | Varchar | Name),
        Time => matches!(key, Timetz | Interval),
        Bit => key == VarBit,
        VarBit => key == Bit,
        Macaddr => key == Macaddr8,
        Macaddr8 => key == Macaddr,
        _ => false,
    }
}
