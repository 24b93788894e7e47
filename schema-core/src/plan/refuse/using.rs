//! How values get from one type to another with USING: what a hint may be about, and what the help proposes.

use crate::diff::row_hint::Using;
use crate::ident::{Ident, QualifiedName};
use crate::model::{SchemaModel, UserTypeKind};
use crate::plan::PlanInput;
use crate::plan::build::{follows_fill, is_filled};
use crate::plan::type_change::{Assignment, assignment};
use crate::sql::mentions;
use crate::types::{Builtin, PgType};

/// Tells whether PostgreSQL may take the one type for the other without touching a value, as it does between a domain and
/// the type underneath: whether a USING writes the rows anew then depends on its text.
pub(super) fn is_kept_as_it_is(input: &PlanInput<'_>, from: &PgType, to: &PgType) -> bool {
    let is_domain = |pg_type: &PgType| {
        let is = |model: &SchemaModel| pg_type.needs().and_then(|name| model.types.get(name)).map(|of| of.is.clone());
        [input.before, input.after].into_iter().any(|model| matches!(is(model), Some(UserTypeKind::Domain(_))))
    };
    let is_bits = |pg_type: &PgType| matches!(pg_type.builtin(), Some(Builtin::Bit | Builtin::VarBit));
    assignment(from, to) == Assignment::Same
        || is_domain(from)
        || is_domain(to)
        || (is_bits(from) && is_bits(to) && from.builtin() != to.builtin())
}

/// Finds another column that the texts of a hint name and whose rows are filled later, or that is computed from such. Other
/// types that change together with this one are no such thing: PostgreSQL computes each value from the row as it was.
pub(super) fn filled_later<'a>(
    input: &PlanInput<'a>,
    table: &QualifiedName,
    column: &Ident,
    using: &Using<'_>,
) -> Option<&'a Ident> {
    let (before, after) = (input.before.tables.get(table)?, input.after.tables.get(table)?);
    let is_named = |name: &Ident| {
        // Without quotes PostgreSQL reads capitals as small letters.
        let names = |text: &str| mentions(text, name.as_str()) || mentions(&text.to_lowercase(), name.as_str());
        names(using.forth) || using.back.is_some_and(names)
    };
    let others = after.columns.iter().filter(|other| other.name != *column && before.column(&other.name).is_some());
    let mut filled = others.filter(|other| is_filled(input, table, other) || follows_fill(input, table, other));
    filled.find(|other| is_named(&other.name)).map(|other| &other.name)
}

/// A time of no zone and a point in time, one in terms of the other, whatever the session's TimeZone is.
pub(super) fn in_utc(name: &Ident, from: &PgType, to: &PgType) -> String {
    match (from.builtin(), to.builtin()) {
        (Some(Builtin::Date), _) => format!("{name}::timestamp AT TIME ZONE 'UTC'"),
        (_, Some(Builtin::Date)) => format!("({name} AT TIME ZONE 'UTC')::date"),
        _ => format!("{name} AT TIME ZONE 'UTC'"),
    }
}

/// A cast that PostgreSQL has between the two types: by way of text, where there may be none between them.
pub(super) fn cast(name: &Ident, from: &PgType, to: &PgType) -> String {
    use Builtin::{Bit, Boolean, Integer, Text, VarBit, Varchar};
    let (old, new) = (from.builtin(), to.builtin());
    let is_direct = matches!(old, Some(Text | Varchar | Builtin::Char))
        || matches!((old, new), (Some(Boolean), Some(Integer)) | (Some(Integer), Some(Boolean)))
        || matches!((old, new), (Some(Bit | VarBit), Some(Bit | VarBit)));
    match (from.is_array, to.is_array) {
        (false, true) => format!("ARRAY[{name}]::text[]::{to}"),
        (true, false) => format!("({name}[1])::text::{to}"),
        (true, true) => format!("{name}::text[]::{to}"),
        (false, false) if is_direct => format!("{name}::{to}"),
        (false, false) => format!("{name}::text::{to}"),
    }
}
