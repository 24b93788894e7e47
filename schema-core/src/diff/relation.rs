//! A renamed table, partition, sequence or type: what holds it by itself and not by its name, and follows on the server.

use crate::ident::QualifiedName;
use crate::model::{Constraint, Index, IndexTerm, Routine, RoutineName, SchemaModel, Table, UserTypeKind};
use crate::sql::{RelationKind, RenamedRelation, with_own_relation, with_relations, with_relations_in_routine};
use crate::types::{BaseType, PgType};

/// Gives the relations their new names in types and in texts. They are renamed at once: one may have the old name of
/// another.
pub(super) fn carry(model: &mut SchemaModel, renamed: &[RenamedRelation<'_>]) {
    if renamed.is_empty() {
        return;
    }
    for user_type in model.types.values_mut() {
        match &mut user_type.is {
            UserTypeKind::Enum(_) => {}
            UserTypeKind::Domain(domain) => {
                in_type(&mut domain.pg_type, renamed);
                let checks = domain.checks.values_mut().map(|check| &mut check.expression.sql);
                for sql in domain.default.iter_mut().chain(checks) {
                    in_text(sql, renamed);
                }
            }
            UserTypeKind::Composite(attributes) => {
                for attribute in attributes {
                    in_type(&mut attribute.pg_type, renamed);
                }
            }
        }
    }
    model.routines = std::mem::take(&mut model.routines).into_iter().map(|of| in_routine(of, renamed)).collect();
    for (name, table) in &mut model.tables {
        let own = renamed.iter().find(|one| one.is == RelationKind::Table && one.to == name);
        in_table(table, own, renamed);
    }
}

fn in_text(sql: &mut String, renamed: &[RenamedRelation<'_>]) {
    if may_name(sql, renamed) {
        *sql = with_relations(sql, renamed);
    }
}

/// Tells whether it is worth while to read a text: few have the name of what is renamed.
fn may_name(sql: &str, renamed: &[RenamedRelation<'_>]) -> bool {
    let may_be = |name: &str| name.contains(['"', '\'']) || sql.contains(name);
    renamed.iter().any(|one| may_be(one.from.name.as_str()))
}

/// The type of a table's rows has the table's name.
fn in_type(pg_type: &mut PgType, renamed: &[RenamedRelation<'_>]) {
    let BaseType::Named(name) = &mut pg_type.base else { return };
    in_name(name, renamed);
}

fn in_name(name: &mut QualifiedName, renamed: &[RenamedRelation<'_>]) {
    if let Some(one) = renamed.iter().find(|one| one.is.is_type() && one.from == name) {
        *name = one.to.clone();
    }
}

fn in_routine(
    (mut name, mut routine): (RoutineName, Routine),
    renamed: &[RenamedRelation<'_>],
) -> (RoutineName, Routine) {
    in_text(&mut name.arguments, renamed);
    if may_name(&routine.definition, renamed) {
        routine.definition = with_relations_in_routine(&routine.definition, renamed);
    }
    if routine.needs.iter().any(|table| renamed.iter().any(|one| one.from == table)) {
        for table in &mut routine.needs {
            in_name(table, renamed);
        }
        // They are read in the order of their names.
        routine.needs.sort();
    }
    (name, routine)
}

fn in_table(table: &mut Table, own: Option<&RenamedRelation<'_>>, renamed: &[RenamedRelation<'_>]) {
    let in_rows = |sql: &mut String| {
        if let Some(own) = own.filter(|own| may_name(sql, std::slice::from_ref(own))) {
            *sql = with_own_relation(sql, own);
        }
        in_text(sql, renamed);
    };
    for column in &mut table.columns {
        in_type(&mut column.pg_type, renamed);
        if let Some(default) = &mut column.default {
            in_text(default, renamed);
        }
        if let Some(generated) = &mut column.generated {
            in_rows(&mut generated.expression.sql);
        }
    }
    for constraint in table.constraints.values_mut() {
        match constraint {
            Constraint::Check(check) => in_rows(&mut check.expression.sql),
            Constraint::Exclusion(exclusion) => in_index(&mut exclusion.index, &in_rows),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => {}
        }
    }
    for index in table.indexes.values_mut() {
        in_index(index, &in_rows);
    }
    for trigger in table.triggers.values_mut() {
        in_text(&mut trigger.definition, renamed);
    }
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.keys_mut(&mut |key| {
            if let IndexTerm::Expression(expression) = &mut key.term {
                in_rows(&mut expression.sql);
            }
        });
    }
}

fn in_index(index: &mut Index, in_rows: &impl Fn(&mut String)) {
    let keys = index.keys.iter_mut().filter_map(|key| match &mut key.term {
        IndexTerm::Expression(expression) => Some(expression),
        IndexTerm::Column(_) => None,
    });
    for expression in keys.chain(&mut index.predicate) {
        in_rows(&mut expression.sql);
    }
}
