use std::collections::BTreeSet;

use super::printed_text::bare;
use super::{Kind, NullTest, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Index, IndexTerm};

/// Fails where rows violate a unique index that is about to be built, before anything changes: CREATE UNIQUE INDEX
/// CONCURRENTLY would fail late and leave an INVALID index behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckDuplicates {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
    /// The index.
    pub index: Index,
    /// Its columns of composite types: an index takes a value of one for NULL only where there is none.
    pub composites: BTreeSet<Ident>,
}

impl Kind for CheckDuplicates {
    fn title(&self) -> String {
        format!("look for rows of {} that are equal under {}", self.table, self.name)
    }

    fn write(&self, sql: &mut String) {
        let terms: Vec<String> = self
            .index
            .keys
            .iter()
            .map(|key| {
                let term = match &key.term {
                    IndexTerm::Column(column) => column.to_string(),
                    // A constant, which lets one row in, is grouped by what is none: GROUP BY would look for a column.
                    IndexTerm::Expression(expression) if is_constant(&expression.sql) => {
                        format!("coalesce({})", expression.sql)
                    }
                    IndexTerm::Expression(expression) => format!("({})", expression.sql),
                };
                let collation = key.collation.as_ref();
                collation.map_or_else(|| term.clone(), |collation| format!("{term} COLLATE {collation}"))
            })
            .collect();
        let nulls_are_equal = self.index.nulls_not_distinct;
        // NULLs are distinct in a unique index unless it says otherwise, so a row with one equals no other.
        let mut conditions: Vec<String> = Vec::new();
        if !nulls_are_equal {
            let null_test = |term: &IndexTerm| match term {
                IndexTerm::Column(column) if self.composites.contains(column) => NullTest::Composite,
                IndexTerm::Column(_) | IndexTerm::Expression(_) => NullTest::Plain,
            };
            let keys = self.index.keys.iter().map(|key| null_test(&key.term).is_not_null());
            conditions.extend(terms.iter().zip(keys).map(|(term, is_not_null)| format!("{term} {is_not_null}")));
        }
        if let Some(predicate) = &self.index.predicate {
            conditions.insert(0, format!("({})", predicate.sql));
        }
        let as_text = terms.iter().map(|term| {
            let text = if term.contains(" COLLATE ") { format!("({term})::text") } else { format!("{term}::text") };
            if nulls_are_equal { format!("coalesce({text}, 'NULL')") } else { text }
        });
        let as_text: Vec<String> = as_text.collect();
        let condition = match &conditions[..] {
            [] => String::new(),
            conditions => format!("\n           WHERE {}", conditions.join(" AND ")),
        };
        let duplicates = format!(
            "FROM (SELECT '(' || concat_ws(', ', {}) || ')' AS duplicate_key\n            FROM ONLY {}{}\n           GROUP BY {}\n          HAVING count(*) > 1",
            as_text.join(", "),
            self.table,
            condition,
            terms.join(", ")
        );
        let subject = literal(&format!("index {} of {}: ", self.name, self.table));
        let mut body = String::new();
        push!(
            body,
            "\n#variable_conflict use_column\nDECLARE\n    duplicate_keys bigint;\n    sample_keys text;\nBEGIN\n    SELECT count(*) INTO duplicate_keys\n      {duplicates}) AS duplicates;\n    IF duplicate_keys > 0 THEN\n        SELECT string_agg(duplicate_key, ', ' ORDER BY duplicate_key) INTO sample_keys\n      {duplicates}\n           ORDER BY 1 LIMIT 5) AS duplicates;\n        RAISE EXCEPTION USING\n            ERRCODE = 'unique_violation',\n            MESSAGE = {subject} || duplicate_keys || ' keys stand in more than one row',\n            DETAIL = 'for example ' || sample_keys,\n            HINT = 'Repair these rows first: the index could not be built.';\n    END IF;\nEND\n"
        );
        push!(sql, "DO {};", dollar_quoted("check", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessShare).and_scan(&self.table)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}

/// Tells whether an expression is a number, true, false or NULL.
fn is_constant(sql: &str) -> bool {
    let bare = bare(sql);
    matches!(bare.to_ascii_lowercase().as_str(), "true" | "false" | "null")
        || bare.chars().all(|c| c.is_ascii_digit() || c == '.')
}
