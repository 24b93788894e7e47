//! Literals of Rust: the only way in which a text of a database gets into a source file.

/// Writes a string literal: as it is, raw where that spares escapes, or with escapes.
pub(super) fn literal(text: &str) -> String {
    match text.contains(['"', '\\']) {
        _ if !text.chars().all(is_printed) => format!("{text:?}"),
        false => format!("\"{text}\""),
        true => raw(text),
    }
}

/// Writes a text of several lines, each a line in the source where nothing in it forbids.
pub(super) fn block(text: &str) -> String {
    let is_raw = text.contains('\n') && text.chars().all(|character| character == '\n' || is_printed(character));
    if is_raw { raw(text) } else { literal(text) }
}

/// A raw string literal with as many `#` as it takes.
fn raw(text: &str) -> String {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Tells whether a character may stand in a source as it is: it is seen, and moves nothing around it.
pub(super) fn is_printed(character: char) -> bool {
    matches!(character, '"' | '\\' | '\'') || character.escape_debug().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_read_back() {
        for text in [
            "",
            "plain",
            "it's",
            "a \"quoted\" word",
            "\"#",
            "\"##\"###",
            "back\\slash\\",
            "two\nlines",
            "tab\tand \u{7} bell",
            "carriage\r\nreturn",
            "\u{1b}[31mred\u{1b}[0m",
            "\u{202e}turned",
            "größe 表 \u{301}",
            "\u{feff}",
            "\"]\n#[derive(Debug)] struct Evil; //",
        ] {
            for written in [literal(text), block(text)] {
                let parsed: syn::LitStr = syn::parse_str(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
                assert_eq!(parsed.value(), text, "{written}");
                assert!(!written.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{written:?}");
            }
        }
    }

    #[test]
    fn escapes_are_spared() {
        assert_eq!(literal("it's"), "\"it's\"");
        assert_eq!(literal("a \"b\""), "r#\"a \"b\"\"#");
        assert_eq!(literal("a\\b"), "r\"a\\b\"");
        assert_eq!(literal("a\nb"), "\"a\\nb\"");
        assert_eq!(block("a\nb"), "r\"a\nb\"");
        assert_eq!(literal("a\tb\""), "\"a\\tb\\\"\"");
    }
}
