//! Rules on how rows may change. Rows are in the state `open`, which every rule lets begin and lets change.

use schema_core::model::{Fixed, Invariant, ParentState, SchemaModel, Table};

use super::{has, ident, idents, public};
use crate::random::choices::Choices;

/// Adds the invariants of a table, as the choices have it.
pub(super) fn add(choices: &mut Choices<'_>, name: &str, model: &mut SchemaModel) {
    let parent_has_state = model.tables.get(&public("alpha")).is_some_and(|table| has(table, "state"));
    let Some(table) = model.tables.get_mut(&public(name)) else { return };
    let add = |table: &mut Table, label: &str, invariant| {
        table.invariants.insert(ident(&format!("{name}_{label}")), invariant);
    };
    if choices.chance(1, 6) {
        let columns =
            if has(table, "code") && choices.chance(1, 2) { idents(&["id", "code"]) } else { idents(&["id"]) };
        add(table, "immutable", Invariant::Immutable(Fixed { columns, clearable: Vec::new() }));
    }
    if has(table, "state") && choices.chance(1, 4) {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let transitions = choices
            .one_of(&[vec![pair("open", "closed")], vec![pair("open", "closed"), pair("closed", "it's open, again")]]);
        let (column, initial) = (ident("state"), vec!["open".to_owned()]);
        add(table, "lifecycle", Invariant::Lifecycle { column, initial, transitions });
    }
    if has(table, "state") && choices.chance(1, 6) {
        let columns = idents(choices.one_of(&[&["id"][..], &["id", "other_id"]]));
        let fixed = Fixed { columns, clearable: Vec::new() };
        add(table, "frozen", Invariant::Frozen { column: ident("state"), unless: vec!["open".to_owned()], fixed });
    }
    if parent_has_state && choices.chance(1, 6) {
        let parent = ParentState {
            columns: idents(&["alpha_id"]),
            references: public("alpha"),
            referenced_columns: idents(&["id"]),
            column: ident("state"),
            values: choices.one_of(&[vec!["open".to_owned()], vec!["open".to_owned(), "new".to_owned()]]),
        };
        let fixed = Fixed { columns: idents(&["id"]), clearable: Vec::new() };
        let invariant = match choices.chance(1, 2) {
            true => Invariant::FrozenWith { parent, fixed },
            false => Invariant::InsertRequires(parent),
        };
        add(table, "of_parent", invariant);
    }
}
