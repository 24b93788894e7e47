//! Schemas of any size, declared as the derive would write them.

use schema_core::def::{
    ActionDef, CheckDef, ColumnDef, Deferrable, ExpressionDef, ForeignKeyDef, IndexDef, IndexKeyDef, IndexTermDef,
    KeyDef, MatchType, SchemaDef, TableDef,
};

/// Columns that each table has beside its key.
const COLUMNS: [&str; 8] = ["name", "status", "amount", "position", "parent_id", "owner_id", "origin_id", "created_at"];

/// What each foreign key refers to: how far back among the tables, never past the first.
pub(super) const STEPS_BACK: [usize; 3] = [1, 7, 50];

/// Makes a schema of `tables` tables with 3 foreign keys, 2 CHECKs and 4 indexes each.
///
/// It lives until the process ends, as a declaration does.
pub(super) fn schema(tables: usize) -> &'static SchemaDef {
    let mut defs: Vec<&'static TableDef> = Vec::with_capacity(tables);
    for number in 0..tables {
        let name = leak(format!("synthetic_{number:05}"));
        defs.push(Box::leak(Box::new(table(name, number))));
    }
    // A target is a function; these read the list that is complete once the first one is called.
    TABLES.set(defs.clone()).ok();
    let schema = SchemaDef {
        postgres_min: 15,
        postgres_max: 18,
        extensions: &["pgcrypto"],
        routines: &[],
        namespaces: &[],
        sequences: &[],
        types: &[],
        steps: &[],
        tables: Box::leak(defs.into()),
    };
    Box::leak(Box::new(schema))
}

static TABLES: std::sync::OnceLock<Vec<&'static TableDef>> = std::sync::OnceLock::new();

/// The tables that foreign keys refer to: a function cannot hold a number, so every key refers to one of 16 hubs.
macro_rules! hubs {
    ($($number:literal)*) => {
        [$((|| TABLES.get().map_or(&EMPTY, |tables| tables[$number % tables.len()])) as fn() -> &'static TableDef,)*]
    };
}

static HUBS: [fn() -> &'static TableDef; 16] = hubs!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);

static EMPTY: TableDef = TableDef {
    rust_name: "",
    namespace: "public",
    name: "",
    was: None,
    comment: "",
    unlogged: false,
    options: &[],
    scope: &[],
    columns: &[],
    primary_key: None,
    unique: &[],
    foreign_keys: &[],
    checks: &[],
    exclusions: &[],
    indexes: &[],
    invariants: &[],
    triggers: &[],
    partition_by: None,
    partitions: &[],
    is_stub: true,
};

fn table(name: &'static str, number: usize) -> TableDef {
    let mut columns = vec![ColumnDef::of::<i64>("id", "id", None, "Key.")];
    for column in COLUMNS {
        columns.push(match column {
            "amount" => ColumnDef::of::<i64>(column, column, Some("0"), "How much."),
            "position" => ColumnDef::of::<Option<i32>>(column, column, None, "Where it stands."),
            "created_at" => {
                ColumnDef::of::<schema_core::types::Timestamptz>(column, column, Some("now()"), "When it was made.")
            }
            id if id.ends_with("_id") => ColumnDef::of::<Option<i64>>(id, id, None, "What it belongs to."),
            text => ColumnDef::of::<String>(text, text, Some("''"), "What it says."),
        });
    }
    let foreign_keys: Vec<ForeignKeyDef> = ["parent_id", "owner_id", "origin_id"]
        .into_iter()
        .zip(STEPS_BACK)
        .map(|(column, back)| ForeignKeyDef {
            name: None,
            columns: leak_all(&[column]),
            references: HUBS[(number + back) % HUBS.len()],
            referenced_fields: &["id"],
            match_type: MatchType::Simple,
            on_delete: ActionDef::Restrict,
            on_update: ActionDef::NoAction,
            deferrable: Deferrable::Not,
            cross_type: false,
            waivers: &[],
            origin: column,
            comment: "",
        })
        .collect();
    let checks = [("amount_not_negative", "amount >= 0", "amount"), ("position_positive", "position > 0", "position")]
        .map(|(name, sql, column)| CheckDef {
            name: Some(name),
            expression: ExpressionDef { sql, columns: leak_all(&[column]) },
            no_inherit: false,
            counterexample: None,
            comment: "",
        });
    let indexes = ["parent_id", "owner_id", "origin_id", "created_at"].map(|column| IndexDef {
        comment: "serves: lookups",
        ..IndexDef::of(Box::leak(Box::new([IndexKeyDef::of(IndexTermDef::Column(column))])))
    });
    TableDef {
        rust_name: name,
        namespace: "public",
        name,
        was: None,
        comment: "A table of a synthetic schema.",
        unlogged: false,
        options: &[],
        scope: &[],
        columns: Box::leak(columns.into()),
        primary_key: Some(KeyDef::of(&["id"])),
        unique: &[],
        foreign_keys: Box::leak(foreign_keys.into()),
        checks: Box::leak(Box::new(checks)),
        exclusions: &[],
        indexes: Box::leak(Box::new(indexes)),
        invariants: &[],
        triggers: &[],
        partition_by: None,
        partitions: &[],
        is_stub: false,
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn leak_all(texts: &[&'static str]) -> &'static [&'static str] {
    Box::leak(texts.to_vec().into_boxed_slice())
}
