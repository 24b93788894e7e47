//! The names that PostgreSQL gives indexes.

use crate::ident::{MAX_IDENT_BYTES, join_columns};
use crate::sql::printed_text::{bare, closing, quoted_end};
use crate::types::{BaseType, Builtin, PgType};

/// Joins the names of an index's columns. PostgreSQL numbers what comes twice, as `ChooseIndexColumnNames()` in
/// `src/backend/commands/indexcmds.c` does.
pub(crate) fn columns_in_name(columns: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        let mut name = column.clone();
        let mut number = 0;
        while names.contains(&name) {
            number += 1;
            let digits = number.to_string();
            let end = column.floor_char_boundary(MAX_IDENT_BYTES - digits.len());
            name = format!("{}{digits}", &column[..end.min(column.len())]);
        }
        names.push(name);
    }
    join_columns(names.iter().map(String::as_str))
}

/// The name that PostgreSQL gives an index key without one: that of the column, attribute or function in it, behind casts
/// and collations; else that of the type that it is cast to; else `expr`.
///
/// Follows `FigureIndexColname()` in `src/backend/parser/parse_target.c`.
pub(crate) fn expression_name(sql: &str) -> String {
    name_of(sql).map_or_else(|| "expr".to_owned(), |(name, _)| name)
}

/// How much a name says: that of a type, or `case`, gives way to one further inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Weak,
    Strong,
}

fn name_of(sql: &str) -> Option<(String, Strength)> {
    let sql = bare(sql.trim());
    let case = sql.strip_prefix("CASE").and_then(|rest| rest.strip_suffix("END"));
    if let Some(branches) =
        case.filter(|branches| branches.starts_with(char::is_whitespace) && !branches.contains("CASE"))
    {
        let otherwise = branches.rsplit_once(" ELSE ").and_then(|(_, otherwise)| name_of(otherwise));
        let strong = otherwise.filter(|(_, strength)| *strength == Strength::Strong);
        return strong.or(Some(("case".to_owned(), Strength::Weak)));
    }
    let (mut name, mut rest) = operand(sql)?;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return name;
        } else if let Some(attribute) = rest.strip_prefix('.') {
            let (attribute, behind) = word(attribute)?;
            (name, rest) = (Some((attribute, Strength::Strong)), behind);
        } else if rest.starts_with('[') {
            rest = &rest[closing(rest)? + 1..];
        } else if let Some(cast) = rest.strip_prefix("::") {
            let end = [cast.find("::"), cast.find(" COLLATE "), cast.find(" AT TIME ZONE ")];
            let (pg_type, behind) = cast.split_at(end.into_iter().flatten().min().unwrap_or(cast.len()));
            let type_name = type_name(&pg_type.trim().parse().ok()?);
            name = name.filter(|(_, strength)| *strength == Strength::Strong).or(Some((type_name, Strength::Weak)));
            rest = behind;
        } else if let Some(collation) = rest.strip_prefix("COLLATE ") {
            rest = word(collation)?.1;
            while let Some(behind) = rest.strip_prefix('.') {
                rest = word(behind)?.1;
            }
        } else if let Some(zone) = rest.strip_prefix("AT TIME ZONE ") {
            // It is a call of timezone(), if no operator comes behind.
            let (_, behind) = operand(zone)?;
            let is_all =
                behind.is_empty() || behind.strip_prefix("::").is_some_and(|cast| cast.parse::<PgType>().is_ok());
            return is_all.then(|| ("timezone".to_owned(), Strength::Strong));
        } else {
            return None;
        }
    }
}

/// A name that is found, and what follows.
type Found<'t> = (Option<(String, Strength)>, &'t str);

/// What an expression begins with: something in parentheses, a literal, a column or a call.
fn operand(sql: &str) -> Option<Found<'_>> {
    if sql.starts_with('(') {
        let (inner, rest) = sql.split_at(closing(sql)? + 1);
        return Some((name_of(inner), rest));
    }
    if sql.starts_with('\'') {
        let (_, rest) = sql.split_at(quoted_end(sql)? + 1);
        return Some((None, rest));
    }
    if sql.starts_with(|c: char| c.is_ascii_digit()) {
        let end = sql.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(sql.len());
        return Some((None, &sql[end..]));
    }
    let (mut name, mut rest) = word(sql)?;
    while let Some(behind) = rest.strip_prefix('.') {
        (name, rest) = word(behind)?;
    }
    if sql.starts_with(|c: char| c.is_ascii_alphabetic()) {
        match name.as_str() {
            "null" | "true" | "false" => return Some((None, rest)),
            "trim" if rest.starts_with('(') => name = "btrim".to_owned(),
            _ => {}
        }
    }
    if rest.starts_with('(') || (name == "array" && rest.starts_with('[')) {
        rest = &rest[closing(rest)? + 1..];
    }
    Some((Some((name, Strength::Strong)), rest))
}

/// A name as PostgreSQL keeps it, and what follows.
fn word(text: &str) -> Option<(String, &str)> {
    if text.starts_with('"') {
        let (quoted, rest) = text.split_at(quoted_end(text)? + 1);
        return Some((quoted[1..quoted.len() - 1].replace("\"\"", "\""), rest));
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    (!name.is_empty()).then(|| (name.to_ascii_lowercase(), rest))
}

/// What the parser calls a type, whose names in SQL are other ones.
fn type_name(pg_type: &PgType) -> String {
    let name = match &pg_type.base {
        BaseType::Builtin(builtin) => match builtin {
            Builtin::Boolean => "bool",
            Builtin::SmallInt => "int2",
            Builtin::Integer => "int4",
            Builtin::BigInt => "int8",
            Builtin::Real => "float4",
            Builtin::DoublePrecision => "float8",
            Builtin::Varchar => "varchar",
            Builtin::Char => "bpchar",
            Builtin::VarBit => "varbit",
            Builtin::Time => "time",
            Builtin::Timetz => "timetz",
            Builtin::Timestamp => "timestamp",
            Builtin::Timestamptz => "timestamptz",
            other => other.name(),
        },
        BaseType::Named(name) => name.name.as_str(),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_called_as_postgresql_calls_them() {
        let names = [
            ("lower(s)", "lower"),
            ("lower((v)::text)", "lower"),
            ("a + 1", "expr"),
            ("(a + 1)", "expr"),
            ("(d AT TIME ZONE 'UTC'::text)", "timezone"),
            ("((d AT TIME ZONE 'UTC'::text))::date", "timezone"),
            ("((j ->> 'id'::text))::bigint", "int8"),
            ("(j ->> 'id'::text)", "expr"),
            ("COALESCE(a, 0)", "coalesce"),
            ("GREATEST(a, 1)", "greatest"),
            ("NULLIF(s, ''::text)", "nullif"),
            ("(c).y", "y"),
            (r#"(c)."Z z""#, "Z z"),
            ("(arr)[1]", "arr"),
            ("arr[1]", "arr"),
            (r#"(s COLLATE "C")"#, "s"),
            (r#"lower((s COLLATE "C"))"#, "lower"),
            ("CASE WHEN (a > 0) THEN s ELSE v END", "v"),
            ("CASE WHEN (a > 0) THEN 1 ELSE NULL::integer END", "case"),
            ("CASE WHEN (a > 0) THEN 1 END", "case"),
            ("ARRAY[a, 1]", "array"),
            ("(s || 'x'::text)", "expr"),
            ("((s || 'x'::text))::character varying(10)", "varchar"),
            ("(a IS NULL)", "expr"),
            ("(NOT b)", "expr"),
            ("pg_catalog.lower(s)", "lower"),
            ("date_part('year'::text, (d AT TIME ZONE 'UTC'::text))", "date_part"),
            ("EXTRACT(year FROM (d AT TIME ZONE 'UTC'::text))", "extract"),
            ("((a)::numeric / n)", "expr"),
            ("(n)::double precision", "n"),
            ("((n * (2)::numeric))::numeric(10,2)", "numeric"),
            (r#""substring"(s, 1, 3)"#, "substring"),
            ("SUBSTRING(s FROM 1 FOR 3)", "substring"),
            (r#""U""#, "U"),
            (r#"("U")::text"#, "U"),
            ("((a = 1))::integer", "int4"),
            ("(((j -> 'x'::text) ->> 'y'::text))::boolean", "bool"),
            ("(-a)", "expr"),
            ("'x'::text || s", "expr"),
            ("a::text", "a"),
            ("upper(s)::char(3)", "upper"),
            ("(j['x'::text])", "j"),
            ("((a)::text)::integer", "a"),
            ("(1)", "expr"),
            ("LOWER(s)", "lower"),
            ("abs(a)*2", "expr"),
            ("(s ~~ 'a%'::text)", "expr"),
            ("to_tsvector('english'::regconfig, s)", "to_tsvector"),
            ("md5(s)::uuid", "md5"),
            ("(md5(s))::uuid", "md5"),
            ("date_trunc('day'::text, (d AT TIME ZONE 'UTC'::text))", "date_trunc"),
            ("TRIM(BOTH FROM s)", "btrim"),
            ("OVERLAY(s PLACING 'x' FROM 1)", "overlay"),
            ("POSITION('x' IN s)", "position"),
            (r#"(s COLLATE pg_catalog."C")"#, "s"),
            ("('a'::text)", "text"),
            ("timezone('UTC'::text, d)", "timezone"),
            ("(d AT TIME ZONE 'UTC'::text)::timestamp without time zone", "timezone"),
            ("(a)::bit(8)", "a"),
            ("make_date(a,1,1)", "make_date"),
            ("d AT TIME ZONE 'UTC'", "timezone"),
            ("(d AT TIME ZONE 'UTC')::date", "timezone"),
            ("d AT TIME ZONE 'UTC' > now()", "expr"),
            ("CASE\n    WHEN (a > 0) THEN (s)::character varying\n    ELSE v\nEND", "v"),
            ("CASE\n    WHEN (a > 0) THEN 1\n    ELSE NULL::integer\nEND", "case"),
        ];
        for (sql, name) in names {
            assert_eq!(expression_name(sql), name, "{sql}");
        }
    }
}
