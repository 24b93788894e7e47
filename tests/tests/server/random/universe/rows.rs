//! Rows that both schemas of a pair admit.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Column, Rename, RowHint, SchemaModel, Table, UserTypeKind};

use super::{Renamed, divided, public};

/// Writes rows for each table that the constraints before and after let in.
pub(crate) fn rows(before: &SchemaModel, after: &SchemaModel) -> String {
    let mut statements = String::new();
    let now = NewNames(&after.renames);
    for number in 1..=3 {
        for (name, table) in &before.tables {
            let new_name = now.table(name);
            let other = after.tables.get(&new_name).or_else(|| divided::moves_to(name, after)).unwrap_or(table);
            let row = Row { models: [before, after], table: &new_name, now: &now, number };
            let values: Option<Vec<(String, String)>> = table
                .columns
                .iter()
                .map(|column| Some((column.name.to_string(), row.value(column, table, other)?)))
                .collect();
            // A row that refers to what is not there yet is refused, by a foreign key or an invariant, and left out.
            let Some(values) = values else { continue };
            let (columns, texts): (Vec<String>, Vec<String>) = values.into_iter().unzip();
            let insert = format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), texts.join(", "));
            statements.push_str(&format!(
                "DO $rows$ BEGIN SET CONSTRAINTS ALL IMMEDIATE; {insert}; EXCEPTION WHEN foreign_key_violation OR check_violation THEN NULL; END $rows$;\n"
            ));
        }
    }
    statements
}

/// What things before are called after.
struct NewNames<'a>(&'a [Rename]);

impl NewNames<'_> {
    fn table(&self, name: &QualifiedName) -> QualifiedName {
        let new = self.0.iter().find_map(|rename| match rename {
            Rename::Table { from, to } if from == name => Some(to.clone()),
            _ => None,
        });
        new.unwrap_or_else(|| name.clone())
    }

    fn column(&self, name: &Ident) -> Ident {
        let new = self.0.iter().find_map(|rename| match rename {
            Rename::Column { from, to, .. } if from == name => Some(to.clone()),
            _ => None,
        });
        new.unwrap_or_else(|| name.clone())
    }
}

/// A row of a table.
struct Row<'a> {
    /// Before and after.
    models: [&'a SchemaModel; 2],
    /// The name of its table after.
    table: &'a QualifiedName,
    now: &'a NewNames<'a>,
    number: u8,
}

impl Row<'_> {
    /// The value of a column that both tables accept; nothing where there is none.
    fn value(&self, column: &Column, before: &Table, after: &Table) -> Option<String> {
        let (name, number) = (column.name.as_str(), self.number);
        let new = after.column(&self.now.column(&column.name));
        let may_be_null = column.nullable
            && new.is_none_or(|column| column.nullable || self.is_filled(&column.name))
            && !(name == "word" && self.words_are_required());
        if name == "region" {
            return divided::region(number, before, after);
        }
        if name.ends_with("_id") {
            let target = |table: &Table| {
                let mut keys = table.foreign_keys().filter(|(_, key)| key.columns[0] == column.name);
                keys.next().map(|(_, key)| key.references.clone())
            };
            let old_target = target(before).map(|old| self.now.table(&old));
            let is_proven = target(after).is_none_or(|wanted| old_target == Some(wanted));
            return if is_proven { Some(number.to_string()) } else { may_be_null.then(|| "NULL".to_owned()) };
        }
        let has_own_values = column.identity.is_some() || column.generated.is_some();
        if number == 2 && may_be_null && !has_own_values {
            return Some("NULL".to_owned());
        }
        let has_numbers = has_own_values || column.default.is_some();
        Some(match name {
            "id" | "amount" => number.to_string(),
            "label" => format!("'Label {number}'"),
            "Price" => format!("{number}.25"),
            "made" => format!("'2021-01-0{number} 00:00:00+00'"),
            "key" => format!("'00000000-0000-4000-8000-00000000000{number}'"),
            "facts" => format!("'{{\"n\": {number}}}'"),
            "flag" => "true".to_owned(),
            "mood" => "'sad'".to_owned(),
            "state" => "'open'".to_owned(),
            "word" | "code" => format!("'w{number}'"),
            "during" => format!("'[2021-01-0{number}, 2021-01-0{}]'", number + 1).replace(", ", ",").replace(']', ")"),
            "list" => "'{1,2}'".to_owned(),
            "pair" => self.pair()?,
            "counter" | "numbered" | "twice" if has_numbers => "DEFAULT".to_owned(),
            "counter" | "numbered" | "twice" => number.to_string(),
            _ => return None,
        })
    }

    fn is_filled(&self, name: &Ident) -> bool {
        self.models[1].row_hints.iter().any(|hint| match hint {
            RowHint::Backfill { table, column, .. } => table == self.table && column == name,
            RowHint::Using { .. } => false,
        })
    }

    /// Tells whether a domain admits no NULL, before or after.
    fn words_are_required(&self) -> bool {
        let names = [false, true].map(|object| Renamed { object, ..Renamed::default() }.object("Word"));
        let words = self.models.into_iter().flat_map(|model| names.iter().filter_map(|name| model.types.get(name)));
        words.into_iter().any(|word| matches!(&word.is, UserTypeKind::Domain(domain) if !domain.nullable))
    }

    /// A value of the composite type as it is before.
    fn pair(&self) -> Option<String> {
        let UserTypeKind::Composite(attributes) = &self.models[0].types.get(&public("pair"))?.is else { return None };
        let values = attributes.iter().map(|attribute| match attribute.name.as_str() {
            "number" => self.number.to_string(),
            _ => format!("'p{}'", self.number),
        });
        Some(format!("ROW({})::public.pair", values.collect::<Vec<_>>().join(", ")))
    }
}
