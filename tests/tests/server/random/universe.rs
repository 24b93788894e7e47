//! All schemas that the property tests know: tables, columns and what belongs to them have fixed names, each is there or
//! not, in one of a few forms. Two schemas drawn from it differ by changes of every kind.

mod divided;
mod invariants;
mod more;
mod rows;
mod wanderer;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{
    Check, Column, Constraint, Deferrable, Expression, Extension, ForeignKey, Index, IndexKey, IndexTerm, Key,
    MajorRange, MatchType, NullsOrder, ReferentialAction, Rename, Routine, RoutineName, RowHint, SchemaModel,
    SortOrder, Table, Trigger, TriggerState, Validity,
};

pub(crate) use self::divided::without_hint_of_one;
pub(crate) use self::rows::rows;
use super::choices::Choices;

const TABLES: [&str; 4] = ["alpha", "Be\"ta", "order", "zeta"];

/// A column's name, its types, and for each the defaults and CHECKs it may have. Defaults and CHECKs are written as
/// PostgreSQL prints them; `@` stands for the column.
struct Form {
    pg_type: &'static str,
    defaults: &'static [&'static str],
    checks: &'static [&'static str],
}

const COLUMNS: [(&str, &[Form]); 7] = [
    (
        "amount",
        &[Form {
            pg_type: "integer",
            defaults: &["0", "'-1'::integer", "(1 + 2)"],
            checks: &["(@ > '-10'::integer)", "((@ >= '-5'::integer) AND (@ <= 100))", "(@ <> 7)"],
        }],
    ),
    (
        "label",
        &[Form {
            pg_type: "text",
            defaults: &["''::text", "'it''s'::text", "upper('a'::text)"],
            checks: &["(@ <> 'none'::text)", "(length(@) < 100)", "(@ ~ '^[^%]*$'::text)"],
        }],
    ),
    (
        "Price",
        &[Form {
            pg_type: "numeric(12,2)",
            defaults: &["0", "1.50"],
            checks: &["(@ >= (0)::numeric)", "(@ < 1000.5)"],
        }],
    ),
    (
        "made",
        &[Form {
            pg_type: "timestamp with time zone",
            defaults: &["now()", "CURRENT_TIMESTAMP", "'2020-01-01 00:00:00+00'::timestamp with time zone"],
            checks: &["(@ > '2000-01-01 00:00:00+00'::timestamp with time zone)"],
        }],
    ),
    ("key", &[Form { pg_type: "uuid", defaults: &["gen_random_uuid()"], checks: &[] }]),
    (
        "facts",
        &[Form {
            pg_type: "jsonb",
            defaults: &["'{}'::jsonb", "'{\"a\": [1]}'::jsonb"],
            checks: &["(jsonb_typeof(@) = 'object'::text)"],
        }],
    ),
    ("flag", &[Form { pg_type: "boolean", defaults: &["false", "true"], checks: &["(@ OR (NOT @))"] }]),
];

/// What has another name than the one it is known by, with a hint that says so.
#[derive(Clone, Copy, Default)]
pub(crate) struct Renamed {
    /// The table `zeta`.
    pub(crate) table: bool,
    /// The column `label` of every table.
    pub(crate) column: bool,
    /// The types `mood`, `Word` and `pair`, and the sequence `numbers`.
    pub(crate) object: bool,
    /// The value `sad` of the enum `mood`, and the attribute `Text` of the composite type `pair`.
    pub(crate) value: bool,
}

impl Renamed {
    fn table(self, name: &'static str) -> &'static str {
        if self.table && name == "zeta" { "Zeta, renamed" } else { name }
    }

    fn column(self, name: &'static str) -> &'static str {
        if self.column && name == "label" { "title" } else { name }
    }

    fn object(self, name: &str) -> QualifiedName {
        if !self.object {
            return public(name);
        }
        public(match name {
            "mood" => "Mood, renamed",
            "Word" => "words",
            "pair" => "two",
            "numbers" => "counts",
            _ => name,
        })
    }

    fn value(self, value: &'static str) -> &'static str {
        if self.value && value == "sad" { "blue, not sad" } else { value }
    }

    fn attribute(self, name: &'static str) -> &'static str {
        if self.value && name == "Text" { "text, renamed" } else { name }
    }

    fn hints(self, model: &SchemaModel) -> Vec<Rename> {
        let mut hints = Vec::new();
        if self.table {
            hints.push(Rename::Table { from: public("zeta"), to: public(self.table("zeta")) });
        }
        if self.column {
            let (from, to) = (ident("label"), ident(self.column("label")));
            let of =
                |table: &QualifiedName| Rename::Column { table: table.clone(), from: from.clone(), to: to.clone() };
            hints.extend(model.tables.keys().map(of));
        }
        if self.object {
            hints.extend(["mood", "Word", "pair"].map(|name| {
                let (from, to) = (public(name), self.object(name));
                Rename::Type { from, to }
            }));
            hints.push(Rename::Sequence { from: public("numbers"), to: self.object("numbers") });
        }
        if self.value {
            let (from, to) = ("sad".to_owned(), self.value("sad").to_owned());
            hints.push(Rename::Label { of: self.object("mood"), from, to });
            let (from, to) = (ident("Text"), ident(self.attribute("Text")));
            hints.push(Rename::Attribute { of: self.object("pair"), from, to });
        }
        hints
    }
}

/// Reads a schema off the choices.
pub(crate) fn model(choices: &mut Choices<'_>, postgres: MajorRange, renamed: Renamed) -> SchemaModel {
    let mut model = SchemaModel::empty(postgres);
    if choices.chance(1, 4) {
        model.extensions.insert(ident("pg_trgm"), Extension { namespace: ident("public") });
    }
    if choices.chance(1, 2) {
        add_routine(choices, &mut model);
    }
    more::add_objects(choices, &mut model, renamed);
    for name in TABLES {
        if choices.chance(5, 6) {
            let name = renamed.table(name);
            let table = table(choices, name, &model, renamed);
            model.tables.insert(public(name), table);
        }
    }
    divided::add(choices, &mut model, renamed);
    more::add_namespace(choices, &mut model);
    more::add_sequences_of_columns(choices, &mut model, renamed);
    more::add_routine_of_rows(choices, &mut model);
    for name in TABLES {
        add_foreign_keys(choices, renamed.table(name), &mut model, renamed);
    }
    wanderer::add(choices, &mut model, renamed);
    for name in TABLES {
        invariants::add(choices, renamed.table(name), &mut model);
    }
    model.renames = renamed.hints(&model);
    model.row_hints = backfills(&model);
    model
}

/// A value for each column that is NOT NULL, which every constraint admits.
fn backfills(model: &SchemaModel) -> Vec<RowHint> {
    let mut hints = Vec::new();
    for (name, table) in &model.tables {
        for column in table.columns.iter().filter(|column| !column.nullable) {
            let value = match column.name.as_str() {
                "amount" => "id::integer",
                "label" | "title" => "'filled ' || id",
                "Price" => "id + 0.25",
                "made" => "'2021-02-01 00:00:00+00'::timestamptz + id * interval '1 day'",
                "key" => "gen_random_uuid()",
                "facts" => "jsonb_build_object('n', id)",
                "flag" => "true",
                _ => continue,
            };
            let (table, column, value) = (name.clone(), column.name.clone(), Expression::new(value, idents(&["id"])));
            hints.push(RowHint::Backfill { table, column, value });
        }
    }
    hints
}

fn add_routine(choices: &mut Choices<'_>, model: &mut SchemaModel) {
    let body = choices.one_of(&["BEGIN RETURN NEW; END", "BEGIN RETURN NULL; END"]);
    let definition =
        format!("CREATE FUNCTION public.touch()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function${body}$function$\n");
    let routine = Routine { definition: definition.trim().to_owned(), needs: Vec::new(), comment: comment(choices) };
    model.routines.insert(RoutineName { name: public("touch"), arguments: String::new() }, routine);
}

fn table(choices: &mut Choices<'_>, name: &str, model: &SchemaModel, renamed: Renamed) -> Table {
    let mut table = Table { comment: comment(choices), ..Table::default() };
    table.columns.push(Column { nullable: false, ..Column::new(ident("id"), "bigint".parse().expect("a type")) });
    // The other one refers across types.
    for (reference, pg_type) in [("alpha_id", "bigint"), ("other_id", "integer")] {
        let nullable = choices.chance(2, 3);
        table.columns.push(Column { nullable, ..Column::new(ident(reference), pg_type.parse().expect("a type")) });
    }
    if choices.chance(5, 6) {
        let key = Key { columns: idents(&["id"]), comment: comment(choices), ..Key::default() };
        let label = choices.one_of(&["pkey", "pkey", "pkey", "key"]);
        table.constraints.insert(ident(&format!("{name}_{label}")), Constraint::PrimaryKey(key));
    }
    for (column, forms) in COLUMNS {
        if choices.chance(4, 5) {
            add_column(choices, name, renamed.column(column), forms, &mut table);
        }
    }
    // Not columns of a unique constraint: CREATE TABLE makes one of two keys that are the same.
    let is_required = table.column(&ident("flag")).is_some_and(|flag| !flag.nullable);
    if is_required && choices.chance(1, 3) {
        for constraint in table.constraints.values_mut() {
            if let Constraint::PrimaryKey(key) = constraint {
                key.columns = idents(&["id", "flag"]);
            }
        }
    }
    more::add_columns(choices, &public(name), &mut table, model, renamed);
    add_keys(choices, name, &mut table);
    more::add_storage(choices, name, &mut table);
    add_indexes(choices, name, &mut table, renamed);
    if !model.routines.is_empty() && choices.chance(1, 3) {
        let event = choices.one_of(&["BEFORE UPDATE", "BEFORE INSERT OR UPDATE", "AFTER DELETE"]);
        let definition =
            format!("CREATE TRIGGER touch {event} ON {} FOR EACH ROW EXECUTE FUNCTION public.touch()", public(name));
        let state = choices.one_of(&[TriggerState::Enabled, TriggerState::Enabled, TriggerState::Always]);
        table.triggers.insert(ident("touch"), Trigger { definition, state, comment: comment(choices) });
    }
    table
}

fn add_column(choices: &mut Choices<'_>, table_name: &str, name: &str, forms: &[Form], table: &mut Table) {
    let form = &forms[choices.below(forms.len())];
    let default = choices.chance(1, 2).then(|| choices.one_of(form.defaults).to_owned());
    // Without a default, a column that is new can only be NULL.
    let is_required = choices.chance(if default.is_some() { 2 } else { 1 }, 4);
    let column = Column {
        nullable: !is_required,
        default,
        comment: comment(choices),
        ..Column::new(ident(name), form.pg_type.parse().expect("a type"))
    };
    table.columns.push(column);
    if !form.checks.is_empty() && choices.chance(1, 3) {
        let text = choices.one_of(form.checks).replace('@', &ident(name).to_string());
        let no_inherit = choices.chance(1, 4);
        let expression = Expression::new(text, idents(&[name]));
        let check = Check { no_inherit, comment: comment(choices), ..Check::new(expression) };
        table.constraints.insert(ident(&format!("{table_name}_{name}_check")), Constraint::Check(check));
    }
}

fn has(table: &Table, column: &str) -> bool {
    table.column(&ident(column)).is_some()
}

fn add_keys(choices: &mut Choices<'_>, name: &str, table: &mut Table) {
    if has(table, "key") && choices.chance(1, 3) {
        let columns = choices.one_of(&[&["key"][..], &["key", "id"], &["id", "key"]]);
        let deferrable = choices.one_of(&[Deferrable::Not, Deferrable::Not, Deferrable::InitiallyDeferred]);
        let key = Key {
            columns: idents(columns),
            include: if has(table, "made") && choices.chance(1, 4) { idents(&["made"]) } else { Vec::new() },
            // A new column of NULLs alone would be one value in all rows.
            nulls_not_distinct: choices.chance(1, 4) && table.column(&ident("key")).is_some_and(|key| !key.nullable),
            deferrable,
            comment: comment(choices),
            ..Key::default()
        };
        table.constraints.insert(ident(&format!("{name}_key_key")), Constraint::Unique(key));
    }
}

fn add_indexes(choices: &mut Choices<'_>, name: &str, table: &mut Table, renamed: Renamed) {
    for column in ["amount", "made"] {
        if has(table, column) && choices.chance(1, 3) {
            let key = IndexKey {
                order: choices.one_of(&[SortOrder::Ascending, SortOrder::Descending]),
                nulls: choices.one_of(&[NullsOrder::Default, NullsOrder::Default]),
                ..IndexKey::new(IndexTerm::Column(ident(column)))
            };
            let include = if choices.chance(1, 3) { idents(&["id"]) } else { Vec::new() };
            let predicate = choices
                .chance(1, 3)
                .then(|| Expression::new(format!("({} IS NOT NULL)", ident(column)), idents(&[column])));
            let index = Index { keys: vec![key], include, predicate, comment: comment(choices), ..Index::default() };
            table.indexes.insert(ident(&format!("{name}_{column}_idx")), index);
        }
    }
    // Where no key is of this column, foreign keys rest on it; it hardly ever goes, which is mostly refused.
    if !is_keyed_by_id(table) && choices.chance(5, 6) {
        let keys = vec![IndexKey::new(IndexTerm::Column(ident("id")))];
        table.indexes.insert(ident(&format!("{name}_id_idx")), Index { unique: true, keys, ..Index::default() });
    }
    let label = renamed.column("label");
    if has(table, label) && choices.chance(1, 3) {
        let expression = format!("{}({label})", choices.one_of(&["lower", "upper"]));
        let key = IndexKey::new(IndexTerm::Expression(Expression::new(expression, idents(&[label]))));
        let keys = vec![key, IndexKey::new(IndexTerm::Column(ident("id")))];
        let index = Index { unique: choices.chance(1, 2), keys, comment: comment(choices), ..Index::default() };
        table.indexes.insert(ident(&format!("{name}_{label}_idx")), index);
    }
}

fn add_foreign_keys(choices: &mut Choices<'_>, name: &str, model: &mut SchemaModel, renamed: Renamed) {
    for column in ["alpha_id", "other_id"] {
        let target = if column == "alpha_id" { "alpha" } else { renamed.table(choices.one_of(&TABLES)) };
        let is_wanted = choices.chance(1, 2);
        let action = |choices: &mut Choices<'_>| {
            choices.one_of(&[
                ReferentialAction::NoAction,
                ReferentialAction::Restrict,
                ReferentialAction::Cascade,
                ReferentialAction::SetNull(Vec::new()),
            ])
        };
        let foreign_key = ForeignKey {
            columns: idents(&[column]),
            references: public(target),
            referenced_columns: idents(&["id"]),
            match_type: choices.one_of(&[MatchType::Simple, MatchType::Simple, MatchType::Full]),
            on_delete: action(choices),
            on_update: action(choices),
            deferrable: choices.one_of(&[Deferrable::Not, Deferrable::Not, Deferrable::InitiallyDeferred]),
            validity: Validity::Valid,
            comment: comment(choices),
        };
        let is_borne = model.tables.get(&public(target)).is_some_and(|table| table.bears(&foreign_key));
        if let Some(table) = model.tables.get_mut(&public(name)).filter(|_| is_wanted && is_borne) {
            table.constraints.insert(ident(&format!("{name}_{column}_fkey")), Constraint::ForeignKey(foreign_key));
        }
    }
}

fn is_keyed_by_id(table: &Table) -> bool {
    table.primary_key().is_some_and(|(_, key)| key.columns == idents(&["id"]))
}

fn comment(choices: &mut Choices<'_>) -> Option<String> {
    let texts = [None, None, None, Some("said"), Some("it's said otherwise\nin two lines")];
    choices.one_of(&texts).map(str::to_owned)
}

fn ident(name: &str) -> Ident {
    Ident::new(name).expect("a name")
}

fn idents(names: &[&str]) -> Vec<Ident> {
    names.iter().map(|name| ident(name)).collect()
}

fn public(name: &str) -> QualifiedName {
    QualifiedName::new(ident("public"), ident(name))
}
