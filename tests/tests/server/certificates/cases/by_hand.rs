//! What is written by hand: its author says what it locks.

use schema_core::effects::RelationLock;
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_core::model::Deed;
use schema_core::sql::RunByHand;

use super::super::model::{child, ident};
use super::Case;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "UPDATE",
            "",
            by_hand(
                "UPDATE public.child SET amount = amount + 1000",
                LockMode::RowExclusive,
                vec![child()],
                Some("NOT EXISTS (SELECT FROM public.child WHERE amount <= 1000)"),
            ),
        ),
        Case::new(
            "several statements",
            "",
            by_hand(
                "UPDATE public.child SET amount = -amount WHERE id < 5; ANALYZE public.child (amount)",
                LockMode::ShareUpdateExclusive,
                vec![child()],
                Some("EXISTS (SELECT FROM public.child WHERE amount = -4)"),
            ),
        ),
        Case::new(
            "the way back",
            "",
            by_hand("UPDATE public.child SET amount = amount - 1000", LockMode::RowExclusive, vec![child()], None),
        ),
    ]
}

/// A step that locks `child`.
pub(crate) fn by_hand(sql: &str, mode: LockMode, scans: Vec<QualifiedName>, done: Option<&str>) -> RunByHand {
    RunByHand {
        name: ident("by_hand"),
        title: "do as is written".to_owned(),
        deed: Deed {
            sql: sql.to_owned(),
            locks: vec![RelationLock { relation: child(), mode }],
            scans,
            rewrites: Vec::new(),
        },
        done: done.map(str::to_owned),
    }
}
