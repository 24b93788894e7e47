use super::{Kind, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};

/// Fails where the catalog does not say what the steps of a migration were to leave behind, naming all that is amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verify {
    /// What each fact is about, for the message, and the fact.
    pub facts: Vec<(String, Postcondition)>,
    /// Whether it looks before the steps that need it, and not behind those that leave it.
    pub is_before: bool,
}

impl Kind for Verify {
    fn title(&self) -> String {
        let count = self.facts.len();
        let of = if self.is_before { " that the next steps rest on" } else { "" };
        format!("verify {count} fact{} in the catalog{of}", if count == 1 { "" } else { "s" })
    }

    fn write(&self, sql: &mut String) {
        let mut constraints: Vec<String> = Vec::new();
        let mut indexes: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for (subject, fact) in &self.facts {
            match fact {
                Postcondition::ConstraintExists { table, name, contype, validated: true, definition } => {
                    let definition = definition.as_deref().map_or("NULL".to_owned(), literal);
                    constraints.push(format!(
                        "({}, {}, '{contype}', {definition})",
                        literal(&table.to_string()),
                        literal(name.as_str())
                    ));
                }
                Postcondition::IndexValid { table, name } => {
                    let index = literal(&table.sibling(name).to_string());
                    indexes.push(format!("({index}, {})", literal(&table.to_string())));
                }
                other => others.push(format!("({}, {})", literal(subject), other.sql())),
            }
        }
        let mut parts: Vec<String> = Vec::new();
        if !constraints.is_empty() {
            parts.push(constraints_amiss(&constraints));
        }
        if !indexes.is_empty() {
            parts.push(indexes_amiss(&indexes));
        }
        if !others.is_empty() {
            parts.push(format!(
                "SELECT subject FROM (VALUES\n            {}\n        ) AS facts (subject, holds) WHERE holds IS NOT TRUE",
                others.join(",\n            ")
            ));
        }
        let (message, hint) = match self.is_before {
            true => (
                "not as the migration finds it",
                "A partition has these under other names, or not at all: rename them, then run the file again.",
            ),
            false => (
                "not as the migration leaves it",
                "Look for what changed these objects since, or for a file that was not run.",
            ),
        };
        let mut body = String::new();
        // With an empty search_path, pg_get_constraintdef() qualifies every name.
        push!(
            body,
            "\nDECLARE\n    amiss text;\nBEGIN\n    PERFORM pg_catalog.set_config('search_path', '', true);\n    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (\n        {}\n    ) AS amiss (subject);\n    IF amiss IS NOT NULL THEN\n        RAISE EXCEPTION USING\n            MESSAGE = '{message}: ' || amiss,\n            HINT = '{hint}';\n    END IF;\nEND\n",
            parts.join("\n        UNION ALL\n        ")
        );
        push!(sql, "DO {};", dollar_quoted("verify", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}

/// Constraints that are missing, of another kind, not validated, or defined otherwise. Quotes are not compared: which
/// names PostgreSQL quotes differs by major.
fn constraints_amiss(rows: &[String]) -> String {
    format!(
        "SELECT 'constraint ' || name || ' of ' || table_name FROM (VALUES\n            {}\n        ) AS declared (table_name, name, contype, definition)\n        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS actual\n            WHERE actual.conrelid = pg_catalog.to_regclass(declared.table_name) AND actual.conname = declared.name\n              AND actual.contype = declared.contype AND actual.convalidated\n              AND (declared.definition IS NULL\n                   OR pg_catalog.replace(pg_catalog.pg_get_constraintdef(actual.oid), '\"', '')\n                    = pg_catalog.replace(declared.definition, '\"', '')))",
        rows.join(",\n            ")
    )
}

/// Indexes that are missing, invalid, or of another table.
fn indexes_amiss(rows: &[String]) -> String {
    format!(
        "SELECT 'index ' || name FROM (VALUES\n            {}\n        ) AS declared (name, table_name)\n        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index AS actual\n            WHERE actual.indexrelid = pg_catalog.to_regclass(declared.name) AND actual.indisvalid\n              AND actual.indrelid = pg_catalog.to_regclass(declared.table_name))",
        rows.join(",\n            ")
    )
}
