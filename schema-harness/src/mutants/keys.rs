//! Mutants of unique and exclusion constraints.

use schema_core::ident::Ident;
use schema_core::model::{Constraint, Deferrable, Exclusion, IndexTerm, Key};
use schema_core::sql::constraint_definition;

use super::make::{Maker, Recipe, other_predicates};
use crate::matrix::exclusions::is_range;

/// Checked at another time, other about NULL.
pub(super) fn unique(maker: &Maker<'_>, name: &Ident, key: &Key) -> Vec<Recipe> {
    let recipe = |what: &str, key: Key| {
        maker.recipe(name, what, maker.replace(name, &constraint_definition(&Constraint::Unique(key))))
    };
    let mut recipes: Vec<Recipe> = other_times(key.deferrable)
        .into_iter()
        .map(|(what, deferrable)| recipe(what, Key { deferrable, ..key.clone() }))
        .collect();
    if key.nulls_not_distinct && maker.any_nullable(key.columns.iter()) {
        recipes.push(recipe("takes NULLs for distinct", Key { nulls_not_distinct: false, ..key.clone() }));
    }
    recipes
}

/// Checked at another time, about all rows, with a key less, with `=` where ranges are not to overlap.
pub(super) fn exclusion(maker: &Maker<'_>, name: &Ident, exclusion: &Exclusion) -> Vec<Recipe> {
    let recipe = |what: &str, exclusion: Exclusion| {
        let constraint = Constraint::Exclusion(Box::new(exclusion));
        maker.recipe(name, what, maker.replace(name, &constraint_definition(&constraint)))
    };
    let mut recipes: Vec<Recipe> = other_times(exclusion.deferrable)
        .into_iter()
        .map(|(what, deferrable)| recipe(what, Exclusion { deferrable, ..exclusion.clone() }))
        .collect();
    for (what, index) in other_predicates(&exclusion.index) {
        recipes.push(recipe(&what, Exclusion { index, ..exclusion.clone() }));
    }
    for (at, (key, operator)) in exclusion.index.keys.iter().zip(&exclusion.operators).enumerate() {
        let IndexTerm::Column(column) = &key.term else { continue };
        let pg_type = maker.definition.column(column).map(|column| &column.pg_type);
        if operator == "&&" && pg_type.is_some_and(is_range) {
            let mut weaker = exclusion.clone();
            weaker.operators[at] = "=".to_owned();
            recipes.push(recipe(&format!("accepts any other {column}"), weaker));
        }
        if exclusion.operators.len() > 1 {
            let mut stricter = exclusion.clone();
            stricter.index.keys.remove(at);
            stricter.operators.remove(at);
            recipes.push(recipe(&format!("leaves {column} out"), stricter));
        }
    }
    recipes
}

/// When a constraint that can wait could be checked too.
fn other_times(deferrable: Deferrable) -> Vec<(&'static str, Deferrable)> {
    let never = ("is not deferrable", Deferrable::Not);
    match deferrable {
        Deferrable::Not => Vec::new(),
        Deferrable::InitiallyImmediate => vec![never, ("is initially deferred", Deferrable::InitiallyDeferred)],
        Deferrable::InitiallyDeferred => vec![never, ("is initially immediate", Deferrable::InitiallyImmediate)],
    }
}
