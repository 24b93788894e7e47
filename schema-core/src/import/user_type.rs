//! Enums, domains and composite types.

use std::collections::BTreeSet;

use super::column::catalog_name;
use super::constraint::{commented, name_as_word};
use super::docs::comment;
use super::literal::literal;
use super::names::{Named, snake, unraw};
use super::rust_type::rust_type;
use super::text_enum::labelled;
use super::{ImportedFile, Importer, LeftOut, ReadSql, Reading};
use crate::ident::{QualifiedName, default_name};
use crate::model::{Attribute, Check, Domain, Expression, SchemaModel, UserType, UserTypeKind};
use crate::sql::printed_text;
use crate::types::{Builtin, PgType};

/// The types that can be declared; what cannot is told.
pub(super) fn declarable(
    model: &SchemaModel,
    read_sql: ReadSql,
    left_out: &mut Vec<LeftOut>,
) -> BTreeSet<QualifiedName> {
    let mut declarable = BTreeSet::new();
    for (name, user_type) in &model.types {
        let because = refusal(name, model, read_sql);
        let kind = match user_type.is {
            UserTypeKind::Domain(_) => "domain",
            UserTypeKind::Enum(_) | UserTypeKind::Composite(_) => "type",
        };
        match because {
            Some(because) => left_out.push(LeftOut { object: format!("{kind} {name}"), because }),
            None => {
                declarable.insert(name.clone());
            }
        }
    }
    declarable
}

/// The types that are made because columns are of them, or of what is made of them; the others stand in `types`.
pub(super) fn of_columns(model: &SchemaModel) -> BTreeSet<&QualifiedName> {
    let mut of_columns: BTreeSet<&QualifiedName> = BTreeSet::new();
    let columns = model.tables.values().flat_map(|table| &table.columns);
    let mut left: Vec<&QualifiedName> = columns.filter_map(|column| of_own(&column.pg_type, model)).collect();
    while let Some(name) = left.pop() {
        if of_columns.insert(name) {
            left.extend(model.types[name].needs().into_iter().filter(|needed| model.types.contains_key(*needed)));
        }
    }
    of_columns
}

/// The type of the schema's own that this is, or is an array of. One with modifiers is none.
fn of_own<'a>(pg_type: &'a PgType, model: &SchemaModel) -> Option<&'a QualifiedName> {
    pg_type.needs().filter(|name| pg_type.modifiers.is_none() && model.types.contains_key(*name))
}

fn refusal(name: &QualifiedName, model: &SchemaModel, read_sql: ReadSql) -> Option<String> {
    match &model.types[name].is {
        UserTypeKind::Enum(labels) if labels.is_empty() => Some("it has no labels".to_owned()),
        UserTypeKind::Enum(labels) if labels.iter().any(String::is_empty) => {
            Some("one of its labels is empty".to_owned())
        }
        UserTypeKind::Enum(_) => None,
        UserTypeKind::Domain(domain) => {
            let texts = domain.default.iter().chain(domain.checks.values().map(|check| &check.expression.sql));
            let refused = texts.filter_map(|text| match read_sql(text, &["value"]) {
                Reading::Refused(because) => Some(because),
                Reading::Plain(_) | Reading::Unparsed => None,
            });
            let is_plain = |check: &Check| {
                let plain = Check::new(Expression::new(&*check.expression.sql, Vec::new()));
                *check == Check { comment: check.comment.clone(), ..plain }
            };
            let odd = domain.checks.iter().find(|(_, check)| !is_plain(check));
            let odd = odd.map(|(name, _)| format!("its check {name} does not hold for all rows"));
            refused.chain(odd).next()
        }
        UserTypeKind::Composite(_) => None,
    }
}

impl Importer<'_> {
    /// Writes the file of a type.
    pub(super) fn user_type(&mut self, name: &QualifiedName) -> ImportedFile {
        let UserType { is, comment: said } = &self.model.types[name];
        let named = self.names.types[name].clone();
        let comment = comment(said.as_deref(), "");
        let mut items = Vec::new();
        if snake(&named.rust) != name.name.as_str() {
            items.push(format!("name = {}", literal(name.name.as_str())));
        }
        if name.namespace.as_str() != "public" {
            items.push(format!("namespace = {}", literal(name.namespace.as_str())));
        }
        items.extend(comment.item);
        let mut types = Types::default();
        let (word, derive, body) = match is {
            UserTypeKind::Enum(labels) => {
                let (style, lines) = labelled(&named.members, labels, "label");
                items.extend(style.map(|style| format!("rename_all = \"{style}\"")));
                ("pg_enum", "PgEnum", format!("pub enum {} {{\n{lines}}}\n", named.rust))
            }
            UserTypeKind::Domain(domain) => {
                items.extend(self.domain(domain, name));
                let rust = self.type_of(&domain.pg_type, &format!("{}Value", named.rust), &mut types);
                ("domain", "Domain", format!("pub struct {}(pub {rust});\n", named.rust))
            }
            UserTypeKind::Composite(attributes) => {
                let fields = self.attributes(attributes, &named, &mut types);
                ("composite", "Composite", format!("pub struct {} {{\n{fields}}}\n", named.rust))
            }
        };
        let attribute = if items.is_empty() { String::new() } else { format!("#[{word}({})]\n", items.join(", ")) };
        let what = match is {
            UserTypeKind::Enum(_) => "Enum",
            UserTypeKind::Domain(_) => "Domain",
            UserTypeKind::Composite(_) => "Composite type",
        };
        let text = format!(
            "//! {what} {}.\n\n{}{}#[derive({derive})]\n{attribute}{body}{}",
            super::table::in_docs(name),
            types.imports(&named.rust),
            comment.doc,
            types.markers
        );
        if !types.more.is_empty() {
            let also = self.names.types.get_mut(name);
            also.into_iter().for_each(|named| named.also.extend(types.more.iter().cloned()));
        }
        ImportedFile { path: format!("{}.rs", named.module), text }
    }

    fn domain(&self, domain: &Domain, name: &QualifiedName) -> Vec<String> {
        let mut items = Vec::new();
        items.extend(
            domain.collation.as_ref().map(|collation| format!("collate = {}", literal(&catalog_name(collation)))),
        );
        let sql = |text: &str, columns: &[&str]| self.sql(text, columns, &[]).unwrap_or_default();
        items.extend(
            domain
                .default
                .as_ref()
                .map(|default| format!("default = {}", sql(printed_text::default(default, &domain.pg_type), &[]))),
        );
        if !domain.nullable {
            items.push("not_null".to_owned());
        }
        for (check_name, check) in &domain.checks {
            let is_default = default_name(name.name.as_str(), "", "check").as_ref() == Ok(check_name);
            let is_varchar = domain.pg_type.builtin() == Some(Builtin::Varchar);
            let varchar = if is_varchar { vec!["VALUE".to_owned()] } else { Vec::new() };
            let condition = sql(&printed_text::condition(&check.expression.sql, &[], &varchar), &["value"]);
            let mut words = if is_default { Vec::new() } else { vec![name_as_word(check_name)] };
            words.push(condition);
            words.extend(commented(check.comment.as_deref()));
            items.push(format!("check({})", words.join(", ")));
        }
        items
    }

    fn attributes(&mut self, attributes: &[Attribute], named: &Named, types: &mut Types) -> String {
        let mut text = String::new();
        for (attribute, field) in attributes.iter().zip(&named.members) {
            let comment = comment(attribute.comment.as_deref(), "    ");
            let is_named = unraw(field) != attribute.name.as_str();
            let name = is_named.then(|| format!("name = {}", literal(attribute.name.as_str())));
            let collation = attribute.collation.as_ref();
            let collation = collation.map(|collation| format!("collate = {}", literal(&catalog_name(collation))));
            let items: Vec<String> = name.into_iter().chain(collation).chain(comment.item).collect();
            text.push_str(&comment.doc);
            if !items.is_empty() {
                text.push_str(&format!("    #[attribute({})]\n", items.join(", ")));
            }
            let suffix: String = snake_to_pascal(unraw(field));
            let rust = self.type_of(&attribute.pg_type, &format!("{}{suffix}", named.rust), types);
            text.push_str(&format!("    pub {field}: {rust},\n"));
        }
        text
    }

    /// A type of Rust; where none stands for it, one of its own.
    fn type_of(&mut self, pg_type: &PgType, marker: &str, types: &mut Types) -> String {
        types.own.extend(
            of_own(pg_type, self.model).and_then(|name| self.names.types.get(name)).map(|named| named.rust.clone()),
        );
        if let Some(rust) = rust_type(pg_type, &self.names) {
            return rust;
        }
        let marker = self.names.unused(marker);
        let name = literal(&pg_type.to_string());
        types.markers.push_str(&format!(
            "\npub struct {marker};\n\nimpl ColumnType for {marker} {{\n    const TYPE: TypeDef = TypeDef::of({name});\n}}\n"
        ));
        types.more.push(marker.clone());
        marker
    }
}

/// What a file of a type names besides.
#[derive(Default)]
struct Types {
    /// Types of the schema.
    own: BTreeSet<String>,
    /// Types that stand in the same file.
    more: Vec<String>,
    /// Their declarations.
    markers: String,
}

impl Types {
    fn imports(&self, rust: &str) -> String {
        let mut text = "use schema_core::prelude::*;\n".to_owned();
        if !self.more.is_empty() {
            text.push_str("use schema_core::types::{ColumnType, TypeDef};\n");
        }
        text.push_str(&super::table::imports(self.own.iter().map(String::as_str).filter(|own| *own != rust)));
        text.push('\n');
        text
    }
}

/// `created_at` as a part of a struct's name.
pub(super) fn snake_to_pascal(field: &str) -> String {
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    field.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}
