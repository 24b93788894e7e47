use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::diff::rename_hint::Hint;
use crate::ident::QualifiedName;

pub(super) const RULE: Rule =
    Rule { id: "rename-hint", sentence: "Hints lead back to a name that is given up, and not in a circle.", check };

/// Names of one kind in one place: old ones by new ones.
type Hints = BTreeMap<String, String>;

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<(&str, Option<&QualifiedName>), Hints> = BTreeMap::new();
    for rename in &context.model.renames {
        let Hint { kind, of, from, to } = Hint::of(rename);
        places.entry((kind, of)).or_default().insert(to, from);
    }
    for ((kind, of), hints) in places {
        let of = of.map_or(String::new(), |of| format!(" of {of}"));
        for circle in circles(&hints) {
            diagnostics.push(
                Diagnostic::error(RULE.id, format!("{kind}s{of} change names in a circle: {}", circle.join(" was ")))
                    .note("once that is carried out, the hints would ask for the same again")
                    .help("do it in two migrations: give one of them a name that none has, then the name that is free"),
            );
        }
    }
}

/// Each circle once, from its first name back to it.
fn circles(hints: &Hints) -> Vec<Vec<&str>> {
    let mut circles = Vec::new();
    for start in hints.keys() {
        let mut circle: Vec<&str> = vec![start];
        while let Some(from) = circle.last().and_then(|name| hints.get(*name)) {
            let is_known = circle.contains(&&**from);
            circle.push(from);
            if is_known {
                break;
            }
        }
        let is_first = circle.iter().all(|name| *name >= start.as_str());
        if circle.len() > 1 && circle.last() == circle.first() && is_first {
            circles.push(circle);
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(texts: &[&str]) -> Hints {
        let pairs = texts.iter().map(|text| text.split_once('>').unwrap());
        pairs.map(|(from, to)| (to.to_owned(), from.to_owned())).collect()
    }

    #[test]
    fn circles_are_told_once_and_chains_are_none() {
        assert_eq!(circles(&hints(&["a>b", "b>c"])), Vec::<Vec<&str>>::new());
        assert_eq!(circles(&hints(&["a>b", "b>a"])), [["a", "b", "a"]]);
        assert_eq!(circles(&hints(&["a>a", "c>b", "d>c", "b>d"])), [&["a", "a"][..], &["b", "c", "d", "b"]]);
        // What leads into a circle is none of it.
        assert_eq!(circles(&hints(&["a>b", "b>a", "a>c"])), [["a", "b", "a"]]);
    }
}
