//! Lists in attributes: `item, key = value, word(...)`. Items that fail are reported, the rest is still read.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Token, parenthesized};

use crate::ast::Name;
use crate::errors::Errors;
use crate::suggest::choices;

/// Reads the items between the attribute's parentheses with `item`; false when something could not be read.
pub(crate) fn read_attribute(
    attribute: &Attribute,
    errors: &mut Errors,
    mut item: impl FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) -> bool {
    let result = match &attribute.meta {
        Meta::List(list) => list.parse_args_with(|input: ParseStream| Ok(read_list(input, errors, &mut item))),
        Meta::Path(path) => {
            let name = path.require_ident().map(ToString::to_string).unwrap_or_default();
            Err(syn::Error::new_spanned(path, format!("`#[{name}]` says nothing; write `#[{name}(...)]`")))
        }
        Meta::NameValue(pair) => {
            let name = pair.path.require_ident().map(ToString::to_string).unwrap_or_default();
            Err(syn::Error::new_spanned(pair, format!("expected `#[{name}(...)]`")))
        }
    };
    errors.keep(result).unwrap_or(false)
}

/// Reads all of `input`; false when something could not be read. After an error, goes on behind the next comma.
pub(crate) fn read_list(
    input: ParseStream,
    errors: &mut Errors,
    item: &mut dyn FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) -> bool {
    let mut is_read = true;
    while !input.is_empty() {
        let mut result = item(input, errors);
        if result.is_ok() && !input.is_empty() && !input.peek(Token![,]) {
            result = Err(input.error("expected `,`"));
        }
        if let Err(error) = result {
            errors.push(error);
            is_read = false;
            while !input.is_empty() && !input.peek(Token![,]) {
                // Cannot fail: there is a token.
                let _ = input.parse::<TokenTree>();
            }
        }
        if input.parse::<Token![,]>().is_err() {
            break;
        }
    }
    is_read
}

/// Reads `(a, b)`, with at least one name.
pub(crate) fn field_list(input: ParseStream) -> syn::Result<Vec<Ident>> {
    let content;
    let parentheses = parenthesized!(content in input);
    let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&content, any_ident)?;
    if fields.is_empty() {
        return Err(syn::Error::new(parentheses.span.join(), "names no column"));
    }
    Ok(fields.into_iter().collect())
}

/// Reads what stands between parentheses; where that fails, passes over the rest of it, so that one mistake is one error.
pub(crate) fn in_parentheses<T>(
    input: ParseStream,
    read: impl FnOnce(ParseStream) -> syn::Result<T>,
) -> syn::Result<T> {
    let content;
    parenthesized!(content in input);
    read_all(&content, read)
}

/// Reads what stands in a group; after a mistake, nothing is said of the rest.
pub(crate) fn read_all<T>(content: ParseStream, read: impl FnOnce(ParseStream) -> syn::Result<T>) -> syn::Result<T> {
    let result = read(content);
    if result.is_err() {
        // Cannot fail: any tokens are some.
        let _ = content.parse::<proc_macro2::TokenStream>();
    }
    result
}

/// Reads an identifier, keywords included.
pub(crate) fn any_ident(input: ParseStream) -> syn::Result<Ident> {
    input.call(Ident::parse_any)
}

/// Reads a name: an identifier, keywords included, or a string.
pub(crate) fn name(input: ParseStream) -> syn::Result<Name> {
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        return Ok(Name { text: text.value(), span: text.span() });
    }
    let word = any_ident(input)?;
    Ok(Name { text: word.unraw().to_string(), span: word.span() })
}

/// Tells whether a string follows, and behind its comma what `is_next` tells: the string is a name then.
pub(crate) fn peeks_quoted_name(input: ParseStream, is_next: fn(ParseStream) -> bool) -> bool {
    let fork = input.fork();
    fork.parse::<LitStr>().is_ok() && fork.parse::<Token![,]>().is_ok() && is_next(&fork)
}

/// Tells whether `word =` follows.
pub(crate) fn peeks_key(input: ParseStream) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![=>])
}

/// Reads `= value`.
pub(crate) fn value<T: Parse>(input: ParseStream) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// The words that an attribute knows, and which of them have been seen.
pub(crate) struct Keys {
    known: &'static [&'static str],
    seen: Vec<String>,
}

impl Keys {
    pub(crate) fn new(known: &'static [&'static str]) -> Keys {
        Keys { known, seen: Vec::new() }
    }

    /// Notes the word; an error when it stands there for the second time.
    pub(crate) fn once(&mut self, word: &Ident) -> syn::Result<()> {
        let name = word.to_string();
        if self.seen.contains(&name) {
            return Err(syn::Error::new_spanned(word, format!("`{name}` is given twice")));
        }
        self.seen.push(name);
        Ok(())
    }

    pub(crate) fn knows(&self, name: &str) -> bool {
        self.known.contains(&name)
    }

    pub(crate) fn unknown(&self, word: &Ident) -> syn::Error {
        let name = word.to_string();
        let meant = match elsewhere(&name) {
            Some(place) => format!("; {place}"),
            None => choices(&name, self.known.iter().copied()),
        };
        syn::Error::new_spanned(word, format!("unknown key `{name}`{meant}"))
    }
}

/// Where something stands that is looked for among the keys of another attribute.
fn elsewhere(name: &str) -> Option<&'static str> {
    match name {
        "check" => Some("a CHECK is an attribute of the struct: `#[check(name, \"condition\")]`"),
        "index" => Some("an index is an attribute of the struct: `#[index(field)]`"),
        "foreign_key" | "references" => Some("a foreign key is an attribute of the field: `#[references(Other::id)]`"),
        _ => None,
    }
}

/// `name = "..."` and `comment = "..."`, which constraints and indexes have in common.
#[derive(Default)]
pub(crate) struct NameAndComment {
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

impl NameAndComment {
    /// Reads the value of `word`; false when it is another word.
    pub(crate) fn read(&mut self, word: &Ident, input: ParseStream) -> syn::Result<bool> {
        if word == "name" {
            self.name = Some(value(input)?);
        } else if word == "comment" {
            self.comment = Some(value(input)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}
