//! What an import has left out, for people.

use super::{Import, LeftOut};

/// Writes `IMPORT.md`: what is not declared, and why. `unmanaged`: what no model holds, each as a line.
pub fn report(import: &Import, unmanaged: &[String]) -> String {
    let mut text =
        "# Import\n\nWritten by `cargo xtask import`, for the review of what it has written beside.\n".to_owned();
    section(
        &mut text,
        "Not declared",
        "The database has these, and the declaration cannot say them. A plan to the declaration would drop or change them.",
        import.left_out.iter().map(|LeftOut { object, because }| format!("{object}: {because}")),
    );
    section(
        &mut text,
        "Not managed",
        "The database has these; no declaration holds their like, and plans leave them alone.",
        unmanaged.iter().cloned(),
    );
    text
}

fn section(text: &mut String, title: &str, says: &str, lines: impl Iterator<Item = String>) {
    text.push_str(&format!("\n## {title}\n\n"));
    let lines: Vec<String> = lines.map(|line| format!("- {}\n", escaped(&line))).collect();
    match lines.is_empty() {
        true => text.push_str("Nothing.\n"),
        false => text.push_str(&format!("{says}\n\n{}", lines.concat())),
    }
}

/// A line that stays one, and is text in Markdown and on a terminal.
fn escaped(line: &str) -> String {
    let mut text = String::new();
    for character in line.chars() {
        match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '#' => text.extend(['\\', character]),
            _ if super::literal::is_printed(character) => text.push(character),
            _ => text.extend(character.escape_debug()),
        }
    }
    text
}
