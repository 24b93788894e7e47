//! Values: one per type and row, and more where a CHECK has to be satisfied or violated.

use schema_core::sql::literal;
use schema_core::types::{BaseType, Builtin, PgType};

use super::patterns::{self, Pattern};

/// Which of the rows of one table: values of different tags differ, as far as the type has so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tag {
    /// In the first scope; what others refer to.
    A,
    /// In the second scope.
    B,
    /// The row that attempts insert, change and delete; in the first scope.
    C,
    /// A referenced row of one attempt's own.
    P,
    /// A second one.
    Q,
    /// No row at all: what an orphan refers to.
    Nowhere,
}

impl Tag {
    /// The rows that are made of each table, in this order.
    pub(super) const ROWS: [Tag; 5] = [Tag::A, Tag::B, Tag::C, Tag::P, Tag::Q];

    /// Far from 0 and 1, where the bounds of most CHECKs are, so that boundary rows meet no other row's key.
    fn number(self) -> i32 {
        match self {
            Tag::A => 11,
            Tag::B => 12,
            Tag::C => 13,
            Tag::P => 14,
            Tag::Q => 15,
            Tag::Nowhere => 27,
        }
    }

    fn letter(self) -> &'static str {
        match self {
            Tag::A => "A",
            Tag::B => "B",
            Tag::C => "C",
            Tag::P => "P",
            Tag::Q => "Q",
            Tag::Nowhere => "nowhere",
        }
    }
}

/// The value of a type for a row, as SQL.
pub(super) fn value(pg_type: &PgType, tag: Tag) -> String {
    let number = tag.number();
    let Some(builtin) = pg_type.builtin() else {
        return match pg_type.is_array {
            true if matches!(pg_type.base, BaseType::Named(_)) => format!("'{{}}'::{pg_type}"),
            true => format!("ARRAY[{}]::{pg_type}", value(&PgType { is_array: false, ..pg_type.clone() }, tag)),
            false => literal(tag.letter()),
        };
    };
    let (day, hours) = (format!("2001-01-{number}"), format!("{number}:00:00"));
    match builtin {
        Builtin::Boolean => (number % 2 == 1).to_string(),
        Builtin::SmallInt
        | Builtin::Integer
        | Builtin::BigInt
        | Builtin::Real
        | Builtin::DoublePrecision
        | Builtin::Money
        | Builtin::Oid => number.to_string(),
        Builtin::Numeric => match pg_type.precision_and_scale() {
            Some((precision, scale @ 0..)) if i32::from(precision) - i32::from(scale) < 2 => {
                decimal(i64::from(if precision > 1 { number } else { number - 10 }), scale.unsigned_abs())
            }
            _ => number.to_string(),
        },
        Builtin::Text | Builtin::Varchar | Builtin::Char | Builtin::Name => literal(match (tag, length(pg_type)) {
            (Tag::Nowhere, Some(..7)) => "N",
            _ => tag.letter(),
        }),
        Builtin::Bytea => literal(&format!("\\x{number}")),
        Builtin::Uuid => uuid(number),
        Builtin::Date => literal(&day),
        Builtin::Time | Builtin::Timetz => literal(&format!("00:{number}:00")),
        Builtin::Timestamp => literal(&format!("{day} 00:00:00")),
        Builtin::Timestamptz => literal(&format!("{day} 00:00:00+00")),
        Builtin::Interval => literal(&hours),
        Builtin::Json | Builtin::Jsonb => literal(&format!("{{\"n\": {number}}}")),
        Builtin::Inet | Builtin::Cidr => literal(&format!("10.0.0.{number}")),
        Builtin::Macaddr => literal(&format!("02:00:00:00:00:{number}")),
        Builtin::Macaddr8 => literal(&format!("02:00:00:00:00:00:00:{number}")),
        Builtin::Bit | Builtin::VarBit => bits(pg_type, number),
        Builtin::Int4Range | Builtin::Int8Range | Builtin::NumRange => literal(&format!("[{number},{})", number + 1)),
        Builtin::DateRange | Builtin::TsRange | Builtin::TstzRange => {
            literal(&format!("[{day},2001-01-{})", number + 1))
        }
        Builtin::Tsvector | Builtin::Tsquery => literal(tag.letter()),
        Builtin::Xml => literal(&format!("<n>{number}</n>")),
        Builtin::Point => literal(&format!("({number},{number})")),
    }
}

/// The number of characters, or bits, that a type allows; nothing where it says nothing of it.
fn length(pg_type: &PgType) -> Option<usize> {
    pg_type.modifiers.as_deref().and_then(|modifiers| modifiers.parse().ok())
}

/// The last digits of a number in base 2: as many as the type has.
fn bits(pg_type: &PgType, number: i32) -> String {
    let width = length(pg_type).unwrap_or(8);
    let digits = format!("{number:0>width$b}");
    format!("B'{}'", &digits[digits.len() - width..])
}

fn uuid(number: i32) -> String {
    literal(&format!("00000000-0000-4000-8000-0000000000{number}"))
}

/// Writes `units` of the last of `scale` digits behind the point: `decimal(11, 2)` is `0.11`.
fn decimal(units: i64, scale: u16) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// How to get from a value to the ones next to it, as SQL behind the value; `None` where the type has no order that
/// a CHECK would have a bound in.
pub(super) fn step(pg_type: &PgType) -> Option<String> {
    Some(match pg_type.builtin()? {
        Builtin::SmallInt
        | Builtin::Integer
        | Builtin::BigInt
        | Builtin::Date
        | Builtin::Real
        | Builtin::DoublePrecision => "1".to_owned(),
        Builtin::Time | Builtin::Timetz | Builtin::Timestamp | Builtin::Timestamptz | Builtin::Interval => {
            "interval '1 second'".to_owned()
        }
        Builtin::Numeric => match pg_type.precision_and_scale() {
            Some((_, scale @ 0..)) => decimal(1, scale.unsigned_abs()),
            _ => "1".to_owned(),
        },
        _ => return None,
    })
}

/// The condition that a number next to a value still is of the type, as SQL around the expression; `true` for others.
pub(super) fn in_range(pg_type: &PgType, expression: &str) -> String {
    match (pg_type.builtin(), pg_type.precision_and_scale()) {
        (Some(Builtin::SmallInt), _) => format!("{expression} BETWEEN -32768 AND 32767"),
        (_, Some((precision, scale))) => {
            format!("abs({expression}) < 1e{}", (i32::from(precision) - i32::from(scale)).max(0))
        }
        _ => "true".to_owned(),
    }
}

/// Values of a type that are worth a try, with those that stand in the text of CHECK constraints and beside them.
pub(super) fn candidates(pg_type: &PgType, checks: &str) -> Vec<String> {
    let Constants { texts, numbers, patterns } = constants(checks);
    let plain = || [Tag::A, Tag::B, Tag::P].map(|tag| value(pg_type, tag)).to_vec();
    let Some(builtin) = pg_type.builtin() else { return plain() };
    match builtin {
        Builtin::Boolean => ["true", "false"].map(str::to_owned).to_vec(),
        Builtin::SmallInt | Builtin::Integer | Builtin::BigInt => integers(builtin, &numbers).collect(),
        Builtin::Real | Builtin::DoublePrecision => decimals(12, 3, &numbers),
        Builtin::Numeric => match pg_type.precision_and_scale() {
            Some((precision, scale @ 0..)) => decimals(precision, scale.unsigned_abs(), &numbers),
            _ => decimals(15, 3, &numbers),
        },
        Builtin::Text | Builtin::Varchar | Builtin::Char => {
            let fits = |text: &String| length(pg_type).is_none_or(|length| text.chars().count() <= length);
            samples(&texts, &numbers, &patterns).filter(fits).map(|text| literal(&text)).collect()
        }
        Builtin::Uuid => [uuid(91), uuid(92)].to_vec(),
        Builtin::Date | Builtin::Timestamp | Builtin::Timestamptz => times(pg_type, &texts).collect(),
        Builtin::Json | Builtin::Jsonb => {
            ["{}", "[]", "null", "1", "\"text\"", "[1]", "{\"a\": 1}"].map(literal).to_vec()
        }
        _ => plain().into_iter().chain(texts.iter().map(|text| literal(text))).collect(),
    }
}

fn integers(builtin: Builtin, numbers: &[String]) -> impl Iterator<Item = String> {
    let (least, most) = match builtin {
        Builtin::SmallInt => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Builtin::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    // Neither end of the range: the search adds one and takes one away.
    let whole = numbers.iter().filter_map(|number| number.split('.').next()?.parse::<i64>().ok());
    let around = whole.flat_map(|n| [n, n.saturating_add(1), n.saturating_sub(1), -n, 1 - n, -1 - n]);
    around.chain([0, 1, 2, -1]).filter(move |n| *n > least && *n < most).map(|n| n.to_string())
}

fn decimals(precision: u16, scale: u16, numbers: &[String]) -> Vec<String> {
    let Some(one) = 10_i64.checked_pow(u32::from(scale)) else { return vec!["0".to_owned()] };
    let limit = 10_i64.checked_pow(u32::from(precision)).unwrap_or(i64::MAX);
    let units = |number: &String| {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(usize::from(scale)).collect();
        let fraction = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
        whole.parse::<i64>().ok()?.checked_mul(one)?.checked_add(fraction)
    };
    let around = numbers.iter().filter_map(units).flat_map(|n| [n, n + 1, n - 1, -n, 1 - n, -1 - n]);
    around.chain([0, one, 1, -1, -one]).filter(|n| n.abs() < limit).map(|n| decimal(n, scale)).collect()
}

fn samples(texts: &[String], numbers: &[String], patterns: &[Pattern]) -> impl Iterator<Item = String> {
    let lengths = numbers.iter().filter_map(|number| number.parse::<usize>().ok()).filter(|length| *length <= 10_000);
    let lengths: Vec<usize> = lengths.collect();
    let of_length = patterns
        .iter()
        .flat_map(|pattern| lengths.iter().take(4).flat_map(|length| pattern.samples_of_length(*length)));
    let long = lengths
        .iter()
        .copied()
        .flat_map(|length| [length, length + 1, length.saturating_sub(1)])
        .map(|length| "x".repeat(length));
    let cased = texts.iter().flat_map(|text| [text.clone(), text.to_lowercase(), text.to_uppercase()]);
    let common = [
        "",
        " ",
        "x",
        "X",
        "xx",
        "AB",
        "ABC",
        "xxx",
        "1",
        "12",
        "123",
        "X1",
        "X-1",
        "ABC-123",
        "x_1",
        "x@example.org",
        "https://example.org/",
        "+4930123456",
        "2001-01-11",
        "0a0a",
        "en-GB",
        "1.0.0",
    ];
    let common = common.map(str::to_owned);
    let all: Vec<String> =
        matching(patterns).into_iter().chain(cased).chain(of_length).chain(long).chain(common).collect();
    all.into_iter()
}

/// Texts that the patterns match, one of each in turn, since a search leaves out the last candidates; then texts beside
/// them.
fn matching(patterns: &[Pattern]) -> Vec<String> {
    let samples: Vec<Vec<String>> = patterns.iter().map(Pattern::samples).collect();
    let longest = samples.iter().map(Vec::len).max().unwrap_or_default();
    let inside = (0..longest).flat_map(|place| samples.iter().filter_map(move |texts| texts.get(place).cloned()));
    let beside = samples.iter().filter_map(|texts| texts.first()).flat_map(|text| patterns::neighbours(text));
    inside.chain(beside).collect()
}

fn times(pg_type: &PgType, texts: &[String]) -> impl Iterator<Item = String> {
    let is_time = |text: &&String| {
        let mark = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        text.starts_with(|c: char| c.is_ascii_digit()) && mark(4) && mark(7)
    };
    let step = step(pg_type).unwrap_or_default();
    let named = texts.iter().filter(is_time).flat_map(|text| {
        let time = format!("CAST({} AS {pg_type})", literal(text));
        [literal(text), format!("{time} + {step}"), format!("{time} - {step}")]
    });
    let named: Vec<String> = named.collect();
    named.into_iter().chain(["2001-01-20", "2001-02-20", "1970-01-01", "2100-01-01"].map(literal))
}

/// What stands in SQL text.
#[derive(Debug, Default)]
struct Constants {
    /// String constants that are no patterns.
    texts: Vec<String>,
    /// Unsigned numbers.
    numbers: Vec<String>,
    /// String constants behind `~`, LIKE and their like.
    patterns: Vec<Pattern>,
}

fn constants(sql: &str) -> Constants {
    let Constants { mut texts, mut numbers, mut patterns } = Constants::default();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = if first == '\'' {
            let (text, length) = string_constant(rest);
            let before = &sql[..sql.len() - rest.len()];
            match patterns::pattern(before, &text, &rest[length..]) {
                Some(pattern) => patterns.push(pattern),
                None => texts.push(text),
            }
            length
        } else if first.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            numbers.push(rest[..length].trim_end_matches('.').to_owned());
            length
        } else if first.is_alphabetic() || first == '_' {
            // A word, so that the digit of `line2` is no number.
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    Constants { texts, numbers, patterns }
}

/// Reads the string constant that a text starts with; returns it and how many bytes it takes.
fn string_constant(sql: &str) -> (String, usize) {
    let mut text = String::new();
    let mut at = 1;
    while let Some(length) = sql[at..].find('\'') {
        text.push_str(&sql[at..at + length]);
        at += length + 1;
        if !sql[at..].starts_with('\'') {
            return (text, at);
        }
        text.push('\'');
        at += 1;
    }
    (text, sql.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_found() {
        let Constants { texts, numbers, patterns } =
            constants("line2 IN ('it''s', 'B') AND amount >= -1.50 AND n < 10 AND line2 ~ '^[a-z]'");
        assert_eq!(patterns.len(), 1);
        assert_eq!(texts, ["it's", "B"]);
        assert_eq!(numbers, ["1.50", "10"]);
    }

    #[test]
    fn values_differ_and_fit() {
        assert_eq!(decimal(-11, 2), "-0.11");
        assert_eq!(decimal(5, 0), "5");
        assert_eq!(value(&PgType::numeric(3, 2), Tag::A), "0.11");
        assert_eq!(value(&PgType::numeric(9, 6), Tag::A), "11");
        let plain =
            Builtin::ALL.iter().filter(|builtin| **builtin != Builtin::Boolean).map(|builtin| PgType::from(*builtin));
        let short = PgType::from(Builtin::Char).with_modifiers("1");
        for pg_type in plain.chain([short]) {
            let values: std::collections::BTreeSet<String> =
                Tag::ROWS.iter().chain([&Tag::Nowhere]).map(|tag| value(&pg_type, *tag)).collect();
            assert_eq!(values.len(), 6, "{pg_type}");
        }
    }
}
