//! `schema! { pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"], tables = [User, ...] }`

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitInt, Path, Token, Visibility, bracketed};

use crate::ast::Schema;
use crate::attr::list::{Keys, any_ident, read_list};
use crate::errors::Errors;

/// Reads the macro's input. An error is returned where not even the name could be read.
pub(crate) fn schema(input: ParseStream, errors: &mut Errors) -> syn::Result<Schema> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    input.parse::<Token![static]>()?;
    let ident: Ident = input.parse()?;
    let mut schema =
        Schema { attributes, visibility, ident, postgres: None, extensions: Vec::new(), tables: Vec::new() };
    if !input.is_empty() {
        errors.keep(input.parse::<Token![,]>());
    }
    let mut keys = Keys::new(&["postgres", "extensions", "tables"]);
    let mut postgres_seen = false;
    let mut tables_seen = false;
    read_list(input, errors, &mut |input, _| {
        let word = input.call(any_ident)?;
        keys.once(&word)?;
        match word.to_string().as_str() {
            "postgres" => {
                postgres_seen = true;
                input.parse::<Token![=]>()?;
                let oldest: LitInt = input.parse()?;
                if !input.peek(Token![..=]) {
                    return Err(input.error("expected a range of majors: `15..=18`"));
                }
                input.parse::<Token![..=]>()?;
                schema.postgres = Some((oldest, input.parse()?));
            }
            "extensions" => schema.extensions = list(input)?,
            "tables" => {
                tables_seen = true;
                schema.tables = list::<TablePath>(input)?.into_iter().map(|path| path.0).collect();
            }
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    if !postgres_seen {
        errors.spanned(&schema.ident, "`postgres = 15..=18` is missing: the majors that the generated SQL must run on");
    }
    if !tables_seen {
        errors.spanned(&schema.ident, "`tables = [...]` is missing");
    }
    Ok(schema)
}

/// Reads `= [a, b]`.
fn list<T: Parse>(input: ParseStream) -> syn::Result<Vec<T>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?.into_iter().collect())
}

struct TablePath(Path);

impl Parse for TablePath {
    fn parse(input: ParseStream) -> syn::Result<TablePath> {
        input.call(Path::parse_mod_style).map(TablePath)
    }
}
