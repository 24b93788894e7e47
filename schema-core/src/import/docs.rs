//! Comments: as doc comments where the derive reads the same text out of them, else to the letter.

use super::literal::{is_printed, literal};

/// The longest line.
const WIDTH: usize = 120;

/// A comment, in one of the ways to write it.
pub(super) struct Comment {
    /// `/// ...`, each line with its end.
    pub(super) doc: String,
    /// `comment = "..."`
    pub(super) item: Option<String>,
}

/// Writes the comment of a struct, an enum or a field, whose lines begin with `indent`.
pub(super) fn comment(text: Option<&str>, indent: &str) -> Comment {
    match text.map(|text| (text, doc(text, indent))) {
        None => Comment { doc: String::new(), item: None },
        Some((_, Some(doc))) => Comment { doc, item: None },
        Some((text, None)) => Comment { doc: String::new(), item: Some(format!("comment = {}", literal(text))) },
    }
}

/// The lines of a doc comment; nothing where the derive would read another text out of it, or rustdoc code.
fn doc(text: &str, indent: &str) -> Option<String> {
    let is_kept = |line: &str| !line.is_empty() && line.trim() == line && line.chars().all(is_printed);
    if !text.split('\n').all(is_kept) || text.contains("```") || text.contains("~~~") {
        return None;
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        if !lines.is_empty() {
            lines.push(format!("{indent}///\n"));
        }
        lines.extend(
            wrapped(paragraph, WIDTH - indent.len() - 4).into_iter().map(|line| format!("{indent}/// {line}\n")),
        );
    }
    Some(lines.concat())
}

/// Breaks a paragraph where one space stands alone: the derive joins lines by one.
fn wrapped(paragraph: &str, width: usize) -> Vec<&str> {
    let is_alone = |at: &usize| {
        let (before, after) = (&paragraph[..*at], &paragraph[at + 1..]);
        !before.ends_with(char::is_whitespace) && !after.starts_with(char::is_whitespace)
    };
    let mut lines = Vec::new();
    let (mut start, mut last) = (0, None);
    let breaks = paragraph.match_indices(' ').map(|(at, _)| at).filter(is_alone).chain([paragraph.len()]);
    for at in breaks {
        if let Some(end) = last.filter(|_| paragraph[start..at].chars().count() > width) {
            lines.push(&paragraph[start..end]);
            start = end + 1;
        }
        last = Some(at);
    }
    lines.push(&paragraph[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_derive_would_read_otherwise_is_written_to_the_letter() {
        for text in ["", " a", "a ", "a\n", "a\n\nb", "a\r", "a\u{1b}[0m", "\u{202e}a", "a\n  - b", "```\nloop {}\n```"]
        {
            let written = comment(Some(text), "");
            assert_eq!(
                (written.doc.as_str(), written.item),
                ("", Some(format!("comment = {}", literal(text)))),
                "{text:?}"
            );
        }
    }

    #[test]
    fn paragraphs_are_lines_and_long_ones_are_broken() {
        assert_eq!(comment(Some("One.\nTwo."), "    ").doc, "    /// One.\n    ///\n    /// Two.\n");
        let long = "word ".repeat(40) + "two  spaces stay " + &"word ".repeat(20) + "end";
        let written = comment(Some(&long), "").doc;
        assert!(written.lines().all(|line| line.len() <= WIDTH), "{written}");
        let joined: Vec<&str> = written.lines().map(|line| line.trim_start_matches("/// ")).collect();
        assert_eq!(joined.join(" "), long);
    }
}
