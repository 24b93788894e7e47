//! The file of a table.

use std::collections::{BTreeMap, BTreeSet};

use super::column::storage;
use super::constraint::{Declared, commented, name_as_word};
use super::docs::comment;
use super::literal::literal;
use super::names::snake;
use super::{ImportedFile, Importer, Place};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Table, Trigger, TriggerState};

impl Importer<'_> {
    pub(super) fn table(&mut self, name: &QualifiedName, table: &Table) -> ImportedFile {
        let named = self.names.tables[name].clone();
        let place = Place { name, table, fields: &named.members };
        let mut enums = self.value_enums(place, &named.rust);
        let (mut on_struct, mut in_column, mut on_field) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (constraint_name, constraint) in &table.constraints {
            if enums.values().any(|known| known.check == *constraint_name) {
                continue;
            }
            let declared = self.constraint(constraint_name, constraint, place);
            if let (Ok(_), Constraint::ForeignKey(key)) = (&declared, constraint) {
                used.extend(self.targets([&key.references].into_iter()).into_iter().map(str::to_owned));
            }
            let rank = rank(constraint);
            match declared {
                Ok(Declared::OnStruct(line)) => on_struct.push((rank, line)),
                Ok(Declared::InColumn(column, word)) => {
                    let words: &mut Vec<String> = in_column.entry(column).or_default();
                    words.push(word.to_owned());
                }
                Ok(Declared::OnField(column, line)) => {
                    on_field.entry(column).or_insert_with(Vec::new).push(line);
                }
                Err(because) => self.leave_out(format!("{} {name}.{constraint_name}", kind(constraint)), because),
            }
        }
        for (index_name, index) in &table.indexes {
            match self.index(index_name, index, place) {
                Ok(line) => on_struct.push((3, line)),
                Err(because) => self.leave_out(format!("index {}", name.sibling(index_name)), because),
            }
        }
        for (trigger_name, trigger) in &table.triggers {
            match self.trigger(trigger_name, trigger, place) {
                Ok(line) => on_struct.push((6, line)),
                Err(because) => self.leave_out(format!("trigger {trigger_name} ON {name}"), because),
            }
        }
        for invariant in table.invariants.keys() {
            self.leave_out(
                format!("invariant {invariant} ON {name}"),
                "a trigger and its function are imported instead",
            );
        }
        on_struct.sort();
        let (mut fields, mut declarations) = (String::new(), String::new());
        for (column, field) in table.columns.iter().zip(&named.members) {
            let keys = in_column.remove(&column.name).unwrap_or_default();
            let references = on_field.remove(&column.name).unwrap_or_default();
            used.extend(self.own_type(column).map(str::to_owned));
            let value_enum = enums.remove(&column.name);
            if let Some(value_enum) = &value_enum {
                declarations.push_str(&self.text_enum(&value_enum.rust, &value_enum.values));
                let also = self.names.tables.get_mut(name);
                also.into_iter().for_each(|named| named.also.push(value_enum.rust.clone()));
            }
            let rust = value_enum.as_ref().map(|value_enum| value_enum.rust.as_str());
            fields.push_str(&self.field(column, field, place, &keys, &references, rust));
        }
        used.remove(&named.rust);
        let comment = comment(table.comment.as_deref(), "");
        let mut text = format!("//! Table {}.\n\nuse schema_core::prelude::*;\n", in_docs(name));
        text.push_str(&imports(used.iter().map(String::as_str)));
        text.push('\n');
        text.push_str(&comment.doc);
        text.push_str("#[derive(Table)]\n");
        text.push_str(&self.table_attribute(place, &named.rust, comment.item));
        text.extend(on_struct.into_iter().map(|(_, line)| line));
        text.push_str(&self.partitions(place));
        text.push_str(&format!("pub struct {} {{\n{fields}}}\n{declarations}", named.rust));
        ImportedFile { path: format!("{}.rs", named.module), text }
    }

    fn table_attribute(&mut self, place: Place, rust: &str, comment: Option<String>) -> String {
        let Place { name, table, .. } = place;
        let mut items = Vec::new();
        if snake(rust) != name.name.as_str() {
            items.push(format!("name = {}", literal(name.name.as_str())));
        }
        if name.namespace.as_str() != "public" {
            items.push(format!("namespace = {}", literal(name.namespace.as_str())));
        }
        items.extend(comment);
        let scope = self
            .scopes
            .get(name)
            .map(|scope| scope.iter().filter_map(|column| place.field(column)).collect::<Vec<String>>());
        match scope.unwrap_or_default().as_slice() {
            [] => {}
            [one] => items.push(format!("scoped_by = {one}")),
            several => items.push(format!("scoped_by({})", several.join(", "))),
        }
        if table.unlogged {
            items.push("unlogged".to_owned());
        }
        items.extend(storage(&table.options));
        if let Some(partitioning) = &table.partitioning {
            match self.partition_by(&partitioning.by, place) {
                Ok(by) => items.push(format!("partition_by = {by}")),
                Err(because) => self.leave_out(format!("division of table {name}"), because),
            }
        }
        if items.is_empty() { String::new() } else { format!("#[table({})]\n", items.join(", ")) }
    }

    /// `#[trigger(...)]`, where its definition is what the attribute makes.
    fn trigger(&mut self, name: &Ident, trigger: &Trigger, place: Place) -> Result<String, String> {
        let odd = || "it says more than an attribute does, or calls a function of pg_catalog".to_owned();
        let rest = trigger.definition.strip_prefix(&format!("CREATE TRIGGER {name} ")).ok_or_else(odd)?;
        let (event, rest) = rest.split_once(&format!(" ON {} FOR EACH ", place.name)).ok_or_else(odd)?;
        let (each, rest) = rest.split_once(' ').ok_or_else(odd)?;
        let (when, execute) = match rest.strip_prefix("EXECUTE FUNCTION ") {
            Some(execute) => (None, execute),
            None => {
                let rest = rest.strip_prefix("WHEN (").ok_or_else(odd)?;
                let (when, execute) = rest.rsplit_once(") EXECUTE FUNCTION ").ok_or_else(odd)?;
                (Some(when), execute)
            }
        };
        let begins = ["BEFORE ", "AFTER "].iter().any(|word| event.starts_with(word));
        let function = execute.split_once('(').map_or("", |(function, _)| function);
        if !begins || !function.contains('.') || !["ROW", "STATEMENT"].contains(&each) || event.contains(" FROM ") {
            return Err(odd());
        }
        if let Some(lacks) = self.without_routine.iter().find(|lacks| lacks.to_string() == function) {
            return Err(format!("it calls {lacks}, which is not declared"));
        }
        let mut items = vec![name_as_word(name), literal(event), format!("execute = {}", literal(execute))];
        items.extend(when.map(|when| format!("when = {}", literal(when))));
        if each == "STATEMENT" {
            items.push("for_each_statement".to_owned());
        }
        items.extend(commented(trigger.comment.as_deref()));
        let state = match trigger.state {
            TriggerState::Enabled => None,
            TriggerState::Disabled => Some("nowhere"),
            TriggerState::Replica => Some("in replicas alone"),
            TriggerState::Always => Some("in replicas, too"),
        };
        if let Some(state) = state {
            let because = format!("it fires {state}; a declared one fires in all sessions but those of replicas");
            self.leave_out(format!("state of trigger {name} ON {}", place.name), because);
        }
        Ok(format!("#[trigger({})]\n", items.join(", ")))
    }

    /// The struct or enum of the schema's own that a column is of.
    fn own_type(&self, column: &crate::model::Column) -> Option<&str> {
        let name = column.pg_type.needs().filter(|_| column.pg_type.modifiers.is_none())?;
        self.names.types.get(name).map(|named| named.rust.as_str())
    }

    /// The enums of text columns, by column.
    fn value_enums(&mut self, place: Place, rust: &str) -> BTreeMap<Ident, ValueEnum> {
        let mut enums = BTreeMap::new();
        for (column, field) in place.table.columns.iter().zip(place.fields) {
            let Some((check, values)) = self.values(column, place) else { continue };
            let pascal: String = super::user_type::snake_to_pascal(super::names::unraw(field));
            let rust = self.names.unused(&format!("{rust}{pascal}"));
            enums.insert(column.name.clone(), ValueEnum { rust, check, values });
        }
        enums
    }
}

struct ValueEnum {
    rust: String,
    check: Ident,
    values: Vec<String>,
}

/// Where an attribute stands among the others.
fn rank(constraint: &Constraint) -> u8 {
    match constraint {
        Constraint::PrimaryKey(_) => 0,
        Constraint::Unique(_) => 1,
        Constraint::ForeignKey(_) => 2,
        Constraint::Exclusion(_) => 4,
        Constraint::Check(_) => 5,
    }
}

fn kind(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::PrimaryKey(_) => "primary key",
        Constraint::Unique(_) => "unique constraint",
        Constraint::ForeignKey(_) => "foreign key",
        Constraint::Check(_) => "check",
        Constraint::Exclusion(_) => "exclusion constraint",
    }
}

/// `use super::{...}`, for the files stand beside each other.
pub(super) fn imports<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    match names[..] {
        [] => String::new(),
        [one] => format!("\nuse super::{one};\n"),
        _ => format!("\nuse super::{{{}}};\n", names.join(", ")),
    }
}

/// A name in a comment of Rust: no end of a line gets through.
pub(super) fn in_docs(name: &QualifiedName) -> String {
    let text = if name.namespace.as_str() == "public" { name.name.as_str().to_owned() } else { name.to_string() };
    let is_plain = text.chars().all(|character| character != '`' && super::literal::is_printed(character));
    if is_plain { format!("`{text}`") } else { literal(&text) }
}
