//! The root: modules, and `schema!`.

use super::column::sequence_options;
use super::literal::literal;
use super::user_type::of_columns;
use super::{ImportedFile, Importer};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Sequence, partition_names};
use crate::types::{Builtin, PgType};

/// The majors that a schema can be declared for.
const OLDEST: u16 = 15;
const NEWEST: u16 = 18;

/// What becomes of a lint that some schemas trip and others do not.
const LEVEL: &str = "allow";

impl Importer<'_> {
    pub(super) fn schema(&mut self, routines: &[(String, String)]) -> ImportedFile {
        let mut text = format!(
            "//! The schema of a database, one file per table, written by `cargo xtask import`.\n\n\
             #![{LEVEL}(\n    clippy::duplicated_attributes,\n    \
             reason = \"two keys or indexes of a table that share a column are no duplicates\"\n)]\n\n"
        );
        let mut named: Vec<_> = self.names.tables.values().chain(self.names.types.values()).collect();
        named.sort_by(|a, b| a.module.cmp(&b.module));
        let mut modules: Vec<&str> = named.iter().map(|named| named.module.as_str()).collect();
        if !routines.is_empty() {
            modules.push("routines");
            modules.sort_unstable();
        }
        text.extend(modules.iter().map(|module| format!("mod {module};\n")));
        text.push('\n');
        for named in named {
            match named.also.as_slice() {
                [] => text.push_str(&format!("pub use {}::{};\n", named.module, named.rust)),
                also => {
                    let all: Vec<&str> = [&named.rust].into_iter().chain(also).map(String::as_str).collect();
                    text.push_str(&format!("pub use {}::{{{}}};\n", named.module, all.join(", ")));
                }
            }
        }
        text.push_str("use schema_core::prelude::*;\n\nschema! {\n    /// The whole schema.\n    pub static SCHEMA,\n");
        text.push_str(&format!("    postgres = {}..={NEWEST},\n", self.oldest()));
        let extensions = self.extensions();
        let namespaces = self.namespaces();
        let sequences = self.sequences();
        let of_columns = of_columns(self.model);
        let others = self.names.types.iter().filter(|(name, _)| !of_columns.contains(name));
        let types = others.map(|(_, named)| named.rust.clone()).collect();
        for (key, items) in
            [("extensions", extensions), ("namespaces", namespaces), ("sequences", sequences), ("types", types)]
        {
            text.push_str(&list(key, &items));
        }
        if !routines.is_empty() {
            text.push_str("    routines = {\n");
            for (name, definition) in routines {
                text.push_str(&format!("        {} = {definition},\n", literal(name)));
            }
            text.push_str("    },\n");
        }
        let tables: Vec<String> = self.names.tables.values().map(|named| named.rust.clone()).collect();
        text.push_str("    tables = [\n");
        text.extend(tables.iter().map(|table| format!("        {table},\n")));
        text.push_str("    ]\n}\n");
        ImportedFile { path: "lib.rs".to_owned(), text }
    }

    /// The oldest major that has all that is declared.
    fn oldest(&self) -> u16 {
        let tables = || self.model.tables.values();
        let mut columns = tables().flat_map(|table| &table.columns);
        let is_excluding = |constraint: &Constraint| matches!(constraint, Constraint::Exclusion(_));
        if columns.any(|column| column.generated.as_ref().is_some_and(|generated| !generated.stored)) {
            18
        } else if tables().any(|table| table.partitioning.is_some() && table.constraints.values().any(is_excluding)) {
            17
        } else {
            OLDEST
        }
    }

    fn extensions(&mut self) -> Vec<String> {
        let model = self.model;
        let mut items = Vec::new();
        for (name, extension) in &model.extensions {
            if extension.namespace.as_str() == "public" {
                items.push(literal(name.as_str()));
            } else {
                let because = format!("it stands in {}; a declared one stands in public", extension.namespace);
                self.leave_out(format!("extension {name}"), because);
            }
        }
        items
    }

    fn namespaces(&mut self) -> Vec<String> {
        let model = self.model;
        let named = model.tables.keys().chain(model.sequences.keys()).chain(partition_names(model));
        let in_use: std::collections::BTreeSet<&str> =
            named.chain(self.names.types.keys()).map(|name| name.namespace.as_str()).collect();
        let mut items = Vec::new();
        let mut refused = Vec::new();
        for (name, namespace) in &model.namespaces {
            let comment = namespace.comment.as_deref();
            if name.as_str() == "public" {
                refused.push(("comment of schema public", "it is PostgreSQL's own, and keeps its comment"));
            } else if comment.is_some() || !in_use.contains(name.as_str()) {
                items.push(format!("({}, {})", literal(name.as_str()), literal(comment.unwrap_or_default())));
            }
        }
        for (object, because) in refused {
            self.leave_out(object, because);
        }
        items
    }

    fn sequences(&mut self) -> Vec<String> {
        let model = self.model;
        let mut items = Vec::new();
        for (name, sequence) in &model.sequences {
            if self.serials.contains(name) {
                continue;
            }
            let written = sequence_name(name);
            if written.len() > 63 {
                self.leave_out(format!("sequence {name}"), "with its namespace its name has more than 63 bytes");
                continue;
            }
            let owner =
                sequence.owned_by.as_ref().map(|(table, column)| (self.field_path(table, column), table, column));
            if let Some((None, table, column)) = &owner {
                let because = format!("it goes with column {table}.{column}, which is not declared");
                self.leave_out(format!("owner of sequence {name}"), because);
            }
            items.push(declared(&written, sequence, owner.and_then(|(field, ..)| field)));
        }
        items
    }

    /// The field of a column, with its struct: `Build::id`.
    fn field_path(&self, table: &QualifiedName, column: &Ident) -> Option<String> {
        let at = self.model.tables.get(table)?.columns.iter().position(|found| found.name == *column)?;
        let named = self.names.tables.get(table)?;
        Some(format!("{}::{}", named.rust, named.members.get(at)?))
    }
}

/// By itself in `public`, where it is not read as a qualified name.
fn sequence_name(name: &QualifiedName) -> String {
    let plain = name.name.as_str();
    match name.namespace.as_str() == "public" && plain.parse::<QualifiedName>().is_err() {
        true => plain.to_owned(),
        false => name.to_string(),
    }
}

fn declared(name: &str, sequence: &Sequence, owner: Option<String>) -> String {
    let mut items = vec![literal(name)];
    if sequence.pg_type != PgType::from(Builtin::BigInt) {
        items.push(format!("type = {}", literal(&sequence.pg_type.to_string())));
    }
    items.extend(sequence_options(&sequence.options));
    items.extend(owner.map(|owner| format!("owned_by = {owner}")));
    items.extend(sequence.comment.iter().map(|comment| format!("comment = {}", literal(comment))));
    format!("sequence({})", items.join(", "))
}

fn list(key: &str, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => format!("    {key} = [{one}],\n"),
        several => {
            let lines: String = several.iter().map(|item| format!("        {item},\n")).collect();
            format!("    {key} = [\n{lines}    ],\n")
        }
    }
}
