//! Mutants of a foreign key.

use schema_core::ident::Ident;
use schema_core::model::{Constraint, ForeignKey, MatchType, ReferentialAction};
use schema_core::sql::constraint_definition;

use super::make::{Maker, Recipe};

/// Not valid, with other actions, without its scope columns, less strict about NULL.
pub(super) fn recipes(maker: &Maker<'_>, name: &Ident, key: &ForeignKey) -> Vec<Recipe> {
    let definition = |key: ForeignKey| constraint_definition(&Constraint::ForeignKey(key));
    let recipe = |what: &str, definition: String| {
        let mut recipe = maker.recipe(name, what, maker.replace(name, &definition));
        recipe.others.insert(key.references.clone());
        recipe
    };
    let mut recipes = vec![recipe("is not valid", format!("{} NOT VALID", definition(key.clone())))];
    for on_delete in actions(maker, key).into_iter().filter(|action| *action != key.on_delete) {
        let what = format!("says ON DELETE {}", action_text(&on_delete));
        recipes.push(recipe(&what, definition(ForeignKey { on_delete, ..key.clone() })));
    }
    for on_update in [ReferentialAction::NoAction, ReferentialAction::Restrict, ReferentialAction::Cascade] {
        if on_update != key.on_update {
            let what = format!("says ON UPDATE {}", action_text(&on_update));
            recipes.push(recipe(&what, definition(ForeignKey { on_update, ..key.clone() })));
        }
    }
    if key.match_type == MatchType::Full && key.columns.len() > 1 {
        recipes
            .push(recipe("is MATCH SIMPLE", definition(ForeignKey { match_type: MatchType::Simple, ..key.clone() })));
    }
    if let Some((unique, apart)) = without_scope(maker, key) {
        let mut recipe = recipe("leaves its scope columns out", definition(apart));
        recipe.sql = format!("{unique}{}", recipe.sql);
        recipes.push(recipe);
    }
    recipes
}

/// What ON DELETE could say instead.
fn actions(maker: &Maker<'_>, key: &ForeignKey) -> Vec<ReferentialAction> {
    let mut actions = vec![ReferentialAction::NoAction, ReferentialAction::Restrict, ReferentialAction::Cascade];
    let nullable = |column: &&Ident| maker.definition.column(column).is_some_and(|column| column.nullable);
    let nullable: Vec<Ident> = key.columns.iter().filter(nullable).cloned().collect();
    match &key.on_delete {
        ReferentialAction::SetNull(columns) if columns.is_empty() => {}
        ReferentialAction::SetNull(columns) if columns.len() < key.columns.len() => {
            actions.push(ReferentialAction::SetNull(Vec::new()));
        }
        ReferentialAction::SetNull(_) => {}
        _ if nullable.len() == key.columns.len() => actions.push(ReferentialAction::SetNull(Vec::new())),
        _ if !nullable.is_empty() => actions.push(ReferentialAction::SetNull(nullable)),
        _ => {}
    }
    actions
}

/// The key without the columns of the scope that both tables share, and the unique key that it needs then.
fn without_scope(maker: &Maker<'_>, key: &ForeignKey) -> Option<(String, ForeignKey)> {
    let scope = |table| maker.subject.scopes.get(table).map(Vec::as_slice).unwrap_or_default();
    let (own, theirs) = (scope(maker.table), scope(&key.references));
    let places = 0..key.columns.len();
    let kept: Vec<usize> = places
        .filter(|place| !(own.contains(&key.columns[*place]) && theirs.contains(&key.referenced_columns[*place])))
        .collect();
    if kept.is_empty() || kept.len() == key.columns.len() {
        return None;
    }
    let pick = |columns: &[Ident]| kept.iter().map(|place| columns[*place].clone()).collect::<Vec<Ident>>();
    let (columns, referenced_columns) = (pick(&key.columns), pick(&key.referenced_columns));
    let target = maker.subject.model.tables.get(&key.references)?;
    let list: Vec<String> = referenced_columns.iter().map(ToString::to_string).collect();
    let add_unique = format!("ALTER TABLE {} ADD UNIQUE ({}); ", key.references, list.join(", "));
    let key = ForeignKey { columns, referenced_columns, ..key.clone() };
    Some((if target.bears(&key) { String::new() } else { add_unique }, key))
}

fn action_text(action: &ReferentialAction) -> String {
    let some = |columns: &[Ident]| {
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) }
    };
    match action {
        ReferentialAction::NoAction => "NO ACTION".to_owned(),
        ReferentialAction::Restrict => "RESTRICT".to_owned(),
        ReferentialAction::Cascade => "CASCADE".to_owned(),
        ReferentialAction::SetNull(columns) => format!("SET NULL{}", some(columns)),
        ReferentialAction::SetDefault(columns) => format!("SET DEFAULT{}", some(columns)),
    }
}
