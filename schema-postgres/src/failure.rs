//! What a server or the network said, in words for people.

use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

/// What the server said, for a report, in one line: its message and SQLSTATE, and the privilege that is missing, where it
/// is one.
pub fn reason(error: &Error) -> String {
    let Some(answer) = error.as_db_error() else {
        return match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
    };
    let said = format!("{} (SQLSTATE {})", answer.message(), answer.code().code());
    match missing_privilege(answer) {
        Some(missing) => format!("{said}; {missing}"),
        None => said,
    }
}

/// Says which privilege is missing, and how to get it.
fn missing_privilege(answer: &DbError) -> Option<String> {
    (*answer.code() == SqlState::INSUFFICIENT_PRIVILEGE).then(|| privilege_for(answer.message()))
}

/// Reads PostgreSQL's own message: `permission denied for table users`. One in another language names the object alone.
/// <https://www.postgresql.org/docs/current/ddl-priv.html>
fn privilege_for(message: &str) -> String {
    if message.contains("row-level security policy") {
        return "a role sees all rows if it owns the table, or has BYPASSRLS: ALTER ROLE ... BYPASSRLS".to_owned();
    }
    let object = message.strip_prefix("permission denied for ").and_then(|rest| rest.split_once(' '));
    let (privilege, object) = match object {
        Some(("table" | "view", name)) => ("SELECT", name.to_owned()),
        Some(("materialized" | "foreign", rest)) => {
            ("SELECT", rest.split_once(' ').map_or(rest, |(_, name)| name).to_owned())
        }
        Some(("sequence", name)) => ("SELECT", format!("SEQUENCE {name}")),
        Some(("schema", name)) => ("USAGE", format!("SCHEMA {name}")),
        Some(("database", name)) => ("CONNECT", format!("DATABASE {name}")),
        Some(("function", name)) => ("EXECUTE", format!("FUNCTION {name}")),
        Some(("type", name)) => ("USAGE", format!("TYPE {name}")),
        _ => return "the role that connects lacks a privilege on what is named".to_owned(),
    };
    format!("the role that connects lacks {privilege}: GRANT {privilege} ON {object} TO ...")
}

#[cfg(test)]
mod tests {
    use super::privilege_for;

    #[test]
    fn the_missing_privilege_is_named() {
        for (message, expected) in [
            ("permission denied for table users", "GRANT SELECT ON users TO"),
            ("permission denied for materialized view seen", "GRANT SELECT ON seen TO"),
            ("permission denied for schema app", "GRANT USAGE ON SCHEMA app TO"),
            ("permission denied for database app", "GRANT CONNECT ON DATABASE app TO"),
            ("permission denied for function f", "GRANT EXECUTE ON FUNCTION f TO"),
            ("query would be affected by row-level security policy for table \"users\"", "BYPASSRLS"),
            ("keine Berechtigung für Tabelle users", "lacks a privilege on what is named"),
        ] {
            assert!(privilege_for(message).contains(expected), "{message}: {}", privilege_for(message));
        }
    }
}
