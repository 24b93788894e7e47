use std::collections::BTreeSet;

use super::{Kind, NullTest, Postcondition, dollar_quoted, list, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// Pages of a batch. A page holds 291 rows at most, most tables have some 100 on one.
const PAGES: u32 = 32;

/// Gives the rows of a column that are NULL a value, in batches: each is a transaction of its own, over a few pages of
/// the table. To begin again after a failure is to go on, for only rows without a value are touched.
///
/// A batch passes over rows that somebody else has locked, so it waits for no row of the table while it holds others.
/// Those come next, one a transaction: who waits for one row and holds no other cannot be part of a deadlock between rows.
/// A COMMIT comes first, for PostgreSQL refuses it inside a transaction block: else all batches would be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillColumn {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// How the column is asked whether it holds NULL.
    pub null_test: NullTest,
    /// What the value calls the table: its name, or that of the table that it is a partition of.
    pub alias: Ident,
    /// The value, as SQL over the row. Rows for which it is NULL are left for the audit to name.
    pub value: String,
    /// Whether the value is another one whenever it is computed, and never NULL: it is computed once for each row then, for
    /// what `nextval` has given is gone.
    pub is_drawn: bool,
    /// The tables that foreign keys of the column refer to: each value is looked up there.
    pub references: BTreeSet<QualifiedName>,
    /// Triggers of the table that fire for each row.
    pub fires: Vec<Ident>,
}

impl FillColumn {
    /// Writes the table as FROM names it.
    pub fn named(&self) -> String {
        match self.alias == self.table.name {
            true => self.table.to_string(),
            false => format!("{} AS {}", self.table, self.alias),
        }
    }

    /// Writes the condition of the rows that are to be filled.
    pub fn is_open(&self) -> String {
        let FillColumn { column, null_test, value, .. } = self;
        let has_none = format!("{column} {}", null_test.is_null());
        match self.is_drawn {
            true => has_none,
            false => format!("{has_none} AND ({value}) {}", null_test.is_not_null()),
        }
    }
}

impl Kind for FillColumn {
    fn title(&self) -> String {
        let fires = match self.fires.as_slice() {
            [] => String::new(),
            [trigger] => format!(", firing trigger {trigger}"),
            triggers => format!(", firing triggers {}", list(triggers)),
        };
        format!("fill {} of {} in batches{fires}", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        let FillColumn { table, column, value, .. } = self;
        let relation = literal(&table.to_string());
        let named = self.named();
        let subject = format!("{table}.{column}").replace('%', "%%");
        let said = literal(&format!("{subject}: batch % of %, % of % rows filled"));
        // The table may have columns of the names of the variables, which are then called by the label.
        let label = if self.alias.as_str() == "filling" { "filling_rows" } else { "filling" };
        let in_batch = format!("ctid >= {label}.first_row AND ctid < {label}.end_row");
        let (is_null, is_open) = (self.null_test.is_null(), self.is_open());
        let mut body = String::new();
        push!(
            body,
            "\n#variable_conflict use_column\n<<{label}>>\nDECLARE\n    \
             pages CONSTANT bigint := {PAGES};\n    \
             batches bigint := 0;\n    open_rows bigint;\n    filled_rows bigint := 0;\n    changed bigint;\n    \
             first_row tid;\n    end_row tid;\n    locked_row tid;\n\
             BEGIN\n    \
             COMMIT;\n    \
             SELECT count(*) INTO open_rows FROM ONLY {table} WHERE {column} {is_null};\n    \
             IF open_rows > 0 THEN\n        \
             batches := pg_catalog.ceil(pg_catalog.pg_relation_size({relation}::pg_catalog.regclass)::numeric\n            \
             / pg_catalog.current_setting('block_size')::bigint / pages);\n    \
             END IF;\n"
        );
        push!(
            body,
            "    FOR batch IN 1..batches LOOP\n        \
             first_row := pg_catalog.format('(%s,0)', (batch - 1) * pages)::tid;\n        \
             end_row := pg_catalog.format('(%s,0)', batch * pages)::tid;\n        \
             UPDATE ONLY {named}\n           SET {column} = {value}\n         \
             WHERE ctid = ANY (ARRAY(\n                   \
             SELECT ctid FROM ONLY {named}\n                    \
             WHERE {in_batch}\n                      \
             AND {is_open}\n                      \
             FOR NO KEY UPDATE SKIP LOCKED));\n        \
             GET DIAGNOSTICS changed = ROW_COUNT;\n        \
             filled_rows := filled_rows + changed;\n        \
             COMMIT;\n"
        );
        push!(
            body,
            "        -- What others had locked comes row by row, while no other row is held.\n        \
             FOREACH locked_row IN ARRAY ARRAY(\n            \
             SELECT ctid FROM ONLY {named}\n             \
             WHERE {in_batch}\n               \
             AND {is_open})\n        \
             LOOP\n            \
             UPDATE ONLY {named}\n               SET {column} = {value}\n             \
             WHERE ctid = {label}.locked_row\n               AND {is_open};\n            \
             GET DIAGNOSTICS changed = ROW_COUNT;\n            \
             filled_rows := filled_rows + changed;\n            \
             COMMIT;\n        \
             END LOOP;\n        \
             IF batch * 100 / batches > (batch - 1) * 100 / batches THEN\n            \
             RAISE NOTICE {said}, batch, batches, filled_rows, open_rows;\n        \
             END IF;\n    \
             END LOOP;\n\
             END\n"
        );
        push!(sql, "DO {};", dollar_quoted("fill", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let own = Effects::lock(&self.table, LockMode::RowExclusive).and_scan(&self.table).outside_block();
        self.references
            .iter()
            .fold(own, |effects, parent| effects.and_lock(parent, LockMode::RowShare).and_scan(parent))
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
