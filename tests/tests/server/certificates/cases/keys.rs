//! Keys that are made of indexes.

use schema_core::model::{Deferrable, Key};
use schema_core::sql::{AddKeyUsingIndex, KeyKind, ReplacePrimaryKey};

use super::super::model::{child, ident, idents, key};
use super::Case;

const UNIQUE: &str = "CREATE UNIQUE INDEX k ON public.child (label)";
const UNIQUE_WITH_ALL: &str = "CREATE UNIQUE INDEX k ON public.child (label) INCLUDE (amount) NULLS NOT DISTINCT \
     WITH (fillfactor = 70)";
const PRIMARY_KEY: &str =
    "ALTER TABLE public.child DROP CONSTRAINT child_pkey; CREATE UNIQUE INDEX k ON public.child (id)";
const PRIMARY_KEY_WITH_ALL: &str = "ALTER TABLE public.child DROP CONSTRAINT child_pkey;
     CREATE UNIQUE INDEX k ON public.child (id) INCLUDE (label) WITH (fillfactor = 70)";

const REPLACED: &str = "ALTER TABLE public.child ALTER COLUMN parent_id SET NOT NULL;
     CREATE UNIQUE INDEX k ON public.child (id, parent_id)";
const REPLACED_WITH_ALL: &str = "ALTER TABLE public.child ALTER COLUMN parent_id SET NOT NULL;
     CREATE UNIQUE INDEX k ON public.child (id, parent_id) INCLUDE (label)";

pub(super) fn cases() -> Vec<Case> {
    let using_index =
        |name: &str, kind, key| AddKeyUsingIndex { table: child(), name: ident(name), index: ident("k"), kind, key };
    let replace = |name: &str, key| ReplacePrimaryKey {
        table: child(),
        from: ident("child_pkey"),
        name: ident(name),
        index: ident("k"),
        key,
    };
    let label = || key(&["label"]);
    let with_all = || Key { nulls_not_distinct: true, include: idents(&["amount"]), ..label() };
    let id = || key(&["id"]);
    vec![
        Case::new("unique", UNIQUE, using_index("k", KeyKind::Unique, label())),
        Case::new("unique, the index is renamed", UNIQUE, using_index("u", KeyKind::Unique, label())),
        Case::new("unique, NULLS NOT DISTINCT, INCLUDE", UNIQUE_WITH_ALL, {
            using_index("k", KeyKind::Unique, with_all())
        }),
        Case::new("unique, deferrable", UNIQUE, {
            using_index("k", KeyKind::Unique, Key { deferrable: Deferrable::InitiallyImmediate, ..label() })
        }),
        Case::new("unique, NULLS NOT DISTINCT, INCLUDE, initially deferred", UNIQUE_WITH_ALL, {
            using_index("k", KeyKind::Unique, Key { deferrable: Deferrable::InitiallyDeferred, ..with_all() })
        }),
        Case::new("of the same name", REPLACED, replace("child_pkey", key(&["id", "parent_id"]))),
        Case::new("of another name, INCLUDE, deferrable", REPLACED_WITH_ALL, {
            let deferrable = Deferrable::InitiallyImmediate;
            replace("k", Key { deferrable, include: idents(&["label"]), ..key(&["id", "parent_id"]) })
        }),
        Case::new("primary key", PRIMARY_KEY, using_index("k", KeyKind::PrimaryKey, id())),
        Case::new("primary key, INCLUDE, initially deferred", PRIMARY_KEY_WITH_ALL, {
            let key = Key { deferrable: Deferrable::InitiallyDeferred, include: idents(&["label"]), ..id() };
            using_index("k", KeyKind::PrimaryKey, key)
        }),
    ]
}
