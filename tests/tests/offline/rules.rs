//! Each rule of schema-core finds what it is for, and nothing in the reference schema.

use schema_core::def::{
    ActionDef, CheckDef, ColumnDef, Deferrable, ExclusionDef, ExpressionDef, ForeignKeyDef, IndexKeyDef, IndexTermDef,
    InvariantDef, InvariantRuleDef, KeyDef, MatchType, PartitionStrategy, PartitioningDef, SchemaDef,
    SequenceOptionsDef, Table, TableDef, ValueSourceDef, WaiverDef,
};
use schema_core::prelude::*;
use schema_core::resolve::resolve;
use schema_core::rules;

const TABLE: TableDef = TableDef {
    rust_name: "Parent",
    namespace: "public",
    name: "parent",
    was: None,
    comment: "",
    unlogged: false,
    options: &[],
    scope: &[],
    columns: &[ColumnDef::of::<i64>("id", "id", None, ""), ColumnDef::of::<String>("code", "code", None, "")],
    primary_key: Some(KeyDef::of(&["id"])),
    unique: &[],
    foreign_keys: &[],
    checks: &[],
    exclusions: &[],
    indexes: &[],
    invariants: &[],
    triggers: &[],
    partition_by: None,
    partitions: &[],
    is_stub: false,
};
static PARENT: TableDef = TableDef { invariants: &[FIXED], ..TABLE };

const FIXED: InvariantDef =
    InvariantDef { name: Some("fixed"), rule: InvariantRuleDef::Immutable { columns: &[] }, origin: "immutable" };

const FOREIGN_KEY: ForeignKeyDef = ForeignKeyDef {
    name: None,
    columns: &["parent_id"],
    references: || &PARENT,
    referenced_fields: &["id"],
    match_type: MatchType::Simple,
    on_delete: ActionDef::NoAction,
    on_update: ActionDef::NoAction,
    deferrable: Deferrable::Not,
    cross_type: false,
    waivers: &[],
    origin: "parent_id",
    comment: "",
};

/// A child with one foreign key, and what is wrong with it.
const fn child(columns: &'static [ColumnDef], foreign_keys: &'static [ForeignKeyDef]) -> TableDef {
    TableDef { rust_name: "Child", name: "child", columns, foreign_keys, primary_key: None, ..TABLE }
}

const VIRTUAL: ColumnDef = ColumnDef::of::<Option<i64>>("double", "double", None, "")
    .from(ValueSourceDef::Generated { expression: ExpressionDef { sql: "id * 2", columns: &["id"] }, stored: false });
const ID: ColumnDef = ColumnDef::of::<i64>("parent_id", "parent_id", None, "");

const BY_HASH: PartitioningDef = PartitioningDef { strategy: PartitionStrategy::Hash, keys: &[KEY] };
const KEY: IndexKeyDef = IndexKeyDef::of(IndexTermDef::Column("id"));
const BY_ID: ExclusionDef = ExclusionDef {
    name: None,
    method: None,
    keys: &[(KEY, "=")],
    include: &[],
    options: &[],
    predicate: None,
    deferrable: Deferrable::Not,
    comment: "",
};

#[derive(TextEnum)]
enum State {
    Open,
}

/// The rule, a table that breaks it, whether the parent is listed too.
static BROKEN: [(&str, TableDef, bool); 17] = [
    ("duplicate-function-name", TableDef { invariants: &[FIXED], ..child(&[ID], &[]) }, true),
    ("duplicate-key", TableDef { unique: &[KeyDef { name: Some("again"), ..KeyDef::of(&["id"]) }], ..TABLE }, false),
    (
        "duplicate-relation-name",
        TableDef { unique: &[KeyDef { name: Some("parent"), ..KeyDef::of(&["code"]) }], ..TABLE },
        false,
    ),
    ("enum-default", TableDef { columns: &[ColumnDef::of::<State>("id", "id", Some("'CLOSED'"), "")], ..TABLE }, false),
    (
        "expired-waiver",
        child(
            &[ID],
            &[ForeignKeyDef {
                waivers: &[WaiverDef { rule: "scope", reason: "moving", until: "2020-01-01" }],
                ..FOREIGN_KEY
            }],
        ),
        true,
    ),
    ("foreign-key-action", child(&[ID], &[ForeignKeyDef { on_delete: ActionDef::SetNull(&[]), ..FOREIGN_KEY }]), true),
    ("foreign-key-index", child(&[ID], &[FOREIGN_KEY]), true),
    ("foreign-key-target", child(&[ID], &[FOREIGN_KEY]), false),
    ("foreign-key-types", child(&[ColumnDef::of::<String>("parent_id", "parent_id", None, "")], &[FOREIGN_KEY]), true),
    (
        "invariant-action",
        TableDef {
            invariants: &[FIXED],
            ..child(&[ID], &[ForeignKeyDef { on_update: ActionDef::Cascade, ..FOREIGN_KEY }])
        },
        false,
    ),
    (
        "lifecycle-column",
        TableDef {
            columns: &[ColumnDef::of::<State>("id", "id", None, "")],
            invariants: &[
                FIXED,
                InvariantDef {
                    name: None,
                    rule: InvariantRuleDef::Lifecycle {
                        column: "id",
                        initial: &["OPEN"],
                        transitions: &[("OPEN", "CLOSED")],
                    },
                    origin: "lifecycle(id)",
                },
            ],
            ..TABLE
        },
        false,
    ),
    (
        "not-null-name",
        TableDef {
            checks: &[CheckDef {
                name: Some("parent_code_not_null"),
                expression: ExpressionDef { sql: "code <> ''", columns: &["code"] },
                no_inherit: false,
                counterexample: None,
                comment: "",
            }],
            ..TABLE
        },
        false,
    ),
    (
        "nullable-primary-key",
        TableDef { columns: &[ColumnDef::of::<Option<i64>>("id", "id", None, "")], ..TABLE },
        false,
    ),
    ("partitioned-exclusion", TableDef { exclusions: &[BY_ID], partition_by: Some(BY_HASH), ..TABLE }, false),
    ("primary-key", TableDef { primary_key: None, ..TABLE }, false),
    (
        "rename-hint",
        TableDef {
            columns: &[
                ColumnDef { was: Some("code"), ..ColumnDef::of::<i64>("id", "id", None, "") },
                ColumnDef { was: Some("id"), ..ColumnDef::of::<String>("code", "code", None, "") },
            ],
            ..TABLE
        },
        false,
    ),
    ("virtual-column", TableDef { columns: &[ColumnDef::of::<i64>("id", "id", None, ""), VIRTUAL], ..TABLE }, false),
];

fn schema(tables: Vec<&'static TableDef>) -> SchemaDef {
    SchemaDef {
        postgres_min: 15,
        postgres_max: 18,
        extensions: &[],
        routines: &[],
        namespaces: &[],
        sequences: &[],
        types: &[],
        steps: &[],
        tables: Box::leak(tables.into_boxed_slice()),
    }
}

fn findings(tables: Vec<&'static TableDef>) -> Vec<&'static str> {
    let schema = schema(tables);
    let declared = resolve(&schema).unwrap_or_else(|errors| panic!("{}", errors[0]));
    rules::check(&schema, &declared, "2026-01-01").into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn each_rule_finds_what_it_is_for() {
    for (rule, table, with_parent) in &BROKEN {
        let mut tables = vec![table];
        tables.extend(with_parent.then_some(&PARENT));
        assert!(findings(tables).contains(rule), "{rule} finds nothing");
    }
    let tried: Vec<&str> = BROKEN.iter().map(|(rule, ..)| *rule).collect();
    let ids: Vec<&str> = rules::RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(tried, ids, "a rule without an example");
}

/// Only the rule finds them where the target is not among the structs that the compiler looked at.
#[test]
fn a_foreign_key_refers_to_a_key_that_it_can_rest_on() {
    const REFERS: ForeignKeyDef = ForeignKeyDef { references: || &TARGET, referenced_fields: &["code"], ..FOREIGN_KEY };
    const CODE: ColumnDef = ColumnDef::of::<String>("parent_id", "parent_id", None, "");
    const UNIQUE: KeyDef = KeyDef::of(&["code"]);
    const DEFERRABLE: KeyDef =
        KeyDef { name: Some("later"), deferrable: Deferrable::InitiallyImmediate, ..KeyDef::of(&["code"]) };
    static TARGET: TableDef = TABLE;
    static WAITS: TableDef = TableDef { unique: &[DEFERRABLE], ..TABLE };
    static HAS_BOTH: TableDef = TableDef { unique: &[DEFERRABLE, UNIQUE], ..TABLE };
    static UNLOGGED: TableDef = TableDef { unique: &[UNIQUE], unlogged: true, ..TABLE };
    static CHILD: TableDef = TableDef { primary_key: Some(KeyDef::of(&["parent_id"])), ..child(&[CODE], &[REFERS]) };
    static UNLOGGED_CHILD: TableDef =
        TableDef { primary_key: Some(KeyDef::of(&["parent_id"])), unlogged: true, ..child(&[CODE], &[REFERS]) };
    let of_target = |tables| {
        let found = findings(tables).into_iter().filter(|rule| *rule == "foreign-key-target");
        found.count()
    };
    assert_eq!(of_target(vec![&CHILD, &WAITS]), 1, "a deferrable key alone");
    assert_eq!(of_target(vec![&CHILD, &HAS_BOTH]), 0, "another key beside it");
    assert_eq!(of_target(vec![&CHILD, &UNLOGGED]), 1, "an unlogged table");
    assert_eq!(of_target(vec![&UNLOGGED_CHILD, &UNLOGGED]), 0, "both are unlogged");
}

/// What the types are to a foreign key that says `cross_type`, and to one that does not.
#[test]
fn a_foreign_key_crosses_types_where_it_says_so_and_postgresql_lets_it() {
    const PLAIN: &[ForeignKeyDef] = &[FOREIGN_KEY];
    const CROSSING: &[ForeignKeyDef] = &[ForeignKeyDef { cross_type: true, ..FOREIGN_KEY }];
    const SAME: &[ColumnDef] = &[ID];
    const NARROW: &[ColumnDef] = &[ColumnDef::of::<i32>("parent_id", "parent_id", None, "")];
    const TEXT: &[ColumnDef] = &[ColumnDef::of::<String>("parent_id", "parent_id", None, "")];
    const UNKNOWN: &[ColumnDef] = &[ID.typed("public.number")];
    static CASES: [(TableDef, usize); 8] = [
        (child(SAME, PLAIN), 0),
        (child(SAME, CROSSING), 1),
        (child(NARROW, PLAIN), 1),
        (child(NARROW, CROSSING), 0),
        (child(TEXT, PLAIN), 1),
        (child(TEXT, CROSSING), 1),
        (child(UNKNOWN, PLAIN), 1),
        (child(UNKNOWN, CROSSING), 0),
    ];
    let of_types =
        |table| findings(vec![table, &PARENT]).into_iter().filter(|rule| *rule == "foreign-key-types").count();
    let found: Vec<usize> = CASES.iter().map(|(table, _)| of_types(table)).collect();
    assert_eq!(found, CASES.iter().map(|(_, expected)| *expected).collect::<Vec<usize>>());
}

const fn numbered(sequence: &'static str) -> ColumnDef {
    let options = SequenceOptionsDef { start: None, increment: None, min: None, max: None, cache: None, cycle: false };
    let source = ValueSourceDef::Identity { always: true, sequence: Some(sequence), options };
    ColumnDef::of::<i64>("id", "id", None, "").from(source)
}

#[test]
fn the_sequence_of_an_identity_column_is_a_relation() {
    static LIKE_TABLE: TableDef = TableDef { columns: &[numbered("parent")], ..TABLE };
    static LIKE_KEY: TableDef = TableDef { columns: &[numbered("parent_pkey")], ..TABLE };
    static OWN: TableDef = TableDef { columns: &[numbered("numbers")], ..TABLE };
    assert_eq!(findings(vec![&LIKE_TABLE]), ["duplicate-relation-name"]);
    assert_eq!(findings(vec![&LIKE_KEY]), ["duplicate-relation-name"]);
    assert_eq!(findings(vec![&OWN]), [""; 0]);
}

#[test]
fn the_usual_name_of_an_identity_sequence_says_nothing() {
    // 30 bytes each: PostgreSQL makes names of the first 29 of both, with `_seq` behind.
    const LONG: &str = "a_table_with_quite_a_long_name";
    static USUAL: TableDef = TableDef { columns: &[numbered("parent_id_seq")], ..TABLE };
    static OTHER: TableDef = TableDef { columns: &[numbered("parent_id_seq1")], ..TABLE };
    static CUT: TableDef = TableDef {
        name: LONG,
        columns: &[ColumnDef {
            name: LONG,
            ..numbered("a_table_with_quite_a_long_nam_a_table_with_quite_a_long_nam_seq")
        }],
        primary_key: None,
        ..TABLE
    };
    let sequence = |table: &'static TableDef| {
        let declared = resolve(&schema(vec![table])).unwrap_or_else(|errors| panic!("{}", errors[0]));
        let columns = declared.model.tables.into_values().flat_map(|table| table.columns);
        let identity = columns.filter_map(|column| column.identity).next().expect("an identity column");
        identity.sequence.map(|name| name.to_string())
    };
    assert_eq!(sequence(&USUAL), None);
    assert_eq!(sequence(&CUT), None);
    assert_eq!(sequence(&OTHER), Some("parent_id_seq1".to_owned()));
}

#[test]
fn the_rules_find_nothing_in_what_is_right() {
    assert_eq!(findings(vec![&PARENT]), [""; 0]);
    assert_eq!(findings(schema_def::SCHEMA.tables.to_vec()), [""; 0]);
    assert_eq!(schema_def::User::DEF.name, "users");
}

mod committing {
    use schema_core::prelude::*;

    #[derive(Table)]
    pub(super) struct Plain {
        #[column(primary_key)]
        id: i64,
    }

    schema! {
        pub(super) static SCHEMA,
        postgres = 15..=18,
        steps = [
            step(
                "halves",
                "count in halves",
                behind = preflight,
                sql = "UPDATE public.plain SET id = id * 2;\n-- and so\nCOMMIT; SELECT 'ROLLBACK'",
                done = "true",
                undo("SAVEPOINT a; ROLLBACK TO a; ROLLBACK"),
            ),
        ],
        tables = [Plain]
    }
}

#[test]
fn a_step_that_commits_is_an_error() {
    let diagnostics = resolve(&committing::SCHEMA).expect_err("the step and its undo end their transactions");
    let found: Vec<String> = diagnostics.iter().map(|it| format!("{}: {}", it.rule, it.message)).collect();
    assert_eq!(
        found,
        [
            "transaction-control: step halves: line 3 begins or ends a transaction: COMMIT;",
            "transaction-control: step halves: line 1 begins or ends a transaction: ROLLBACK",
        ]
    );
}
