//! Types of a schema's own.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::ast::{self, Domain, DomainCheck, UserTypeKind};
use crate::case::snake;
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::field::filled;
use crate::valid::names;
use crate::valid::sql::{self, Place};
use crate::valid::text_enum::values;

/// PostgreSQL keeps a label where it keeps names.
const LONGEST_LABEL: usize = 63;

/// A declaration, and what its names stand for.
pub(crate) struct UserType<'a> {
    pub(crate) ast: &'a ast::UserType,
    pub(crate) name: String,
    pub(crate) namespace: String,
    /// The labels of an enum, or the names of a composite type's attributes.
    pub(crate) names: Vec<String>,
}

/// Checks the declaration. The result is meaningless once there are errors.
pub(crate) fn user_type<'a>(ast: &'a ast::UserType, errors: &mut Errors) -> UserType<'a> {
    let name = ast.name.as_ref().map_or_else(|| snake(&ast.ident.unraw().to_string()), |name| name.value());
    names::name(&name, ast.name.as_ref().map_or(ast.ident.span(), |name| name.span()), "a type", errors);
    if let Some(namespace) = &ast.namespace {
        names::namespace(namespace, errors);
    }
    let names = match &ast.kind {
        UserTypeKind::Enum { case, variants } => {
            if variants.is_empty() {
                errors.spanned(&ast.ident, "an enum has values: at least one variant");
            }
            let labels = values(*case, variants, errors);
            for (label, variant) in labels.iter().zip(variants).filter(|(label, _)| label.len() > LONGEST_LABEL) {
                let message = format!("the label has {} bytes; PostgreSQL takes {LONGEST_LABEL}", label.len());
                errors.spanned(&variant.ident, message);
            }
            labels
        }
        UserTypeKind::Domain(domain) => {
            check_domain(&name, domain, errors);
            Vec::new()
        }
        UserTypeKind::Composite(attributes) => {
            let mut seen = Vec::new();
            let named = attributes.iter().map(|attribute| {
                let given = attribute.name.as_ref();
                let name = given.map_or_else(|| attribute.ident.unraw().to_string(), |name| name.value());
                let span = given.map_or(attribute.ident.span(), |name| name.span());
                names::name(&name, span, "an attribute", errors);
                once(&name, span, &mut seen, "attribute", errors);
                filled(attribute.collation.as_ref(), "collation", errors);
                name
            });
            named.collect()
        }
    };
    names::given(ast.was.as_ref(), "a type", errors);
    if let Some(was) = ast.was.as_ref().filter(|was| was.value() == name) {
        errors.spanned(was, format!("the type is called `{name}` now; `was` is the name that it had before"));
    }
    for (was, name) in ast.parts_were.iter().zip(&names) {
        let Some(was) = was else { continue };
        let is_attribute = matches!(ast.kind, UserTypeKind::Composite(_));
        if is_attribute {
            names::given(Some(was), "an attribute", errors);
        } else if was.value().is_empty() {
            errors.spanned(was, "a label that was there before has a name");
        }
        let (what, an) = if is_attribute { ("attribute", "the attribute") } else { ("label", "the label") };
        if was.value() == *name {
            errors.spanned(was, format!("{an} is `{name}` now; `was` is what it was before"));
        } else if names.contains(&was.value()) {
            let message = format!("another {what} of this type is `{}` now, so this one was not that", was.value());
            errors.spanned(was, message);
        }
    }
    let namespace = ast.namespace.as_ref().map_or_else(|| "public".to_owned(), |namespace| namespace.value());
    UserType { ast, name, namespace, names }
}

fn check_domain(name: &str, domain: &Domain, errors: &mut Errors) {
    filled(domain.collation.as_ref(), "collation", errors);
    if domain.ty.to_token_stream().to_string().starts_with("Option <") {
        errors.spanned(&domain.ty, "a domain takes NULL unless it says `not_null`; write the type without Option");
    }
    let ident = syn::Ident::new("value", Span::call_site());
    let value = [ast::Field::new(ident, domain.ty.clone())];
    let columns = Columns::new(name.to_owned(), &value);
    if let Some(default) = &domain.default {
        sql::read(default, Place::Default, &columns, errors);
    }
    let mut seen = Vec::new();
    for DomainCheck { name, condition, .. } in &domain.checks {
        if let Some(name) = name {
            names::name(&name.text, name.span, "a constraint", errors);
            once(&name.text, name.span, &mut seen, "check", errors);
        }
        sql::read(condition, Place::Check, &columns, errors);
    }
}

fn once(name: &str, span: Span, seen: &mut Vec<String>, what: &str, errors: &mut Errors) {
    if seen.iter().any(|other| other == name) {
        errors.at(span, format!("another {what} of this type is named `{name}`"));
    }
    seen.push(name.to_owned());
}
