//! Constraints: added, proven, renamed, dropped.

use std::sync::Arc;

use schema_core::model::{
    Check, Deferrable, Exclusion, ForeignKey, Index, IndexKey, IndexTerm, ReferentialAction, Validity,
};
use schema_core::sql::{
    AddCheckNotValid, AddExclusion, AddForeignKeyNotValid, AlterConstraint, DropConstraint, RenameConstraint,
    ValidateConstraint,
};

use super::super::model::{check, child, expression, ident, idents, index, match_full, parent, to_itself, to_parent};
use super::Case;

const FOREIGN_KEY: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES public.parent (id)";
const FOREIGN_KEY_NOT_VALID: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES public.parent (id) NOT VALID";
const FOREIGN_KEY_TO_ITSELF: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (previous_id) REFERENCES public.child (id)";
const FOREIGN_KEY_TO_ITSELF_NOT_VALID: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (previous_id) REFERENCES public.child (id) NOT VALID";
const FOREIGN_KEY_MATCH_FULL_NOT_VALID: &str = "ALTER TABLE public.child ADD CONSTRAINT fk \
     FOREIGN KEY (region, parent_id) REFERENCES public.parent (region, id) MATCH FULL NOT VALID";
const VALIDATE_WITH_INDEXES: &str =
    "ALTER TABLE public.child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES public.parent (id) NOT VALID;
     CREATE INDEX i ON public.child (parent_id); ANALYZE public.child, public.parent;
     INSERT INTO public.child (id, parent_id) SELECT id, 1 + id % 50 FROM generate_series(1001, 20000) AS id";
const CHECK: &str = "ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0)";
const CHECK_NOT_VALID: &str = "ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0) NOT VALID";
const CHECK_NO_INHERIT: &str = "ALTER TABLE public.child ADD CONSTRAINT c CHECK (amount > 0) NO INHERIT NOT VALID";
const EXCLUSION: &str = "ALTER TABLE public.child ADD CONSTRAINT x EXCLUDE USING hash (label WITH =)";
const UNIQUE: &str = "ALTER TABLE public.child ADD CONSTRAINT u UNIQUE (label)";
pub(super) fn cases() -> Vec<Case> {
    let mut cases = foreign_keys();
    cases.extend(checks_and_keys());
    cases.extend(deferrability());
    cases.extend(exclusions());
    cases
}

fn foreign_keys() -> Vec<Case> {
    let add = |foreign_key: ForeignKey| AddForeignKeyNotValid {
        table: child(),
        name: ident("fk"),
        foreign_key: Arc::new(foreign_key),
    };
    let validate = |foreign_key: ForeignKey| ValidateConstraint {
        table: child(),
        name: ident("fk"),
        foreign_key: Some(Arc::new(foreign_key)),
    };
    let drop = |references| DropConstraint { table: child(), name: ident("fk"), references: Some(references) };
    let rename = || RenameConstraint { table: child(), from: ident("fk"), to: ident("fk_renamed"), is_check: false };
    let set_null = ReferentialAction::SetNull(idents(&["parent_id"]));
    vec![
        Case::new("plain", "", add(to_parent())),
        Case::new("to its own table", "", add(to_itself())),
        Case::new("composite, MATCH FULL", "", add(match_full())),
        Case::new("composite, SET NULL (column)", "", {
            let composite = ForeignKey { match_type: Default::default(), ..match_full() };
            add(ForeignKey { on_delete: set_null, ..composite })
        }),
        Case::new("CASCADE, ON UPDATE RESTRICT", "", {
            let (on_delete, on_update) = (ReferentialAction::Cascade, ReferentialAction::Restrict);
            add(ForeignKey { on_delete, on_update, ..to_parent() })
        }),
        Case::new("deferrable, initially deferred", "", {
            add(ForeignKey { deferrable: Deferrable::InitiallyDeferred, ..to_parent() })
        }),
        Case::new("that stays not valid", "", add(ForeignKey { validity: Validity::NotValid, ..to_parent() })),
        Case::new("foreign key", FOREIGN_KEY_NOT_VALID, validate(to_parent())),
        Case::new("foreign key to its own table", FOREIGN_KEY_TO_ITSELF_NOT_VALID, validate(to_itself())),
        Case::new("foreign key, composite, MATCH FULL", FOREIGN_KEY_MATCH_FULL_NOT_VALID, validate(match_full())),
        Case::new("foreign key, with indexes on both sides and old statistics", VALIDATE_WITH_INDEXES, {
            validate(to_parent())
        }),
        Case::new("foreign key", FOREIGN_KEY, drop(parent())),
        Case::new("foreign key, not valid", FOREIGN_KEY_NOT_VALID, drop(parent())),
        Case::new("foreign key to its own table", FOREIGN_KEY_TO_ITSELF, drop(child())),
        Case::new("foreign key", FOREIGN_KEY, rename()),
    ]
}

fn checks_and_keys() -> Vec<Case> {
    let drop = |name: &str| DropConstraint { table: child(), name: ident(name), references: None };
    let rename = |name: &str| RenameConstraint {
        table: child(),
        from: ident(name),
        to: ident("renamed"),
        is_check: name == "c",
    };
    let no_inherit = || Check { no_inherit: true, ..check("amount > 0", &["amount"]) };
    vec![
        Case::new("plain", "", {
            AddCheckNotValid { table: child(), name: ident("c"), check: check("amount > 0", &["amount"]) }
        }),
        Case::new("CHECK", CHECK_NOT_VALID, {
            ValidateConstraint { table: child(), name: ident("c"), foreign_key: None }
        }),
        Case::new("CHECK", CHECK, drop("c")),
        Case::new("unique", UNIQUE, drop("u")),
        Case::new("primary key", "", drop("child_pkey")),
        Case::new("CHECK", CHECK, rename("c")),
        Case::new("unique", UNIQUE, rename("u")),
        Case::new("primary key", "", rename("child_pkey")),
        Case::new("NO INHERIT", "", AddCheckNotValid { table: child(), name: ident("c"), check: no_inherit() }),
        Case::new("CHECK, NO INHERIT", CHECK_NO_INHERIT, {
            ValidateConstraint { table: child(), name: ident("c"), foreign_key: None }
        }),
    ]
}

/// No row is read, and the referenced table is not locked, whatever it was and becomes.
fn deferrability() -> Vec<Case> {
    let alter = |deferrable, foreign_key: ForeignKey| AlterConstraint {
        table: child(),
        name: ident("fk"),
        foreign_key: Arc::new(ForeignKey { deferrable, ..foreign_key }),
    };
    let deferred = format!("{FOREIGN_KEY} DEFERRABLE INITIALLY DEFERRED");
    let deferred: &'static str = deferred.leak();
    vec![
        Case::new("deferrable", FOREIGN_KEY, alter(Deferrable::InitiallyImmediate, to_parent())),
        Case::new("deferrable, initially deferred", FOREIGN_KEY, alter(Deferrable::InitiallyDeferred, to_parent())),
        Case::new("deferrable, to its own table", FOREIGN_KEY_TO_ITSELF, {
            alter(Deferrable::InitiallyImmediate, to_itself())
        }),
        Case::new("initially immediate again", deferred, alter(Deferrable::InitiallyImmediate, to_parent())),
        Case::new("not deferrable any more", deferred, alter(Deferrable::Not, to_parent())),
    ]
}

fn exclusions() -> Vec<Case> {
    let add = |exclusion| AddExclusion { table: child(), name: ident("x"), exclusion: Box::new(exclusion) };
    let ranges = || {
        let term = IndexTerm::Expression(expression("int4range(amount, amount + 1)", &["amount"]));
        let index = Index { method: Some(ident("gist")), keys: vec![IndexKey::new(term)], ..Index::default() };
        Exclusion { index, operators: vec!["&&".to_owned()], deferrable: Deferrable::Not, comment: None }
    };
    let partial = || {
        let predicate = Some(expression("amount > 10", &["amount"]));
        let index = Index { method: Some(ident("hash")), predicate, ..index(&["label"]) };
        let deferrable = Deferrable::InitiallyDeferred;
        Exclusion { index, operators: vec!["=".to_owned()], deferrable, comment: None }
    };
    vec![
        Case::new("gist", "", add(ranges())),
        Case::new("hash, partial, initially deferred", "", add(partial())),
        Case::new("exclusion constraint", EXCLUSION, {
            DropConstraint { table: child(), name: ident("x"), references: None }
        }),
        Case::new("exclusion constraint", EXCLUSION, {
            RenameConstraint { table: child(), from: ident("x"), to: ident("renamed"), is_check: false }
        }),
    ]
}
