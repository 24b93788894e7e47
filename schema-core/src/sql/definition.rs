//! Definitions of columns, constraints and indexes, as they stand inside statements.

use super::{list, push};
use crate::ident::Ident;
use crate::model::{
    Column, Constraint, Deferrable, ForeignKey, Index, IndexTerm, MatchType, NullsOrder, ReferentialAction, SortOrder,
};

/// Writes a column: `name type DEFAULT ... NOT NULL`.
pub fn column_definition(column: &Column) -> String {
    let mut sql = format!("{} {}", column.name, column.pg_type);
    if let Some(default) = &column.default {
        push!(sql, " DEFAULT {}", default_expression(default));
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    sql
}

/// Writes a default where PostgreSQL's grammar takes only a restricted expression (`b_expr`): in parentheses, unless it
/// is one constant or one call, with casts to types of one word at most.
pub(super) fn default_expression(default: &str) -> String {
    let bare = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || b"_.".contains(&c));
    let mut casts = default.split("::");
    let value = casts.next().unwrap_or_default();
    let is_string = value.len() > 1
        && value.starts_with('\'')
        && value.ends_with('\'')
        && !value[1..value.len() - 1].replace("''", "").contains('\'');
    let is_call = value.split_once('(').is_some_and(|(name, arguments)| bare(name) && arguments == ")");
    let is_plain = (is_string || is_call || bare(value.strip_prefix('-').unwrap_or(value))) && casts.all(bare);
    if is_plain { default.to_owned() } else { format!("({default})") }
}

/// Writes a constraint, without its name.
pub fn constraint_definition(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(key) => format!("PRIMARY KEY ({})", list(&key.columns)),
        Constraint::Unique(key) => format!("UNIQUE ({})", list(&key.columns)),
        Constraint::Check(check) => format!("CHECK ({})", check.expression.sql),
        Constraint::ForeignKey(foreign_key) => foreign_key_definition(foreign_key),
    }
}

/// Writes a foreign key, without its name.
pub(super) fn foreign_key_definition(foreign_key: &ForeignKey) -> String {
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        list(&foreign_key.columns),
        foreign_key.references,
        list(&foreign_key.referenced_columns)
    );
    push_options(&mut sql, foreign_key, ["ON DELETE", "ON UPDATE"]);
    sql
}

/// Writes a foreign key as `pg_get_constraintdef()` prints it under an empty search_path, for comparing with it.
pub fn foreign_key_catalog_text(foreign_key: &ForeignKey) -> String {
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {}({})",
        list(&foreign_key.columns),
        foreign_key.references,
        list(&foreign_key.referenced_columns)
    );
    push_options(&mut sql, foreign_key, ["ON UPDATE", "ON DELETE"]);
    sql
}

fn push_options(sql: &mut String, foreign_key: &ForeignKey, events: [&str; 2]) {
    match foreign_key.match_type {
        MatchType::Simple => {}
        MatchType::Full => sql.push_str(" MATCH FULL"),
    }
    for event in events {
        let action = if event == "ON DELETE" { &foreign_key.on_delete } else { &foreign_key.on_update };
        match action {
            ReferentialAction::NoAction => {}
            ReferentialAction::Restrict => push!(sql, " {event} RESTRICT"),
            ReferentialAction::Cascade => push!(sql, " {event} CASCADE"),
            ReferentialAction::SetNull(columns) => push!(sql, " {event} SET NULL{}", only(columns)),
            ReferentialAction::SetDefault(columns) => push!(sql, " {event} SET DEFAULT{}", only(columns)),
        }
    }
    match foreign_key.deferrable {
        Deferrable::Not => {}
        Deferrable::InitiallyImmediate => sql.push_str(" DEFERRABLE"),
        Deferrable::InitiallyDeferred => sql.push_str(" DEFERRABLE INITIALLY DEFERRED"),
    }
}

fn only(columns: &[Ident]) -> String {
    if columns.is_empty() { String::new() } else { format!(" ({})", list(columns)) }
}

/// Writes what stands behind the table in CREATE INDEX: keys, INCLUDE, predicate.
pub fn index_definition(index: &Index) -> String {
    let keys: Vec<String> = index
        .keys
        .iter()
        .map(|key| {
            let mut sql = match &key.term {
                IndexTerm::Column(column) => column.to_string(),
                IndexTerm::Expression(expression) => format!("({})", expression.sql),
            };
            match key.order {
                SortOrder::Ascending => {}
                SortOrder::Descending => sql.push_str(" DESC"),
            }
            match key.nulls {
                NullsOrder::Default => {}
                NullsOrder::First => sql.push_str(" NULLS FIRST"),
                NullsOrder::Last => sql.push_str(" NULLS LAST"),
            }
            sql
        })
        .collect();
    let mut sql = format!("({})", keys.join(", "));
    if !index.include.is_empty() {
        push!(sql, " INCLUDE ({})", list(&index.include));
    }
    if let Some(predicate) = &index.predicate {
        push!(sql, " WHERE {}", predicate.sql);
    }
    sql
}
