use super::{Kind, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME CONSTRAINT` for the NOT NULLs that have the names which PostgreSQL 18 gave them, where the table
/// or columns are called otherwise by now. Older majors have no such constraints, and nothing happens there; nor does it
/// where a NOT NULL has another name, or the new name is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameNotNulls {
    /// The table, by its new name.
    pub table: QualifiedName,
    /// Old names and new ones, in an order in which each new one is free.
    pub names: Vec<(Ident, Ident)>,
}

impl Kind for RenameNotNulls {
    fn title(&self) -> String {
        format!("name the NOT NULLs of {} after it and its columns", self.table)
    }

    fn write(&self, sql: &mut String) {
        let table = literal(&self.table.to_string());
        let names: Vec<String> = self
            .names
            .iter()
            .enumerate()
            .map(|(at, (from, to))| format!("({at}, {}, {})", literal(from.as_str()), literal(to.as_str())))
            .collect();
        push!(sql, "DO $not_nulls$\nDECLARE\n    name record;\nBEGIN\n");
        push!(
            sql,
            "    FOR name IN\n        SELECT old, new FROM (VALUES\n            {}\n",
            names.join(",\n            ")
        );
        push!(sql, "        ) AS names (place, old, new) ORDER BY place\n    LOOP\n");
        push!(
            sql,
            "        IF EXISTS (SELECT FROM pg_catalog.pg_constraint\n            \
             WHERE conrelid = pg_catalog.to_regclass({table}) AND contype = 'n' AND conname = name.old)\n        \
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n            \
             WHERE conrelid = pg_catalog.to_regclass({table}) AND conname = name.new)\n        THEN\n            \
             EXECUTE pg_catalog.format({}, name.old, name.new);\n        END IF;\n    END LOOP;\nEND\n$not_nulls$;",
            literal(&format!("ALTER TABLE {} RENAME CONSTRAINT %I TO %I", self.table.to_string().replace('%', "%%")))
        );
    }

    fn effects(&self, major: &Major) -> Effects {
        if major.number() < 18 { Effects::none() } else { Effects::lock(&self.table, LockMode::AccessExclusive) }
    }

    fn postcondition(&self) -> Postcondition {
        // It does what there is to do, however often it runs.
        Postcondition::Nothing
    }
}
