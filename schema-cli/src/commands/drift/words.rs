//! Two definitions, and what differs between them, word by word.

use similar::{ChangeTag, TextDiff};

/// Marks in each what the other has not.
pub(super) fn marked(declared: &str, found: &str, marks: (&str, &str)) -> (String, String) {
    let (mut one, mut other) = (String::new(), String::new());
    let push = |text: &mut String, words: &str| {
        let bare = words.trim();
        match bare.is_empty() {
            true => text.push_str(words),
            false => {
                let (before, after) = words.split_once(bare).unwrap_or_default();
                text.push_str(&format!("{before}{}{bare}{}{after}", marks.0, marks.1));
            }
        }
    };
    let diff = TextDiff::from_words(declared, found);
    // Words that follow one another are marked as one.
    let mut pending = (String::new(), String::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => pending.0.push_str(change.value()),
            ChangeTag::Insert => pending.1.push_str(change.value()),
            ChangeTag::Equal if change.value().trim().is_empty() && !(pending.0.is_empty() && pending.1.is_empty()) => {
                pending.0.push_str(change.value());
                pending.1.push_str(change.value());
            }
            ChangeTag::Equal => {
                push(&mut one, &std::mem::take(&mut pending.0));
                push(&mut other, &std::mem::take(&mut pending.1));
                one.push_str(change.value());
                other.push_str(change.value());
            }
        }
    }
    push(&mut one, &pending.0);
    push(&mut other, &pending.1);
    (one, other)
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_differs_is_marked_in_both() {
        let (declared, found) = marked(
            "FOREIGN KEY (a) REFERENCES public.t (id) ON DELETE RESTRICT",
            "FOREIGN KEY (a) REFERENCES public.t (id) ON DELETE SET NULL DEFERRABLE",
            ("[", "]"),
        );
        assert_eq!(declared, "FOREIGN KEY (a) REFERENCES public.t (id) ON DELETE [RESTRICT]");
        assert_eq!(found, "FOREIGN KEY (a) REFERENCES public.t (id) ON DELETE [SET NULL DEFERRABLE]");
        assert_eq!(marked("same", "same", ("[", "]")), ("same".to_owned(), "same".to_owned()));
    }
}
