//! A stretch of source text, from one token to another.
//!
//! `Span::join` does not exist on stable. But rustc joins the spans of an expression's first and last tokens itself: a
//! call whose path has the first span and whose parentheses have the last is reported over the whole stretch.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// Where something is declared, for the errors of checks in const evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    start: Span,
    end: Span,
}

impl Region {
    /// From the first of the tokens to the last.
    pub(crate) fn of(tokens: impl ToTokens) -> Region {
        let mut tokens = tokens.into_token_stream().into_iter();
        let Some(first) = tokens.next() else {
            return Region { start: Span::call_site(), end: Span::call_site() };
        };
        let start = match &first {
            TokenTree::Group(group) => group.span_open(),
            token => token.span(),
        };
        let end = match tokens.last().unwrap_or(first) {
            TokenTree::Group(group) => group.span_close(),
            token => token.span(),
        };
        // Where the user wrote it, but as tokens of the macro: lints pass them by.
        let here = Span::call_site();
        Region { start: here.located_at(start), end: here.located_at(end) }
    }

    /// Where one token stands.
    pub(crate) fn at(span: Span) -> Region {
        let span = Span::call_site().located_at(span);
        Region { start: span, end: span }
    }

    /// Writes `path(arguments)`; when it panics in const evaluation, the error stands at this place.
    pub(crate) fn call(self, path: TokenStream, arguments: TokenStream) -> TokenStream {
        let Region { start, end } = self;
        let path: TokenStream = path.into_iter().map(|token| respanned(token, start)).collect();
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(end);
        quote!(#path #arguments)
    }

    /// Writes a call of `::schema_core::def::check::<function>`.
    pub(crate) fn check(self, function: &str, arguments: TokenStream) -> TokenStream {
        let function = Ident::new(function, self.start);
        self.call(quote!(::schema_core::def::check::#function), arguments)
    }
}

fn respanned(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}
