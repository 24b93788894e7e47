//! Statements about partitioned tables: what each does to the partitions too, and those that only they know.

use std::sync::Arc;

use schema_core::model::{
    Column, Deferrable, ForeignKey, Generated, IndexTerm, Partition, PartitionBy, PartitionKey, PartitionStrategy,
    PartitionTree, Partitioning, Table, Trigger, TriggerState,
};
use schema_core::sql::{
    AddCheckNotValid, AddColumn, AddForeignKeyNotValid, AddPartitionedForeignKey, AddPartitionedKey, AddTrigger,
    AlterColumnType, AlterConstraint, AttachPartition, AuditForeignKey, Comment, CreateFillTrigger, CreateIndex,
    CreatePartition, CreatePartitionedIndex, CreateTableLike, DetachPartition, DropColumn, DropConstraint, DropDefault,
    DropNotNull, DropPartitionedIndex, DropTable, DropTrigger, FillColumn, ForeignKeyParts, IndexPart, KeyKind,
    LastNumber, NewType, NotNullName, NullTest, Persistence, RenameColumn, RenameConstraint, RenameIndex,
    RenameNotNulls, RenameTable, ReplaceColumn, ReplacedTrigger, RowsIn, SetDefault, SetNotNull, SetPersistence,
    SetSerialDefault, Statement, TypeWork, ValidateConstraint, ValidateDomainCheck,
};
use schema_core::types::Builtin;
use schema_harness::HarnessError;
use schema_harness::certificates::{Before, Certificates, MEASURED};
use schema_harness::text_table::table;

use super::Scene;
use super::model::{check, expression, foreign_key, ident, index, key, nullable, public};
use crate::support::{server, snapshots};

/// `divided` has the partitions `first` and `second`, and that has `below`; `referring` refers to all, and all to `target`
/// where a case says so. Each holds rows, so that a scan is seen.
const BASE: &str = "
CREATE TABLE public.target (id bigint PRIMARY KEY, label text);
CREATE TABLE public.divided (
    id bigint NOT NULL, kind text NOT NULL, day date NOT NULL, amount integer, target_id bigint, label text DEFAULT 'none'
) PARTITION BY LIST (kind);
CREATE TABLE public.first PARTITION OF public.divided FOR VALUES IN ('a');
CREATE TABLE public.second PARTITION OF public.divided FOR VALUES IN ('b') PARTITION BY RANGE (day);
CREATE TABLE public.below PARTITION OF public.second FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.referring (id bigint, kind text, day date);
INSERT INTO public.target SELECT id, 'label ' || id FROM generate_series(1, 50) AS id;
INSERT INTO public.divided (id, kind, day, amount, target_id)
SELECT id, CASE id % 2 WHEN 0 THEN 'a' ELSE 'b' END, '2020-05-01', id, 1 + id % 50 FROM generate_series(1, 200) AS id;
INSERT INTO public.referring SELECT id, kind, day FROM public.divided;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
";
const KEY: &str = "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day)";
const REFERRED: &str = "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.referring ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided";
const REFERRED_NOT_VALID: &str = "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.referring ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided NOT VALID";
const FOREIGN_KEY: &str =
    "ALTER TABLE public.divided ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target";
const FOREIGN_KEY_NOT_VALID: &str =
    "ALTER TABLE public.divided ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target NOT VALID";
const FOREIGN_KEYS_OF_PARTS: &str =
    "ALTER TABLE public.first ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target;
     ALTER TABLE public.below ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target";
const FOREIGN_KEYS_OF_PARTS_TO_DIVIDED: &str =
    "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     CREATE TABLE public.other (id bigint, kind text, day date) PARTITION BY HASH (id);
     CREATE TABLE public.other_0 PARTITION OF public.other FOR VALUES WITH (MODULUS 1, REMAINDER 0);
     INSERT INTO public.other SELECT id, kind, day FROM public.divided;
     ALTER TABLE public.other_0 ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided";
const FOREIGN_KEYS_OF_PARTS_TO_ITSELF: &str =
    "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.first ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided;
     ALTER TABLE public.below ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided";
const DOMAIN: &str = "CREATE DOMAIN public.word AS text; ALTER TABLE public.divided ADD COLUMN word public.word;
     ALTER DOMAIN public.word ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID";
const WITHOUT_ROWS: &str = "TRUNCATE public.divided, public.referring";
const CHECK: &str = "ALTER TABLE public.divided ADD CONSTRAINT c CHECK (amount > 0)";
const CHECK_NOT_VALID: &str = "ALTER TABLE public.divided ADD CONSTRAINT c CHECK (amount > 0) NOT VALID";
const INDEX: &str = "CREATE INDEX i ON public.divided (amount)";
const INDEXES_OF_PARTS: &str =
    "CREATE INDEX first_i ON public.first (amount); CREATE INDEX below_i ON public.below (amount)";
const KEYS_OF_PARTS: &str = "ALTER TABLE public.first ADD CONSTRAINT first_k UNIQUE (id, kind, day);
     ALTER TABLE public.below ADD CONSTRAINT below_k UNIQUE (id, kind, day)";
const LIKE: &str = "CREATE TABLE public.third (LIKE public.divided INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
const LIKE_CHECKED: &str = "CREATE TABLE public.third (LIKE public.divided INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
     INSERT INTO public.third (id, kind, day) VALUES (1, 'c', '2020-01-01');
     ALTER TABLE public.third ADD CONSTRAINT fits CHECK (kind IS NOT NULL AND kind IN ('c'))";
const LIKE_LINKED: &str = "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.referring ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided;
     ALTER TABLE public.divided ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target;
     CREATE INDEX i ON public.divided (amount);
     CREATE TABLE public.third (LIKE public.divided INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
const UNLOGGED_LIKE: &str = "ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.referring ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided;
     CREATE UNLOGGED TABLE public.third (LIKE public.divided INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
const LIKE_BESIDE_DEFAULT: &str = "CREATE TABLE public.rest PARTITION OF public.divided DEFAULT;
     INSERT INTO public.rest (id, kind, day) VALUES (1, 'z', '2020-01-01');
     CREATE TABLE public.third (LIKE public.divided INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
const LIKE_BELOW: &str = "CREATE TABLE public.third (LIKE public.second INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
const DEFAULT: &str = "CREATE TABLE public.rest PARTITION OF public.divided DEFAULT";
const DEFAULT_LINKED: &str = "CREATE TABLE public.rest PARTITION OF public.divided DEFAULT;
     ALTER TABLE public.divided ADD CONSTRAINT fk FOREIGN KEY (target_id) REFERENCES public.target";
/// Both tables are read, whatever the major: which of them is read first, and whether by an index, is the planner's.
const REFERRED_ELSEWHERE: &str = "DELETE FROM public.referring WHERE kind = 'a';
     ALTER TABLE public.divided ADD CONSTRAINT divided_pkey PRIMARY KEY (id, kind, day);
     ALTER TABLE public.referring ADD CONSTRAINT fk FOREIGN KEY (id, kind, day) REFERENCES public.divided;
     ANALYZE public.referring, public.first; SET enable_nestloop = off; SET enable_mergejoin = off;
     SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off";
const NOT_NULL_PROVEN: &str = "ALTER TABLE public.divided ADD CONSTRAINT c CHECK (amount IS NOT NULL)";
const SOME_NULL: &str = "UPDATE public.divided SET amount = NULL WHERE id < 50";
const TRIGGER: &str = "CREATE TRIGGER t BEFORE UPDATE ON public.divided FOR EACH ROW EXECUTE FUNCTION public.touch()";
const STATEMENT_TRIGGER: &str = "CREATE TRIGGER t AFTER UPDATE ON public.divided EXECUTE FUNCTION public.touch()";
const NEW: &str = "CREATE TABLE public.made (a integer) PARTITION BY LIST (a)";
const NEW_WITH_DEFAULT: &str = "CREATE TABLE public.made (a integer) PARTITION BY LIST (a);
     CREATE TABLE public.made_rest PARTITION OF public.made DEFAULT; INSERT INTO public.made VALUES (5)";

/// A statement, and the database it runs in.
pub(super) struct Case {
    name: &'static str,
    setup: &'static str,
    pub(super) statement: Statement,
    from: u16,
}

fn case(name: &'static str, setup: &'static str, statement: impl Into<Statement>) -> Case {
    Case { name, setup, statement: statement.into(), from: 0 }
}

fn divided() -> schema_core::ident::QualifiedName {
    public("divided")
}

fn to_target() -> Arc<ForeignKey> {
    Arc::new(foreign_key(&["target_id"], public("target"), &["id"]))
}

fn to_divided() -> Arc<ForeignKey> {
    Arc::new(foreign_key(&["id", "kind", "day"], divided(), &["id", "kind", "day"]))
}

/// What is divided in `BASE`, and in the cases that make another such table.
fn tree() -> PartitionTree {
    let by = |column| PartitionBy {
        strategy: PartitionStrategy::List,
        keys: vec![PartitionKey { term: IndexTerm::Column(ident(column)), collation: None, operator_class: None }],
    };
    let leaf = |name| (public(name), Partition::new("FOR VALUES IN (1)"));
    let below = Partitioning { by: by("day"), partitions: [leaf("below")].into() };
    let second = Partition { partitioning: Some(below), ..Partition::new("FOR VALUES IN (1)") };
    let partitions = [leaf("first"), (public("second"), second)].into();
    let divided = Table { partitioning: Some(Partitioning { by: by("kind"), partitions }), ..Table::default() };
    let other = Partitioning { by: by("id"), partitions: [leaf("other_0")].into() };
    let other = Table { partitioning: Some(other), ..Table::default() };
    PartitionTree::of([(&public("divided"), &divided), (&public("other"), &other)])
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = partitions();
    cases.extend(indexes_and_keys());
    cases.extend(foreign_keys());
    cases.extend(what_reaches_partitions());
    cases
}

fn partitions() -> Vec<Case> {
    let attach = |of, default, linked: &[&str]| AttachPartition {
        of: public(of),
        above: if of == "second" { vec![divided()] } else { Vec::new() },
        name: public("third"),
        bound: if of == "second" { "FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')" } else { "FOR VALUES IN ('c')" }
            .to_owned(),
        is_proven: false,
        default,
        linked: linked.iter().map(|name| public(name)).collect(),
    };
    let detach = |of, name, default, references: &[&str], referring: &[&str]| DetachPartition {
        of: public(of),
        name: public(name),
        default,
        is_kept: false,
        references: references.iter().map(|name| public(name)).collect(),
        referring: referring.iter().map(|name| public(name)).collect(),
    };
    let create = |default| CreatePartition {
        name: public("made_1"),
        of: public("made"),
        partition: Partition::new("FOR VALUES IN (1)"),
        default,
    };
    let like = |name| CreateTableLike {
        name: public("third"),
        like: public(name),
        by: None,
        unlogged: false,
        options: Default::default(),
    };
    let (table, persistence) = (public("first"), Persistence::Unlogged);
    let set_unlogged = SetPersistence { table, sequences: Vec::new(), persistence };
    vec![
        case("plain", NEW, create(None)),
        case("unlogged", NEW, {
            let partition = Partition { unlogged: true, ..Partition::new("FOR VALUES IN (1)") };
            CreatePartition { partition, ..create(None) }
        }),
        case("beside a default partition", NEW_WITH_DEFAULT, create(Some(public("made_rest")))),
        case("of a partitioned table", "", like("divided")),
        case("of a partition", "", like("second")),
        case("unlogged", "", CreateTableLike { unlogged: true, ..like("divided") }),
        case("unlogged, of a table that is referred to", UNLOGGED_LIKE, attach("divided", None, &["referring"])),
        case("a partition becomes unlogged", "", set_unlogged),
        case("plain", LIKE, attach("divided", None, &[])),
        case("of a table with a CHECK of the bound", LIKE_CHECKED, {
            AttachPartition { is_proven: true, ..attach("divided", None, &[]) }
        }),
        case("to a partition", LIKE_BELOW, attach("second", None, &[])),
        case("with an index, foreign keys from and to the table", LIKE_LINKED, {
            attach("divided", None, &["referring", "target"])
        }),
        case("beside a default partition", LIKE_BESIDE_DEFAULT, attach("divided", Some(public("rest")), &[])),
        case("plain", "", detach("divided", "first", None, &[], &[])),
        case("divided in its turn", "", detach("divided", "second", None, &[], &[])),
        case("of a partition", "", detach("second", "below", None, &[], &[])),
        case("with a foreign key", FOREIGN_KEY, detach("divided", "first", None, &["target"], &[])),
        case("beside a default partition", DEFAULT, detach("divided", "first", Some(public("rest")), &[], &[])),
        case("beside a default partition, with a foreign key", DEFAULT_LINKED, {
            detach("divided", "first", Some(public("rest")), &["target"], &[])
        }),
        case("with its rows", "", DetachPartition { is_kept: true, ..detach("divided", "first", None, &[], &[]) }),
        case("with its rows, and a foreign key", FOREIGN_KEY, {
            DetachPartition { is_kept: true, ..detach("divided", "first", None, &["target"], &[]) }
        }),
        case("with its rows, of a table that is referred to", REFERRED_ELSEWHERE, {
            DetachPartition { is_kept: true, ..detach("divided", "first", None, &[], &["referring"]) }
        }),
        case("with its rows, of a partition", "", {
            DetachPartition { is_kept: true, ..detach("second", "below", None, &[], &[]) }
        }),
        case("the default partition", DEFAULT, detach("divided", "rest", Some(public("rest")), &[], &[])),
        case("of a table that is referred to", REFERRED_ELSEWHERE, {
            detach("divided", "first", None, &[], &["referring"])
        }),
    ]
}

fn indexes_and_keys() -> Vec<Case> {
    let part = |table: &str, name: &str, of: &str, is_divided| IndexPart {
        table: public(table),
        name: ident(name),
        of: public(of),
        is_divided,
    };
    let parts = |letter: &str| {
        let (whole, second) = (letter.to_owned(), format!("second_{letter}"));
        vec![
            part("first", &format!("first_{letter}"), &whole, false),
            part("second", &second, &whole, true),
            part("below", &format!("below_{letter}"), &second, false),
        ]
    };
    let add_key = |kind| AddPartitionedKey {
        table: divided(),
        name: ident("k"),
        kind,
        key: key(&["id", "kind", "day"]),
        parts: parts("k"),
    };
    let keys_of_parts: &'static str = KEYS_OF_PARTS;
    let primary: &'static str = keys_of_parts.replace("UNIQUE", "PRIMARY KEY").leak();
    vec![
        case("of a new table", WITHOUT_ROWS, {
            CreateIndex { table: divided(), name: ident("i"), index: index(&["amount"]) }
        }),
        case("in two levels", INDEXES_OF_PARTS, {
            CreatePartitionedIndex { table: divided(), name: ident("i"), index: index(&["amount"]), parts: parts("i") }
        }),
        case("plain", INDEX, DropPartitionedIndex { table: divided(), name: ident("i") }),
        case("unique, in two levels", keys_of_parts, add_key(KeyKind::Unique)),
        case("primary key, in two levels", primary, add_key(KeyKind::PrimaryKey)),
        case("primary key", KEY, {
            DropConstraint { table: divided(), name: ident("divided_pkey"), references: None }
        }),
    ]
}

fn foreign_keys() -> Vec<Case> {
    let add = |foreign_key: &Arc<ForeignKey>, table: &str, parts| AddPartitionedForeignKey {
        table: public(table),
        name: ident("fk"),
        foreign_key: Arc::clone(foreign_key),
        parts,
    };
    let not_valid =
        |table: &str, foreign_key| AddForeignKeyNotValid { table: public(table), name: ident("fk"), foreign_key };
    let validate = |table: &str, foreign_key| ValidateConstraint {
        table: public(table),
        name: ident("fk"),
        foreign_key: Some(foreign_key),
    };
    let drop = |table: &str, references: &str| DropConstraint {
        table: public(table),
        name: ident("fk"),
        references: Some(public(references)),
    };
    let deferrable = ForeignKey { deferrable: Deferrable::InitiallyDeferred, ..to_target().as_ref().clone() };
    let audit = AuditForeignKey {
        table: public("referring"),
        name: ident("fk"),
        foreign_key: to_divided(),
        comparison: Default::default(),
        referenced: RowsIn::Partitions,
    };
    vec![
        case("of a table without rows", WITHOUT_ROWS, add(&to_target(), "divided", ForeignKeyParts::New)),
        case("of those of the partitions", FOREIGN_KEYS_OF_PARTS, {
            add(&to_target(), "divided", ForeignKeyParts::Adopted(Vec::new()))
        }),
        case("of those of the partitions, to a partitioned table", FOREIGN_KEYS_OF_PARTS_TO_DIVIDED, {
            add(&to_divided(), "other", ForeignKeyParts::Adopted(vec![public("other_0")]))
        }),
        case("of those of the partitions, to the table itself", FOREIGN_KEYS_OF_PARTS_TO_ITSELF, {
            let locked = vec![public("below"), public("first")];
            add(&to_divided(), "divided", ForeignKeyParts::Adopted(locked))
        }),
        case("of a partition", "", not_valid("first", to_target())),
        case("to a partitioned table", KEY, not_valid("referring", to_divided())),
        Case { from: 18, ..case("of a partitioned table", "", not_valid("divided", to_target())) },
        case("to a partitioned table", REFERRED_NOT_VALID, validate("referring", to_divided())),
        Case { from: 18, ..case("of a partitioned table", FOREIGN_KEY_NOT_VALID, validate("divided", to_target())) },
        case("to a partitioned table", KEY, audit),
        case("of a partitioned table", FOREIGN_KEY, drop("divided", "target")),
        case("to a partitioned table", REFERRED, drop("referring", "divided")),
        case("of a partitioned table, deferrable", FOREIGN_KEY, {
            AlterConstraint { table: divided(), name: ident("fk"), foreign_key: Arc::new(deferrable) }
        }),
        case("foreign key of a partitioned table", FOREIGN_KEY, {
            RenameConstraint { table: divided(), from: ident("fk"), to: ident("renamed"), is_check: false }
        }),
        case("foreign key of a partition", FOREIGN_KEY, {
            RenameConstraint { table: public("first"), from: ident("fk"), to: ident("renamed"), is_check: false }
        }),
    ]
}

fn what_reaches_partitions() -> Vec<Case> {
    let trigger = |event: &str, each: &str| AddTrigger {
        table: divided(),
        name: ident("t"),
        trigger: Trigger {
            definition: format!(
                "CREATE TRIGGER t {event} UPDATE ON public.divided{each} EXECUTE FUNCTION public.touch()"
            ),
            state: TriggerState::Enabled,
            comment: None,
        },
        replaces: ReplacedTrigger::Nothing,
    };
    let alter_type = AlterColumnType {
        table: divided(),
        columns: vec![NewType {
            column: ident("amount"),
            pg_type: Builtin::BigInt.into(),
            collation: None,
            using: None,
            drops_default: false,
            default: None,
            sequence: None,
        }],
        drops_checks: Default::default(),
        adds_checks: Default::default(),
        work: TypeWork::Rewrite,
        linked: Default::default(),
    };
    let drop_trigger = |is_of_statement| DropTrigger { table: divided(), name: ident("t"), is_of_statement };
    let column = |name| (divided(), ident(name));
    let ((table, amount), (_, label)) = (column("amount"), column("label"));
    vec![
        case("CHECK", "", {
            AddCheckNotValid { table: divided(), name: ident("c"), check: check("amount > 0", &["amount"]) }
        }),
        case("CHECK", CHECK_NOT_VALID, ValidateConstraint { table: divided(), name: ident("c"), foreign_key: None }),
        case("CHECK", CHECK, DropConstraint { table: divided(), name: ident("c"), references: None }),
        case("CHECK", CHECK, {
            RenameConstraint { table: divided(), from: ident("c"), to: ident("renamed"), is_check: true }
        }),
        case("plain", "", {
            AddColumn { table: divided(), column: nullable("x", Builtin::Text.into()), writes_rows: false }
        }),
        case("plain, by a stored one", "", {
            let generated = Some(Box::new(Generated { expression: expression("id * 2", &["id"]), stored: true }));
            let column = Column { generated, ..nullable("amount", Builtin::BigInt.into()) };
            ReplaceColumn { table: divided(), column, was_stored: None, proves_rows: false }
        }),
        case("plain", "", DropColumn { table: divided(), column: amount.clone() }),
        case(
            "plain",
            "",
            RenameColumn { table: divided(), from: amount.clone(), to: ident("renamed"), functions: Vec::new() },
        ),
        case("part of a primary key", KEY, {
            RenameIndex { table: public("first"), from: ident("first_pkey"), to: ident("renamed"), is_part: true }
        }),
        Case {
            from: 18,
            ..case("plain", "", {
                let (column, from, to) = (ident("id"), ident("divided_id_not_null"), ident("renamed"));
                RenameNotNulls { table: divided(), names: vec![NotNullName { column, from, to }] }
            })
        },
        case("plain", "", RenameTable { from: divided(), to: ident("renamed"), functions: Vec::new() }),
        case("every row", "", alter_type),
        case("plain", "", SetDefault { table: table.clone(), column: amount.clone(), default: "1".to_owned() }),
        case("plain", "", DropDefault { table: table.clone(), column: label }),
        case("proven", NOT_NULL_PROVEN, SetNotNull { table: table.clone(), column: amount }),
        case("plain", "", DropNotNull { table: table.clone(), column: ident("id") }),
        case("plain", "", {
            let (name, value) = (ident("divided_amount_backfill"), "1".to_owned());
            let null_test = NullTest::Plain;
            CreateFillTrigger { table: divided(), name, column: ident("amount"), null_test, value }
        }),
        case("of a partition", SOME_NULL, {
            FillColumn {
                table: public("below"),
                alias: ident("divided"),
                column: ident("amount"),
                null_test: NullTest::Plain,
                value: "divided.id::integer".to_owned(),
                is_drawn: false,
                references: Default::default(),
                fires: Vec::new(),
            }
        }),
        case("every row", "CREATE SEQUENCE public.numbers", {
            SetSerialDefault {
                table: divided(),
                column: ident("amount"),
                sequence: public("numbers"),
                pg_type: Builtin::Integer.into(),
                options: Default::default(),
                last_number: LastNumber::ByScan,
            }
        }),
        case("for each row", "", trigger("BEFORE", " FOR EACH ROW")),
        case("once a statement", "", trigger("AFTER", "")),
        case("once a statement, by way of none", TRIGGER, {
            AddTrigger { replaces: ReplacedTrigger::Dropped, ..trigger("AFTER", "") }
        }),
        case("for each row", TRIGGER, drop_trigger(false)),
        case("once a statement", STATEMENT_TRIGGER, drop_trigger(true)),
        case("of the table alone", "", {
            let object = schema_core::model::ObjectName::Table(table.clone());
            Comment { table, comments: vec![(object, Some("said".to_owned()))] }
        }),
        case("of columns of a partitioned table", DOMAIN, {
            ValidateDomainCheck { domain: public("word"), name: ident("c"), tables: [divided()].into() }
        }),
        case("partitioned", "", DropTable { name: divided() }),
        case("a partition that is detached", "ALTER TABLE public.divided DETACH PARTITION public.second", {
            DropTable { name: public("second") }
        }),
    ]
}

#[tokio::test]
async fn statements_about_partitioned_tables_do_what_they_claim() -> Result<(), HarnessError> {
    let server = server();
    let database = server.empty_database("certificates_of_partitions").await?;
    let mut scene = Scene::new(&database, BASE).await?;
    let (mut certificates, mut of_18, mut refused) = (Certificates::default(), Certificates::default(), Vec::new());
    for case in cases().into_iter().filter(|case| case.from <= server.major()) {
        let certificate = scene.certify(case.setup, &case.statement, Before::Open, &tree()).await?;
        let name = format!("{}: {}", case.statement.kind(), case.name);
        let certificates = if case.from == 18 { &mut of_18 } else { &mut certificates };
        certificates.add(name.clone(), certificate.map_err(|why| format!("{name}: {why}")));
    }
    refused.extend(certificates.refused.iter().chain(&of_18.refused).cloned());
    assert!(refused.is_empty(), "{} statements have no certificate\n\n{}", refused.len(), refused.join("\n\n"));
    let header: Vec<&str> = ["statement"].into_iter().chain(MEASURED).collect();
    snapshots("certificates").bind(|| insta::assert_snapshot!("partitions", table(&header, &certificates.rows)));
    if server.major() >= 18 {
        snapshots("certificates").bind(|| insta::assert_snapshot!("partitions_from_18", table(&header, &of_18.rows)));
    }
    Ok(())
}
