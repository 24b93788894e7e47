//! Extensions, tables and comments.

use std::collections::BTreeMap;

use schema_core::model::{Constraint, Extension, ObjectName, Table};
use schema_core::sql::{
    Comment, CreateExtension, CreateTable, DropExtension, DropTable, NotNullName, RenameColumn, RenameNotNulls,
    RenameTable,
};
use schema_core::types::Builtin;

use super::super::model::{check, child, foreign_key, ident, key, not_null, nullable, parent, public};
use super::Case;

const EXTENSION: &str = "CREATE EXTENSION pg_trgm WITH SCHEMA public";
const FOREIGN_KEY: &str = "CREATE INDEX i ON public.child (parent_id); \
     ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES public.parent (id)";
const FOREIGN_KEY_TO_ITSELF: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (previous_id) REFERENCES public.child (id)";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("plain", "", {
            CreateExtension { name: ident("pg_trgm"), extension: Extension { namespace: ident("public") } }
        }),
        Case::new("plain", EXTENSION, DropExtension { name: ident("pg_trgm") }),
        Case::new("columns alone", "", CreateTable { name: public("made"), table: table(BTreeMap::new()) }),
        Case::new("keys, CHECK, foreign key to itself", "", {
            CreateTable { name: public("made"), table: table(constraints()) }
        }),
        Case::new("with indexes and TOAST table", "CREATE INDEX i ON public.child (label)", {
            DropTable { name: child() }
        }),
        Case::new("foreign key to itself", FOREIGN_KEY_TO_ITSELF, DropTable { name: child() }),
        Case::new(
            "with a foreign key",
            FOREIGN_KEY,
            RenameTable { from: child(), to: ident("kind"), functions: Vec::new() },
        ),
        Case::new("referenced", FOREIGN_KEY, RenameTable { from: parent(), to: ident("kind"), functions: Vec::new() }),
        Case::new("with index and foreign key", FOREIGN_KEY, {
            RenameColumn { table: child(), from: ident("parent_id"), to: ident("elder_id"), functions: Vec::new() }
        }),
        Case::new("two, and one that is not there", "", {
            let names = ["id", "label", "gone"].map(|column| NotNullName {
                column: ident(column),
                from: ident(&format!("child_{column}_not_null")),
                to: ident(&format!("kind_{column}_not_null")),
            });
            RenameNotNulls { table: child(), names: names.into() }
        })
        .since(18),
        Case::new("referenced", FOREIGN_KEY, {
            RenameColumn { table: parent(), from: ident("id"), to: ident("number"), functions: Vec::new() }
        }),
    ];
    cases.extend(comments());
    cases
}

fn table(constraints: BTreeMap<schema_core::ident::Ident, Constraint>) -> Table {
    let columns = vec![
        not_null("id", Builtin::BigInt.into(), None),
        nullable("previous_id", Builtin::BigInt.into()),
        not_null("label", Builtin::Text.into(), Some("''")),
    ];
    Table { columns, constraints, ..Table::default() }
}

fn constraints() -> BTreeMap<schema_core::ident::Ident, Constraint> {
    BTreeMap::from([
        (ident("made_pkey"), Constraint::PrimaryKey(key(&["id"]))),
        (ident("made_label_key"), Constraint::Unique(key(&["label"]))),
        (ident("made_check"), Constraint::Check(check("id > 0", &["id"]))),
        (
            ident("made_previous_id_fkey"),
            Constraint::ForeignKey(foreign_key(&["previous_id"], public("made"), &["id"])),
        ),
    ])
}

fn comments() -> Vec<Case> {
    let table = || ObjectName::Table(child());
    let column = || ObjectName::Column(child(), ident("amount"));
    let key = || ObjectName::Constraint(child(), ident("child_pkey"));
    let check = || ObjectName::Constraint(child(), ident("c"));
    let index = || ObjectName::Index(child(), ident("i"));
    let comment = |objects: Vec<ObjectName>| Comment {
        table: child(),
        comments: objects.into_iter().map(|object| (object, Some("it's said".to_owned()))).collect(),
    };
    const INDEX: &str = "CREATE INDEX i ON public.child (amount)";
    const CHECK: &str = "ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0)";
    const COMMENTED: &str = "COMMENT ON TABLE public.child IS 'said before'";
    vec![
        Case::new("table", "", comment(vec![table()])),
        Case::new("column", "", comment(vec![column()])),
        Case::new("constraint, CHECK", CHECK, comment(vec![check()])),
        Case::new("constraint, primary key", "", comment(vec![key()])),
        Case::new("index", INDEX, comment(vec![index()])),
        Case::new("extension", EXTENSION, comment(vec![ObjectName::Extension(ident("pg_trgm"))])),
        Case::new("table, column, constraint, index", INDEX, comment(vec![table(), column(), key(), index()])),
        Case::new("taken away", COMMENTED, Comment { table: child(), comments: vec![(table(), None)] }),
    ]
}
