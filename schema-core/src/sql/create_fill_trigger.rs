use super::{Kind, NullTest, Postcondition, dollar_quoted, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::TriggerState;

/// `CREATE TRIGGER`, with its function: a row that is written without a value for the column gets one, as long as old
/// versions of the application do not know the column.
///
/// CREATE TRIGGER waits for every transaction that has written to the table, and whoever writes after it fires the
/// trigger, in whatever snapshot: so the rows that are still without a value are all there when [`super::FillColumn`]
/// begins, and no other comes. A row that an UPDATE moves to a page that was read already has its value from the trigger
/// too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateFillTrigger {
    /// The table.
    pub table: QualifiedName,
    /// The trigger's name, which is the function's.
    pub name: Ident,
    /// The column.
    pub column: Ident,
    /// How the column is asked whether it holds NULL.
    pub null_test: NullTest,
    /// The value, as SQL over the row.
    pub value: String,
}

/// `pg_trigger.tgtype`: for each row, before, INSERT or UPDATE.
const EVENTS: u16 = 1 | 2 | 4 | 16;

impl Kind for CreateFillTrigger {
    fn title(&self) -> String {
        format!("have rows of {} that are written without {} filled", self.table, self.column)
    }

    fn write(&self, sql: &mut String) {
        let CreateFillTrigger { table, name, column, null_test, value } = self;
        let function = table.sibling(name);
        // As a column of a query, a name in the text is a column of the row, and nothing else.
        let body = format!(
            "\n#variable_conflict use_column\nBEGIN\n    \
             NEW.{column} := (SELECT {value} FROM (SELECT NEW.*) AS {});\n    RETURN NEW;\nEND\n",
            table.name
        );
        // The text means what it means to the batches, whatever the application's search_path is.
        push!(
            sql,
            "CREATE FUNCTION {function}() RETURNS trigger\n    LANGUAGE plpgsql SET search_path FROM CURRENT\nAS {};\n",
            dollar_quoted("function", &body)
        );
        push!(sql, "REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;\n");
        push!(
            sql,
            "CREATE TRIGGER {name}\n    BEFORE INSERT OR UPDATE ON {table}\n    \
             FOR EACH ROW WHEN (NEW.{column} {}) EXECUTE FUNCTION {function}();",
            null_test.is_null()
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareRowExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::NamedTrigger {
            table: self.table.clone(),
            name: self.name.clone(),
            events: EVENTS,
            state: TriggerState::Enabled,
            comment: None,
        }
    }
}
