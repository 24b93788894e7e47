//! Fields: `#[column(primary_key, unique, name = "...", was = "...", default = "...")]`, and where their types and values come from.

use syn::ext::IdentExt;
use syn::{Ident, LitStr, Token};

use crate::ast::{Field, Key, Sql, Table, Using, ValueSource, ValueSourceKind};
use crate::attr::docs::{comment, text};
use crate::attr::foreign_key::references;
use crate::attr::list::{Keys, any_ident, read_attribute, value};
use crate::attr::row_hint::using;
use crate::attr::sql::sql;
use crate::attr::value_source::{generated, identity};
use crate::errors::Errors;

const ON_STRUCT: [&str; 13] = [
    "table",
    "primary_key",
    "unique",
    "index",
    "check",
    "exclude",
    "foreign_key",
    "lifecycle",
    "immutable",
    "frozen",
    "frozen_with",
    "insert_requires",
    "trigger",
];

/// Reads a field with its attributes into the table.
pub(crate) fn field(field: &syn::Field, table: &mut Table, errors: &mut Errors) {
    let Some(ident) = field.ident.clone() else { return };
    let mut keys = Keys::new(&[
        "primary_key",
        "unique",
        "name",
        "comment",
        "was",
        "default",
        "type",
        "collate",
        "identity",
        "generated",
        "generated_virtual",
        "serial",
        "using",
        "backfill",
    ]);
    let mut said = comment(&field.attrs);
    let mut name: Option<LitStr> = None;
    let mut was: Option<LitStr> = None;
    let mut default: Option<Sql> = None;
    let (mut pg_type, mut collation): (Option<LitStr>, Option<LitStr>) = (None, None);
    let mut sources: Vec<ValueSource> = Vec::new();
    let (mut hint, mut backfill): (Option<Using>, Option<Sql>) = (None, None);
    for attribute in &field.attrs {
        if attribute.path().is_ident("references") {
            let key = references(attribute, field, errors);
            table.lacks_foreign_key |= key.is_none();
            table.foreign_keys.extend(key);
        } else if attribute.path().is_ident("column") {
            read_attribute(attribute, errors, |input, _| {
                let word: Ident = input.call(any_ident)?;
                keys.once(&word)?;
                let key = || Key::new(word.span(), true, vec![ident.clone()]);
                match word.to_string().as_str() {
                    "primary_key" => table.primary_keys.push(key()),
                    "unique" => table.unique.push(key()),
                    "name" => name = Some(value(input)?),
                    "comment" => said = text(input)?,
                    "was" => was = Some(value(input)?),
                    "default" => {
                        input.parse::<Token![=]>()?;
                        default = Some(sql(input)?);
                    }
                    "type" => pg_type = Some(value(input)?),
                    "collate" => collation = Some(value(input)?),
                    "identity" => sources.push(identity(word, input)?),
                    "generated" | "generated_virtual" => sources.push(generated(word, input)?),
                    "serial" => sources.push(ValueSource { word, kind: ValueSourceKind::Serial }),
                    "using" => hint = Some(using(&word, input)?),
                    "backfill" => {
                        input.parse::<Token![=]>()?;
                        backfill = Some(sql(input)?);
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
    let (ty, comment) = (field.ty.clone(), said);
    let using = hint;
    table.fields.push(Field { ident, ty, comment, name, was, pg_type, collation, default, sources, using, backfill });
}
