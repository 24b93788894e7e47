//! Doc comments, which become COMMENT ON.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta};

use crate::attr::list::value;

/// The doc comment as text: a paragraph a line.
pub(crate) fn comment(attributes: &[Attribute]) -> String {
    let mut paragraphs = vec![String::new()];
    for line in attributes.iter().filter_map(doc_text).flat_map(|text| lines(&text)) {
        let line = line.trim();
        let Some(last) = paragraphs.last_mut() else { continue };
        if line.is_empty() {
            if !last.is_empty() {
                paragraphs.push(String::new());
            }
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(line);
        }
    }
    paragraphs.join("\n").trim().to_owned()
}

/// Reads `= "..."`: a comment to the letter, in place of the doc comment.
pub(crate) fn text(input: ParseStream) -> syn::Result<String> {
    let literal: LitStr = value(input)?;
    match literal.value().contains('\0') {
        true => {
            Err(syn::Error::new_spanned(literal, "the text has a NUL in it, which PostgreSQL's `text` cannot hold"))
        }
        false => Ok(literal.value()),
    }
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    attribute.path().is_ident("doc").then(|| text.value())
}

/// The lines of one attribute; those of a `/** */` comment without the asterisk they may start with.
fn lines(text: &str) -> Vec<String> {
    if !text.contains('\n') {
        return vec![text.to_owned()];
    }
    text.lines().map(|line| line.trim_start().trim_start_matches('*').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn paragraphs_become_lines() {
        let item: syn::ItemStruct = parse_quote! {
            /// A set of rules
            /// that workflows follow.
            ///
            ///
            /// Second.
            #[derive(Debug)]
            struct X;
        };
        assert_eq!(comment(&item.attrs), "A set of rules that workflows follow.\nSecond.");
        let item: syn::ItemStruct = parse_quote! {
            #[doc = "\n * A block\n * comment.\n "]
            struct X;
        };
        assert_eq!(comment(&item.attrs), "A block comment.");
        assert_eq!(comment(&[]), "");
    }
}
