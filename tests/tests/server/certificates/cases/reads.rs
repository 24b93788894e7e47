//! What only reads, and fails where something is amiss.

use std::sync::Arc;

use schema_core::model::{ForeignKey, Index};
use schema_core::sql::{
    AuditForeignKey, CheckDuplicates, CheckPrivileges, CheckRows, Postcondition, Referring, ReportOrphans, RowsIn,
    Verify,
};

use super::super::model::{
    child, expression_index, ident, idents, match_full, parent, to_itself, to_parent, unique_index,
};
use super::Case;

const INDEXED: &str = "CREATE INDEX i ON public.child (parent_id)";
const TO_VERIFY: &str = "CREATE INDEX i ON public.child (parent_id);
     ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0);
     ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES public.parent (id)";

const COMPOSITE: &str = "CREATE TYPE public.place AS (city text, zip text);
     ALTER TABLE public.child ADD COLUMN place public.place;
     UPDATE public.child SET place = ROW(label, NULL)";

pub(super) fn cases() -> Vec<Case> {
    let audit = |foreign_key: ForeignKey| AuditForeignKey {
        table: child(),
        name: ident("fk"),
        foreign_key: Arc::new(foreign_key),
        comparison: Default::default(),
        referenced: RowsIn::Itself,
    };
    let duplicates =
        |index: Index| CheckDuplicates { table: child(), name: ident("i"), index, composites: Default::default() };
    let report = |foreign_keys: Vec<ForeignKey>| ReportOrphans {
        foreign_keys: foreign_keys
            .into_iter()
            .map(|foreign_key| Referring {
                table: child(),
                name: ident("fk"),
                foreign_key: Arc::new(foreign_key),
                comparison: Default::default(),
            })
            .collect(),
        partitioned: Default::default(),
    };
    vec![
        Case::new("plain", "", audit(to_parent())),
        Case::new("with an index on the foreign key", INDEXED, audit(to_parent())),
        Case::new("to its own table", "", audit(to_itself())),
        Case::new("composite, MATCH FULL", "", audit(match_full())),
        Case::new("on a column", "", duplicates(unique_index(&["label"]))),
        Case::new("NULLS NOT DISTINCT", "", {
            duplicates(Index { nulls_not_distinct: true, ..unique_index(&["label", "amount"]) })
        }),
        Case::new("on several columns", "", duplicates(unique_index(&["region", "id"]))),
        Case::new("partial, on an expression", "", duplicates(expression_index())),
        Case::new("of a composite type", COMPOSITE, {
            CheckDuplicates { composites: [ident("place")].into(), ..duplicates(unique_index(&["place"])) }
        }),
        Case::new("all there are", "", {
            CheckPrivileges {
                create_in: idents(&["public"]),
                own: vec![child()],
                reference: vec![parent()],
                lock: vec![parent()],
            }
        }),
        Case::new(
            "plain",
            "",
            CheckRows { table: child(), name: ident("c"), condition: "amount > 0".to_owned(), key: idents(&["id"]) },
        ),
        Case::new("one", "", report(vec![to_parent()])),
        Case::new("several", "", report(vec![to_parent(), to_itself(), match_full()])),
        Case::new("a table, constraints, an index, a column", TO_VERIFY, Verify { facts: facts(), is_before: false }),
    ]
}

fn facts() -> Vec<(String, Postcondition)> {
    let constraint = |name: &str, contype: char, definition: Option<&str>| Postcondition::ConstraintExists {
        table: child(),
        name: ident(name),
        contype,
        validated: true,
        definition: definition.map(str::to_owned),
    };
    let to_parent = "FOREIGN KEY (parent_id) REFERENCES public.parent(id)";
    [
        Postcondition::Table { name: child(), exists: true },
        Postcondition::Column { table: child(), name: ident("label"), exists: true },
        Postcondition::Default { table: child(), column: ident("label"), exists: true },
        Postcondition::NotNull { table: child(), column: ident("id"), not_null: true },
        Postcondition::IndexValid { table: child(), name: ident("i") },
        constraint("c", 'c', None),
        constraint("child_pkey", 'p', None),
        constraint("fk", 'f', Some(to_parent)),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, fact)| (format!("fact {at}"), fact))
    .collect()
}
