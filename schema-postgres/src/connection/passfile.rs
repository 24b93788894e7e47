//! Password files: `host:port:database:user:password`, a line each.
//!
//! <https://www.postgresql.org/docs/current/libpq-pgpass.html>

/// What a password is looked up for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// The host's name, or its address where it has no name; `localhost` for the usual folder of Unix sockets.
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) dbname: &'a str,
    pub(super) user: &'a str,
}

/// Finds the password of the first line that fits.
pub(super) fn find(text: &str, wanted: Wanted<'_>) -> Option<String> {
    let port = wanted.port.to_string();
    let fields = [wanted.host, &port, wanted.dbname, wanted.user];
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut fitting = lines.filter_map(|line| fields.iter().try_fold(line, |rest, field| behind_field(rest, field)));
    fitting.next().map(|rest| unescaped(rest).0)
}

/// What is behind a field and its colon, where it is `*` or the text that is wanted.
fn behind_field<'a>(line: &'a str, wanted: &str) -> Option<&'a str> {
    if let Some(rest) = line.strip_prefix("*:") {
        return Some(rest);
    }
    let (field, rest) = unescaped(line);
    if field == wanted { rest.strip_prefix(':') } else { None }
}

/// A field without its backslashes, and what is behind it.
fn unescaped(text: &str) -> (String, &str) {
    let mut field = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            ':' => return (field, &text[at..]),
            '\\' => field.push(characters.next().map_or('\\', |(_, escaped)| escaped)),
            c => field.push(c),
        }
    }
    (field, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_fits_counts() {
        let file = "# host:5432:app:me:comment\nhost:5432:app:me:first\nhost:5432:app:me:second\n*:5433:*:me:star\n\
                    \\:\\:1:*:a\\\\b:me:p\\:w\\\\d:rest\nlocalhost:*:*:*:local\r\n*x:1:*:*:no\nshort:1\n*:1:*:*:\n";
        for (host, port, dbname, user, expected) in [
            ("host", 5432, "app", "me", Some("first")),
            ("host", 5432, "app", "you", None),
            ("host", 5433, "other", "me", Some("star")),
            ("::1", 1, "a\\b", "me", Some("p:w\\d")),
            ("localhost", 9, "x", "y", Some("local")),
            ("short", 1, "x", "y", Some("")),
            ("HOST", 5432, "app", "me", None),
        ] {
            let found = find(file, Wanted { host, port, dbname, user });
            assert_eq!(found.as_deref(), expected, "{host} {port} {dbname} {user}");
        }
    }
}
