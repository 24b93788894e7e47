//! Fields.

use super::docs::comment;
use super::literal::literal;
use super::names::{in_list, unraw};
use super::rust_type::rust_type;
use super::{Importer, Place};
use crate::ident::{QualifiedName, default_name};
use crate::model::{Column, Sequence, SequenceOptions, StorageParameters};
use crate::sql::{nextval, printed_text};

impl Importer<'_> {
    /// A field with its attributes, of which those of keys come from elsewhere. `value_type`: the enum that its values are
    /// of, where a CHECK says so.
    pub(super) fn field(
        &mut self,
        column: &Column,
        field: &str,
        place: Place,
        keys: &[String],
        references: &[String],
        value_type: Option<&str>,
    ) -> String {
        let object = format!("column {}.{}", place.name, column.name);
        let comment = comment(column.comment.as_deref(), "    ");
        let mut items = keys.to_vec();
        if unraw(field) != column.name.as_str() {
            items.push(format!("name = {}", literal(column.name.as_str())));
        }
        let rust = value_type.map(str::to_owned).or_else(|| rust_type(&column.pg_type, &self.names));
        if rust.is_none() {
            items.push(format!("type = {}", literal(&column.pg_type.to_string())));
        }
        if let Some(collation) = &column.collation {
            items.push(format!("collate = {}", literal(&catalog_name(collation))));
        }
        if let Some(name) = &column.not_valid {
            self.leave_out(format!("constraint {}.{name}", place.name), "a NOT NULL that is NOT VALID is not declared");
        }
        items.extend(self.source(column, place, &object));
        items.extend(comment.item);
        let mut text = comment.doc;
        if !items.is_empty() {
            text.push_str(&format!("    #[column({})]\n", items.join(", ")));
        }
        for reference in references {
            text.push_str(&format!("    {reference}\n"));
        }
        let rust = rust.unwrap_or_else(|| "String".to_owned());
        let rust = if column.nullable { format!("Option<{rust}>") } else { rust };
        format!("{text}    pub {field}: {rust},\n")
    }

    fn source(&mut self, column: &Column, place: Place, object: &str) -> Option<String> {
        if let Some(identity) = &column.identity {
            let mut items = Vec::new();
            if !identity.always {
                items.push("by_default".to_owned());
            }
            items.extend(identity.sequence.iter().map(|name| format!("sequence = {}", literal(name.as_str()))));
            items.extend(sequence_options(&identity.options));
            return Some(match (items.as_slice(), identity.always) {
                ([], _) => "identity".to_owned(),
                ([_], false) => "identity = by_default".to_owned(),
                _ => format!("identity({})", items.join(", ")),
            });
        }
        if let Some(generated) = &column.generated {
            let word = if generated.stored { "generated" } else { "generated_virtual" };
            return match self.condition(&generated.expression, place) {
                Ok(sql) => Some(format!("{word} = {sql}")),
                Err(because) => {
                    self.leave_out(format!("what generates {object}"), because);
                    None
                }
            };
        }
        let default = column.default.as_deref()?;
        if let Some(sequence) = self.serial(column, default, place) {
            self.serials.insert(sequence);
            return Some("serial".to_owned());
        }
        match self.sql(printed_text::default(default, &column.pg_type), &[], &[]) {
            Ok(sql) => Some(format!("default = {sql}")),
            Err(because) => {
                self.leave_out(format!("default of {object}"), because);
                None
            }
        }
    }

    /// The sequence of a column that is just what `serial` declares.
    fn serial(&self, column: &Column, default: &str, place: Place) -> Option<QualifiedName> {
        let name = default_name(place.name.name.as_str(), column.name.as_str(), "seq").ok()?;
        let name = place.name.sibling(&name);
        let expected = Sequence {
            pg_type: column.pg_type.clone(),
            options: SequenceOptions::default(),
            owned_by: Some((place.name.clone(), column.name.clone())),
            comment: None,
        };
        let is_serial = *self.model.sequences.get(&name)? == expected
            && default == nextval(&name)
            && !column.nullable
            && rust_type(&column.pg_type, &self.names).is_some_and(|rust| ["i16", "i32", "i64"].contains(&&*rust));
        is_serial.then_some(name)
    }
}

/// A name of `pg_catalog` by itself, any other with its namespace.
pub(super) fn catalog_name(name: &QualifiedName) -> String {
    let plain = name.name.as_str();
    match name.namespace.as_str() == "pg_catalog" && !plain.contains(['.', '"']) {
        true => plain.to_owned(),
        false => name.to_string(),
    }
}

/// The options of a sequence that say something.
pub(super) fn sequence_options(options: &SequenceOptions) -> Vec<String> {
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let numbers = [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    let numbers = numbers.into_iter().filter_map(|(word, number)| Some(format!("{word} = {}", (*number)?)));
    numbers.chain(cycle.then(|| "cycle".to_owned())).collect()
}

/// Storage parameters, as they stand behind `with`.
pub(super) fn storage(options: &StorageParameters) -> Option<String> {
    let value = |value: &str| {
        let is_number = value.parse::<u32>().is_ok_and(|number| number.to_string() == value);
        if is_number || ["true", "false"].contains(&value) { value.to_owned() } else { literal(value) }
    };
    let name = |name: &str| name.split('.').map(in_list).collect::<Vec<_>>().join(".");
    let options: Vec<String> = options.iter().map(|(key, of)| format!("{} = {}", name(key), value(of))).collect();
    (!options.is_empty()).then(|| format!("with({})", options.join(", ")))
}
