use super::{Kind, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME CONSTRAINT` for the NOT NULLs that have the names which PostgreSQL 18 gave them, where the table
/// or columns are called otherwise by now. Older majors have no such constraints, and nothing happens there; nor does it
/// where a NOT NULL of the table, or of one of its partitions, has another name, or the new name is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameNotNulls {
    /// The table, by its new name.
    pub table: QualifiedName,
    /// In an order in which each new name is free.
    pub names: Vec<NotNullName>,
}

/// The NOT NULL of a column, and what it is to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNullName {
    /// The column, by its new name.
    pub column: Ident,
    /// The name so far.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
}

impl Kind for RenameNotNulls {
    fn title(&self) -> String {
        format!("name the NOT NULLs of {} after it and its columns", self.table)
    }

    fn write(&self, sql: &mut String) {
        let names = self.names.iter().enumerate().map(|(at, NotNullName { column, from, to })| {
            let [column, from, to] = [column, from, to].map(|name| literal(name.as_str()));
            format!("({at}, {column}, {from}, {to})")
        });
        let names = names.collect::<Vec<_>>().join(",\n            ");
        let (name, table) = (self.table.to_string(), literal(&self.table.to_string()));
        let rename = literal(&format!("ALTER TABLE {} RENAME CONSTRAINT %I TO %I", name.replace('%', "%%")));
        let body = format!(
            "
DECLARE
    name record;
BEGIN
    FOR name IN
        SELECT of_column, old, new FROM (VALUES
            {names}
        ) AS names (place, of_column, old, new) ORDER BY place
    LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_constraint AS found
            JOIN pg_catalog.pg_attribute AS of ON of.attrelid = found.conrelid AND of.attnum = found.conkey[1]
            WHERE found.conrelid = pg_catalog.to_regclass({table}) AND found.contype = 'n'
              AND found.conname = name.old AND of.attname = name.of_column)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
            WHERE taken.conrelid = pg_catalog.to_regclass({table}) AND taken.conname = name.new)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass({table})) AS part
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS same
                WHERE same.conrelid = part.relid AND same.contype = 'n' AND same.conname = name.old)
               OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS taken
                WHERE taken.conrelid = part.relid AND taken.conname = name.new))
        THEN
            EXECUTE pg_catalog.format({rename}, name.old, name.new);
        END IF;
    END LOOP;
END
"
        );
        push!(sql, "DO {};", dollar_quoted("not_nulls", &body));
    }

    fn effects(&self, major: &Major) -> Effects {
        if major.number() < 18 { Effects::none() } else { Effects::lock(&self.table, LockMode::AccessExclusive) }
    }

    fn postcondition(&self) -> Postcondition {
        // It does what there is to do, however often it runs.
        Postcondition::Nothing
    }
}
