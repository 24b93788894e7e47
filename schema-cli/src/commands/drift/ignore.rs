//! What is known to differ and left so, with a reason and a day on which it is looked at again.

use serde::Deserialize;

/// What a file looks like.
pub(super) const HELP: &str = "[{\"object\": \"foreign key public.orders.orders_user_id_fkey\", \"status\": \"missing\", \
                               \"environment\": \"staging\", \"reason\": \"...\", \"expires\": \"2030-01-31\"}]; \
                               environment and status may be left out, and object may end in *";

/// One entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    object: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    environment: Option<String>,
    reason: String,
    expires: String,
}

/// All entries of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignored {
    entries: Vec<Entry>,
    today: String,
}

impl Ignored {
    /// Reads a file.
    pub(super) fn parse(text: &str, today: &str) -> Result<Ignored, String> {
        let entries: Vec<Entry> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        for entry in &entries {
            if entry.reason.trim().is_empty() {
                return Err(format!("{}: the reason is empty", entry.object));
            }
            if !is_day(&entry.expires) {
                return Err(format!("{}: `{}` is no day, as in 2030-01-31", entry.object, entry.expires));
            }
        }
        Ok(Ignored { entries, today: today.to_owned() })
    }

    /// Finds why a finding is left: the first entry that names it and has not expired.
    pub(super) fn reason(&self, environment: &str, object: &str, status: &str) -> Option<&str> {
        let named = self.entries.iter().find(|entry| entry.names(environment, object, status) && !self.is_over(entry));
        named.map(|entry| entry.reason.as_str())
    }

    /// Says what of the file does nothing any more: entries that have expired, and those that name none of these findings.
    pub(super) fn notes<'a>(&self, findings: impl Iterator<Item = (&'a str, String, &'a str)> + Clone) -> Vec<String> {
        let note = |entry: &Entry| {
            let is_used =
                findings.clone().any(|(environment, object, status)| entry.names(environment, &object, status));
            match (is_used, self.is_over(entry)) {
                (true, true) => {
                    Some(format!("`{}` was ignored until {}: {}", entry.object, entry.expires, entry.reason))
                }
                (true, false) => None,
                (false, _) => Some(format!("`{}` is ignored, and nothing of that name differs", entry.object)),
            }
        };
        self.entries.iter().filter_map(note).collect()
    }

    fn is_over(&self, entry: &Entry) -> bool {
        entry.expires < self.today
    }
}

impl Entry {
    fn names(&self, environment: &str, object: &str, status: &str) -> bool {
        let is_named = match self.object.strip_suffix('*') {
            Some(beginning) => object.starts_with(beginning),
            None => object == self.object,
        };
        let is_or_any = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        is_named && is_or_any(&self.environment, environment) && is_or_any(&self.status, status)
    }
}

/// Tells whether a text is a day as `YYYY-MM-DD`, so that days compare as texts.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, length: usize| (text.len() == length).then(|| text.parse::<u16>().ok()).flatten();
    match parts[..] {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(expires: &str) -> String {
        format!(
            r#"[{{"object": "index public.t.*", "environment": "staging", "reason": "a test", "expires": "{expires}"}}]"#
        )
    }

    #[test]
    fn an_entry_holds_until_its_day() {
        let ignored = Ignored::parse(&file("2026-05-01"), "2026-05-01").unwrap();
        assert_eq!(ignored.reason("staging", "index public.t.a", "missing"), Some("a test"));
        assert_eq!(ignored.reason("prod", "index public.t.a", "missing"), None);
        assert_eq!(ignored.reason("staging", "index public.u.a", "missing"), None);
        let over = Ignored::parse(&file("2026-04-30"), "2026-05-01").unwrap();
        assert_eq!(over.reason("staging", "index public.t.a", "missing"), None);
        let findings = [("staging", "index public.t.a".to_owned(), "missing")];
        assert_eq!(over.notes(findings.into_iter()), ["`index public.t.*` was ignored until 2026-04-30: a test"]);
        assert_eq!(ignored.notes([].into_iter()), ["`index public.t.*` is ignored, and nothing of that name differs"]);
    }

    #[test]
    fn an_entry_without_reason_or_day_is_refused() {
        let refused = |text: &str| Ignored::parse(text, "2026-05-01").unwrap_err();
        assert!(refused(&file("soon")).contains("`soon` is no day"));
        assert!(refused(&file("2026-13-01")).contains("is no day"));
        assert!(refused(r#"[{"object": "a", "reason": " ", "expires": "2026-05-01"}]"#).contains("reason is empty"));
        assert!(refused(r#"[{"object": "a", "expires": "2026-05-01"}]"#).contains("missing field `reason`"));
        assert!(
            refused(r#"[{"object": "a", "reason": "b", "expires": "2026-05-01", "x": 1}]"#).contains("unknown field")
        );
    }
}
