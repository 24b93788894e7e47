//! The foreign key that a field stands for.

use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{ForeignKey, Table};
use crate::errors::Errors;
use crate::suggest::listed;
use crate::valid::columns::Columns;

/// Returns the place of the only foreign key that `#[references(...)]` on the field declares, or else of the only one
/// that has the field among its columns.
pub(crate) fn foreign_key_of(field: &Ident, foreign_keys: &[ForeignKey]) -> Option<usize> {
    let declared = the_only_one(foreign_keys, |key| is_declared_by(key, field));
    let is_declared = foreign_keys.iter().any(|key| is_declared_by(key, field));
    if is_declared { declared } else { the_only_one(foreign_keys, |key| carries(key, field)) }
}

/// Reports a field that is none, or that no foreign key or more than one carries.
pub(crate) fn check(field: &Ident, table: &Table, columns: &Columns, what: &str, errors: &mut Errors) {
    columns.check([field], what, errors);
    let is_found = foreign_key_of(field, &table.foreign_keys).is_some();
    if columns.position(field).is_none() || is_found || table.lacks_foreign_key {
        return;
    }
    let keys: Vec<&ForeignKey> = table.foreign_keys.iter().filter(|key| carries(key, field)).collect();
    let name = field.unraw();
    let message = match keys.as_slice() {
        [] => format!("no foreign key carries `{name}`; write `#[references(Target::field)]` on the field"),
        _ => format!(
            "{} foreign keys carry `{name}`: {}; name a field that only one of them has, or that \
             `#[references(...)]` stands on once",
            keys.len(),
            listed(keys.iter().map(|key| key.origin.as_str())),
        ),
    };
    errors.spanned(field, message);
}

fn the_only_one(foreign_keys: &[ForeignKey], is_wanted: impl Fn(&ForeignKey) -> bool) -> Option<usize> {
    let mut places = (0..foreign_keys.len()).filter(|at| is_wanted(&foreign_keys[*at]));
    places.next().filter(|_| places.next().is_none())
}

fn carries(key: &ForeignKey, field: &Ident) -> bool {
    key.columns.iter().any(|column| column.field.unraw() == field.unraw())
}

fn is_declared_by(key: &ForeignKey, field: &Ident) -> bool {
    key.on_field && key.columns.last().is_some_and(|column| column.field.unraw() == field.unraw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_that_the_field_declares_comes_first() {
        let input: syn::DeriveInput = syn::parse_quote! {
            #[foreign_key((workspace_id, plan_id) => Plan(workspace_id, id))]
            #[foreign_key((workspace_id, twice_id) => Plan(workspace_id, id))]
            struct Task {
                #[references(Workspace::id)]
                workspace_id: Uuid,
                plan_id: Uuid,
                #[references(Task::id, with(workspace_id))]
                parent_id: Uuid,
                #[references(Plan::id)]
                #[references(Task::id)]
                twice_id: Uuid,
                title: String,
            }
        };
        let mut errors = Errors::default();
        let table = crate::attr::table(&input, &mut errors).expect("the struct is a table");
        assert!(errors.into_compile_errors().is_none());
        let origin_of = |field: &str| {
            let field = Ident::new(field, proc_macro2::Span::call_site());
            foreign_key_of(&field, &table.foreign_keys).map(|at| table.foreign_keys[at].origin.as_str())
        };
        for (field, expected) in [
            ("workspace_id", Some("workspace_id")),
            ("plan_id", Some("workspace_id, plan_id")),
            ("parent_id", Some("parent_id")),
            ("twice_id", None),
            ("title", None),
        ] {
            assert_eq!(origin_of(field), expected, "{field}");
        }
    }
}
