//! What the macros write, beside what they are given.

use std::io::Write;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::{ast, attr};

#[test]
fn a_table() {
    let input = r#"
/// A set of rules that workflows
/// are frozen to.
#[table(name = "config_versions", scoped_by = workspace_id)]
#[unique(workspace_id, id)]
#[index(workspace_id, created_at desc nulls last, include(id), where = "kind = 'ACTIVE'", comment = "the newest")]
#[index(expr("lower(name)"), unique, name = "config_versions_name")]
#[check(version_positive, "version > 0 AND kind <> ''", counterexample = "version = -1")]
#[foreign_key((workspace_id, supersedes_id) => ConfigVersion(workspace_id, id), on_delete = set_null(supersedes_id))]
#[lifecycle(type, initial = DRAFT, DRAFT => ACTIVE | "in review", "in review" => ACTIVE)]
#[frozen(unless(type = DRAFT | ACTIVE), except(version), name = "config_versions_frozen")]
#[immutable(workspace_id, type)]
#[immutable]
#[frozen_with(workspace_id, except(name))]
#[insert_requires(supersedes_id, type = ACTIVE)]
pub struct ConfigVersion {
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    #[references(Workspace::id, on_delete = restrict, name = "of_workspace")]
    pub workspace_id: Uuid,
    pub supersedes_id: Option<String>,
    #[references(users::User::id, initially_deferred, waive(scope, reason = "legacy", until = "2027-03-31"))]
    pub created_by: String,
    #[column(name = "kind")]
    pub r#type: ConfigStatus,
    pub name: String,
    pub version: i32,
    pub created_at: Timestamptz,
}
"#;
    check("a_table", input, crate::derive_table);
}

#[test]
fn a_table_with_mistakes() {
    let input = r#"
#[check("verison == 0")]
struct Child {
    #[references(Parent)]
    parent_id: Uuid,
}
"#;
    check("a_table_with_mistakes", input, crate::derive_table);
}

#[test]
fn a_text_enum() {
    let input = r#"
pub enum ConfigStatus {
    Draft,
    #[value("LIVE")]
    Active,
}
"#;
    check("a_text_enum", input, crate::derive_text_enum);
}

#[test]
fn types_of_the_schemas_own() {
    let user_type = |name: &str, input: &str, read: fn(&syn::DeriveInput, &mut Errors) -> Option<ast::UserType>| {
        let tokens: TokenStream = input.parse().expect("the input is made of tokens");
        expanded(name, input, crate::derive_user_type(tokens, read));
    };
    let mood = r#"
/// How somebody feels.
#[pg_enum(namespace = "people")]
pub enum Mood {
    Sad,
    #[label("so so")]
    Fair,
}
"#;
    user_type("a_pg_enum", mood, attr::pg_enum);
    let email = r#"
#[domain(check("VALUE ~ '@'"), check(email_short, "length(VALUE) < 200"), not_null, default = "''", collate = "C")]
pub struct Email(String);
"#;
    user_type("a_domain", email, attr::domain);
    let address = r#"
#[composite(name = "Postal Address")]
pub struct Address {
    street: String,
    #[attribute(name = "zip")]
    postcode: Option<Varchar<10>>,
}
"#;
    user_type("a_composite_type", address, attr::composite);
}

#[test]
fn columns_of_every_source() {
    let input = r#"
pub struct Child {
    #[column(primary_key, identity(by_default, sequence = "children", start = 5, cycle))]
    id: i64,
    #[column(type = "public.geometry(Point,4326)")]
    place: Option<String>,
    #[column(generated = "id * 2", collate = "C")]
    double: Option<String>,
    #[column(serial)]
    number: i32,
    #[column(using("length(old)", from = "text", back = "old::text"), backfill = "number + 1")]
    old: i32,
}
"#;
    check("columns_of_every_source", input, crate::derive_table);
}

#[test]
fn a_schema() {
    let input = r#"
/// The schema.
pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"], tables = [Workspace, users::User],
steps = [step("tidy", "tidy up", behind = backfill, sql = include_str!("tidy.sql"), locks("public.users" = row_exclusive),
    scans("public.users"), done = "true", undo("SELECT 1"))]
"#;
    check("a_schema", input, crate::declare_schema);
}

fn check(name: &str, input: &str, expand: fn(TokenStream) -> TokenStream) {
    let tokens: TokenStream = input.parse().expect("the input is made of tokens");
    expanded(name, input, expand(tokens));
}

fn expanded(name: &str, input: &str, tokens: TokenStream) {
    let expanded = rustfmt(&tokens.to_string());
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, format!("{}\n\n=====\n\n{expanded}", input.trim()));
    });
}

/// Formats with the rustfmt of the toolchain.
fn rustfmt(code: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=120,use_small_heuristics=Max"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is a component of the toolchain");
    rustfmt.stdin.take().expect("it is piped").write_all(code.as_bytes()).expect("rustfmt reads");
    let output = rustfmt.wait_with_output().expect("rustfmt ends");
    assert!(output.status.success(), "rustfmt refuses: {code}");
    String::from_utf8(output.stdout).expect("rustfmt writes UTF-8")
}
