//! A name that may be that of something else, and of another table's, in another schema.

use schema_core::model::{Check, Constraint, Expression, Index, IndexKey, IndexTerm, Key, SchemaModel};

use super::{Renamed, TABLES, comment, ident, idents, public};
use crate::random::choices::Choices;

const NAME: &str = "wanderer";

/// Gives the name to an index or a constraint of one of the tables, or to nothing.
pub(super) fn add(choices: &mut Choices<'_>, model: &mut SchemaModel, renamed: Renamed) {
    let name = renamed.table(choices.one_of(&TABLES));
    let Some(table) = model.tables.get_mut(&public(name)) else { return };
    let columns = idents(&["id", "alpha_id"]);
    match choices.below(4) {
        0 => {
            let keys = columns.into_iter().map(|column| IndexKey::new(IndexTerm::Column(column))).collect();
            table.indexes.insert(ident(NAME), Index { keys, comment: comment(choices), ..Index::default() });
        }
        1 => {
            let key = Key { columns, comment: comment(choices), ..Key::default() };
            table.constraints.insert(ident(NAME), Constraint::Unique(key));
        }
        2 => {
            let check = Check::new(Expression::new("(id <> 0)", idents(&["id"])));
            table.constraints.insert(ident(NAME), Constraint::Check(check));
        }
        _ => {}
    }
}
