//! Text constants.

/// Quotes a text as a constant, as `quote_literal()` does: right whatever `standard_conforming_strings` says.
pub fn literal(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push_str(if text.contains('\\') { "E'" } else { "'" });
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '\\']) {
        // Both are doubled.
        quoted.push_str(&rest[..=at]);
        quoted.push_str(&rest[at..=at]);
        rest = &rest[at + 1..];
    }
    quoted.push_str(rest);
    quoted.push('\'');
    quoted
}

/// Quotes a body with dollars and a tag that the body does not hold.
pub fn dollar_quoted(tag: &str, body: &str) -> String {
    let mut delimiter = format!("${tag}$");
    let mut attempt = 0;
    while body.contains(&delimiter) {
        attempt += 1;
        delimiter = format!("${tag}_{attempt}$");
    }
    format!("{delimiter}{body}{delimiter}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_its_quotes() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal(r"a\'"), r"E'a\\'''");
        assert_eq!(dollar_quoted("audit", "x $audit$ y"), "$audit_1$x $audit$ y$audit_1$");
    }
}
