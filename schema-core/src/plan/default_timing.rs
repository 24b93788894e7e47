//! When a changed default may come: a row without a value for the column must pass every CHECK at every moment.

use super::PlanInput;
use super::admits::{Values, admits};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Table};
use crate::types::Builtin;

/// When the default changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DefaultTiming {
    /// Before constraints are added: what is there admits the new default.
    Early,
    /// Once the CHECK that refuses it has been replaced.
    AfterReplacing,
    /// Once the CHECK that may refuse it has been dropped.
    AfterDropping,
}

/// Finds the moment, or the CHECK that leaves none that is known to be right: the old one may refuse the new default, and
/// the new one the old default. CHECKs that change together with the default keep nothing waiting.
pub(super) fn default_timing(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    column: &Ident,
    from: Option<&str>,
    to: Option<&str>,
    changes_along: impl Fn(&Ident) -> bool,
) -> Result<DefaultTiming, Ident> {
    let mut timing = DefaultTiming::Early;
    let (Some(before), Some(after), Some(to)) = (input.before.tables.get(table), input.after.tables.get(table), to)
    else {
        // Without a default the column is NULL, which a CHECK lets pass.
        return Ok(timing);
    };
    let values = values(before, after, column);
    for (name, constraint) in &before.constraints {
        let Constraint::Check(old) = constraint else { continue };
        if !old.expression.columns.contains(column) || changes_along(name) {
            continue;
        }
        match after.constraints.get(name) {
            Some(Constraint::Check(new)) if new.expression == old.expression => {}
            Some(Constraint::Check(new)) => {
                if admits(old, column, values, to) {
                    continue;
                }
                if !from.is_none_or(|from| admits(new, column, values, from)) {
                    return Err(name.clone());
                }
                timing = timing.max(DefaultTiming::AfterReplacing);
            }
            Some(_) | None => timing = timing.max(DefaultTiming::AfterDropping),
        }
    }
    Ok(timing)
}

/// How the values of the column compare, of the old type and of the new one.
fn values(before: &Table, after: &Table, column: &Ident) -> Values {
    use Builtin::{BigInt, Integer, Numeric, SmallInt, Text, Varchar};
    let of = |table: &Table| {
        let pg_type = table.column(column).map(|column| &column.pg_type).filter(|pg_type| !pg_type.is_array);
        match pg_type.and_then(|pg_type| Some((pg_type.builtin()?, pg_type.precision_and_scale()))) {
            Some((SmallInt | Integer | BigInt, _)) => Values::Numbers,
            // Of a negative scale, integers are rounded.
            Some((Numeric, digits)) if digits.is_none_or(|(_, scale)| scale >= 0) => Values::Numbers,
            Some((Text | Varchar, _)) => Values::Texts,
            _ => Values::Others,
        }
    };
    let (old, new) = (of(before), of(after));
    if old == new { old } else { Values::Others }
}
