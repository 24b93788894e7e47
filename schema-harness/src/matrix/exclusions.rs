//! Exclusion constraints.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Exclusion, IndexTerm};
use schema_core::types::{Builtin, PgType};

use super::MatrixError;
use super::attempt::Attempt;
use super::builder::Builder;
use super::columns::{exclusions, key_columns, type_of};
use super::keys::{Clash, Place, list, partial, values_of};
use super::row::Row;
use super::values::Tag;

/// The attempts that probe which rows exclude one another.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = Vec::new();
    for (name, exclusion) in exclusions(builder.table(table)) {
        let columns = key_columns(&exclusion.index);
        let same = values_of(builder, table, &columns);
        let text = format!("insert with {} of another row", list(&columns));
        let (change, of_own) = match &exclusion.index.predicate {
            Some(predicate) => {
                attempts.extend(partial(builder, table, name, &columns, predicate).await?);
                match Place::Inside.find(builder, table, &columns, predicate).await? {
                    Some(found) => found,
                    // The attempt inside of the predicate says so.
                    None => continue,
                }
            }
            None => Default::default(),
        };
        let clash = |own: Row| {
            let own = of_own.clone().into_iter().chain(own).collect();
            Clash { builder, table, name, columns: &columns, change: change.clone(), own }
        };
        if exclusion.index.predicate.is_none() {
            attempts.push(clash(same.clone()).attempt(text.clone()));
        }
        attempts.extend(clash(same.clone()).deferred(exclusion.deferrable, &text));
        for (column, pg_type) in overlaps(builder, table, exclusion) {
            let mut own = same.clone();
            if let Some(value) = own.get_mut(&column) {
                *value = format!("{pg_type}(lower(CAST({value} AS {pg_type})), NULL)");
            }
            let text = format!("insert with {column} overlapping another row's{}", but(&columns, &column));
            attempts.push(clash(own).attempt(text));
        }
        for column in columns.iter().filter(|_| columns.len() > 1) {
            let mut own = same.clone();
            own.remove(column);
            own.extend(builder.world.row(table, Tag::P).get(column).map(|value| (column.clone(), value.clone())));
            let text = format!("insert with another {column}{}", but(&columns, column));
            attempts.push(clash(own).attempt(text));
        }
    }
    Ok(attempts)
}

/// Key columns of range types that are not to overlap.
fn overlaps(builder: &Builder<'_>, table: &QualifiedName, exclusion: &Exclusion) -> Vec<(Ident, PgType)> {
    let keys = exclusion.index.keys.iter().zip(&exclusion.operators);
    let column = |(key, operator): (&schema_core::model::IndexKey, &String)| match &key.term {
        IndexTerm::Column(column) if operator == "&&" => {
            let pg_type = type_of(builder.subject, table, column);
            is_range(&pg_type).then(|| (column.clone(), pg_type))
        }
        IndexTerm::Column(_) | IndexTerm::Expression(_) => None,
    };
    keys.filter_map(column).collect()
}

/// Tells whether values of a type have bounds.
pub(crate) fn is_range(pg_type: &PgType) -> bool {
    use Builtin::{DateRange, Int4Range, Int8Range, NumRange, TsRange, TstzRange};
    matches!(pg_type.builtin(), Some(Int4Range | Int8Range | NumRange | DateRange | TsRange | TstzRange))
}

/// Says which columns are another row's all the same.
fn but(columns: &[Ident], column: &Ident) -> String {
    let others: Vec<Ident> = columns.iter().filter(|other| *other != column).cloned().collect();
    if others.is_empty() { String::new() } else { format!(", and {} of it", list(&others)) }
}
