//! What a runner that never leaves its transaction runs in place of a statement that PostgreSQL refuses inside one.

use super::{CreateIndex, Postcondition, Statement, dollar_quoted, literal, push};
use crate::ident::QualifiedName;

/// Writes it; nothing for a statement that PostgreSQL takes in a transaction. It
///
/// - does nothing where the statement has been run already, outside of the runner;
/// - runs the form that keeps everybody waiting where the table has no rows: nobody waits for long. It takes the table's
///   lock before it looks, so no row can come between;
/// - fails otherwise, with the message, and the statement to run.
pub(crate) fn in_transaction(statement: &Statement, message: &str, runner: &str) -> Option<String> {
    let (table, alternative) = alternative(statement)?;
    let done = match (statement, statement.postcondition()) {
        (Statement::FillColumn(fill), _) => {
            Some(format!("NOT EXISTS (SELECT FROM ONLY {} WHERE {})", fill.named(), fill.is_open()))
        }
        (_, Postcondition::Nothing) => None,
        (_, done) => Some(done.sql()),
    };
    let done = done.map_or(String::new(), |done| format!("    IF {done} THEN\n        RETURN;\n    END IF;\n"));
    let alternative = alternative
        .map_or(String::new(), |sql| format!("    EXECUTE {};\n", dollar_quoted("sql", sql.trim_end_matches(';'))));
    let mut body = String::new();
    push!(
        body,
        "\nBEGIN\n{done}    LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE;\n    \
         IF EXISTS (SELECT FROM {table}) THEN\n        \
         RAISE EXCEPTION USING\n            MESSAGE = {},\n            DETAIL = {},\n            HINT = {};\n    END IF;\n{alternative}END\n",
        literal(message),
        dollar_quoted("statement", &statement.sql()),
        literal(&format!("Run the statement of the detail with psql, then {runner} again."))
    );
    Some(format!("DO {};", dollar_quoted("step", &body)))
}

/// A statement that does nothing. Some clients take a text without any for an error.
pub(crate) fn nothing() -> &'static str {
    "DO $nothing$ BEGIN END $nothing$;"
}

/// The table that the statement is about, and what does the same where it has no rows; nothing where there is nothing to
/// do then.
fn alternative(statement: &Statement) -> Option<(&QualifiedName, Option<String>)> {
    match statement {
        Statement::CreateIndexConcurrently(create) => {
            let (table, name, index) = (create.table.clone(), create.name.clone(), create.index.clone());
            Some((&create.table, Some(Statement::from(CreateIndex { table, name, index }).sql())))
        }
        Statement::DropIndexConcurrently(drop) => {
            Some((&drop.table, Some(format!("DROP INDEX {}", drop.table.sibling(&drop.name)))))
        }
        Statement::DetachPartition(detach) if detach.is_concurrent() => {
            Some((&detach.name, Some(format!("ALTER TABLE {}\n    DETACH PARTITION {}", detach.of, detach.name))))
        }
        Statement::FillColumn(fill) => Some((&fill.table, None)),
        _ => None,
    }
}

/// Writes what fails where the session limits how long a statement may take or wait for a lock: one that is alone in its
/// message, as PostgreSQL wants it outside a transaction, has no place for a SET before it.
pub(crate) fn require_no_timeouts() -> String {
    let timeouts =
        ["lock_timeout", "statement_timeout"].map(|name| (name, format!("pg_catalog.current_setting('{name}')")));
    let limited: Vec<String> = timeouts.iter().map(|(_, value)| format!("{value} <> '0'")).collect();
    let shown: Vec<String> = timeouts.iter().map(|(name, value)| format!("'{name} = ' || {value}")).collect();
    let body = format!(
        "\nBEGIN\n    IF {} THEN\n        RAISE EXCEPTION USING\n            \
         MESSAGE = 'this session has ' || {},\n            \
         HINT = 'What runs outside a transaction cannot set them for itself, and would fail half-way: connect with options=-c%20lock_timeout=0%20-c%20statement_timeout=0 in the URL.';\n    \
         END IF;\nEND\n",
        limited.join(" OR "),
        shown.join(" || ', ' || ")
    );
    format!("DO {};", dollar_quoted("timeouts", &body))
}

/// What comes before and behind SQL that sets `search_path` for the rest of its transaction: the runner has something to do
/// in it still, and looks for its own table.
pub(crate) fn keeping_search_path() -> [String; 2] {
    let keep = |tag: &str, setting: &str, value_of: &str| {
        let body = format!(
            "\nBEGIN\n    PERFORM pg_catalog.set_config('{setting}', pg_catalog.current_setting('{value_of}'), true);\nEND\n"
        );
        format!("DO {};", dollar_quoted(tag, &body))
    };
    let kept = "schema_export.search_path";
    [keep("keep", kept, "search_path"), keep("give_back", "search_path", kept)]
}
