//! Invariants: their functions and triggers, made, replaced, dropped.

use schema_core::model::{Fixed, Invariant, ParentState};
use schema_core::sql::{
    CreateTrigger, CreateTriggerFunction, DropTrigger, DropTriggerFunction, RenameColumn, RenameTable, invariant_script,
};

use super::super::model::{child, ident, idents, parent, public};
use super::Case;

pub(super) fn cases() -> Vec<Case> {
    let function = |invariant: Invariant, replaces| CreateTriggerFunction {
        table: child(),
        name: ident("held"),
        invariant,
        replaces,
    };
    let trigger =
        |invariant: Invariant, replaces| CreateTrigger { table: child(), name: ident("held"), invariant, replaces };
    let there = |invariant: &Invariant| -> &'static str {
        Box::leak(invariant_script(&child(), &ident("held"), invariant, false).into_boxed_str())
    };
    let only_function: &'static str =
        "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";
    vec![
        Case::new("immutable columns", "", function(immutable(), false)),
        Case::new("lifecycle", "", function(lifecycle(), false)),
        Case::new("frozen", "", function(frozen(), false)),
        Case::new("frozen with the referenced row", "", function(frozen_with(), false)),
        Case::new("state of the referenced row", "", function(Invariant::InsertRequires(parent_state()), false)),
        Case::new("in place of another", there(&immutable()), function(frozen_with(), true)),
        Case::new("named by invariants", there(&frozen()), {
            let functions = vec![function(frozen_by("state"), true)];
            RenameColumn { table: child(), from: ident("label"), to: ident("state"), functions }
        }),
        Case::new("named by invariants", there(&frozen()), {
            let functions = vec![CreateTriggerFunction { table: public("kind"), ..function(frozen(), true) }];
            RenameTable { from: child(), to: ident("kind"), functions }
        }),
        Case::new("UPDATE", only_function, trigger(immutable(), false)),
        Case::new("INSERT, UPDATE, DELETE", only_function, trigger(frozen_with(), false)),
        Case::new("in place of another", there(&immutable()), trigger(frozen_with(), true)),
        Case::new(
            "trigger",
            there(&immutable()),
            DropTrigger { table: child(), name: ident("held"), is_of_statement: false },
        ),
        Case::new("function", only_function, DropTriggerFunction { name: public("held") }),
    ]
}

fn fixed() -> Fixed {
    Fixed { columns: idents(&["amount", "parent_id"]), clearable: idents(&["parent_id"]) }
}

fn immutable() -> Invariant {
    Invariant::Immutable(fixed())
}

fn lifecycle() -> Invariant {
    let transitions = vec![("none".to_owned(), "some".to_owned()), ("some".to_owned(), "it's all".to_owned())];
    Invariant::Lifecycle { column: ident("label"), initial: vec!["none".to_owned()], transitions }
}

fn frozen() -> Invariant {
    frozen_by("label")
}

fn frozen_by(column: &str) -> Invariant {
    Invariant::Frozen { column: ident(column), unless: vec!["none".to_owned()], fixed: fixed() }
}

fn parent_state() -> ParentState {
    ParentState {
        columns: idents(&["region", "parent_id"]),
        references: parent(),
        referenced_columns: idents(&["region", "id"]),
        column: ident("code"),
        values: vec!["code 1".to_owned(), "code 2".to_owned()],
    }
}

fn frozen_with() -> Invariant {
    Invariant::FrozenWith { parent: parent_state(), fixed: fixed() }
}
