//! Hints for a side that is no declaration: what was called otherwise, and what becomes of rows.

use clap::ArgMatches;
use schema_core::diagnostic::Diagnostic;
use schema_core::diff::{rename, rename_hint, with_columns_of_partitions};
use schema_core::ident::{Ident, QualifiedName};
use schema_core::import::Reading;
use schema_core::model::{Expression, ObjectName, Rename, RowHint, SchemaModel, Table, UserTypeKind};

use super::side::Source;
use crate::CliResult;
use crate::commands::import::sql::read;
use crate::error::CliError;

/// The options, each with an object of the side that is wanted and what is said of it.
pub(super) const OPTIONS: [&str; 3] = ["was", "using", "backfill"];

/// Refuses hints beside a declaration, which has its own.
pub(super) fn require_undeclared(to: &Source, matches: &ArgMatches) -> CliResult {
    match OPTIONS.iter().find(|option| given(matches, option).next().is_some()) {
        Some(option) if *to == Source::Declared => Err(CliError::Usage(format!(
            "`--{option}` is for a side that has no hints of its own\n  help: write it in the declaration: #[table(was = ...)], #[column(was = ..., using(...), backfill = ...)]"
        ))),
        _ => Ok(()),
    }
}

/// Adds the hints of the command line to those of the side that is wanted. Its table is looked for under the new name.
pub(super) fn add(matches: &ArgMatches, before: &SchemaModel, after: &mut SchemaModel) -> CliResult {
    let mut said = Vec::new();
    for text in given(matches, "was") {
        let rename = rename_of(text, before, after)?;
        after.renames.push(rename.clone());
        said.push((text, rename));
    }
    let effective = rename_hint::effective(before, after);
    if let Some((text, _)) = said.iter().find(|(_, rename)| !effective.contains(rename)) {
        return Err(CliError::Usage(format!(
            "`--was {text}` says nothing: nothing has the old name before, or something has the new one, or another value or attribute of the type has the old one now\n  \
             help: what has that may be renamed itself, by another --was; two that swap names take two migrations, by way of a third name"
        )));
    }
    let (renamed, _) = rename::renamed(before, after);
    let renamed = with_columns_of_partitions(renamed, after);
    for text in given(matches, "using") {
        let (table, column, forth) = of_column("using", text, after)?;
        let forth = expression("using", text, forth, &table, &after.tables[&table])?.sql;
        let old = renamed.tables.get(&table).and_then(|old| old.column(&column));
        let from = old.ok_or_else(|| not_there("using", text, "has no such column"))?.pg_type.clone();
        after.row_hints.push(RowHint::Using { table, column, from, forth, back: None });
    }
    for text in given(matches, "backfill") {
        let (table, column, sql) = of_column("backfill", text, after)?;
        require_new_names(text, &sql, &table, after)?;
        if after.tables[&table].column(&column).is_some_and(|column| column.nullable) {
            return Err(CliError::Usage(format!(
                "`--backfill {text}` says nothing: {table}.{column} may be NULL, so no row needs a value\n  \
                 help: have the column NOT NULL; or write the rows yourself"
            )));
        }
        let value = expression("backfill", text, sql, &table, &after.tables[&table])?;
        after.row_hints.push(RowHint::Backfill { table, column, value });
    }
    Ok(())
}

/// Has refusals ask for options where they ask a declaration for attributes.
pub(super) fn named(mut refused: Vec<Diagnostic>, to: &Source) -> Vec<Diagnostic> {
    if *to == Source::Declared {
        return refused;
    }
    for Diagnostic { help, hint, .. } in &mut refused {
        if let Some(hint) = hint {
            *help = help.replace(&hint.attribute, &hint.option);
        }
    }
    let asks = |diagnostic: &Diagnostic| {
        ["#[column(", "#[table(", "#[partition("].iter().any(|said| diagnostic.help.contains(said))
    };
    if let Some(last) = refused.iter_mut().rfind(|diagnostic| asks(diagnostic)) {
        last.help.push_str(
            "\n  help: for a side that is no declaration, what is said in attributes is said with --using, --backfill and --was",
        );
    }
    refused
}

fn given<'a>(matches: &'a ArgMatches, option: &str) -> impl Iterator<Item = &'a str> {
    matches.get_many::<String>(option).into_iter().flatten().map(String::as_str)
}

fn not_there(option: &str, text: &str, what: &str) -> CliError {
    CliError::Usage(format!("`--{option} {text}`: the schema that is there {what}"))
}

/// Parts an object from what is said of it. A quoted name may hold the sign between them.
fn part<'a, T>(option: &str, text: &'a str, find: impl Fn(&str) -> Option<T>) -> CliResult<(T, &'a str)> {
    let parts = text.match_indices('=').map(|(at, _)| (&text[..at], text[at + 1..].trim()));
    let find = |object: &str| find(object).or_else(|| find(&as_printed(object)?));
    let found = parts.filter(|(_, said)| !said.is_empty()).find_map(|(object, said)| Some((find(object)?, said)));
    found.ok_or_else(|| {
        CliError::Usage(format!(
            "`--{option} {text}`: the schema that is wanted has {} of that name\n  help: name it with its namespace, and in quotes what has capitals: public.users.nickname=..., public.\"Users\".\"nickName\"=...",
            if option == "was" { "no table, partition, column, type, sequence, attribute or value of an enum" } else { "no column" }
        ))
    })
}

/// The same name with quotes where PostgreSQL prints them: a name may be quoted without need, and a word that is reserved
/// may stand without.
fn as_printed(object: &str) -> Option<String> {
    let (mut parts, mut part, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut characters = object.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => part.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted => parts.push(std::mem::take(&mut part)),
            _ => part.push(character),
        }
    }
    if is_quoted {
        return None;
    }
    parts.push(part);
    let printed = parts.iter().map(|part| Some(Ident::new(part).ok()?.to_string()));
    Some(printed.collect::<Option<Vec<String>>>()?.join("."))
}

fn of_column(option: &str, text: &str, model: &SchemaModel) -> CliResult<(QualifiedName, Ident, String)> {
    let ((table, column), said) = part(option, text, |object| column_called(model, object))?;
    Ok((table, column, said.to_owned()))
}

fn column_called(model: &SchemaModel, object: &str) -> Option<(QualifiedName, Ident)> {
    let all =
        model.tables.iter().flat_map(|(name, table)| table.columns.iter().map(move |column| (name, &column.name)));
    let is_called =
        |table: &QualifiedName, column: &Ident| ObjectName::Column(table.clone(), column.clone()).to_string() == object;
    let (table, column) = all.into_iter().find(|(table, column)| is_called(table, column))?;
    Some((table.clone(), column.clone()))
}

fn rename_of(text: &str, before: &SchemaModel, after: &SchemaModel) -> CliResult<Rename> {
    enum Renamed {
        Table(QualifiedName),
        Type(QualifiedName),
        Sequence(QualifiedName),
        Partition(QualifiedName, QualifiedName),
        Column(QualifiedName, Ident),
        Label(QualifiedName, String),
        Attribute(QualifiedName, Ident),
    }
    let find = |object: &str| {
        let table = after.tables.keys().find(|name| name.to_string() == object).cloned().map(Renamed::Table);
        let mut partitions = after
            .tables
            .iter()
            .flat_map(|(of, table)| table.partitions(of).into_iter().map(move |placed| (of, placed.name)));
        let partition = partitions.find(|(_, name)| name.to_string() == object);
        let partition = partition.map(|(of, name)| Renamed::Partition(of.clone(), name.clone()));
        let column = || column_called(after, object).map(|(table, column)| Renamed::Column(table, column));
        let part_of_type = || {
            after.types.iter().find_map(|(name, is)| match &is.is {
                UserTypeKind::Enum(labels) => {
                    let mut labels = labels.iter().filter(|label| is_called(name, label, object));
                    labels.next().map(|label| Renamed::Label(name.clone(), label.clone()))
                }
                UserTypeKind::Composite(attributes) => {
                    let mut names = attributes.iter().map(|attribute| &attribute.name);
                    let found = names.find(|attribute| is_called(name, attribute.as_str(), object));
                    found.map(|attribute| Renamed::Attribute(name.clone(), attribute.clone()))
                }
                UserTypeKind::Domain(_) => None,
            })
        };
        let called = |name: &&QualifiedName| name.to_string() == object;
        let user_type = || after.types.keys().find(called).cloned().map(Renamed::Type);
        let sequence = || after.sequences.keys().find(called).cloned().map(Renamed::Sequence);
        table.or(partition).or_else(user_type).or_else(sequence).or_else(column).or_else(part_of_type)
    };
    let (renamed, old) = part("was", text, find)?;
    let old_table = |table: &QualifiedName| {
        let was = after.renames.iter().find_map(|rename| match rename {
            Rename::Table { from, to } if to == table => Some(from),
            _ => None,
        });
        before.tables.get(was.unwrap_or(table))
    };
    let old_type = |name: &QualifiedName| {
        let was = after.renames.iter().find_map(|rename| match rename {
            Rename::Type { from, to } if to == name => Some(from),
            _ => None,
        });
        before.types.get(was.unwrap_or(name)).map(|is| &is.is)
    };
    let as_printed = as_printed(old);
    let is_old = |name: &Ident| name.as_str() == old || Some(name.to_string()) == as_printed;
    match renamed {
        Renamed::Table(to) => {
            let mut tables = before.tables.keys().filter(|name| name.namespace == to.namespace);
            let from = tables.find(|name| is_old(&name.name)).cloned();
            let missing = "has no such table in the namespace of the new one\n  help: OLD is a name without a namespace; no table moves to another namespace";
            Ok(Rename::Table { from: from.ok_or_else(|| not_there("was", text, missing))?, to })
        }
        Renamed::Type(to) => {
            let mut types = before.types.keys().filter(|name| name.namespace == to.namespace);
            let from = types.find(|name| is_old(&name.name)).cloned();
            let missing = "has no such type in the namespace of the new one\n  help: OLD is a name without a namespace; no type moves to another namespace";
            Ok(Rename::Type { from: from.ok_or_else(|| not_there("was", text, missing))?, to })
        }
        Renamed::Sequence(to) => {
            let mut sequences = before.sequences.keys().filter(|name| name.namespace == to.namespace);
            let from = sequences.find(|name| is_old(&name.name)).cloned();
            let missing = "has no such sequence in the namespace of the new one\n  help: OLD is a name without a namespace; that of an identity column follows the column";
            Ok(Rename::Sequence { from: from.ok_or_else(|| not_there("was", text, missing))?, to })
        }
        Renamed::Partition(of, to) => {
            let old = old_table(&of).map(|old| old.partitions(&of)).unwrap_or_default();
            let mut names = old.into_iter().map(|placed| placed.name).filter(|name| name.namespace == to.namespace);
            let from = names.find(|name| is_old(&name.name)).cloned();
            let from = from.ok_or_else(|| not_there("was", text, "has no such partition of a table of that name"))?;
            Ok(Rename::Partition { of, from, to })
        }
        Renamed::Column(table, to) => {
            let columns = old_table(&table).map(|old| &old.columns);
            let from = columns.into_iter().flatten().map(|column| column.name.clone()).find(|name| is_old(name));
            let from = from.ok_or_else(|| not_there("was", text, "has no such column in a table of that name"))?;
            Ok(Rename::Column { table, from, to })
        }
        Renamed::Label(of, to) => {
            let from = match old_type(&of) {
                Some(UserTypeKind::Enum(labels)) => labels.iter().find(|label| *label == old).cloned(),
                _ => None,
            };
            let from = from.ok_or_else(|| not_there("was", text, "has no such value of an enum of that name"))?;
            Ok(Rename::Label { of, from, to })
        }
        Renamed::Attribute(of, to) => {
            let from = match old_type(&of) {
                Some(UserTypeKind::Composite(attributes)) => {
                    attributes.iter().map(|attribute| &attribute.name).find(|name| is_old(name)).cloned()
                }
                _ => None,
            };
            let missing = "has no such attribute of a composite type of that name";
            Ok(Rename::Attribute { of, from: from.ok_or_else(|| not_there("was", text, missing))?, to })
        }
    }
}

/// Tells whether a value or an attribute of a type is called so: `public.mood.happy`, or `public.mood."Very happy"`.
fn is_called(of: &QualifiedName, name: &str, object: &str) -> bool {
    let is_quoted = Ident::new(name).is_ok_and(|quoted| object == format!("{of}.{quoted}"));
    is_quoted || object == format!("{of}.{name}")
}

/// Reads an expression as the derive would; what does not parse is left to the server.
fn expression(option: &str, text: &str, sql: String, name: &QualifiedName, table: &Table) -> CliResult<Expression> {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let columns = match read(&sql, &names) {
        Reading::Plain(found) => {
            let is_found = |name: &&Ident| found.iter().any(|found| found == name.as_str());
            table.columns.iter().map(|column| &column.name).filter(is_found).cloned().collect()
        }
        Reading::Unparsed => mentioned(&sql, name, table),
        Reading::Refused(because) => {
            return Err(CliError::Usage(format!(
                "`--{option} {text}`: the text cannot become a part of a statement: {because}"
            )));
        }
    };
    Ok(Expression { sql, columns })
}

/// Refuses an expression over a column that has another name by the time when rows are filled.
fn require_new_names(text: &str, sql: &str, name: &QualifiedName, model: &SchemaModel) -> CliResult {
    let table = &model.tables[name];
    for rename in &model.renames {
        let Rename::Column { table: of, from, to } = rename else { continue };
        let is_gone = of == name && table.column(from).is_none();
        if is_gone && occurs(sql, name, from) {
            return Err(CliError::Usage(format!(
                "`--backfill {text}`: column {from} is called {to} by the time when rows are filled\n  help: write {to}"
            )));
        }
    }
    Ok(())
}

/// The columns of the table that an expression mentions, outside its quoted texts and not as columns of another table.
fn mentioned(sql: &str, name: &QualifiedName, table: &Table) -> Vec<Ident> {
    let names = table.columns.iter().map(|column| &column.name);
    names.filter(|column| occurs(sql, name, column)).cloned().collect()
}

fn occurs(sql: &str, name: &QualifiedName, column: &Ident) -> bool {
    let plain: String = sql.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    // Of the words behind a full stop, those that the table's own name stands before.
    let is_own = |(at, column): (usize, &str)| {
        let before = plain[..at].trim_end_matches('"');
        let is_word = !before.ends_with(is_part) && !plain[at + column.len()..].starts_with(is_part);
        let qualifier = before.trim_end().strip_suffix('.').map(|rest| rest.trim_end().trim_end_matches('"'));
        is_word && qualifier.is_none_or(|qualifier| qualifier.ends_with(name.name.as_str()))
    };
    plain.match_indices(column.as_str()).any(is_own)
}
