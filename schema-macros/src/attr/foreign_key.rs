//! `#[foreign_key((a, b) => Target(c, d), ...)]` and `#[references(Target::c, with(a), ...)]`, whose options are the same.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Field, Ident, LitStr, Path, Token, parenthesized, token};

use crate::ast::{Action, ActionKind, FieldPath, ForeignKey, ForeignKeyColumn, ForeignKeyOptions, Waiver};
use crate::attr::list::{Keys, NameAndComment, any_ident, field_list, read_attribute, read_list, value};
use crate::errors::Errors;
use crate::region::Region;
use crate::suggest::{choices, listed};

const OPTIONS: &[&str] =
    &["on_delete", "on_update", "match", "deferrable", "initially_deferred", "cross_type", "name", "comment", "waive"];
const REFERENCES_OPTIONS: &[&str] = &[
    "with",
    "on_delete",
    "on_update",
    "match",
    "deferrable",
    "initially_deferred",
    "cross_type",
    "name",
    "comment",
    "waive",
];
const ACTIONS: [(&str, ActionKind); 5] = [
    ("no_action", ActionKind::NoAction),
    ("restrict", ActionKind::Restrict),
    ("cascade", ActionKind::Cascade),
    ("set_null", ActionKind::SetNull),
    ("set_default", ActionKind::SetDefault),
];

/// Reads `#[foreign_key(...)]`; `None` where it does not say which columns refer to what.
pub(crate) fn foreign_key(attribute: &Attribute, errors: &mut Errors) -> Option<ForeignKey> {
    let mut options = Options::new(OPTIONS);
    let mut pairs = None;
    let mut position = 0;
    read_attribute(attribute, errors, |input, errors| {
        position += 1;
        if position > 1 {
            return options.read(input, errors);
        }
        if !input.peek(token::Paren) {
            return Err(input.error("expected `(column, ...) => Target(field, ...)`"));
        }
        let columns = field_list(input)?;
        input.parse::<Token![=>]>()?;
        let target = input.call(Path::parse_mod_style)?;
        let fork = input.fork();
        let target_fields = field_list(input)?;
        let parentheses: proc_macro2::TokenTree = fork.parse()?;
        let target_region = Region::of(quote::quote!(#target #parentheses));
        pairs = Some((columns, target, target_fields, target_region));
        Ok(())
    });
    let (columns, target, target_fields, target_region) = pairs?;
    Some(ForeignKey {
        span: attribute.path().span(),
        on_field: false,
        origin: columns.iter().map(|column| column.unraw().to_string()).collect::<Vec<_>>().join(", "),
        columns: columns.into_iter().map(|field| ForeignKeyColumn { region: Region::of(&field), field }).collect(),
        target,
        target_fields,
        target_region,
        options: options.finish(),
    })
}

/// Reads `#[references(...)]` of a field; `None` where it does not say which field is referred to.
pub(crate) fn references(attribute: &Attribute, field: &Field, errors: &mut Errors) -> Option<ForeignKey> {
    let ident = field.ident.clone()?;
    let mut options = Options::new(REFERENCES_OPTIONS);
    let mut target: Option<FieldPath> = None;
    let mut position = 0;
    read_attribute(attribute, errors, |input, errors| {
        position += 1;
        if position > 1 {
            return options.read(input, errors);
        }
        target = Some(input.parse()?);
        Ok(())
    });
    let FieldPath { table: target, field: target_field, region: target_region } = target?;
    let with = std::mem::take(&mut options.with);
    let target_fields = with.iter().cloned().chain([target_field]).collect();
    let with = with.into_iter().map(|field| ForeignKeyColumn { region: Region::of(&field), field });
    let own = ForeignKeyColumn { field: ident.clone(), region: Region::of(&field.ty) };
    Some(ForeignKey {
        span: attribute.path().span(),
        on_field: true,
        origin: ident.unraw().to_string(),
        columns: with.chain([own]).collect(),
        target,
        target_fields,
        target_region,
        options: options.finish(),
    })
}

impl Parse for FieldPath {
    fn parse(input: ParseStream) -> syn::Result<FieldPath> {
        let path = input.call(Path::parse_mod_style)?;
        let region = Region::of(&path);
        let mut segments = path.segments.clone();
        let last = segments.pop().map(|last| last.ident);
        segments.pop_punct();
        match last {
            Some(field) if !segments.is_empty() => {
                let table = Path { leading_colon: path.leading_colon, segments };
                Ok(FieldPath { table, field, region })
            }
            _ => Err(syn::Error::new_spanned(path, "expected `Target::field`")),
        }
    }
}

struct Options {
    keys: Keys,
    with: Vec<Ident>,
    named: NameAndComment,
    options: ForeignKeyOptions,
}

impl Options {
    fn new(known: &'static [&'static str]) -> Options {
        Options {
            keys: Keys::new(known),
            with: Vec::new(),
            named: NameAndComment::default(),
            options: ForeignKeyOptions::default(),
        }
    }

    fn finish(self) -> ForeignKeyOptions {
        ForeignKeyOptions { name: self.named.name, comment: self.named.comment, ..self.options }
    }

    fn read(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let word = input.call(any_ident)?;
        let name = word.to_string();
        if !self.keys.knows(&name) {
            return Err(self.keys.unknown(&word));
        }
        if name != "waive" {
            self.keys.once(&word)?;
        }
        match name.as_str() {
            "with" => self.with = field_list(input)?,
            "on_delete" => self.options.on_delete = Some(action(input)?),
            "on_update" => self.options.on_update = Some(action(input)?),
            "match" => {
                input.parse::<Token![=]>()?;
                let kind = input.call(any_ident)?;
                self.options.match_full = match kind.to_string().as_str() {
                    "full" => true,
                    "simple" => false,
                    _ => return Err(syn::Error::new_spanned(kind, "expected `full` or `simple`")),
                };
            }
            "deferrable" => self.options.deferrable = true,
            "initially_deferred" => self.options.initially_deferred = true,
            "cross_type" => self.options.cross_type = true,
            "waive" => {
                let waiver = waiver(&word, input, errors)?;
                self.options.waivers.extend(waiver);
            }
            _ => {
                self.named.read(&word, input)?;
            }
        }
        Ok(())
    }
}

/// Reads `= restrict`, `= set_null(a)`, ...
fn action(input: ParseStream) -> syn::Result<Action> {
    input.parse::<Token![=]>()?;
    if !input.peek(Ident::peek_any) {
        return Err(input.error(format!("expected {}", listed(ACTIONS.iter().map(|(known, _)| *known)))));
    }
    let word = input.call(any_ident)?;
    let name = word.to_string();
    let Some((_, kind)) = ACTIONS.into_iter().find(|(known, _)| *known == name) else {
        let known = ACTIONS.iter().map(|(known, _)| *known);
        return Err(syn::Error::new_spanned(word, format!("unknown action `{name}`{}", choices(&name, known))));
    };
    if !input.peek(token::Paren) {
        return Ok(Action { region: Region::of(&word), word, kind, columns: Vec::new() });
    }
    let fork = input.fork();
    let columns = field_list(input)?;
    let parentheses: proc_macro2::TokenTree = fork.parse()?;
    if !matches!(kind, ActionKind::SetNull | ActionKind::SetDefault) {
        return Err(syn::Error::new_spanned(
            quote::quote!(#word #parentheses),
            format!("`{name}` takes no columns; `set_null` and `set_default` do"),
        ));
    }
    Ok(Action { region: Region::of(quote::quote!(#word #parentheses)), word, kind, columns })
}

/// Reads `(rule, reason = "...", until = "...")`.
fn waiver(waive: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Option<Waiver>> {
    let mut keys = Keys::new(&["reason", "until"]);
    let mut rule: Option<Ident> = None;
    let mut reason: Option<LitStr> = None;
    let mut until: Option<LitStr> = None;
    let mut failed = false;
    let content;
    parenthesized!(content in input);
    read_list(&content, errors, &mut |input, _| {
        let result = (|| {
            let word = input.call(any_ident)?;
            if rule.is_none() {
                rule = Some(word);
                return Ok(());
            }
            keys.once(&word)?;
            match word.to_string().as_str() {
                "reason" => reason = Some(value(input)?),
                "until" => until = Some(value(input)?),
                _ => return Err(keys.unknown(&word)),
            }
            Ok(())
        })();
        failed |= result.is_err();
        result
    });
    match (rule, reason, until) {
        (Some(rule), Some(reason), Some(until)) => Ok(Some(Waiver { rule, reason, until })),
        _ if failed => Ok(None),
        _ => Err(syn::Error::new_spanned(
            waive,
            "a waiver has a rule, a reason and a last day: `waive(scope, reason = \"...\", until = \"2027-03-31\")`",
        )),
    }
}
