//! A renamed label of an enum: the texts that have it, which follow on the server.

use std::collections::BTreeMap;

use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Column, Constraint, Expression, Index, IndexTerm, ObjectName, PartitionKey, Partitioning, SchemaModel, Table,
    UserType, UserTypeKind,
};
use crate::sql::{Bare, RenamedLabel, body, compares_only, is_constant, is_parsed_at_once, mentions, with_label};
use crate::types::PgType;

/// Gives the label its new name, in the enum and in every text where a constant is a value of it.
pub(super) fn rename(model: &mut SchemaModel, label: &RenamedLabel<'_>) {
    if let Some(UserType { is: UserTypeKind::Enum(labels), .. }) = model.types.get_mut(label.of) {
        for old in labels.iter_mut().filter(|old| *old == label.from) {
            *old = label.to.to_owned();
        }
    }
    each_text(model, label.of, &mut |_, sql, bare| {
        if let Ok(text) = with_label(sql, label, bare) {
            *sql = text;
        }
    });
}

/// What has a constant that reads like the label, and either may be a value of the enum or not, or is one and does not
/// follow.
pub(crate) fn label_in_the_way(model: &SchemaModel, label: &RenamedLabel<'_>) -> Option<(ObjectName, Follows)> {
    let is_unclear = |sql: &str, bare| with_label(sql, label, bare).is_err();
    let is_in_body = |body: &str| with_label(body, label, Bare::Unclear).as_deref() != Ok(body);
    in_the_way(model, label.of, is_unclear, is_in_body)
}

/// What may name an attribute of a composite type.
pub(crate) fn attribute_in_the_way(
    model: &SchemaModel,
    of: &QualifiedName,
    attribute: &Ident,
) -> Option<(ObjectName, Follows)> {
    let names_it = |sql: &str| mentions(sql, attribute.as_str());
    in_the_way(model, of, |sql, bare| bare != Bare::Other && names_it(sql), names_it)
}

/// What makes rows of a composite type, `ROW(...)`, in one of two models and not in the same way in the other one: such a
/// text fits only the attributes of its own model.
pub(crate) fn makes_other_rows(of: &QualifiedName, model: &SchemaModel, other: &SchemaModel) -> Option<ObjectName> {
    let rows_of = |model: &SchemaModel| {
        let mut texts: BTreeMap<ObjectName, Vec<String>> = BTreeMap::new();
        let names_it = |sql: &str| mentions(sql, of.name.as_str());
        each_text(&mut model.clone(), of, &mut |object, sql, bare| {
            let is_about_it = bare != Bare::Other && (!matches!(object, ObjectName::Routine(_)) || names_it(sql));
            if is_about_it && makes_row(sql, of) {
                texts.entry(object.clone()).or_default().push(sql.clone());
            }
        });
        // Of a body that is text PostgreSQL reads nothing before it is called; the defaults of arguments stand before it.
        let head = |definition: &str| definition.split(" AS ").next().unwrap_or_default().to_owned();
        let heads = model.routines.iter().filter(|(_, routine)| !is_parsed_at_once(&routine.definition));
        let heads = heads.map(|(name, routine)| (ObjectName::Routine(name.clone()), head(&routine.definition)));
        texts.extend(
            heads.filter(|(_, head)| names_it(head) && makes_row(head, of)).map(|(name, head)| (name, vec![head])),
        );
        texts
    };
    let other = rows_of(other);
    let mut rows = rows_of(model).into_iter();
    rows.find(|(object, texts)| other.get(object) != Some(texts)).map(|(object, _)| object)
}

/// Tells whether a text has a row in it: `ROW(...)`, `'(...)'`, or `(...)` with a cast.
fn makes_row(sql: &str, of: &QualifiedName) -> bool {
    let lower = sql.to_ascii_lowercase();
    let is_word = |at: usize| {
        !lower[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            && lower[at + "row".len()..].trim_start().starts_with('(')
    };
    let is_cast = sql
        .split(")::")
        .skip(1)
        .any(|cast| cast.starts_with(&of.to_string()) || cast.starts_with(&of.name.to_string()));
    is_cast || lower.contains("'(") || lower.contains("\"(") || lower.match_indices("row").any(|(at, _)| is_word(at))
}

fn in_the_way(
    model: &SchemaModel,
    of: &QualifiedName,
    is_unclear: impl Fn(&str, Bare) -> bool,
    is_in_body: impl Fn(&str) -> bool,
) -> Option<(ObjectName, Follows)> {
    let mut found = None;
    each_text(&mut model.clone(), of, &mut |object, sql, bare| {
        if found.is_none() && is_unclear(sql, bare) {
            found = Some((object.clone(), Follows::Unclear));
        }
    });
    found.or_else(|| {
        let of_type = columns_of(model, of);
        let mut bodies = model.routines.iter().filter_map(|(name, routine)| Some((name, body(&routine.definition)?)));
        let (name, _) = bodies.find(|(_, body)| {
            let is_about_it =
                mentions(body, of.name.as_str()) || of_type.iter().any(|column| mentions(body, column.as_str()));
            is_about_it && is_in_body(body)
        })?;
        Some((ObjectName::Routine(name.clone()), Follows::No))
    })
}

/// Whether PostgreSQL carries a new name over into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// The body of a function: it is text, and stays as it is.
    No,
    /// The text does not say whether it means that name.
    Unclear,
}

fn columns_of(model: &SchemaModel, of: &QualifiedName) -> Vec<Ident> {
    let columns = model.tables.values().flat_map(|table| &table.columns);
    let of_enum = columns.filter(|column| kinship(&model.types, &column.pg_type, of) != Kinship::None);
    of_enum.map(|column| column.name.clone()).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kinship {
    /// The type is the enum, an array of it, or a domain over it.
    Is,
    /// A type with an attribute of the enum.
    Holds,
    None,
}

fn kinship(types: &BTreeMap<QualifiedName, UserType>, pg_type: &PgType, of: &QualifiedName) -> Kinship {
    let Some(name) = pg_type.needs() else { return Kinship::None };
    if name == of {
        return Kinship::Is;
    }
    match types.get(name).map(|user_type| &user_type.is) {
        Some(UserTypeKind::Domain(domain)) => kinship(types, &domain.pg_type, of),
        Some(UserTypeKind::Composite(attributes)) => {
            let mut kin = attributes.iter().map(|attribute| kinship(types, &attribute.pg_type, of));
            if kin.any(|kinship| kinship != Kinship::None) { Kinship::Holds } else { Kinship::None }
        }
        Some(UserTypeKind::Enum(_)) | None => Kinship::None,
    }
}

struct Context<'a> {
    types: BTreeMap<QualifiedName, UserType>,
    /// Functions with the enum's name in their text.
    routines: Vec<Ident>,
    of: &'a QualifiedName,
}

impl Context<'_> {
    /// What a constant without a cast is in a text about columns of these types.
    fn bare(&self, sql: &str, types: &[&PgType]) -> Bare {
        let kin: Vec<Kinship> = types.iter().map(|pg_type| kinship(&self.types, pg_type, self.of)).collect();
        let names_it =
            mentions(sql, self.of.name.as_str()) || self.routines.iter().any(|name| mentions(sql, name.as_str()));
        if !kin.is_empty() && kin.iter().all(|kinship| *kinship == Kinship::None) && !names_it {
            Bare::Other
        } else if !kin.is_empty() && kin.iter().all(|kinship| *kinship == Kinship::Is) && compares_only(sql, self.of) {
            Bare::Value
        } else {
            Bare::Unclear
        }
    }

    /// The same of a default, whose constant is converted to the type of the column.
    fn bare_in_default(&self, sql: &str, pg_type: &PgType) -> Bare {
        match kinship(&self.types, pg_type, self.of) {
            Kinship::Is if is_constant(sql) => Bare::Value,
            Kinship::None if is_constant(sql) => Bare::Other,
            Kinship::None => self.bare(sql, &[pg_type]),
            Kinship::Is | Kinship::Holds => Bare::Unclear,
        }
    }
}

/// Visits every text that PostgreSQL has parsed: whose it is, the text, and what a constant without a cast is in it.
fn each_text(model: &mut SchemaModel, of: &QualifiedName, visit: &mut dyn FnMut(&ObjectName, &mut String, Bare)) {
    let about_it = model.routines.iter().filter(|(_, routine)| mentions(&routine.definition, of.name.as_str()));
    let routines = about_it.map(|(name, _)| name.name.name.clone()).collect();
    let context = Context { types: model.types.clone(), routines, of };
    for (name, user_type) in &mut model.types {
        let UserTypeKind::Domain(domain) = &mut user_type.is else { continue };
        let object = ObjectName::Type(name.clone());
        if let Some(default) = &mut domain.default {
            let bare = context.bare_in_default(default, &domain.pg_type);
            visit(&object, default, bare);
        }
        for check in domain.checks.values_mut() {
            let bare = context.bare(&check.expression.sql, &[&domain.pg_type]);
            visit(&object, &mut check.expression.sql, bare);
        }
    }
    for (name, routine) in &mut model.routines {
        if is_parsed_at_once(&routine.definition) {
            visit(&ObjectName::Routine(name.clone()), &mut routine.definition, Bare::Unclear);
        }
    }
    for (name, table) in &mut model.tables {
        each_text_of_table(&context, name, table, visit);
    }
}

fn each_text_of_table(
    context: &Context<'_>,
    name: &QualifiedName,
    table: &mut Table,
    visit: &mut dyn FnMut(&ObjectName, &mut String, Bare),
) {
    let types: BTreeMap<Ident, PgType> =
        table.columns.iter().map(|column| (column.name.clone(), column.pg_type.clone())).collect();
    let bare_in = |expression: &Expression| {
        let types: Vec<&PgType> = expression.columns.iter().filter_map(|column| types.get(column)).collect();
        context.bare(&expression.sql, &types)
    };
    for (index_name, index) in &mut table.indexes {
        let object = ObjectName::Index(name.clone(), index_name.clone());
        for expression in expressions(index) {
            let bare = bare_in(expression);
            visit(&object, &mut expression.sql, bare);
        }
    }
    for (constraint_name, constraint) in &mut table.constraints {
        let object = ObjectName::Constraint(name.clone(), constraint_name.clone());
        let expressions = match constraint {
            Constraint::Exclusion(exclusion) => expressions(&mut exclusion.index),
            Constraint::Check(check) => vec![&mut check.expression],
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => Vec::new(),
        };
        for expression in expressions {
            let bare = bare_in(expression);
            visit(&object, &mut expression.sql, bare);
        }
    }
    for column in &mut table.columns {
        let Column { name: column_name, pg_type, default, generated, .. } = column;
        let object = ObjectName::Column(name.clone(), column_name.clone());
        if let Some(default) = default {
            let bare = context.bare_in_default(default, pg_type);
            visit(&object, default, bare);
        }
        if let Some(generated) = generated {
            let bare = bare_in(&generated.expression);
            visit(&object, &mut generated.expression.sql, bare);
        }
    }
    if let Some(partitioning) = &mut table.partitioning {
        each_bound(&types, context, partitioning, visit);
    }
    for (trigger_name, trigger) in &mut table.triggers {
        // What stands behind EXECUTE are texts.
        let Some((events, execute)) = trigger.definition.split_once(" EXECUTE ") else { continue };
        let mentioned: Vec<&PgType> =
            types.iter().filter(|(column, _)| mentions(events, column.as_str())).map(|(_, pg_type)| pg_type).collect();
        let (mut events, execute) = (events.to_owned(), execute.to_owned());
        let bare = match mentioned.is_empty() {
            true => Bare::Other,
            false => context.bare(&events, &mentioned),
        };
        visit(&ObjectName::Trigger(name.clone(), trigger_name.clone()), &mut events, bare);
        trigger.definition = format!("{events} EXECUTE {execute}");
    }
}

/// A constant in a bound is a value of the key that it stands for.
fn each_bound(
    types: &BTreeMap<Ident, PgType>,
    context: &Context<'_>,
    partitioning: &mut Partitioning,
    visit: &mut dyn FnMut(&ObjectName, &mut String, Bare),
) {
    let kinship = |key: &PartitionKey| match &key.term {
        IndexTerm::Column(column) => types.get(column).map(|pg_type| kinship(&context.types, pg_type, context.of)),
        IndexTerm::Expression(_) => None,
    };
    let kin: Vec<Option<Kinship>> = partitioning.by.keys.iter().map(kinship).collect();
    let are_all = |kinship| kin.iter().all(|kin| *kin == Some(kinship));
    let bare = match () {
        () if are_all(Kinship::Is) => Bare::Value,
        () if are_all(Kinship::None) => Bare::Other,
        () => Bare::Unclear,
    };
    for (name, partition) in &mut partitioning.partitions {
        visit(&ObjectName::Table(name.clone()), &mut partition.bound, bare);
        if let Some(partitioning) = &mut partition.partitioning {
            each_bound(types, context, partitioning, visit);
        }
    }
}

fn expressions(index: &mut Index) -> Vec<&mut Expression> {
    let keys = index.keys.iter_mut().filter_map(|key| match &mut key.term {
        IndexTerm::Expression(expression) => Some(expression),
        IndexTerm::Column(_) => None,
    });
    keys.chain(&mut index.predicate).collect()
}
