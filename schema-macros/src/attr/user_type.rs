//! `#[pg_enum(...)]`, `#[domain(...)]` and `#[composite(...)]`, with `#[label("...", was = "...")]` and
//! `#[attribute(name = "...", was = "...", collate = "...", comment = "...")]`.

use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Token};

use crate::ast::{self, Domain, UserType, UserTypeKind, Variant};
use crate::attr::docs::{comment, text};
use crate::attr::list::{Keys, any_ident, in_parentheses, name, peeks_quoted_name, read_attribute, value};
use crate::attr::sql::{peeks_unparsed, sql};
use crate::attr::text_enum::case;
use crate::case::Case;
use crate::errors::Errors;

/// Reads an enum; `None` where it cannot be one of PostgreSQL.
pub(crate) fn pg_enum(input: &DeriveInput, errors: &mut Errors) -> Option<UserType> {
    let Data::Enum(data) = &input.data else {
        errors.spanned(&input.ident, "`PgEnum` is for enums; for a struct derive `Composite` or `Domain`");
        return None;
    };
    let mut user_type = start(input, "an enum", errors)?;
    let (mut style, mut variants) = (Case::ScreamingSnake, Vec::new());
    let mut keys = Keys::new(&["name", "namespace", "was", "comment", "rename_all"]);
    each(input, "pg_enum", errors, |word, input| {
        keys.once(&word)?;
        if word == "rename_all" {
            style = case(&value(input)?)?;
            return Ok(());
        }
        if user_type.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) }
    });
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            errors.spanned(&variant.fields, "a value of an enum has no fields");
        }
        let (value, was) = label(variant, errors);
        variants.push(Variant { ident: variant.ident.clone(), value });
        user_type.parts_were.push(was);
    }
    Some(UserType { kind: UserTypeKind::Enum { case: style, variants }, ..user_type })
}

/// Reads `#[label("...", was = "...")]`, either part of which may be missing.
fn label(variant: &syn::Variant, errors: &mut Errors) -> (Option<LitStr>, Option<LitStr>) {
    let (mut label, mut was): (Option<LitStr>, Option<LitStr>) = (None, None);
    let mut keys = Keys::new(&["was"]);
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("label")) {
        read_attribute(attribute, errors, |input, _| {
            if input.peek(LitStr) {
                let text: LitStr = input.parse()?;
                if label.is_some() {
                    return Err(syn::Error::new_spanned(text, "`label` is given twice"));
                }
                label = Some(text);
                return Ok(());
            }
            let word = input.call(any_ident)?;
            keys.once(&word)?;
            if word != "was" {
                return Err(keys.unknown(&word));
            }
            was = Some(value(input)?);
            Ok(())
        });
    }
    (label, was)
}

/// Reads a domain; `None` where it cannot be one.
pub(crate) fn domain(input: &DeriveInput, errors: &mut Errors) -> Option<UserType> {
    let field = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
            _ => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(field) = field else {
        errors.spanned(&input.ident, "a domain is a struct of one field without a name: `struct Email(String);`");
        return None;
    };
    let mut user_type = start(input, "a domain", errors)?;
    let mut domain =
        Domain { ty: field.ty.clone(), collation: None, default: None, not_null: false, checks: Vec::new() };
    let mut keys = Keys::new(&["name", "namespace", "was", "comment", "collate", "default", "not_null", "check"]);
    each(input, "domain", errors, |word, input| {
        if word == "check" {
            domain.checks.push(check(input)?);
            return Ok(());
        }
        keys.once(&word)?;
        match word.to_string().as_str() {
            "collate" => domain.collation = Some(value(input)?),
            "default" => {
                input.parse::<Token![=]>()?;
                domain.default = Some(sql(input)?);
            }
            "not_null" => domain.not_null = true,
            _ if user_type.read(&word, input)? => {}
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    Some(UserType { kind: UserTypeKind::Domain(Box::new(domain)), ..user_type })
}

/// Reads `("VALUE > 0")` or `(name, "VALUE > 0", comment = "...")`; the name may be a string.
fn check(input: ParseStream) -> syn::Result<ast::DomainCheck> {
    in_parentheses(input, |content| {
        let mut given = None;
        let is_quoted = peeks_quoted_name(content, |input| input.peek(LitStr) || peeks_unparsed(input));
        if is_quoted || content.peek(syn::Ident) && !peeks_unparsed(content) {
            given = Some(name(content)?);
            content.parse::<Token![,]>()?;
        }
        let condition = sql(content)?;
        let (mut comment, mut keys) = (String::new(), Keys::new(&["comment"]));
        while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
            let word = content.call(any_ident)?;
            keys.once(&word)?;
            if word != "comment" {
                return Err(keys.unknown(&word));
            }
            comment = text(content)?;
        }
        let check = ast::DomainCheck { name: given, condition, comment };
        if content.is_empty() { Ok(check) } else { Err(content.error("expected `)`")) }
    })
}

/// Reads a composite type; `None` where it cannot be one.
pub(crate) fn composite(input: &DeriveInput, errors: &mut Errors) -> Option<UserType> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(fields),
            Fields::Unnamed(_) | Fields::Unit => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(fields) = fields else {
        errors
            .spanned(&input.ident, "a composite type is a struct with named fields: `struct Address { city: String }`");
        return None;
    };
    let mut user_type = start(input, "a composite type", errors)?;
    let mut keys = Keys::new(&["name", "namespace", "was", "comment"]);
    each(input, "composite", errors, |word, input| {
        keys.once(&word)?;
        if user_type.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) }
    });
    let mut attributes = Vec::new();
    for field in &fields.named {
        let Some(ident) = field.ident.clone() else { continue };
        let (mut name, mut was, mut collation, mut comment) = (None, None, None, comment(&field.attrs));
        let mut keys = Keys::new(&["name", "was", "collate", "comment"]);
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("attribute")) {
            read_attribute(attribute, errors, |input, _| {
                let word = input.call(any_ident)?;
                keys.once(&word)?;
                match word.to_string().as_str() {
                    "name" => name = Some(value(input)?),
                    "was" => was = Some(value(input)?),
                    "collate" => collation = Some(value(input)?),
                    "comment" => comment = text(input)?,
                    _ => return Err(keys.unknown(&word)),
                }
                Ok(())
            });
        }
        attributes.push(ast::Attribute { ident, ty: field.ty.clone(), name, collation, comment });
        user_type.parts_were.push(was);
    }
    Some(UserType { kind: UserTypeKind::Composite(attributes), ..user_type })
}

impl UserType {
    /// Reads the value of `word`; false when it is another word.
    fn read(&mut self, word: &Ident, input: ParseStream) -> syn::Result<bool> {
        let place: &mut Option<LitStr> = match word.to_string().as_str() {
            "comment" => {
                self.comment = text(input)?;
                return Ok(true);
            }
            "name" => &mut self.name,
            "namespace" => &mut self.namespace,
            "was" => &mut self.was,
            _ => return Ok(false),
        };
        *place = Some(value(input)?);
        Ok(true)
    }
}

fn start(input: &DeriveInput, what: &str, errors: &mut Errors) -> Option<UserType> {
    if !input.generics.params.is_empty() {
        errors.spanned(&input.generics.params, format!("{what} has no generic parameters"));
        return None;
    }
    Some(UserType {
        ident: input.ident.clone(),
        comment: comment(&input.attrs),
        name: None,
        namespace: None,
        was: None,
        kind: UserTypeKind::Composite(Vec::new()),
        parts_were: Vec::new(),
    })
}

/// Reads each item of the attributes of a name.
fn each(
    input: &DeriveInput,
    name: &str,
    errors: &mut Errors,
    mut item: impl FnMut(Ident, ParseStream) -> syn::Result<()>,
) {
    let attributes: Vec<&Attribute> = input.attrs.iter().filter(|attribute| attribute.path().is_ident(name)).collect();
    for attribute in attributes {
        read_attribute(attribute, errors, |input, _| {
            let word = input.call(any_ident)?;
            item(word, input)
        });
    }
}
