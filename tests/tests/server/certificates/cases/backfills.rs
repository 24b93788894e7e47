//! Columns that are filled.

use std::collections::BTreeSet;

use schema_core::ident::QualifiedName;
use schema_core::sql::{CreateFillTrigger, DropFillTrigger, FillColumn, NullTest};

use super::super::model::{child, ident, parent};
use super::Case;

const NEW: &str = "ALTER TABLE public.child ADD COLUMN note text";
const SOME: &str = "UPDATE public.child SET amount = NULL WHERE id % 2 = 0";
const COMPOSITE: &str = "CREATE TYPE public.place AS (city text, zip text); \
    ALTER TABLE public.child ADD COLUMN place public.place; \
    UPDATE public.child SET place = ROW(NULL, NULL) WHERE id % 2 = 0";
const REFERRING: &str = "UPDATE public.child SET parent_id = NULL; \
    ALTER TABLE public.child ADD FOREIGN KEY (parent_id) REFERENCES public.parent (id)";
const THERE: &str = "CREATE FUNCTION public.child_amount_backfill() RETURNS trigger \
    LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER child_amount_backfill \
    BEFORE INSERT OR UPDATE ON public.child FOR EACH ROW EXECUTE FUNCTION public.child_amount_backfill()";

pub(super) fn cases() -> Vec<Case> {
    let fill = |column: &str, value: &str, references: BTreeSet<QualifiedName>| FillColumn {
        table: child(),
        alias: child().name,
        column: ident(column),
        null_test: NullTest::Plain,
        value: value.to_owned(),
        is_drawn: false,
        references,
        fires: Vec::new(),
    };
    let (name, column) = (|| ident("child_amount_backfill"), || ident("amount"));
    vec![
        Case::new("plain", "", {
            let value = "id * 2".to_owned();
            CreateFillTrigger { table: child(), name: name(), column: column(), null_test: NullTest::Plain, value }
        }),
        Case::new("of a composite type", COMPOSITE, {
            let (column, null_test, value) = (ident("place"), NullTest::Composite, "ROW(label, NULL)".to_owned());
            CreateFillTrigger { table: child(), name: name(), column, null_test, value }
        }),
        Case::new("plain", THERE, DropFillTrigger { table: child(), name: name(), column: column() }),
        Case::new("new column", NEW, fill("note", "'note ' || id", BTreeSet::new())),
        Case::new("with a value that is drawn", NEW, {
            FillColumn { is_drawn: true, ..fill("note", "gen_random_uuid()::text", BTreeSet::new()) }
        }),
        Case::new("where it is NULL", SOME, fill("amount", "id::integer", BTreeSet::new())),
        Case::new("of a composite type", COMPOSITE, {
            let value = "ROW(label, NULL)::public.place";
            FillColumn { null_test: NullTest::Composite, ..fill("place", value, BTreeSet::new()) }
        }),
        Case::new("of a foreign key", REFERRING, fill("parent_id", "1", BTreeSet::from([parent()]))),
    ]
}
