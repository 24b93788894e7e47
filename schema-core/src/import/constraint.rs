//! Constraints.

use super::column::storage;
use super::index::{columns_and_include, included, terms};
use super::literal::literal;
use super::names::{in_list, is_identifier};
use super::{Importer, Place, Reading};
use crate::def::{Deferrable, MatchType};
use crate::ident::{Ident, QualifiedName, default_name, join_columns};
use crate::index_name::columns_in_name;
use crate::model::{Check, Column, Constraint, Exclusion, ForeignKey, Key, ReferentialAction, Table, Validity};

/// Where a constraint is declared.
pub(super) enum Declared {
    /// A line on the struct.
    OnStruct(String),
    /// A word of a field's `#[column(...)]`.
    InColumn(Ident, &'static str),
    /// A line on a field.
    OnField(Ident, String),
}

impl Importer<'_> {
    pub(super) fn constraint(&self, name: &Ident, constraint: &Constraint, place: Place) -> Result<Declared, String> {
        match constraint.validity() {
            Validity::Valid => {}
            Validity::NotValid => return Err("it is NOT VALID; what is declared holds for all rows".to_owned()),
            Validity::NotEnforced => return Err("it is NOT ENFORCED; what is declared is enforced".to_owned()),
        }
        match constraint {
            Constraint::PrimaryKey(key) => self.key(name, key, "primary_key", "pkey", place),
            Constraint::Unique(key) => self.key(name, key, "unique", "key", place),
            Constraint::ForeignKey(key) => self.foreign_key(name, key, place),
            Constraint::Check(check) => self.check(name, check, place).map(Declared::OnStruct),
            Constraint::Exclusion(exclusion) => self.exclusion(name, exclusion, place).map(Declared::OnStruct),
        }
    }

    fn key(&self, name: &Ident, key: &Key, word: &'static str, label: &str, place: Place) -> Result<Declared, String> {
        place.fields(key.columns.iter().chain(&key.include))?;
        let named = key.columns.iter().chain(&key.include).map(Ident::as_str);
        let joined = if label == "pkey" { String::new() } else { join_columns(named) };
        let has_default_name = default_name(place.name.name.as_str(), &joined, label).as_ref() == Ok(name);
        let plain = Key { columns: key.columns.clone(), ..Key::default() };
        if let ([column], true, true) = (&key.columns[..], has_default_name, plain == *key) {
            return Ok(Declared::InColumn(column.clone(), word));
        }
        let mut items = place.fields(&key.columns)?;
        let include = place.fields(&key.include)?;
        if !include.is_empty() {
            items.push(format!("include({})", include.join(", ")));
        }
        if key.nulls_not_distinct {
            items.push("nulls_not_distinct".to_owned());
        }
        items.extend(deferrable(key.deferrable));
        items.extend(storage(&key.options));
        if !has_default_name {
            items.push(format!("name = {}", literal(name.as_str())));
        }
        items.extend(commented(key.comment.as_deref()));
        Ok(Declared::OnStruct(format!("#[{word}({})]\n", items.join(", "))))
    }

    fn check(&self, name: &Ident, check: &Check, place: Place) -> Result<String, String> {
        let sql = self.condition(&check.expression, place)?;
        let columns: Vec<&str> = place.table.columns.iter().map(|column| column.name.as_str()).collect();
        let mentioned = match (self.read_sql)(&check.expression.sql, &columns) {
            Reading::Plain(columns) => columns,
            _ => check.expression.columns.iter().map(|column| column.as_str().to_owned()).collect(),
        };
        let column = if let [column] = &mentioned[..] { column } else { "" };
        let mut items = Vec::new();
        if default_name(place.name.name.as_str(), column, "check").as_ref() != Ok(name) {
            items.push(name_as_word(name));
        }
        items.push(sql);
        if check.no_inherit {
            items.push("no_inherit".to_owned());
        }
        items.extend(commented(check.comment.as_deref()));
        Ok(format!("#[check({})]\n", items.join(", ")))
    }

    fn exclusion(&self, name: &Ident, exclusion: &Exclusion, place: Place) -> Result<String, String> {
        let index = &exclusion.index;
        place.fields(columns_and_include(index))?;
        let mut items = Vec::new();
        let keys = self.index_keys(&index.keys, place)?;
        items.extend(
            keys.iter().zip(&exclusion.operators).map(|(key, operator)| format!("{key} = {}", literal(operator))),
        );
        items.extend(included(index, place)?);
        items.extend(self.method_and_options(index, place)?);
        items.extend(deferrable(exclusion.deferrable));
        if default_name(place.name.name.as_str(), &columns_in_name(terms(index)), "excl").as_ref() != Ok(name) {
            items.push(format!("name = {}", literal(name.as_str())));
        }
        items.extend(commented(exclusion.comment.as_deref()));
        Ok(format!("#[exclude({})]\n", items.join(", ")))
    }

    fn foreign_key(&self, name: &Ident, key: &ForeignKey, place: Place) -> Result<Declared, String> {
        let (target, named) = self.target(key)?;
        can_be_declared(key, place, target)?;
        let target_place = Place { name: &key.references, table: target, fields: &named.members };
        let fields = place.fields(&key.columns)?;
        let targets = target_place.fields(&key.referenced_columns)?;
        let mut options = Vec::new();
        for (word, action) in [("on_delete", &key.on_delete), ("on_update", &key.on_update)] {
            options.extend(self.action(action, place)?.map(|action| format!("{word} = {action}")));
        }
        if key.match_type == MatchType::Full {
            options.push("match = full".to_owned());
        }
        options.extend(deferrable(key.deferrable));
        options.extend(crosses_types(key, place, target).then(|| "cross_type".to_owned()));
        let joined = join_columns(key.columns.iter().map(Ident::as_str));
        if default_name(place.name.name.as_str(), &joined, "fkey").as_ref() != Ok(name) {
            options.push(format!("name = {}", literal(name.as_str())));
        }
        options.extend(commented(key.comment.as_deref()));
        let rust = &named.rust;
        if let ([with @ .., _], [target_with @ .., last]) = (&fields[..], &targets[..])
            && with == target_with
            && let Some(column) = key.columns.last()
        {
            let last = last.strip_prefix("r#").filter(|plain| in_list(plain) != *plain).unwrap_or(last);
            let with = (!with.is_empty()).then(|| format!("with({})", with.join(", ")));
            let items: Vec<String> = [format!("{rust}::{last}")].into_iter().chain(with).chain(options).collect();
            return Ok(Declared::OnField(column.clone(), format!("#[references({})]", items.join(", "))));
        }
        let pairs = format!("({}) => {rust}({})", fields.join(", "), targets.join(", "));
        let items: Vec<String> = [pairs].into_iter().chain(options).collect();
        Ok(Declared::OnStruct(format!("#[foreign_key({})]\n", items.join(", "))))
    }

    fn target(&self, key: &ForeignKey) -> Result<(&Table, &super::names::Named), String> {
        let table = self.model.tables.get(&key.references);
        let found = table.zip(self.names.tables.get(&key.references));
        found.ok_or_else(|| format!("it refers to {}, which is no table of its own", key.references))
    }

    fn action(&self, action: &ReferentialAction, place: Place) -> Result<Option<String>, String> {
        let (word, columns) = match action {
            ReferentialAction::NoAction => return Ok(None),
            ReferentialAction::Restrict => return Ok(Some("restrict".to_owned())),
            ReferentialAction::Cascade => return Ok(Some("cascade".to_owned())),
            ReferentialAction::SetNull(columns) => ("set_null", columns),
            ReferentialAction::SetDefault(columns) => ("set_default", columns),
        };
        let fields = place.fields(columns)?;
        Ok(Some(if fields.is_empty() { word.to_owned() } else { format!("{word}({})", fields.join(", ")) }))
    }

    /// Tables that the foreign keys of a table refer to, by the names of their structs.
    pub(super) fn targets<'t>(&'t self, keys: impl Iterator<Item = &'t QualifiedName>) -> Vec<&'t str> {
        keys.filter_map(|name| self.names.tables.get(name)).map(|named| named.rust.as_str()).collect()
    }
}

/// The columns of a foreign key, each with the one that it refers to.
fn pairs<'a>(
    key: &'a ForeignKey,
    place: Place<'a>,
    target: &'a Table,
) -> impl Iterator<Item = (&'a Column, &'a Column)> {
    let columns = key.columns.iter().zip(&key.referenced_columns);
    columns.filter_map(move |(own, referenced)| Some((place.table.column(own)?, target.column(referenced)?)))
}

/// Tells whether a column has another type than the one that it refers to.
fn crosses_types(key: &ForeignKey, place: Place<'_>, target: &Table) -> bool {
    pairs(key, place, target).any(|(own, referenced)| own.pg_type != referenced.pg_type)
}

/// Says which rule of the compiler's a foreign key does not meet, that PostgreSQL takes.
fn can_be_declared(key: &ForeignKey, place: Place, target: &Table) -> Result<(), String> {
    if !target.bears(key) {
        return Err("it rests on a unique index that is not declared".to_owned());
    }
    if pairs(key, place, target).count() < key.columns.len() {
        return Err("one of its columns is not there".to_owned());
    }
    let refused = pairs(key, place, target)
        .find(|(own, referenced)| own.pg_type.can_refer_to(&referenced.pg_type) == Some(false));
    if let Some((own, referenced)) = refused {
        let (is, refers) = (&own.pg_type, &referenced.pg_type);
        return Err(format!("column {} is {is}, and refers to a column that is {refers}", own.name));
    }
    for (event, action) in [("ON DELETE", &key.on_delete), ("ON UPDATE", &key.on_update)] {
        let (verb, named, is_default) = match action {
            ReferentialAction::SetNull(columns) => ("SET NULL", columns, false),
            ReferentialAction::SetDefault(columns) => ("SET DEFAULT", columns, true),
            ReferentialAction::NoAction | ReferentialAction::Restrict | ReferentialAction::Cascade => continue,
        };
        let columns = if named.is_empty() { &key.columns } else { named };
        let refuses = columns.iter().filter_map(|column| place.table.column(column));
        let refuses = refuses.filter(|column| !(column.nullable || is_default && column.default.is_some()));
        if let Some(column) = refuses.into_iter().next() {
            return Err(format!("it is {event} {verb}, but column {} is NOT NULL", column.name));
        }
    }
    Ok(())
}

/// The name of a CHECK or trigger, which stands there without a key.
pub(super) fn name_as_word(name: &Ident) -> String {
    match is_identifier(name.as_str()) {
        true if super::names::is_keyword(name.as_str()) => format!("r#{}", name.as_str()),
        true => in_list(name.as_str()),
        false => literal(name.as_str()),
    }
}

pub(super) fn deferrable(deferrable: Deferrable) -> Option<String> {
    match deferrable {
        Deferrable::Not => None,
        Deferrable::InitiallyImmediate => Some("deferrable".to_owned()),
        Deferrable::InitiallyDeferred => Some("initially_deferred".to_owned()),
    }
}

pub(super) fn commented(comment: Option<&str>) -> Option<String> {
    comment.map(|comment| format!("comment = {}", literal(comment)))
}
