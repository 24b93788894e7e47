//! `#[exclude(using = gist, room = "=", expr("tsrange(a, b)") = "&&", where = "...", deferrable, name = "...")]`

use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Token, token};

use crate::ast::{Exclusion, Index, IndexTerm};
use crate::attr::index::{expression, key};
use crate::attr::list::{Keys, NameAndComment, any_ident, field_list, peeks_key, read_attribute};
use crate::attr::sql::sql;
use crate::attr::storage::storage_parameters;
use crate::errors::Errors;

const KEYS: &[&str] =
    &["using", "expr", "include", "with", "where", "deferrable", "initially_deferred", "name", "comment"];

/// Reads the attribute.
pub(crate) fn exclude(attribute: &Attribute, errors: &mut Errors) -> Exclusion {
    let mut keys = Keys::new(KEYS);
    let mut named = NameAndComment::default();
    let mut exclusion = Exclusion {
        index: Index { span: Some(attribute.pound_token.span), ..Index::default() },
        operators: Vec::new(),
        deferrable: false,
        initially_deferred: false,
    };
    let mut failed = false;
    read_attribute(attribute, errors, |input, _| {
        let result = item(input, &mut exclusion, &mut keys, &mut named);
        failed |= result.is_err();
        result
    });
    if exclusion.index.keys.is_empty() && !failed && matches!(attribute.meta, syn::Meta::List(_)) {
        errors.spanned(&attribute.meta, "the exclusion constraint names no column: write `column = \"operator\"`");
    }
    exclusion.index.name = named.name;
    exclusion.index.comment = named.comment;
    exclusion
}

fn item(input: ParseStream, exclusion: &mut Exclusion, keys: &mut Keys, named: &mut NameAndComment) -> syn::Result<()> {
    let is_key = peeks_key(input);
    let word = input.call(any_ident)?;
    let is_list = input.peek(token::Paren);
    let is_alone = input.is_empty() || input.peek(Token![,]);
    let text = word.to_string();
    match text.as_str() {
        "using" | "where" | "name" | "comment" if is_key => keys.once(&word)?,
        "include" | "with" if is_list => keys.once(&word)?,
        "deferrable" | "initially_deferred" if is_alone => keys.once(&word)?,
        _ => {}
    }
    match text.as_str() {
        "using" if is_key => {
            input.parse::<Token![=]>()?;
            exclusion.index.method = Some(input.call(any_ident)?);
        }
        "where" if is_key => {
            input.parse::<Token![=]>()?;
            exclusion.index.predicate = Some(sql(input)?);
        }
        "name" | "comment" if is_key => {
            named.read(&word, input)?;
        }
        "include" if is_list => exclusion.index.include = field_list(input)?,
        "with" if is_list => exclusion.index.options = storage_parameters(input)?,
        "deferrable" if is_alone => exclusion.deferrable = true,
        "initially_deferred" if is_alone => exclusion.initially_deferred = true,
        "expr" if is_list => {
            let term = expression(input)?;
            with_operator(term, input, exclusion)?;
        }
        _ if is_list => return Err(keys.unknown(&word)),
        _ if is_alone => {
            let message = format!("`{word}` has no operator: write `{word} = \"=\"` or `{word} = \"&&\"`");
            return Err(syn::Error::new_spanned(word, message));
        }
        _ => with_operator(IndexTerm::Column(word), input, exclusion)?,
    }
    Ok(())
}

fn with_operator(term: IndexTerm, input: ParseStream, exclusion: &mut Exclusion) -> syn::Result<()> {
    let key = key(term, input)?;
    input.parse::<Token![=]>()?;
    let operator: LitStr = input.parse()?;
    if !is_operator(&operator.value()) {
        let message = "no operator: write one as in `a && b`, or `OPERATOR(namespace.&&)`";
        return Err(syn::Error::new_spanned(operator, message));
    }
    exclusion.index.keys.push(key);
    exclusion.operators.push(operator);
    Ok(())
}

/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-OPERATORS>
fn is_operator(text: &str) -> bool {
    let qualified = text.strip_prefix("OPERATOR(").and_then(|rest| rest.strip_suffix(')'));
    let bare = match qualified {
        Some(name) => name.rsplit_once('.').map_or("", |(_, operator)| operator),
        None => text,
    };
    !bare.is_empty() && bare.chars().all(|c| "+-*/<>=~!@#%^&|`?".contains(c))
}
