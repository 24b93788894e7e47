//! Fields: `#[column(primary_key, unique, name = "...", default = "...")]`.

use syn::ext::IdentExt;
use syn::{Ident, LitStr, Token};

use crate::ast::{Field, Key, Sql, Table};
use crate::attr::docs::comment;
use crate::attr::foreign_key::references;
use crate::attr::list::{Keys, any_ident, read_attribute, value};
use crate::attr::sql::sql;
use crate::errors::Errors;

const ON_STRUCT: [&str; 11] = [
    "table",
    "primary_key",
    "unique",
    "index",
    "check",
    "foreign_key",
    "lifecycle",
    "immutable",
    "frozen",
    "frozen_with",
    "insert_requires",
];

/// Reads a field with its attributes into the table.
pub(crate) fn field(field: &syn::Field, table: &mut Table, errors: &mut Errors) {
    let Some(ident) = field.ident.clone() else { return };
    let mut keys = Keys::new(&["primary_key", "unique", "name", "default"]);
    let mut name: Option<LitStr> = None;
    let mut default: Option<Sql> = None;
    for attribute in &field.attrs {
        if attribute.path().is_ident("references") {
            let key = references(attribute, field, errors);
            table.lacks_foreign_key |= key.is_none();
            table.foreign_keys.extend(key);
        } else if attribute.path().is_ident("column") {
            read_attribute(attribute, errors, |input, _| {
                let word: Ident = input.call(any_ident)?;
                keys.once(&word)?;
                let key = || Key {
                    span: word.span(),
                    on_field: true,
                    columns: vec![ident.clone()],
                    name: None,
                    comment: None,
                };
                match word.to_string().as_str() {
                    "primary_key" => table.primary_keys.push(key()),
                    "unique" => table.unique.push(key()),
                    "name" => name = Some(value(input)?),
                    "default" => {
                        input.parse::<Token![=]>()?;
                        default = Some(sql(input)?);
                    }
                    _ => return Err(keys.unknown(&word)),
                }
                Ok(())
            });
        } else if let Some(word) = ON_STRUCT.into_iter().find(|word| attribute.path().is_ident(word)) {
            let message = match word {
                "primary_key" | "unique" => {
                    format!("`#[{word}(...)]` stands on the struct; for this column alone write `#[column({word})]`")
                }
                "foreign_key" => {
                    "`#[foreign_key(...)]` stands on the struct; on a field write `#[references(Target::field)]`"
                        .to_owned()
                }
                "immutable" => {
                    format!("`#[immutable(...)]` stands on the struct: `#[immutable({})]`", ident.unraw())
                }
                _ => format!("`#[{word}(...)]` stands on the struct"),
            };
            errors.spanned(&attribute.meta, message);
        }
    }
    table.fields.push(Field { ident, ty: field.ty.clone(), comment: comment(&field.attrs), name, default });
}
