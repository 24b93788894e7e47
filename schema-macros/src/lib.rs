//! The macros with which a schema is declared. Use them by way of `schema_core`, which re-exports them.

mod ast;
mod attr;
mod case;
mod errors;
mod expand;
#[cfg(test)]
mod expansions;
mod fallback;
mod region;
mod suggest;
mod valid;

use proc_macro::TokenStream;

use crate::errors::Errors;

/// Declares a table of PostgreSQL.
///
/// ```
/// use schema_core::prelude::*;
///
/// #[derive(Table)]
/// #[table(name = "workspaces")]
/// pub struct Workspace {
///     #[column(primary_key, default = "gen_random_uuid()")]
///     pub id: Uuid,
/// }
///
/// /// A set of rules that workflows are frozen to when they start.
/// #[derive(Table)]
/// #[table(name = "config_versions", scoped_by = workspace_id)]
/// #[unique(workspace_id, id)]
/// #[index(workspace_id, unique, where = "status = 'ACTIVE'", name = "config_versions_one_active")]
/// #[check(version_positive, "version > 0")]
/// #[foreign_key((workspace_id, supersedes_id) => ConfigVersion(workspace_id, id), on_delete = restrict)]
/// pub struct ConfigVersion {
///     #[column(primary_key, default = "gen_random_uuid()::text")]
///     pub id: String,
///     #[references(Workspace::id, on_delete = restrict)]
///     pub workspace_id: Uuid,
///     pub supersedes_id: Option<String>,
///     pub version: i32,
///     pub status: String,
/// }
///
/// schema! { pub static SCHEMA, postgres = 15..=18, tables = [Workspace, ConfigVersion] }
///
/// assert_eq!(SCHEMA.tables[1].comment, "A set of rules that workflows are frozen to when they start.");
/// assert_eq!(SCHEMA.tables[1].foreign_keys[1].columns, ["workspace_id", "supersedes_id"]);
/// ```
///
/// Doc comments become `COMMENT ON`: the lines of a paragraph are joined, an empty line is a line break. Wherever a
/// list names columns, it names the struct's *fields*; SQL texts use the columns' names. `name` is left out for
/// PostgreSQL's own default, `comment` for none.
///
/// # On the struct
///
/// | attribute | |
/// |---|---|
/// | `#[table(was = "...")]`, `#[column(was = "...")]` | The name that the table or column had before: it is renamed rather than dropped and made anew, and so are constraints and indexes whose names came from it. Says nothing once that is done |
/// | `#[table(comment = "...")]`, `#[column(comment = "...")]`, `#[attribute(comment = "...")]`, and in `pg_enum`, `domain` and its `check`, `composite` | The comment to the letter, in place of the doc comment |
/// | `#[table(name = "...", namespace = "...", unlogged, with(fillfactor = 70, toast.autovacuum_enabled = false), scoped_by = field)]` | The name is the struct's in snake case, the namespace `public`, unless they are given. `scoped_by(a, b)`: the columns that say to whom a row belongs, outermost first; foreign keys between two tables with scopes carry what both have |
/// | `#[primary_key(a, b, include(c), deferrable, initially_deferred, with(fillfactor = 70), name = "...", comment = "...")]` | A field that is named `deferrable`, say, is written `r#deferrable` |
/// | `#[unique(a, b, nulls_not_distinct, ...)]` | The rest as in `#[primary_key]` |
/// | `#[index(a, b desc nulls last, expr("lower(c)"), include(d), unique, where = "...", name = "...", comment = "...")]` | A field that is named `unique` is written `r#unique` |
/// | `#[index(a collate "C" class "public.gist_trgm_ops" with(siglen = 32), using = gist, with(fillfactor = 70))]` | Collations and operator classes of `pg_catalog` need no namespace before them; `nulls_not_distinct` as in `#[unique]` |
/// | `#[check(name, "condition", no_inherit, comment = "...", counterexample = "a = -1, b = 'kg'")]` | The name may be left out, and is a string where it is no identifier. `counterexample`: values that violate it, where tests find none by themselves |
/// | `#[exclude(using = gist, room = "=", expr("tsrange(a, b)") = "&&", where = "...", deferrable, name = "...")]` | No two rows whose keys all meet the operators; keys as in `#[index]`, options as in `#[unique]` |
/// | `#[table(partition_by = range(a, expr("lower(b)") collate "C" class "text_pattern_ops"))]` | Or `list(a)`, or `hash(a, b)`. Keys, unique indexes and, with `=`, exclusion constraints have all columns that divide the table |
/// | `#[partition(name = "...", values = "FROM ('a') TO ('b')", of = "...", partition_by = list(c), with(fillfactor = 70), namespace = "...", comment = "...")]` | `IN (...)` of a list, `WITH (modulus 4, remainder 0)` of a hash, or `default` in place of `values`. `of`: the partition that it is one of, where that is divided in its turn |
/// | `#[foreign_key((a, b) => Target(c, d), ...)]` | Options below |
/// | `#[lifecycle(status, initial = A \| B, A => B \| C, name = "...")]` | A row begins in an initial state, and only the transitions lead to another one. Every value of the field's `TextEnum` stands in it |
/// | `#[immutable(a, b, name = "...")]` | The columns never change; `#[immutable]`: none of the table's does |
/// | `#[frozen(unless(status = A \| B), except(c, d), name = "...")]` | A row in any other state is neither changed, but for the columns in `except`, nor deleted |
/// | `#[frozen_with(parent_id, except(c, d), name = "...")]` | A row is made, changed or deleted only while the row that it refers to is not frozen itself |
/// | `#[insert_requires(parent_id, status = A \| B, name = "...")]` | A row is made, or comes to refer to another one, only while that one is in one of the states. `status` is a field of the target; one that is named `name` is written `r#name` |
/// | `#[trigger(touch, "BEFORE UPDATE OF email", execute = "public.touch()", when = "...", for_each_statement, comment = "...")]` | A trigger as text, for what nothing above says; the function stands under `routines` of `schema!` |
///
/// The last five say how rows may change, where no constraint can. States are values of a `TextEnum`, as an identifier
/// or, where they are none, as a string: `DRAFT => "in progress"`. `parent_id` is a field that a foreign key carries: the
/// one that `#[references]` on the field declares, else the only one that has the field among its columns.
///
/// ```
/// use schema_core::prelude::*;
///
/// #[derive(Table)]
/// #[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE | ARCHIVED, ACTIVE => ARCHIVED)]
/// #[frozen(unless(status = DRAFT), except(status))]
/// pub struct Plan {
///     #[column(primary_key)]
///     pub id: Uuid,
///     pub status: PlanStatus,
/// }
///
/// #[derive(TextEnum)]
/// pub enum PlanStatus {
///     Draft,
///     Active,
///     Archived,
/// }
///
/// #[derive(Table)]
/// #[immutable(plan_id)]
/// #[frozen_with(plan_id)]
/// pub struct Task {
///     #[column(primary_key)]
///     pub id: Uuid,
///     #[references(Plan::id)]
///     pub plan_id: Uuid,
/// }
///
/// schema! { pub static SCHEMA, postgres = 15..=18, tables = [Plan, Task] }
///
/// assert_eq!(SCHEMA.tables[0].invariants[0].origin, "lifecycle(status)");
/// ```
///
/// # On a field
///
/// | attribute | |
/// |---|---|
/// | `#[column(primary_key, unique, name = "...", default = "...")]` | `default` is SQL |
/// | `#[column(using("age::integer", from = "text", back = "age::text"))]` | How the values get here from the type that the column had before, where PostgreSQL does not convert them by itself; without `back` there is no way back. Says nothing once that is done |
/// | `#[column(backfill = "expression")]` | The value of rows that have none when the column becomes NOT NULL, over the other columns of the row; written in batches while the table is in use. Says nothing once that is done |
/// | `#[column(type = "public.geometry(Point,4326)")]` | A type by name; the Rust type then says only whether it may be NULL. One that is not in `pg_catalog` stands with its namespace |
/// | `#[column(collate = "C")]` | A collation of `pg_catalog`, or one with its namespace |
/// | `#[column(identity)]`, `identity = by_default`, `identity(by_default, sequence = "old_name", start = 100, increment = 1, min = 1, max = 999, cache = 1, cycle)` | `GENERATED ALWAYS AS IDENTITY`, unless `by_default` is said. `sequence` names its sequence, which stands in the table's namespace and is called `table_column_seq` otherwise |
/// | `#[column(generated = "...", generated_virtual = "...")]` | One of them: a column that is computed from others of the row. `generated_virtual` wants PostgreSQL 18 |
/// | `#[column(serial)]` | A sequence that the column owns, and its next number as the default |
/// | `#[references(Target::field, with(a, b), ...)]` | A foreign key of this field, and of the fields in `with`, which have the same names in the target: `(a, b, this) => Target(a, b, field)`. Options below |
///
/// # Options of foreign keys
///
/// | option | |
/// |---|---|
/// | `on_delete = action`, `on_update = action` | `no_action`, `restrict`, `cascade`, `set_null`, `set_default`; for `on_delete` also `set_null(a)`, `set_default(a)` |
/// | `match = full` | or `simple`, the default |
/// | `deferrable`, `initially_deferred` | The second implies the first |
/// | `cross_type` | A column has another type than the one it refers to, as PostgreSQL allows of `integer` and `bigint` |
/// | `name = "..."`, `comment = "..."` | |
/// | `waive(scope, reason = "...", until = "2027-03-31")` | A rule that need not hold here, until a day |
///
/// # SQL texts
///
/// They are parsed while the crate compiles, and their columns looked up. What sqlparser cannot read is written
/// `unparsed("...", columns(a, b))`, with the fields it mentions; a server judges it later.
///
/// # Errors
///
/// Mistakes are errors at the place of the mistake, all of them at once. What takes two types to see (column types,
/// keys, scopes, states) is checked in const evaluation.
#[proc_macro_derive(
    Table,
    attributes(
        table,
        primary_key,
        unique,
        index,
        check,
        exclude,
        foreign_key,
        lifecycle,
        immutable,
        frozen,
        frozen_with,
        insert_requires,
        trigger,
        partition,
        column,
        references
    )
)]
pub fn table(input: TokenStream) -> TokenStream {
    derive_table(input.into()).into()
}

/// Declares a text column that has only certain values: `text` with a CHECK.
///
/// ```
/// use schema_core::prelude::*;
/// use schema_core::types::ColumnType;
///
/// #[derive(TextEnum)]
/// pub enum ConfigStatus {
///     Draft,
///     #[value("LIVE")]
///     Active,
/// }
///
/// assert_eq!(ConfigStatus::VALUES, ["DRAFT", "LIVE"]);
/// ```
///
/// `#[text_enum(rename_all = "...")]` on the enum says how values are made of the variants' names:
/// `SCREAMING_SNAKE_CASE` (the default), `snake_case`, `lowercase`, `UPPERCASE`, `kebab-case` or `PascalCase`.
/// `#[value("...")]` on a variant gives it another value.
#[proc_macro_derive(TextEnum, attributes(text_enum, value))]
pub fn text_enum(input: TokenStream) -> TokenStream {
    derive_text_enum(input.into()).into()
}

/// Declares an enum of PostgreSQL: `CREATE TYPE ... AS ENUM`, with the variants as labels in their order.
///
/// ```
/// use schema_core::prelude::*;
/// use schema_core::types::ColumnType;
///
/// /// How somebody feels.
/// #[derive(PgEnum)]
/// #[pg_enum(rename_all = "snake_case")]
/// pub enum Mood {
///     Sad,
///     #[label("so so")]
///     Fair,
/// }
///
/// assert_eq!(Mood::TYPE.sql(), "public.mood");
/// ```
///
/// `#[pg_enum(name = "...", namespace = "...", was = "...", rename_all = "...")]`: the name is the enum's in snake case,
/// the namespace `public`, the labels as the values of a `TextEnum`, unless they are given; `was` is the name that the
/// type had before, by which it is renamed where it is still there. `#[label("...")]` on a variant gives it another label; `#[label(was = "...")]` says what it was before, so that the label is renamed in the rows that
/// have it, in defaults, CHECKs and predicates. The schema makes the type where a column is of it, or of an array of it.
#[proc_macro_derive(PgEnum, attributes(pg_enum, label))]
pub fn pg_enum(input: TokenStream) -> TokenStream {
    derive_user_type(input.into(), attr::pg_enum).into()
}

/// Declares a domain of PostgreSQL: a type with conditions on its values.
///
/// ```
/// use schema_core::prelude::*;
/// use schema_core::types::ColumnType;
///
/// /// An address for letters over the wire.
/// #[derive(Domain)]
/// #[domain(check("VALUE ~ '@'"), check(email_short, "length(VALUE) < 200"))]
/// pub struct Email(String);
///
/// assert_eq!(Email::TYPE.sql(), "public.email");
/// ```
///
/// `#[domain(name = "...", namespace = "...", was = "...", default = "...", collate = "...", not_null, check("..."),
/// check(name, "...", comment = "..."))]`: conditions call the value VALUE. Several checks have names. `was` is the name
/// that the type had before. The schema makes the type where a column is of it.
#[proc_macro_derive(Domain, attributes(domain))]
pub fn domain(input: TokenStream) -> TokenStream {
    derive_user_type(input.into(), attr::domain).into()
}

/// Declares a composite type of PostgreSQL: `CREATE TYPE ... AS (...)`, with the fields as attributes in their order.
///
/// ```
/// use schema_core::prelude::*;
/// use schema_core::types::ColumnType;
///
/// #[derive(Composite)]
/// #[composite(name = "postal_address")]
/// pub struct Address {
///     street: String,
///     #[attribute(name = "zip")]
///     postcode: Varchar<10>,
/// }
///
/// assert_eq!(Address::TYPE.sql(), "public.postal_address");
/// ```
///
/// `#[composite(name = "...", namespace = "...", was = "...")]`, where `was` is the name that the type had before;
/// `#[attribute(name = "...", was = "...", collate = "...", comment = "...")]` on a field: its name, the one that it had
/// before, its collation, and what is said of it in place of the doc comment, which becomes COMMENT ON COLUMN as well.
/// Any attribute may be NULL.
/// The schema makes the type where a column is of it.
#[proc_macro_derive(Composite, attributes(composite, attribute))]
pub fn composite(input: TokenStream) -> TokenStream {
    derive_user_type(input.into(), attr::composite).into()
}

/// Declares the schema: the static that the commands are run on.
///
/// ```
/// use schema_core::prelude::*;
///
/// #[derive(Table)]
/// struct User {
///     #[column(primary_key)]
///     id: Uuid,
/// }
///
/// schema! {
///     /// Everything.
///     pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"], tables = [User]
/// }
///
/// assert_eq!(SCHEMA.postgres_max, 18);
/// ```
///
/// `postgres` is the range of majors that the generated SQL must run on, within 15 to 18. `extensions` may be left out.
/// The order of `tables`, and of the keys, has no meaning. Every table that a listed one refers to is listed.
/// Namespaces, enums, domains and composite types are made where tables stand in them or columns are of them.
/// `types = [Recurrence]` makes those that no column is of: what functions take and return.
///
/// `namespaces = [("billing", "Invoices and payments.")]` gives namespaces comments.
/// `routines = {"public.touch()" = include_str!("touch.sql"), "public.one()" = ("CREATE FUNCTION ...", comment =
/// "...")}` are functions and procedures as text, by their names and the types of their arguments.
/// `sequences = [sequence("billing.numbers", was = "...", type = "integer", start = 1000, owned_by = Invoice::number,
/// comment = "...")]` are sequences with the options of `identity`; one that no column owns stays when a table goes, and
/// `was` is the name that it had before, in the same namespace.
/// `steps = [step("name", "what it does", behind = backfill, sql = "...", locks("public.users" = row_exclusive),
/// scans("public.users"), done = "...", undo("...", locks(...)))]` are steps of a migration that are written by hand.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    declare_schema(input.into()).into()
}

fn derive_table(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let ast = attr::table(&input, &mut errors);
    let valid = ast.as_ref().map(|ast| valid::table(ast, &mut errors));
    match (errors.into_compile_errors(), valid) {
        (None, Some(valid)) => expand::table(&valid),
        (errors, _) => errors.into_iter().chain([fallback::table(&input)]).collect(),
    }
}

fn derive_text_enum(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let ast = attr::text_enum(&input, &mut errors);
    let values = ast.as_ref().map(|ast| valid::text_enum(ast, &mut errors));
    match (errors.into_compile_errors(), ast, values) {
        (None, Some(ast), Some(values)) => expand::text_enum(&ast, &values),
        (errors, _, _) => errors.into_iter().chain([fallback::text_enum(&input)]).collect(),
    }
}

fn derive_user_type(
    input: proc_macro2::TokenStream,
    read: fn(&syn::DeriveInput, &mut Errors) -> Option<ast::UserType>,
) -> proc_macro2::TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let ast = read(&input, &mut errors);
    let valid = ast.as_ref().map(|ast| valid::user_type(ast, &mut errors));
    match (errors.into_compile_errors(), valid) {
        (None, Some(valid)) => expand::user_type(&valid),
        (errors, _) => errors.into_iter().chain([fallback::user_type(&input)]).collect(),
    }
}

fn declare_schema(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let parsed = syn::parse::Parser::parse2(|input: syn::parse::ParseStream| attr::schema(input, &mut errors), input);
    let schema = match parsed {
        Ok(schema) => schema,
        Err(error) => {
            errors.push(error);
            return errors.into_compile_errors().unwrap_or_default();
        }
    };
    valid::schema(&schema, &mut errors);
    match errors.into_compile_errors() {
        None => expand::schema(&schema),
        Some(errors) => [errors, fallback::schema(&schema)].into_iter().collect(),
    }
}
