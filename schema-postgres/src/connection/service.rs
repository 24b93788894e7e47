//! Service files: what `service=prod` stands for.
//!
//! <https://www.postgresql.org/docs/current/libpq-pgservice.html>

use std::path::Path;

use super::error::SettingsError;
use super::keyword::{self, Values};

/// Finds a service in the text of a file; nothing where the file does not define it. Of two values the first counts, and of
/// two sections of one name too.
pub(super) fn find(text: &str, path: &Path, service: &str) -> Result<Option<Values>, SettingsError> {
    let mut found: Option<Values> = None;
    for (at, line) in text.lines().enumerate() {
        let wrong = |what| SettingsError::ServiceLine { path: path.to_owned(), line: at + 1, what };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            if name.strip_suffix(']') == Some(service) {
                found = Some(Values::new());
            }
            continue;
        }
        let Some(values) = &mut found else { continue };
        if line.starts_with("ldap://") {
            return Err(wrong("a service is not looked up by LDAP here"));
        }
        let (name, value) = line.split_once('=').ok_or_else(|| wrong("there is no equals sign"))?;
        let keyword = keyword::find(name)
            .ok_or_else(|| wrong("libpq has no such option; a space before the equals sign is a part of the name"))?;
        if matches!(keyword.name, "service" | "servicefile") {
            return Err(wrong("a service does not stand for another one"));
        }
        values.entry(keyword.name).or_insert_with(|| value.to_owned());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# ours\n\n[test]\nhost=a\n[prod]\nhost=b\n  port=5433\nhost=c\ndbname=my app\n[prod]\nuser=me\n\
                        [odd]\nhost = d\n[nested]\nservice=prod\n[bare]\nhost\n[far]\nldap://x\n";

    #[test]
    fn services_are_found() {
        let shown = |service: &str| match find(FILE, Path::new("f"), service) {
            Ok(Some(values)) => values.iter().map(|(name, value)| format!("{name}={value};")).collect(),
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string(),
        };
        for (service, expected) in [
            ("test", "host=a;"),
            ("prod", "dbname=my app;host=b;port=5433;"),
            ("other", "none"),
            (
                "odd",
                "syntax error in service file f, line 13: libpq has no such option; a space before the equals sign is a \
                 part of the name",
            ),
            ("nested", "syntax error in service file f, line 15: a service does not stand for another one"),
            ("bare", "syntax error in service file f, line 17: there is no equals sign"),
            ("far", "syntax error in service file f, line 19: a service is not looked up by LDAP here"),
        ] {
            assert_eq!(shown(service), expected, "{service}");
        }
    }
}
