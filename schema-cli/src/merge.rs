//! Texts with the markers that git leaves where it cannot merge.

/// Returns the text of each side: one where there are no markers, else that before and that behind each `=======`.
pub(crate) fn sides(text: &str) -> Vec<String> {
    if !text.lines().any(|line| line.starts_with("<<<<<<<")) {
        return vec![text.to_owned()];
    }
    /// Where a line stands.
    #[derive(PartialEq)]
    enum Place {
        Outside,
        First,
        /// What both sides started from, as some styles show it.
        Base,
        Second,
    }
    let mut place = Place::Outside;
    let (mut first, mut second) = (String::new(), String::new());
    for line in text.split_inclusive('\n') {
        place = match line.get(..7) {
            Some("<<<<<<<") => Place::First,
            Some("|||||||") if place == Place::First => Place::Base,
            Some("=======") if place != Place::Outside => Place::Second,
            Some(">>>>>>>") => Place::Outside,
            _ => {
                if matches!(place, Place::Outside | Place::First) {
                    first.push_str(line);
                }
                if matches!(place, Place::Outside | Place::Second) {
                    second.push_str(line);
                }
                continue;
            }
        };
    }
    vec![first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_told_apart() {
        assert_eq!(sides("a\nb\n"), ["a\nb\n"]);
        let merge = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> other\ne\n";
        assert_eq!(sides(merge), ["a\nb\ne\n", "a\nc\nd\ne\n"]);
        let with_base = "<<<<<<< HEAD\nb\n||||||| merged\nx\n=======\nc\n>>>>>>> other\n";
        assert_eq!(sides(with_base), ["b\n", "c\n"]);
    }
}
