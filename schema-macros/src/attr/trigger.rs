//! `#[trigger(name, "BEFORE UPDATE OF email", execute = "public.touch()", when = "...", for_each_statement, comment = "...")]`; the
//! name may be a string

use syn::spanned::Spanned;
use syn::{Attribute, LitStr};

use crate::ast::{Name, Trigger};
use crate::attr::list::{Keys, any_ident, name, peeks_key, peeks_quoted_name, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where it does not say when the trigger fires and what it calls.
pub(crate) fn trigger(attribute: &Attribute, errors: &mut Errors) -> Option<Trigger> {
    let mut keys = Keys::new(&["execute", "when", "for_each_statement", "comment"]);
    let mut given: Option<Name> = None;
    let (mut event, mut execute, mut when, mut comment) = (None::<LitStr>, None::<LitStr>, None, None);
    let mut for_each_statement = false;
    let is_read = read_attribute(attribute, errors, |input, _| {
        let is_quoted = || peeks_quoted_name(input, |input| input.peek(LitStr));
        if given.is_none() && !peeks_key(input) && (!input.peek(LitStr) || event.is_none() && is_quoted()) {
            given = Some(name(input)?);
            return Ok(());
        }
        if event.is_none() && input.peek(LitStr) {
            event = Some(input.parse()?);
            return Ok(());
        }
        let word = input.call(any_ident)?;
        keys.once(&word)?;
        match word.to_string().as_str() {
            "execute" => execute = Some(value(input)?),
            "when" => when = Some(value(input)?),
            "for_each_statement" => for_each_statement = true,
            "comment" => comment = Some(value(input)?),
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    if !is_read {
        return None;
    }
    match (given, event, execute) {
        (Some(name), Some(event), Some(execute)) => {
            Some(Trigger { name, event, execute, when, for_each_statement, comment })
        }
        _ => {
            errors.at(
                attribute.meta.span(),
                "a trigger has a name, an event and what it calls: \
                 `#[trigger(touch, \"BEFORE UPDATE\", execute = \"public.touch()\")]`"
                    .to_owned(),
            );
            None
        }
    }
}
