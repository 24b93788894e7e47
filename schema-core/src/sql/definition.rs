//! Definitions of columns, constraints and indexes, as they stand inside statements.

use super::{list, literal, push};
use crate::ident::{Ident, QualifiedName, default_name};
use crate::model::{
    Check, Column, Constraint, Deferrable, Domain, Exclusion, ForeignKey, Identity, Index, IndexKey, IndexTerm, Key,
    MatchType, NullsOrder, PartitionBy, ReferentialAction, Sequence, SequenceOptions, SortOrder, StorageParameters,
    Validity,
};
use crate::types::{Builtin, PgType};

/// Writes a column of the table: `name type COLLATE ... DEFAULT ... NOT NULL`.
pub fn column_definition(table: &QualifiedName, column: &Column) -> String {
    let mut sql = format!("{} {}", column.name, column.pg_type);
    if let Some(collation) = &column.collation {
        push!(sql, " COLLATE {collation}");
    }
    if let Some(default) = &column.default {
        push!(sql, " DEFAULT {}", default_expression(default));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        push!(sql, " GENERATED ALWAYS AS ({}) {kind}", generated.expression.sql);
    }
    if let Some(identity) = &column.identity {
        push!(sql, " {}", identity_definition(table, identity));
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    sql
}

/// Writes `GENERATED ... AS IDENTITY (...)`.
pub(super) fn identity_definition(table: &QualifiedName, identity: &Identity) -> String {
    let when = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    let name = identity.sequence.as_ref().map(|name| format!(" SEQUENCE NAME {}", table.sibling(name)));
    let options = name.unwrap_or_default() + &sequence_options(&identity.options);
    let options = if options.is_empty() { options } else { format!(" ({})", options.trim_start()) };
    format!("GENERATED {when} AS IDENTITY{options}")
}

/// What a sequence counts, PostgreSQL's defaults written out.
pub(super) struct SequenceNumbers {
    pub(super) start: i64,
    pub(super) increment: i64,
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) cache: i64,
}

/// Writes out what is left out where it is PostgreSQL's default for the type and the direction.
pub(super) fn sequence_numbers(options: &SequenceOptions, pg_type: &PgType) -> SequenceNumbers {
    let (least, most) = match pg_type.builtin() {
        Some(Builtin::SmallInt) => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Some(Builtin::Integer) => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let increment = options.increment.unwrap_or(1);
    let (default_min, default_max) = if increment < 0 { (least, -1) } else { (1, most) };
    let (min, max) = (options.min.unwrap_or(default_min), options.max.unwrap_or(default_max));
    let start = options.start.unwrap_or(if increment < 0 { max } else { min });
    SequenceNumbers { start, increment, min, max, cache: options.cache.unwrap_or(1) }
}

/// Writes every option of a sequence, so that none of another definition stays.
pub(super) fn full_sequence_options(options: &SequenceOptions, pg_type: &PgType) -> [String; 6] {
    let SequenceNumbers { start, increment, min, max, cache } = sequence_numbers(options, pg_type);
    [
        format!("INCREMENT BY {increment}"),
        format!("MINVALUE {min}"),
        format!("MAXVALUE {max}"),
        format!("START WITH {start}"),
        format!("CACHE {cache}"),
        if options.cycle { "CYCLE".to_owned() } else { "NO CYCLE".to_owned() },
    ]
}

/// The sequence of an identity column.
pub fn identity_sequence(table: &QualifiedName, column: &Ident, identity: &Identity) -> QualifiedName {
    match &identity.sequence {
        Some(name) => table.sibling(name),
        None => usual_sequence(table, column),
    }
}

/// The sequence of an identity or serial column, under the name that PostgreSQL gives it where nothing else has that.
pub(crate) fn usual_sequence(table: &QualifiedName, column: &Ident) -> QualifiedName {
    let name = default_name(table.name.as_str(), column.as_str(), "seq");
    table.sibling(&name.expect("what is made of two names, cut to the length of one, is a name"))
}

/// What a model says of the name of an identity column's sequence: nothing where it is the one that PostgreSQL gives it.
pub fn own_sequence_name(table: &QualifiedName, column: &Ident, name: &Ident) -> Option<Ident> {
    (usual_sequence(table, column).name != *name).then(|| name.clone())
}

/// Writes the default of a column that takes its values from a sequence.
pub fn nextval(sequence: &QualifiedName) -> String {
    format!("nextval({}::regclass)", literal(&sequence.to_string()))
}

/// Writes the options of a sequence, each with a space before it.
pub(super) fn sequence_options(options: &SequenceOptions) -> String {
    let mut sql = String::new();
    let numbers = [
        ("START WITH", options.start),
        ("INCREMENT BY", options.increment),
        ("MINVALUE", options.min),
        ("MAXVALUE", options.max),
        ("CACHE", options.cache),
    ];
    for (word, number) in numbers {
        if let Some(number) = number {
            push!(sql, " {word} {number}");
        }
    }
    if options.cycle {
        sql.push_str(" CYCLE");
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
    let validity = match constraint.validity() {
        Validity::Valid => "",
        Validity::NotValid => " NOT VALID",
        Validity::NotEnforced => " NOT ENFORCED",
    };
    enforced_definition(constraint) + validity
}

/// Writes a constraint as `pg_get_constraintdef()` prints it under an empty search_path, without `NOT VALID`; nothing where
/// there is an expression in it.
pub fn constraint_catalog_text(constraint: &Constraint) -> Option<String> {
    let plain = |key: &Key| Key { options: StorageParameters::new(), ..key.clone() };
    match constraint {
        Constraint::PrimaryKey(key) => Some(enforced_definition(&Constraint::PrimaryKey(plain(key)))),
        Constraint::Unique(key) => Some(enforced_definition(&Constraint::Unique(plain(key)))),
        Constraint::ForeignKey(foreign_key) => Some(foreign_key_catalog_text(foreign_key)),
        Constraint::Check(_) | Constraint::Exclusion(_) => None,
    }
}

fn enforced_definition(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(key) => format!("PRIMARY KEY {}", key_definition(key)),
        Constraint::Unique(key) if key.nulls_not_distinct => {
            format!("UNIQUE NULLS NOT DISTINCT {}", key_definition(key))
        }
        Constraint::Unique(key) => format!("UNIQUE {}", key_definition(key)),
        Constraint::Check(check) => check_definition(check),
        Constraint::ForeignKey(foreign_key) => foreign_key_definition(foreign_key),
        Constraint::Exclusion(exclusion) => exclusion_definition(exclusion),
    }
}

fn key_definition(key: &Key) -> String {
    let mut sql = format!("({})", list(&key.columns));
    if !key.include.is_empty() {
        push!(sql, " INCLUDE ({})", list(&key.include));
    }
    sql.push_str(&storage_parameters(&key.options));
    sql.push_str(deferrability(key.deferrable));
    sql
}

/// Writes a CHECK, without its name.
pub(super) fn check_definition(check: &Check) -> String {
    format!("CHECK ({}){}", check.expression.sql, if check.no_inherit { " NO INHERIT" } else { "" })
}

/// Writes what stands behind AS in CREATE DOMAIN, with what comes between its parts, and those CHECKs that are taken.
pub(super) fn push_domain(sql: &mut String, domain: &Domain, separator: &str, is_taken: impl Fn(&Check) -> bool) {
    push!(sql, "{}", domain.pg_type);
    if let Some(collation) = &domain.collation {
        push!(sql, " COLLATE {collation}");
    }
    if let Some(default) = &domain.default {
        push!(sql, "{separator}DEFAULT {}", default_expression(default));
    }
    if !domain.nullable {
        push!(sql, "{separator}NOT NULL");
    }
    for (name, check) in domain.checks.iter().filter(|(_, check)| is_taken(check)) {
        push!(sql, "{separator}CONSTRAINT {name} {}", check_definition(check));
    }
}

/// Writes all of a domain in one line, for people: DDL has no word for a CHECK that is not valid from the start.
pub(crate) fn domain_definition(domain: &Domain) -> String {
    let mut sql = "DOMAIN ".to_owned();
    push_domain(&mut sql, domain, " ", |check| check.validity.is_valid());
    for (name, check) in domain.checks.iter().filter(|(_, check)| !check.validity.is_valid()) {
        push!(sql, " CONSTRAINT {name} {} {}", check_definition(check), not_valid(check.validity));
    }
    sql
}

/// Writes what stands behind the name in CREATE SEQUENCE.
pub(crate) fn sequence_definition(sequence: &Sequence) -> String {
    let mut sql = format!("AS {}{}", sequence.pg_type, sequence_options(&sequence.options));
    if let Some((table, column)) = &sequence.owned_by {
        push!(sql, " OWNED BY {table}.{column}");
    }
    sql
}

fn exclusion_definition(exclusion: &Exclusion) -> String {
    let Exclusion { index, operators, deferrable, .. } = exclusion;
    let keys: Vec<String> = index
        .keys
        .iter()
        .zip(operators)
        .map(|(key, operator)| format!("{} WITH {operator}", index_key_definition(key)))
        .collect();
    let mut sql = format!("EXCLUDE USING {} ({})", index_method(index), keys.join(", "));
    if !index.include.is_empty() {
        push!(sql, " INCLUDE ({})", list(&index.include));
    }
    sql.push_str(&storage_parameters(&index.options));
    if let Some(predicate) = &index.predicate {
        push!(sql, " WHERE ({})", predicate.sql);
    }
    sql.push_str(deferrability(*deferrable));
    sql
}

/// Writes `PARTITION BY ...` on a line of its own.
pub(super) fn partition_by(by: &PartitionBy) -> String {
    format!("\n    {}", partition_by_definition(by))
}

/// Writes `PARTITION BY ...`.
pub fn partition_by_definition(by: &PartitionBy) -> String {
    let keys: Vec<String> = by
        .keys
        .iter()
        .map(|key| {
            let mut sql = term(&key.term);
            if let Some(collation) = &key.collation {
                push!(sql, " COLLATE {collation}");
            }
            if let Some(class) = &key.operator_class {
                push!(sql, " {class}");
            }
            sql
        })
        .collect();
    format!("PARTITION BY {} ({})", by.strategy.sql(), keys.join(", "))
}

fn term(term: &IndexTerm) -> String {
    match term {
        IndexTerm::Column(column) => column.to_string(),
        IndexTerm::Expression(expression) => format!("({})", expression.sql),
    }
}

/// Writes ` WITH (...)`, or nothing.
pub(crate) fn storage_parameters(options: &StorageParameters) -> String {
    if options.is_empty() {
        return String::new();
    }
    format!(" WITH ({})", parameter_list(options))
}

fn parameter_list(options: &StorageParameters) -> String {
    let options: Vec<String> = options.iter().map(|(name, value)| format!("{name} = {}", literal(value))).collect();
    options.join(", ")
}

/// Writes ` SET (...)` for what is new or another, then ` RESET (...)` for what is gone, each with a space before it.
pub(super) fn altered_parameters(from: &StorageParameters, to: &StorageParameters) -> String {
    let set: StorageParameters = to
        .iter()
        .filter(|(name, value)| from.get(name) != Some(value))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let reset: Vec<&str> = from.names().filter(|name| to.get(name).is_none()).collect();
    let mut actions = Vec::new();
    if !set.is_empty() {
        actions.push(format!(" SET ({})", parameter_list(&set)));
    }
    if !reset.is_empty() {
        actions.push(format!(" RESET ({})", reset.join(", ")));
    }
    actions.join(",")
}

pub(super) fn deferrability(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::Not => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// Writes what keeps PostgreSQL from reading the rows that are there, whatever is to become of the constraint.
pub(super) fn not_valid(validity: Validity) -> &'static str {
    match validity {
        Validity::Valid | Validity::NotValid => "NOT VALID",
        Validity::NotEnforced => "NOT ENFORCED",
    }
}

/// Says the same for a reviewer.
pub(super) fn not_yet(validity: Validity) -> &'static str {
    match validity {
        Validity::Valid => "not yet valid",
        Validity::NotValid => "not valid",
        Validity::NotEnforced => "not enforced",
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
    if foreign_key.validity == Validity::NotEnforced {
        sql.push_str(" NOT ENFORCED");
    }
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
    sql.push_str(deferrability(foreign_key.deferrable));
}

fn only(columns: &[Ident]) -> String {
    if columns.is_empty() { String::new() } else { format!(" ({})", list(columns)) }
}

/// Writes what stands behind the table in CREATE INDEX: method, keys, INCLUDE, parameters, predicate.
pub fn index_definition(index: &Index) -> String {
    let method = if index.method.is_some() { format!("USING {} ", index_method(index)) } else { String::new() };
    let keys: Vec<String> = index.keys.iter().map(index_key_definition).collect();
    let mut sql = format!("{method}({})", keys.join(", "));
    if !index.include.is_empty() {
        push!(sql, " INCLUDE ({})", list(&index.include));
    }
    if index.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    sql.push_str(&storage_parameters(&index.options));
    if let Some(predicate) = &index.predicate {
        push!(sql, " WHERE {}", predicate.sql);
    }
    sql
}

fn index_method(index: &Index) -> String {
    index.method.as_ref().map_or_else(|| "btree".to_owned(), Ident::to_string)
}

fn index_key_definition(key: &IndexKey) -> String {
    let mut sql = term(&key.term);
    if let Some(collation) = &key.collation {
        push!(sql, " COLLATE {collation}");
    }
    if let Some(class) = &key.operator_class {
        push!(sql, " {}", class.name);
        if !class.parameters.is_empty() {
            push!(sql, " ({})", parameter_list(&class.parameters));
        }
    }
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
}
