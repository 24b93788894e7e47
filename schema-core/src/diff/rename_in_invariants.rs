//! Invariants whose functions name what is renamed: PostgreSQL keeps the text of a function as it is.

use crate::ident::{Ident, QualifiedName};
use crate::model::{Fixed, Invariant, ParentState, SchemaModel};

/// An invariant that a rename gives another function: each with the table that it is about by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedInvariant {
    /// Its name, which stays.
    pub name: Ident,
    /// As it was.
    pub from: (QualifiedName, Invariant),
    /// As it is once the rename is done.
    pub to: (QualifiedName, Invariant),
}

/// Carries a table's new name over; the table stands under it already.
pub(super) fn rename_table(model: &mut SchemaModel, from: &QualifiedName, to: &QualifiedName) -> Vec<RenamedInvariant> {
    carry(model, (from, to), |_, invariant| {
        if let Some(parent) = parent_mut(invariant).filter(|parent| parent.references == *from) {
            parent.references = to.clone();
        }
    })
}

/// Carries a column's new name over.
pub(super) fn rename_column(
    model: &mut SchemaModel,
    of: &QualifiedName,
    from: &Ident,
    to: &Ident,
) -> Vec<RenamedInvariant> {
    let replace = |columns: &mut [Ident]| {
        for column in columns.iter_mut().filter(|column| *column == from) {
            *column = to.clone();
        }
    };
    let replace_fixed = |fixed: &mut Fixed| {
        replace(&mut fixed.columns);
        replace(&mut fixed.clearable);
    };
    carry(model, (of, of), |table, invariant| {
        if table == of {
            match invariant {
                Invariant::Lifecycle { column, .. } => replace(std::slice::from_mut(column)),
                Invariant::Immutable(fixed) => replace_fixed(fixed),
                Invariant::Frozen { column, fixed, .. } => {
                    replace(std::slice::from_mut(column));
                    replace_fixed(fixed);
                }
                Invariant::FrozenWith { parent, fixed } => {
                    replace(&mut parent.columns);
                    replace_fixed(fixed);
                }
                Invariant::InsertRequires(parent) => replace(&mut parent.columns),
            }
        }
        if let Some(parent) = parent_mut(invariant).filter(|parent| parent.references == *of) {
            replace(&mut parent.referenced_columns);
            replace(std::slice::from_mut(&mut parent.column));
        }
    })
}

/// Changes the invariants of all tables; returns those that have another function then: what is demanded, or the table
/// that its messages name.
fn carry(
    model: &mut SchemaModel,
    (from, to): (&QualifiedName, &QualifiedName),
    change: impl Fn(&QualifiedName, &mut Invariant),
) -> Vec<RenamedInvariant> {
    let mut renamed = Vec::new();
    for (table, of) in &mut model.tables {
        let table_before = if table == to { from } else { table };
        for (name, invariant) in &mut of.invariants {
            let before = (table_before.clone(), invariant.clone());
            change(table, invariant);
            let after = (table.clone(), invariant.clone());
            if before != after {
                renamed.push(RenamedInvariant { name: name.clone(), from: before, to: after });
            }
        }
    }
    renamed
}

fn parent_mut(invariant: &mut Invariant) -> Option<&mut ParentState> {
    match invariant {
        Invariant::FrozenWith { parent, .. } | Invariant::InsertRequires(parent) => Some(parent),
        Invariant::Lifecycle { .. } | Invariant::Immutable(_) | Invariant::Frozen { .. } => None,
    }
}
