//! A row that satisfies everything, and NULL where there must be a value.

use schema_core::ident::QualifiedName;

use super::attempt::Attempt;
use super::builder::Builder;
use super::row::{self, Row};
use super::states::Deed;
use super::values::Tag;

/// The attempt that every table accepts, or its rules contradict one another.
pub(super) const SATISFIES_EVERYTHING: &str = "insert a row that satisfies everything";

/// The attempts that probe no constraint in particular.
pub(super) fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Vec<Attempt> {
    let definition = builder.table(table);
    let planted = builder.world.planted(table, Tag::C);
    let draft = || builder.draft().open(table, Deed::Insert).plant_before(planted);
    let mut plain = planted.row.clone();
    plain.retain(|name, _| {
        let has_default = definition.column(name).is_some_and(|column| column.default.is_some());
        !has_default || definition.foreign_keys().any(|(_, key)| key.columns.contains(name))
    });
    let defaults = format!("{SATISFIES_EVERYTHING}, defaults left out");
    let mut attempts = vec![
        draft().act_for("", SATISFIES_EVERYTHING, row::insert(table, &planted.row)),
        draft().act_for("", defaults, row::insert(table, &plain)),
    ];
    for column in definition.columns.iter().filter(|column| !column.nullable) {
        let null = Row::from([(column.name.clone(), "NULL".to_owned())]);
        let statement = row::insert(table, &builder.child_with(table, &null));
        attempts.push(draft().act_for("", format!("insert with {} NULL", column.name), statement));
    }
    attempts
}
