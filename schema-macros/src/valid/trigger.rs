//! Triggers as text: as much of the text as tells a slip.

use syn::LitStr;

use crate::ast::Trigger;
use crate::errors::Errors;
use crate::valid::names;

/// Checks a trigger.
pub(crate) fn trigger(trigger: &Trigger, errors: &mut Errors) {
    names::name(&trigger.name.text, trigger.name.span, "a trigger", errors);
    names::text(trigger.comment.as_ref(), errors);
    event(&trigger.event, errors);
    let execute = trigger.execute.value();
    let (name, arguments) = execute.split_once('(').unwrap_or((&execute, ""));
    if !name.contains('.') || !arguments.trim_end().ends_with(')') {
        errors.spanned(&trigger.execute, "expected a function with its namespace: `public.touch()`");
    }
}

fn event(literal: &LitStr, errors: &mut Errors) {
    let text = literal.value().to_ascii_uppercase();
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let events = match words[..] {
        ["BEFORE" | "AFTER", ..] => &words[1..],
        ["INSTEAD", "OF", ..] => {
            return errors.spanned(literal, "INSTEAD OF is for views; a table's trigger fires BEFORE or AFTER");
        }
        _ => {
            return errors.spanned(literal, "expected `BEFORE` or `AFTER`, then the events: `BEFORE INSERT OR UPDATE`");
        }
    };
    if !matches!(events, ["INSERT" | "UPDATE" | "DELETE" | "TRUNCATE", ..]) {
        errors.spanned(literal, "expected INSERT, UPDATE, DELETE or TRUNCATE behind BEFORE or AFTER");
    }
}
