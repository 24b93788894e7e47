//! Columns, their defaults and NOT NULL.

use schema_core::model::Column;
use schema_core::sql::{
    AddColumn, AddNotNullNotValid, DropColumn, DropDefault, DropNotNull, SetDefault, SetNotNull, ValidateNotNull,
};
use schema_core::types::{Builtin, PgType};

use super::super::model::{child, ident, not_null, nullable};
use super::Case;

const COMPOSITE: &str = "CREATE TYPE public.place AS (city text, zip text); CREATE DOMAIN public.held AS public.place; \
    ALTER TABLE public.child ADD COLUMN place public.place, ADD COLUMN held public.held; \
    UPDATE public.child SET place = ROW(label, NULL), held = ROW(NULL, NULL); \
    ALTER TABLE public.child ADD CONSTRAINT place_proof CHECK (place IS DISTINCT FROM NULL), \
    ADD CONSTRAINT held_proof CHECK (held IS DISTINCT FROM NULL)";
const VIRTUAL: &str = "ALTER TABLE public.child ADD COLUMN double bigint GENERATED ALWAYS AS (id * 2) VIRTUAL";
const VIRTUAL_NOT_NULL: &str = "ALTER TABLE public.child ADD COLUMN double bigint GENERATED ALWAYS AS (id * 2) VIRTUAL; \
    ALTER TABLE public.child ADD CONSTRAINT child_double_not_null NOT NULL double NOT VALID";

pub(super) fn cases() -> Vec<Case> {
    let add = |column: Column| AddColumn { table: child(), column, writes_rows: false };
    let set = |default: &str| SetDefault { table: child(), column: ident("label"), default: default.to_owned() };
    let column = |name: &str| DropColumn { table: child(), column: ident(name) };
    vec![
        Case::new("nullable", "", add(nullable("note", Builtin::Text.into()))),
        Case::new("NOT NULL, constant default", "", add(not_null("note", Builtin::Text.into(), Some("'x'")))),
        Case::new(
            "NOT NULL, default of another type",
            "",
            add(not_null("extra", Builtin::Jsonb.into(), Some("'{}'::jsonb"))),
        ),
        Case::new("NOT NULL, numeric default", "", add(not_null("price", PgType::numeric(12, 2), Some("0")))),
        Case::new("NOT NULL, default now()", "", add(not_null("made", Builtin::Timestamptz.into(), Some("now()")))),
        Case::new(
            "first of variable length: a TOAST table is made",
            "ALTER TABLE public.child RENAME TO old; CREATE TABLE public.child (id bigint); \
             INSERT INTO public.child SELECT id FROM public.old",
            add(nullable("note", Builtin::Text.into())),
        ),
        Case::new("plain", "", column("amount")),
        Case::new("of variable length", "", column("label")),
        Case::new("plain", "", DropDefault { table: child(), column: ident("label") }),
        Case::new("plain", "ALTER TABLE public.child ALTER COLUMN amount SET NOT NULL", {
            DropNotNull { table: child(), column: ident("amount") }
        }),
        Case::new("where there was none", "ALTER TABLE public.child ALTER COLUMN label DROP DEFAULT", set("'x'")),
        Case::new("over another", "", set("'x'"))
            .that_holds_before("the catalog says only that there is a default; which one, the executor compares"),
        Case::new("volatile", "ALTER TABLE public.child ALTER COLUMN label DROP DEFAULT", {
            set("gen_random_uuid()::text")
        }),
        Case::new(
            "proven by a validated CHECK",
            "ALTER TABLE public.child ADD CONSTRAINT proof CHECK (amount IS NOT NULL)",
            SetNotNull { table: child(), column: ident("amount") },
        ),
        Case::new("of a composite type, proven by a validated CHECK", COMPOSITE, {
            SetNotNull { table: child(), column: ident("place") }
        }),
        Case::new("of a domain over one, proven by a validated CHECK", COMPOSITE, {
            SetNotNull { table: child(), column: ident("held") }
        }),
        Case::new("plain", "", {
            AddNotNullNotValid { table: child(), column: ident("amount"), name: ident("child_amount_not_null") }
        })
        .since(18),
        Case::new("of a virtual column", VIRTUAL, {
            AddNotNullNotValid { table: child(), column: ident("double"), name: ident("child_double_not_null") }
        })
        .since(18),
        Case::new("of a virtual column", VIRTUAL_NOT_NULL, {
            ValidateNotNull { table: child(), column: ident("double"), name: ident("child_double_not_null") }
        })
        .since(18),
        Case::new(
            "plain",
            "ALTER TABLE public.child ADD CONSTRAINT child_amount_not_null NOT NULL amount NOT VALID",
            ValidateNotNull { table: child(), column: ident("amount"), name: ident("child_amount_not_null") },
        )
        .since(18),
    ]
}
