//! Lifecycles: transitions that lead somewhere, and states that can be reached.

use crate::ast::{Label, Lifecycle};
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::invariant::each_once;

/// Checks the lifecycle.
pub(crate) fn lifecycle(lifecycle: &Lifecycle, columns: &Columns, errors: &mut Errors) {
    columns.check([&lifecycle.field], "`lifecycle`", errors);
    each_once(&lifecycle.initial, "`initial`", errors);
    check_transitions(lifecycle, errors);
    check_states_are_reached(lifecycle, errors);
}

fn check_transitions(lifecycle: &Lifecycle, errors: &mut Errors) {
    let mut seen = Vec::new();
    for (from, to) in lifecycle.transitions() {
        let (a, b) = (from.value.as_str(), to.value.as_str());
        if a == b {
            errors.at(to.span, format!("`{a}` leads to itself; a row may keep its state anyway, so leave this out"));
        } else if seen.contains(&(a, b)) {
            errors.at(to.span, format!("the transition from `{a}` to `{b}` is given twice"));
        }
        seen.push((a, b));
    }
}

/// Reports states that no path leads to from an initial one. What lies behind such a state is not reported again.
fn check_states_are_reached(lifecycle: &Lifecycle, errors: &mut Errors) {
    let mut reached: Vec<&str> = lifecycle.initial.iter().map(|label| label.value.as_str()).collect();
    loop {
        follow(lifecycle, &mut reached);
        let mut left = lifecycle.labels().filter(|label| !reached.contains(&label.value.as_str()));
        let Some(first) = left.next() else { return };
        let source = [first].into_iter().chain(left).find(|label| !is_led_to(lifecycle, label));
        let message = match source {
            Some(label) => format!("no transition leads to `{}`", label.value),
            None => format!("no path leads from an initial state to `{}`", first.value),
        };
        let label = source.unwrap_or(first);
        errors.at(label.span, format!("{message}; add the transition, or the state to `initial`"));
        reached.push(&label.value);
    }
}

/// Adds what transitions lead to.
fn follow<'a>(lifecycle: &'a Lifecycle, reached: &mut Vec<&'a str>) {
    let mut at = 0;
    while at < reached.len() {
        for (from, to) in lifecycle.transitions() {
            if from.value == reached[at] && !reached.contains(&to.value.as_str()) {
                reached.push(&to.value);
            }
        }
        at += 1;
    }
}

fn is_led_to(lifecycle: &Lifecycle, state: &Label) -> bool {
    lifecycle.transitions().any(|(from, to)| to.value == state.value && from.value != state.value)
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;
    use crate::ast::Transitions;

    fn unreached(initial: &[&str], transitions: &[(&str, &[&str])]) -> Vec<String> {
        let label = |value: &&str| Label { value: (*value).to_owned(), span: Span::call_site() };
        let lifecycle = Lifecycle {
            field: syn::parse_quote!(status),
            initial: initial.iter().map(label).collect(),
            transitions: transitions
                .iter()
                .map(|(from, to)| Transitions { from: label(from), to: to.iter().map(label).collect() })
                .collect(),
        };
        let mut errors = Errors::default();
        check_states_are_reached(&lifecycle, &mut errors);
        let text = errors.into_compile_errors().map(|errors| errors.to_string()).unwrap_or_default();
        let messages = text.split("compile_error").skip(1);
        messages.map(|message| message.split('"').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn each_cut_off_part_is_one_error() {
        let help = "; add the transition, or the state to `initial`";
        for (initial, transitions, expected) in [
            (&["A"][..], &[("A", &["B", "C"][..]), ("B", &["C"])][..], &[][..]),
            (&["A", "B"], &[("B", &["A"])], &[]),
            (&["A"], &[], &[]),
            (&["A"], &[("B", &["C"]), ("C", &["D"])], &["no transition leads to `B`"]),
            (&["A"], &[("C", &["D"]), ("B", &["C"])], &["no transition leads to `B`"]),
            (&["A"], &[("B", &["C"]), ("C", &["B"])], &["no path leads from an initial state to `B`"]),
            (&["A"], &[("B", &["A"]), ("C", &["A"])], &["no transition leads to `B`", "no transition leads to `C`"]),
            (&["A"], &[("B", &["B"])], &["no transition leads to `B`"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|message| format!("{message}{help}")).collect();
            assert_eq!(unreached(initial, transitions), expected, "{transitions:?}");
        }
    }
}
