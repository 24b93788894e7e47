//! When a changed default may come: a row without a value for the column must pass every CHECK at every moment.

use super::PlanInput;
use super::admits::admits;
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
    let is_number = is_number(before, column) && is_number(after, column);
    for (name, constraint) in &before.constraints {
        let Constraint::Check(old) = constraint else { continue };
        if !old.expression.columns.contains(column) || changes_along(name) {
            continue;
        }
        match after.constraints.get(name) {
            Some(Constraint::Check(new)) if new.expression == old.expression => {}
            Some(Constraint::Check(new)) => {
                if admits(old, column, is_number, to) {
                    continue;
                }
                if !from.is_none_or(|from| admits(new, column, is_number, from)) {
                    return Err(name.clone());
                }
                timing = timing.max(DefaultTiming::AfterReplacing);
            }
            Some(_) | None => timing = timing.max(DefaultTiming::AfterDropping),
        }
    }
    Ok(timing)
}

/// Tells whether values of the column are compared as numbers.
fn is_number(table: &Table, column: &Ident) -> bool {
    use Builtin::{BigInt, Integer, Numeric, SmallInt};
    let builtin = table.column(column).filter(|column| !column.pg_type.is_array).and_then(|is| is.pg_type.builtin());
    matches!(builtin, Some(SmallInt | Integer | BigInt | Numeric))
}
