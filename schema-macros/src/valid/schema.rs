//! A schema as a whole, as far as the paths of its tables tell.

use std::ops::RangeInclusive;

use quote::ToTokens;
use syn::{LitInt, LitStr};

use crate::ast::{Routine, Schema, Step, Undo};
use crate::errors::Errors;
use crate::valid::{field, names};

/// The majors that generated SQL is tested on.
const SUPPORTED: RangeInclusive<u16> = 15..=18;

/// Checks what stands in `schema!`.
pub(crate) fn schema(schema: &Schema, errors: &mut Errors) {
    if let Some((oldest, newest)) = &schema.postgres {
        let majors = [oldest, newest].map(|literal| major(literal, errors));
        if let [Some(oldest), Some(newest_major)] = majors
            && oldest > newest_major
        {
            errors.spanned(newest, format!("the newest major, {newest_major}, is older than the oldest, {oldest}"));
        }
    }
    let mut extensions = Vec::new();
    for literal in &schema.extensions {
        let extension = literal.value();
        names::name(&extension, literal.span(), "an extension", errors);
        if extensions.contains(&extension) {
            errors.spanned(literal, format!("extension `{extension}` is listed twice"));
        }
        extensions.push(extension);
    }
    let mut routines = Vec::new();
    for Routine { name: literal, comment, .. } in &schema.routines {
        names::text(comment.as_ref(), errors);
        let name = literal.value();
        let (path, arguments) = name.split_once('(').unwrap_or((&name, ""));
        if !path.contains('.') || !arguments.ends_with(')') {
            errors.spanned(
                literal,
                "expected a name with its namespace and the types of its arguments: `public.touch()`",
            );
        }
        if routines.contains(&name) {
            errors.spanned(literal, format!("routine `{name}` is listed twice"));
        }
        routines.push(name);
    }
    let mut namespaces = Vec::new();
    for (literal, comment) in &schema.namespaces {
        names::namespace(literal, errors);
        names::text(Some(comment), errors);
        let namespace = literal.value();
        if namespaces.contains(&namespace) {
            errors.spanned(literal, format!("namespace `{namespace}` is listed twice"));
        }
        namespaces.push(namespace);
    }
    let mut sequences = Vec::new();
    for sequence in &schema.sequences {
        let name = sequence.name.value();
        names::name(&name, sequence.name.span(), "a sequence", errors);
        field::filled(sequence.pg_type.as_ref(), "type", errors);
        names::text(sequence.comment.as_ref(), errors);
        names::given(sequence.was.as_ref(), "a sequence", errors);
        let is_own = |was: &&syn::LitStr| name.rsplit('.').next() == Some(was.value().as_str());
        if let Some(was) = sequence.was.as_ref().filter(is_own) {
            let message = format!("the sequence is called `{}` now; `was` is the name that it had before", was.value());
            errors.spanned(was, message);
        }
        if sequences.contains(&name) {
            errors.spanned(&sequence.name, format!("sequence `{name}` is listed twice"));
        }
        sequences.push(name);
    }
    let mut steps = Vec::new();
    for step in &schema.steps {
        let name = step.name.value();
        names::name(&name, step.name.span(), "a step", errors);
        names::text(Some(&step.title), errors);
        for literal in [Some(&step.title), reason(step)].into_iter().flatten() {
            if literal.value().trim().is_empty() {
                errors.spanned(literal, "a reviewer reads this: say what the step does, or why there is no way back");
            }
        }
        if steps.contains(&name) {
            errors.spanned(&step.name, format!("step `{name}` is listed twice"));
        }
        steps.push(name);
    }
    let mut tables = std::collections::BTreeSet::new();
    for path in &schema.tables {
        let written = path.to_token_stream().to_string().replace(' ', "");
        if !tables.insert(written.clone()) {
            errors.spanned(path, format!("`{written}` is listed twice"));
        }
    }
}

/// Why a step has no way back.
fn reason(step: &Step) -> Option<&LitStr> {
    match &step.undo {
        Undo::Irreversible(reason) => Some(reason),
        Undo::By(_) => None,
    }
}

fn major(literal: &LitInt, errors: &mut Errors) -> Option<u16> {
    let major = literal.base10_parse().ok().filter(|major| SUPPORTED.contains(major));
    if major.is_none() {
        let (oldest, newest) = (SUPPORTED.start(), SUPPORTED.end());
        errors.spanned(literal, format!("PostgreSQL {literal} is not supported; majors {oldest} to {newest} are"));
    }
    major
}

/// The range of majors; everything supported where it could not be read.
pub(crate) fn postgres_range(schema: &Schema) -> (u16, u16) {
    let range = schema
        .postgres
        .as_ref()
        .and_then(|(oldest, newest)| Some((oldest.base10_parse().ok()?, newest.base10_parse().ok()?)));
    range.unwrap_or((*SUPPORTED.start(), *SUPPORTED.end()))
}
