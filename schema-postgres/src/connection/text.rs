//! Connection strings: URLs, and keywords with their values.
//!
//! As libpq reads them: <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING>. No error quotes a
//! value: what seems to be one may be a piece of a password that was not quoted.

use super::error::SettingsError;
use super::keyword::{self, Values};

const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

/// Tells whether a text is meant as a connection string, rather than as the path of a file: a URL, or a keyword of libpq
/// and an equals sign at its beginning.
pub fn is_connection_string(text: &str) -> bool {
    let begins_with_keyword = || {
        let (first, _) = text.trim_start().split_once('=')?;
        keyword::find(first.trim_end())
    };
    SCHEMES.iter().any(|scheme| text.starts_with(scheme)) || begins_with_keyword().is_some()
}

/// Reads a connection string.
pub(super) fn parse(text: &str) -> Result<Values, SettingsError> {
    match SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)) {
        Some(rest) => parse_url(rest),
        None => parse_keywords(text),
    }
}

/// Reads what follows the scheme of a URL.
fn parse_url(rest: &str) -> Result<Values, SettingsError> {
    let mut values = Values::new();
    // As libpq does: an @ before the first slash ends the credentials, even behind a question mark.
    let credentials_end = rest.find(['@', '/']).filter(|at| rest[*at..].starts_with('@'));
    let behind = match credentials_end {
        Some(at) => {
            let (user, password) = match rest[..at].split_once(':') {
                Some((user, password)) => (user, Some(password)),
                None => (&rest[..at], None),
            };
            store(&mut values, "user", user)?;
            store(&mut values, "password", password.unwrap_or_default())?;
            &rest[at + 1..]
        }
        None => rest,
    };
    let behind = parse_hosts(behind, &mut values)?;
    let (path, query) = behind.split_once('?').unwrap_or((behind, ""));
    let path = path.strip_prefix('/').unwrap_or(path);
    // A password with a slash in it makes what follows a name of a database.
    if path.contains('@') {
        return Err(SettingsError::Unescaped);
    }
    store(&mut values, "dbname", path)?;
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    for parameter in parameters {
        let read = parse_parameter(parameter, &mut values);
        read.map_err(|error| if query.contains('@') { SettingsError::Unescaped } else { error })?;
    }
    Ok(values)
}

/// Reads the hosts and ports of a URL; returns what is behind them.
fn parse_hosts<'a>(mut rest: &'a str, values: &mut Values) -> Result<&'a str, SettingsError> {
    let (mut hosts, mut ports) = (String::new(), String::new());
    loop {
        let host = match rest.strip_prefix('[') {
            Some(inside) => {
                let (host, behind) = inside.split_once(']').ok_or(SettingsError::Address)?;
                if host.is_empty() || !(behind.is_empty() || behind.starts_with([':', '/', '?', ','])) {
                    return Err(SettingsError::Address);
                }
                rest = behind;
                host
            }
            None => take_until(&mut rest, &[':', '/', '?', ',']),
        };
        // A password with an @ in it is taken for the beginning of the name.
        if host.contains('@') {
            return Err(SettingsError::Unescaped);
        }
        hosts.push_str(host);
        if let Some(behind) = rest.strip_prefix(':') {
            rest = behind;
            let port = take_until(&mut rest, &['/', '?', ',']);
            if !port.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(SettingsError::Port);
            }
            ports.push_str(port);
        }
        let Some(behind) = rest.strip_prefix(',') else { break };
        rest = behind;
        hosts.push(',');
        ports.push(',');
    }
    store(values, "host", &hosts)?;
    store(values, "port", &ports)?;
    Ok(rest)
}

fn take_until<'a>(rest: &mut &'a str, ends: &[char]) -> &'a str {
    let (taken, behind) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
    *rest = behind;
    taken
}

fn parse_parameter(parameter: &str, values: &mut Values) -> Result<(), SettingsError> {
    let (name, value) = parameter.split_once('=').ok_or(SettingsError::NoEquals)?;
    let name = decoded(name)?;
    if name == "ssl" && value == "true" {
        // As drivers for Java spell it.
        values.insert("sslmode", "require".to_owned());
        return Ok(());
    }
    // Behind a password, it may be the rest of one with an `&` in it.
    let is_shown = !values.contains_key("password");
    let keyword = keyword::find(&name).ok_or(SettingsError::UnknownKeyword(Some(name).filter(|_| is_shown)))?;
    values.insert(keyword.name, decoded(value)?);
    Ok(())
}

/// Keeps what is not empty.
fn store(values: &mut Values, name: &'static str, encoded: &str) -> Result<(), SettingsError> {
    if !encoded.is_empty() {
        values.insert(name, decoded(encoded)?);
    }
    Ok(())
}

/// Replaces `%41` and its like.
fn decoded(text: &str) -> Result<String, SettingsError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'%' {
            bytes.push(*byte);
            continue;
        }
        let (digits, behind) = rest.split_at_checked(2).ok_or(SettingsError::Percent)?;
        let digit = |at: usize| char::from(digits[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (digit(0), digit(1)) {
            (Some(0), Some(0)) => return Err(SettingsError::Percent),
            (Some(high), Some(low)) => bytes.push(high << 4 | low),
            _ => return Err(SettingsError::Percent),
        }
        rest = behind;
    }
    String::from_utf8(bytes).map_err(|_| SettingsError::Percent)
}

/// Reads `host=here dbname='the app'`.
fn parse_keywords(text: &str) -> Result<Values, SettingsError> {
    let mut values = Values::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, behind) = rest.split_at(rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len()));
        let behind = behind.trim_start().strip_prefix('=').ok_or(SettingsError::NoEquals)?;
        let (value, behind) = take_value(behind.trim_start())?;
        let Some(keyword) = keyword::find(name) else {
            // Behind a password, it may be the rest of it.
            let is_shown = !values.contains_key("password") && !values.contains_key("sslpassword");
            return Err(SettingsError::UnknownKeyword(is_shown.then(|| name.to_owned())));
        };
        values.insert(keyword.name, value);
        rest = behind.trim_start();
    }
    Ok(values)
}

/// Takes a value, with or without quotes; a backslash makes what follows it a part of the value.
fn take_value(text: &str) -> Result<(String, &str), SettingsError> {
    let (text, is_quoted) = match text.strip_prefix('\'') {
        Some(inside) => (inside, true),
        None => (text, false),
    };
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            '\'' if is_quoted => return Ok((value, &text[at + 1..])),
            c if !is_quoted && c.is_whitespace() => return Ok((value, &text[at..])),
            c => value.push(c),
        }
    }
    if is_quoted { Err(SettingsError::Unterminated) } else { Ok((value, "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse(text) {
            Ok(values) => values.iter().map(|(name, value)| format!("{name}={value};")).collect(),
            Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn connection_strings_are_read_as_libpq_reads_them() {
        for (text, expected) in [
            ("postgres://", ""),
            ("postgresql://host", "host=host;"),
            ("postgres://me:p%40ss@host:5433/app", "dbname=app;host=host;password=p@ss;port=5433;user=me;"),
            ("postgres://me@/app?host=/run/pg&port=1", "dbname=app;host=/run/pg;port=1;user=me;"),
            ("postgres://me:p?ss@host/app", "dbname=app;host=host;password=p?ss;user=me;"),
            ("postgres://a:1,b,[::1]:3/app", "dbname=app;host=a,b,::1;port=1,,3;"),
            ("postgres://%2Frun%2Fpg/app", "dbname=app;host=/run/pg;"),
            ("postgres://h/app?ssl=true", "dbname=app;host=h;sslmode=require;"),
            ("postgres://h/app?user=me@tenant", "dbname=app;host=h;user=me@tenant;"),
            ("postgres://h/app?options=-c%20a%3Db", "dbname=app;host=h;options=-c a=b;"),
            ("postgres://[::1", "an address in brackets is not complete"),
            ("postgres://[::1]x/app", "an address in brackets is not complete"),
            ("postgres://h/%zz", "a percent sign is not followed by two hexadecimal digits of a character"),
            ("postgres://h/%00", "a percent sign is not followed by two hexadecimal digits of a character"),
            ("postgres://h/%4", "a percent sign is not followed by two hexadecimal digits of a character"),
            ("postgres://h/a?colour=red", "invalid connection option `colour`"),
            ("host=h  dbname = 'my app' user=a\\ b", "dbname=my app;host=h;user=a b;"),
            ("password='it\\'s' service=prod", "password=it's;service=prod;"),
            ("host= dbname=a", "host=dbname=a;"),
            ("host='' dbname=a", "dbname=a;host=;"),
            ("host=h host=i", "host=i;"),
            ("", ""),
            ("host", "a keyword has no equals sign behind it"),
            ("host='h", "a quoted value has no quote at its end"),
            ("hots=h", "invalid connection option `hots`"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn no_error_shows_a_piece_of_a_password() {
        for text in [
            "postgres://me:p@qq@host/app",
            "postgres://me:qq/p@host/app",
            "postgres://me:12/qq@host/app",
            "postgres://me:12/p?qq=p@host/app",
            "postgres://me:12/p?qq@host/app",
            "postgres://me:%qq@host/app",
            "password=top qq",
            "password=top qq=1",
            "password='qq",
            "postgress://me:qq@host",
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(!error.contains("qq"), "{text}: {error}");
        }
    }

    #[test]
    fn connection_strings_are_told_from_paths() {
        for text in ["postgres://", "postgresql://h/d.sql", "service=prod", "host = h dbname=x.lock", " dbname=a"] {
            assert!(is_connection_string(text), "{text}");
        }
        for text in ["declared", "a/host=1/b.lock", "./host=h.sql", "a=b.sql", "b.sql", ""] {
            assert!(!is_connection_string(text), "{text}");
        }
    }
}
