//! The model as a document: `schema.lock`, one JSON object a line.
//!
//! The first line holds the format's version, the last the number of objects and the digest of all lines before it, so
//! that a truncated, merged or edited file is noticed. Unknown content is refused.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Column, Constraint, Dependent, Extension, HandWrittenStep, Index, Invariant, MajorRange, Namespace, Partition,
    PartitionBy, Partitioning, PlacedPartition, Rename, Routine, RoutineName, RowHint, SchemaModel, Sequence,
    StorageParameters, Table, Trigger, Unmanaged, UserType, is_false,
};
use crate::resolve::qualifier::unqualify;

/// The version of the format that this code writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

/// Why a lock file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// It has another format, most likely of a newer version of the tool.
    Format(u32),
    /// It ends before its last line, or is empty.
    Truncated,
    /// Its digest does not match: somebody edited or merged it.
    Digest,
    /// A line is not what the format allows.
    Line {
        /// The line's number, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockError::Format(format) if *format > FORMAT => write!(
                f,
                "its format is {format}, this version of the tool reads {FORMAT}: it was written by a newer one, use that"
            ),
            LockError::Format(format) => write!(f, "its format is {format}, this version of the tool reads {FORMAT}"),
            LockError::Truncated => f.write_str("it is truncated: its last line is missing"),
            LockError::Digest => f.write_str("its digest does not match its lines: it was edited or merged by hand"),
            LockError::Line { line, reason } => write!(f, "line {line}: {reason}"),
        }
    }
}

impl std::error::Error for LockError {}

#[derive(Deserialize)]
struct FormatOnly {
    schema_lock: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    schema_lock: u32,
    postgres: MajorRange,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    printed_by: Option<u16>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    objects: usize,
    sha256: String,
}

/// One line as it is written: as [`Line`], but borrowed.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum LineRef<'a> {
    Unmanaged(&'a Unmanaged),
    Dependent(&'a Dependent),
    Renamed(&'a Rename),
    Rows(&'a RowHint),
    Step {
        name: &'a Ident,
        is: &'a HandWrittenStep,
    },
    Namespace {
        name: &'a Ident,
        is: &'a Namespace,
    },
    Extension {
        name: &'a Ident,
        extension: &'a Extension,
    },
    Type {
        name: &'a QualifiedName,
        is: &'a UserType,
    },
    Sequence {
        name: &'a QualifiedName,
        is: &'a Sequence,
    },
    Routine {
        name: &'a RoutineName,
        is: &'a Routine,
    },
    Table {
        name: &'a QualifiedName,
        #[serde(skip_serializing_if = "is_false")]
        unlogged: bool,
        #[serde(skip_serializing_if = "StorageParameters::is_empty")]
        options: &'a StorageParameters,
        #[serde(skip_serializing_if = "Option::is_none")]
        comment: Option<&'a str>,
    },
    Column(&'a Column),
    Constraint {
        name: &'a Ident,
        is: &'a Constraint,
    },
    Index {
        name: &'a Ident,
        is: &'a Index,
    },
    Invariant {
        name: &'a Ident,
        is: &'a Invariant,
    },
    Trigger {
        name: &'a Ident,
        is: &'a Trigger,
    },
    PartitionedBy(&'a PartitionBy),
    Partition {
        name: &'a QualifiedName,
        of: &'a QualifiedName,
        bound: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<&'a PartitionBy>,
        #[serde(skip_serializing_if = "is_false")]
        unlogged: bool,
        #[serde(skip_serializing_if = "StorageParameters::is_empty")]
        options: &'a StorageParameters,
        #[serde(skip_serializing_if = "Option::is_none")]
        comment: Option<&'a str>,
    },
}

/// One line between the first and the last. What belongs to a table follows its line.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Unmanaged(Unmanaged),
    Dependent(Dependent),
    Renamed(Rename),
    Rows(RowHint),
    Step {
        name: Ident,
        is: HandWrittenStep,
    },
    Namespace {
        name: Ident,
        is: Namespace,
    },
    Extension {
        name: Ident,
        extension: Extension,
    },
    Type {
        name: QualifiedName,
        is: UserType,
    },
    Sequence {
        name: QualifiedName,
        is: Sequence,
    },
    Routine {
        name: RoutineName,
        is: Routine,
    },
    Table {
        name: QualifiedName,
        #[serde(default)]
        unlogged: bool,
        #[serde(default)]
        options: StorageParameters,
        #[serde(default)]
        comment: Option<String>,
    },
    Column(Column),
    Constraint {
        name: Ident,
        is: Constraint,
    },
    Index {
        name: Ident,
        is: Index,
    },
    Invariant {
        name: Ident,
        is: Invariant,
    },
    Trigger {
        name: Ident,
        is: Trigger,
    },
    PartitionedBy(PartitionBy),
    /// Behind the partition that it is one of.
    Partition {
        name: QualifiedName,
        of: QualifiedName,
        bound: String,
        #[serde(default)]
        by: Option<PartitionBy>,
        #[serde(default)]
        unlogged: bool,
        #[serde(default)]
        options: StorageParameters,
        #[serde(default)]
        comment: Option<String>,
    },
}

/// Writes a model.
pub fn write(model: &SchemaModel) -> String {
    write_catalog(model, &[], &[])
}

/// Writes what was read of a database: a model, what it does not hold, and what of that hangs on what it holds.
pub fn write_catalog(model: &SchemaModel, unmanaged: &[Unmanaged], dependents: &[Dependent]) -> String {
    let count = |table: &Table| {
        table.columns.len() + table.constraints.len() + table.indexes.len() + table.invariants.len() + 1
    };
    let mut text = String::with_capacity(model.tables.values().map(count).sum::<usize>() * 192);
    let mut objects = 0;
    push_line(&mut text, &Header { schema_lock: FORMAT, postgres: model.postgres, printed_by: model.printed_by });
    let mut push = |line: LineRef<'_>| {
        push_line(&mut text, &line);
        objects += 1;
    };
    for object in unmanaged {
        push(LineRef::Unmanaged(object));
    }
    for object in dependents {
        push(LineRef::Dependent(object));
    }
    for rename in &model.renames {
        push(LineRef::Renamed(rename));
    }
    for hint in &model.row_hints {
        push(LineRef::Rows(hint));
    }
    for (name, step) in &model.steps {
        push(LineRef::Step { name, is: step });
    }
    for (name, namespace) in &model.namespaces {
        push(LineRef::Namespace { name, is: namespace });
    }
    for (name, extension) in &model.extensions {
        push(LineRef::Extension { name, extension });
    }
    for (name, user_type) in &model.types {
        push(LineRef::Type { name, is: user_type });
    }
    for (name, sequence) in &model.sequences {
        push(LineRef::Sequence { name, is: sequence });
    }
    for (name, routine) in &model.routines {
        push(LineRef::Routine { name, is: routine });
    }
    for (name, table) in &model.tables {
        let Table { unlogged, options, comment, .. } = table;
        push(LineRef::Table { name, unlogged: *unlogged, options, comment: comment.as_deref() });
        for column in &table.columns {
            push(LineRef::Column(column));
        }
        for (name, constraint) in &table.constraints {
            push(LineRef::Constraint { name, is: constraint });
        }
        for (name, index) in &table.indexes {
            push(LineRef::Index { name, is: index });
        }
        for (name, invariant) in &table.invariants {
            push(LineRef::Invariant { name, is: invariant });
        }
        for (name, trigger) in &table.triggers {
            push(LineRef::Trigger { name, is: trigger });
        }
        let Some(partitioning) = &table.partitioning else { continue };
        push(LineRef::PartitionedBy(&partitioning.by));
        for PlacedPartition { of, name, partition } in partitioning.placed(name) {
            let Partition { bound, unlogged, options, comment, partitioning } = partition;
            let by = partitioning.as_ref().map(|partitioning| &partitioning.by);
            let (unlogged, comment) = (*unlogged, comment.as_deref());
            push(LineRef::Partition { name, of, bound, by, unlogged, options, comment });
        }
    }
    let footer = Footer { objects, sha256: crate::digest::sha256(text.as_bytes()) };
    push_line(&mut text, &footer);
    text
}

fn push_line(text: &mut String, line: &impl Serialize) {
    text.push_str(&serde_json::to_string(line).expect("the model has only keys that are text"));
    text.push('\n');
}

/// Reads a model.
///
/// # Errors
///
/// The text is not what [`write()`] wrote.
pub fn read(text: &str) -> Result<SchemaModel, LockError> {
    read_catalog(text).map(|saved| saved.model)
}

/// What was read of a database, from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCatalog {
    /// What the model holds.
    pub model: SchemaModel,
    /// What it does not hold.
    pub unmanaged: Vec<Unmanaged>,
    /// What it does not hold that hangs on what it holds.
    pub dependents: Vec<Dependent>,
}

/// Reads a model, and what it does not hold of the database that it was read from.
///
/// # Errors
///
/// The text is not what [`write_catalog()`] wrote.
pub fn read_catalog(text: &str) -> Result<SavedCatalog, LockError> {
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.first().ok_or(LockError::Truncated)?;
    // The version alone comes first: a newer format may have more in its header.
    let format: FormatOnly = parse(1, first)?;
    if format.schema_lock != FORMAT {
        return Err(LockError::Format(format.schema_lock));
    }
    let header: Header = parse(1, first)?;
    let footer: Footer = match lines.pop().map(serde_json::from_str) {
        Some(Ok(footer)) if text.ends_with('\n') => footer,
        _ => return Err(LockError::Truncated),
    };
    if lines.len() != footer.objects + 1 {
        return Err(LockError::Digest);
    }
    let body = text.len() - text.trim_end_matches('\n').rsplit('\n').next().map_or(0, str::len) - 1;
    if crate::digest::sha256(&text.as_bytes()[..body]) != footer.sha256 {
        return Err(LockError::Digest);
    }
    let mut model = SchemaModel::empty(header.postgres);
    model.printed_by = header.printed_by;
    let (mut unmanaged, mut dependents) = (Vec::new(), Vec::new());
    let mut current: Option<QualifiedName> = None;
    for (at, line) in lines.iter().enumerate().skip(1) {
        let number = at + 1;
        match parse(number, line)? {
            Line::Unmanaged(object) => unmanaged.push(object),
            Line::Dependent(object) => dependents.push(object),
            Line::Renamed(rename) => model.renames.push(rename),
            Line::Rows(hint) => model.row_hints.push(hint),
            Line::Step { name, is } => {
                model.steps.insert(name, is);
            }
            Line::Namespace { name, is } => {
                model.namespaces.insert(name, is);
            }
            Line::Extension { name, extension } => {
                model.extensions.insert(name, extension);
            }
            Line::Type { name, is } => {
                model.types.insert(name, is);
            }
            Line::Sequence { name, is } => {
                model.sequences.insert(name, is);
            }
            Line::Routine { name, is } => {
                model.routines.insert(name, is);
            }
            Line::Table { name, unlogged, options, comment } => {
                let table = Table { unlogged, options, comment, ..Table::default() };
                model.tables.insert(name.clone(), table);
                current = Some(name);
            }
            Line::Column(column) => table(&mut model, &current, number)?.columns.push(column),
            Line::Constraint { name, is } => {
                table(&mut model, &current, number)?.constraints.insert(name, is);
            }
            Line::Index { name, is } => {
                table(&mut model, &current, number)?.indexes.insert(name, is);
            }
            Line::Invariant { name, is } => {
                table(&mut model, &current, number)?.invariants.insert(name, is);
            }
            Line::Trigger { name, is } => {
                table(&mut model, &current, number)?.triggers.insert(name, is);
            }
            Line::PartitionedBy(by) => {
                let partitioning = Partitioning { by, partitions: BTreeMap::new() };
                table(&mut model, &current, number)?.partitioning = Some(partitioning);
            }
            Line::Partition { name, of, bound, by, unlogged, options, comment } => {
                let partitioning = by.map(|by| Partitioning { by, partitions: BTreeMap::new() });
                let is_of_table = current.as_ref() == Some(&of);
                let above = table(&mut model, &current, number)?.partitioning.as_mut();
                let above = match is_of_table {
                    true => above,
                    false => above.and_then(|above| above.find_mut(&of)?.partitioning.as_mut()),
                };
                let above = above.ok_or_else(|| LockError::Line {
                    line: number,
                    reason: format!("{of} is not divided into partitions"),
                })?;
                above.partitions.insert(name, Partition { bound, unlogged, options, comment, partitioning });
            }
        }
    }
    for (name, table) in &mut model.tables {
        unqualify(&name.name, table);
    }
    Ok(SavedCatalog { model, unmanaged, dependents })
}

fn table<'a>(
    model: &'a mut SchemaModel,
    current: &Option<QualifiedName>,
    line: usize,
) -> Result<&'a mut Table, LockError> {
    current
        .as_ref()
        .and_then(|name| model.tables.get_mut(name))
        .ok_or_else(|| LockError::Line { line, reason: "stands before the first table".to_owned() })
}

fn parse<'a, T: Deserialize<'a>>(line: usize, text: &'a str) -> Result<T, LockError> {
    serde_json::from_str(text).map_err(|error| LockError::Line { line, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Check, DependsOn, Expression, Fixed, IndexKey, IndexTerm, Key, PartitionKey, PartitionStrategy,
    };
    use crate::types::Builtin;

    fn model() -> SchemaModel {
        let ident = |name: &str| Ident::new(name).unwrap();
        let mut model = SchemaModel::empty(MajorRange { min: 15, max: 18 });
        model.extensions.insert(ident("pgcrypto"), Extension { namespace: ident("public") });
        let expression = Expression { sql: "\"a\" > 0".to_owned(), columns: vec![ident("a")] };
        let key = IndexKey::new(IndexTerm::Expression(expression.clone()));
        let index = Index { keys: vec![key], ..Index::default() };
        let by = PartitionBy {
            strategy: PartitionStrategy::List,
            keys: vec![PartitionKey { term: IndexTerm::Column(ident("a")), collation: None, operator_class: None }],
        };
        let below = Partitioning {
            by: by.clone(),
            partitions: [("public.rest".parse().unwrap(), Partition { unlogged: true, ..Partition::new("DEFAULT") })]
                .into(),
        };
        let first = Partition { partitioning: Some(below), ..Partition::new("FOR VALUES IN (1)") };
        let partitioning = Some(Partitioning { by, partitions: [("public.first".parse().unwrap(), first)].into() });
        let table = Table {
            partitioning,
            comment: Some("A line\nand another".to_owned()),
            unlogged: true,
            options: [("fillfactor".to_owned(), "70".to_owned())].into(),
            columns: vec![Column {
                nullable: false,
                default: Some("1".to_owned()),
                ..Column::new(ident("a"), Builtin::Integer.into())
            }],
            constraints: [
                (ident("t_pkey"), Constraint::PrimaryKey(Key { columns: vec![ident("a")], ..Key::default() })),
                (ident("c"), Constraint::Check(Check { comment: Some("x".to_owned()), ..Check::new(expression) })),
            ]
            .into(),
            indexes: [(ident("t_expr_idx"), index)].into(),
            triggers: BTreeMap::new(),
            invariants: [(
                ident("t_immutable"),
                Invariant::Immutable(Fixed { columns: vec![ident("a")], clearable: Vec::new() }),
            )]
            .into(),
        };
        model.tables.insert("public.\"T\"".parse().unwrap(), table);
        model
    }

    #[test]
    fn what_is_written_is_read_back() {
        let model = model();
        assert_eq!(read(&write(&model)), Ok(model.clone()));
        let view = Unmanaged { kind: "view".to_owned(), name: "public.v".to_owned(), because: "x".to_owned() };
        let on = [
            DependsOn::Relation("public.\"T\"".parse().unwrap(), Some(Ident::new("a").unwrap())),
            DependsOn::Relation("public.\"T\"".parse().unwrap(), None),
            DependsOn::Constraint("public.\"T\"".parse().unwrap(), Ident::new("c").unwrap()),
            DependsOn::Type("public.t".parse().unwrap()),
            DependsOn::Routine("public.f(integer)".to_owned()),
        ];
        let dependent =
            |on| Dependent { kind: view.kind.clone(), name: view.name.clone(), own: "public.v".parse().ok(), on };
        let mut dependents = on.map(dependent).to_vec();
        let operator = Dependent { own: None, ..dependents[4].clone() };
        dependents.push(operator);
        let text = write_catalog(&model, std::slice::from_ref(&view), &dependents);
        assert_eq!(read_catalog(&text), Ok(SavedCatalog { model, unmanaged: vec![view], dependents }));
    }

    #[test]
    fn every_truncation_is_noticed() {
        let text = write(&model());
        for end in 0..text.len() {
            assert!(read(&text[..end]).is_err(), "the first {end} bytes were read");
        }
    }

    #[test]
    fn edits_are_noticed() {
        let text = write(&model());
        assert_eq!(read(&text.replace("integer", "bigint")), Err(LockError::Digest));
        let lines: Vec<&str> = text.lines().collect();
        let without_one = [&lines[..2], &lines[3..]].concat().join("\n") + "\n";
        assert_eq!(read(&without_one), Err(LockError::Digest));
        assert!(matches!(read("<<<<<<< HEAD\n"), Err(LockError::Line { line: 1, .. })));
        assert_eq!(read(""), Err(LockError::Truncated));
    }

    #[test]
    fn another_format_is_refused_whatever_else_it_holds() {
        let newer = "{\"schema_lock\":2,\"dialect\":\"new\"}\n";
        assert_eq!(read(newer), Err(LockError::Format(2)));
    }

    #[test]
    fn unknown_content_is_refused() {
        let text = write(&model());
        let body_end = text.trim_end().rfind('\n').unwrap() + 1;
        let body = text[..body_end].replace("\"nullable\":false", "\"nullable\":false,\"compression\":\"lz4\"");
        let footer = Footer { objects: body.lines().count() - 1, sha256: crate::digest::sha256(body.as_bytes()) };
        let text = format!("{body}{}\n", serde_json::to_string(&footer).unwrap());
        let error = read(&text).unwrap_err();
        assert!(matches!(&error, LockError::Line { reason, .. } if reason.contains("compression")), "{error}");
    }
}
