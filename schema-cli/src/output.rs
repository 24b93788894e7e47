//! Lines for people. A reader that has gone away (`cargo xtask gen --check | head`) is no reason to panic, as the
//! standard macros do, nor to end half-way: the exit code still says how it went.

use std::borrow::Cow;
use std::fmt::Arguments;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a line to standard output.
macro_rules! say {
    ($($argument:tt)*) => { $crate::output::line(format_args!($($argument)*)) };
}

/// Prints a line to standard error.
macro_rules! say_error {
    ($($argument:tt)*) => { $crate::output::error_line(format_args!($($argument)*)) };
}

pub(crate) use {say, say_error};

/// A text without what acts on a terminal or turns its letters around: names come from databases of others. Lines and
/// tabs stay.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c.escape_unicode().to_string())
}

/// The same for a JSON document, which has an escape of its own for characters in its texts.
#[cfg(feature = "server")]
pub(crate) fn harmless_json(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_harmless(c) { c.to_string() } else { escape(c) }).collect())
}

fn is_harmless(c: char) -> bool {
    match c {
        '\n' | '\t' => true,
        // What turns the direction of writing, and what has no width.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => false,
        _ => !c.is_control(),
    }
}

/// Prints to standard output what a program reads: to the letter.
#[cfg(feature = "server")]
pub(crate) fn to_the_letter(text: &str) {
    note_loss(io::stdout().lock().write_all(text.as_bytes()));
}

/// Whether a line was lost that somebody waits for: `gen --dry-run > plan.md` on a full disk.
static IS_LOST: AtomicBool = AtomicBool::new(false);

pub(crate) fn line(text: Arguments<'_>) {
    note_loss(writeln!(io::stdout().lock(), "{}", harmless(&text.to_string())));
}

fn note_loss(result: io::Result<()>) {
    if let Err(error) = result
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        IS_LOST.store(true, Ordering::Relaxed);
    }
}

pub(crate) fn error_line(text: Arguments<'_>) {
    writeln!(io::stderr().lock(), "{}", harmless(&text.to_string())).ok();
}

/// Tells whether lines of standard output were lost.
pub(crate) fn is_lost() -> bool {
    IS_LOST.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn names_cannot_act_on_a_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\r\u{9b}\u{7f}"), "a\\u{1b}[2Jb\\u{d}\\u{9b}\\u{7f}");
        assert_eq!(harmless("x\u{202e}y\u{200b}"), "x\\u{202e}y\\u{200b}");
        assert_eq!(harmless("tab\tand line\n; Grüße, 日本"), "tab\tand line\n; Grüße, 日本");
    }
}
