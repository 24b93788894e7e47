//! `schema! { pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"], tables = [User, ...] }`

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Path, Token, Visibility, braced, bracketed, token};

use crate::ast::{Routine, Schema, Sequence, SequenceOptions};
use crate::attr::list::{Keys, any_ident, in_parentheses, read_all, read_list, value};
use crate::attr::value_source::option;
use crate::errors::Errors;

/// Reads the macro's input. An error is returned where not even the name could be read.
pub(crate) fn schema(input: ParseStream, errors: &mut Errors) -> syn::Result<Schema> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    input.parse::<Token![static]>()?;
    let ident: Ident = input.parse()?;
    let mut schema = Schema {
        attributes,
        visibility,
        ident,
        postgres: None,
        extensions: Vec::new(),
        routines: Vec::new(),
        namespaces: Vec::new(),
        sequences: Vec::new(),
        types: Vec::new(),
        steps: Vec::new(),
        tables: Vec::new(),
    };
    if !input.is_empty() {
        errors.keep(input.parse::<Token![,]>());
    }
    let mut keys =
        Keys::new(&["postgres", "extensions", "namespaces", "sequences", "types", "routines", "steps", "tables"]);
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
            "routines" => schema.routines = routines(input)?,
            "namespaces" => {
                let namespaces: Vec<Namespace> = list(input)?;
                schema.namespaces = namespaces.into_iter().map(|namespace| (namespace.0, namespace.1)).collect();
            }
            "sequences" => schema.sequences = list(input)?,
            "types" => schema.types = list::<StructPath>(input)?.into_iter().map(|path| path.0).collect(),
            "steps" => schema.steps = list(input)?,
            "tables" => {
                tables_seen = true;
                schema.tables = list::<StructPath>(input)?.into_iter().map(|path| path.0).collect();
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
    Ok(read_all(&content, Punctuated::<T, Token![,]>::parse_terminated)?.into_iter().collect())
}

/// `("billing", "Invoices and payments.")`
struct Namespace(LitStr, LitStr);

impl Parse for Namespace {
    fn parse(input: ParseStream) -> syn::Result<Namespace> {
        if !input.peek(token::Paren) {
            return Err(input.error("expected a name and a comment: `(\"billing\", \"Invoices.\")`"));
        }
        in_parentheses(input, |content| {
            let name = content.parse()?;
            content.parse::<Token![,]>()?;
            let comment = content.parse()?;
            content.parse::<Option<Token![,]>>()?;
            if content.is_empty() { Ok(Namespace(name, comment)) } else { Err(content.error("expected `)`")) }
        })
    }
}

impl Parse for Sequence {
    fn parse(input: ParseStream) -> syn::Result<Sequence> {
        let word = input.call(any_ident)?;
        if word != "sequence" {
            return Err(syn::Error::new_spanned(word, "expected `sequence(\"name\", ...)`"));
        }
        in_parentheses(input, |content| {
            let name = content.parse()?;
            let options = SequenceOptions::default();
            let mut sequence = Sequence { name, was: None, pg_type: None, options, owned_by: None, comment: None };
            let mut keys = Keys::new(&[
                "was",
                "type",
                "start",
                "increment",
                "min",
                "max",
                "cache",
                "cycle",
                "owned_by",
                "comment",
            ]);
            while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
                let key = content.call(any_ident)?;
                keys.once(&key)?;
                if key == "was" {
                    sequence.was = Some(value(content)?);
                } else if key == "type" {
                    sequence.pg_type = Some(value(content)?);
                } else if key == "owned_by" {
                    content.parse::<Token![=]>()?;
                    sequence.owned_by = Some(content.parse()?);
                } else if key == "comment" {
                    sequence.comment = Some(value(content)?);
                } else if !option(&key, content, &mut sequence.options)? {
                    return Err(keys.unknown(&key));
                }
            }
            if content.is_empty() { Ok(sequence) } else { Err(content.error("expected `,`")) }
        })
    }
}

/// Takes `(definition, comment = "...")` apart; any other expression is a definition.
fn commented(expression: Expr) -> syn::Result<(Expr, Option<LitStr>)> {
    let Expr::Tuple(tuple) = &expression else { return Ok((expression, None)) };
    let expected = "expected `(definition, comment = \"...\")`";
    let (Some(definition), Some(Expr::Assign(said)), 2) = (tuple.elems.first(), tuple.elems.last(), tuple.elems.len())
    else {
        return Err(syn::Error::new_spanned(&expression, expected));
    };
    match (&*said.left, &*said.right) {
        (Expr::Path(word), Expr::Lit(ExprLit { lit: Lit::Str(comment), .. })) if word.path.is_ident("comment") => {
            Ok((definition.clone(), Some(comment.clone())))
        }
        _ => Err(syn::Error::new_spanned(said, expected)),
    }
}

/// Reads `= { "name" = definition, "name" = (definition, comment = "..."), ... }`.
fn routines(input: ParseStream) -> syn::Result<Vec<Routine>> {
    input.parse::<Token![=]>()?;
    let content;
    braced!(content in input);
    let routine = |input: ParseStream| {
        let name: LitStr = input.parse()?;
        input.parse::<Token![=]>()?;
        let (definition, comment) = commented(input.parse()?)?;
        Ok(Routine { name, definition, comment })
    };
    let read = |content: ParseStream| Punctuated::<Routine, Token![,]>::parse_terminated_with(content, routine);
    Ok(read_all(&content, read)?.into_iter().collect())
}

struct StructPath(Path);

impl Parse for StructPath {
    fn parse(input: ParseStream) -> syn::Result<StructPath> {
        input.call(Path::parse_mod_style).map(StructPath)
    }
}
