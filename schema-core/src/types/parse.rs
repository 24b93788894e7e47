//! Reads a type in any of PostgreSQL's spellings.

use super::{BaseType, Builtin, PgType};
use crate::ident::QualifiedName;

/// Reads a type: `varchar(20)`, `timestamptz(3)[]`, `public.mood`, `interval day to second`.
pub(super) fn parse(text: &str) -> Option<PgType> {
    let text = text.trim();
    if let Some(element) = without_array(text) {
        // PostgreSQL keeps no dimensions: an array of arrays is an array.
        return parse(element).map(PgType::array);
    }
    match text.strip_prefix("pg_catalog.") {
        // Spelled `"char"`, it is another type than `char`.
        Some(name) if !name.starts_with('"') => builtin(name).or_else(|| named(text)),
        _ => builtin(text).or_else(|| named(text)),
    }
}

/// Takes `[]`, `[3]` or `ARRAY` off the end.
fn without_array(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_suffix(']') {
        let (element, size) = rest.rsplit_once('[')?;
        return size.trim().chars().all(|c| c.is_ascii_digit()).then_some(element);
    }
    let (element, last) = text.rsplit_once(' ')?;
    last.eq_ignore_ascii_case("array").then_some(element)
}

fn builtin(text: &str) -> Option<PgType> {
    let lower = text.to_ascii_lowercase();
    let (name, modifiers) = match lower.split_once('(') {
        None => (lower.clone(), None),
        Some((before, rest)) => {
            let (modifiers, after) = rest.split_once(')')?;
            (format!("{} {}", before.trim(), after.trim()), Some(numbers(modifiers)?))
        }
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(fields) = name.strip_prefix("interval ") {
        let precision = modifiers.map(|modifiers| format!("({modifiers})")).unwrap_or_default();
        return is_interval_fields(fields)
            .then(|| PgType::from(Builtin::Interval).with_modifiers(&format!("{fields}{precision}")));
    }
    let builtin = Builtin::named(&name)?;
    let plain = PgType::from(builtin);
    Some(match (builtin, modifiers) {
        // Without a length both mean one character, or one bit.
        (Builtin::Char | Builtin::Bit, None) => plain.with_modifiers("1"),
        (Builtin::Numeric, Some(precision)) if !precision.contains(',') => {
            plain.with_modifiers(&format!("{precision},0"))
        }
        (Builtin::DoublePrecision, Some(bits)) if name == "float" => match bits.parse::<u8>().ok()? {
            1..=24 => PgType::from(Builtin::Real),
            25..=53 => plain,
            _ => return None,
        },
        (_, None) => plain,
        (builtin, Some(modifiers)) => takes_modifiers(builtin).then(|| plain.with_modifiers(&modifiers))?,
    })
}

fn takes_modifiers(builtin: Builtin) -> bool {
    use Builtin::{Bit, Char, Interval, Numeric, Time, Timestamp, Timestamptz, Timetz, VarBit, Varchar};
    matches!(builtin, Numeric | Varchar | Char | Bit | VarBit | Time | Timetz | Timestamp | Timestamptz | Interval)
}

/// `12, 2` to `12,2`; nothing where anything but numbers stands there.
fn numbers(modifiers: &str) -> Option<String> {
    let numbers: Option<Vec<String>> =
        modifiers.split(',').map(|number| number.trim().parse::<i32>().ok().map(|number| number.to_string())).collect();
    Some(numbers?.join(","))
}

fn is_interval_fields(fields: &str) -> bool {
    matches!(
        fields,
        "year"
            | "month"
            | "day"
            | "hour"
            | "minute"
            | "second"
            | "year to month"
            | "day to hour"
            | "day to minute"
            | "day to second"
            | "hour to minute"
            | "hour to second"
            | "minute to second"
    )
}

/// `public.geometry(Point,4326)`
fn named(text: &str) -> Option<PgType> {
    // A parenthesis inside quotes belongs to the name.
    let open =
        text.rfind('(').filter(|open| text.ends_with(')') && text[..*open].matches('"').count().is_multiple_of(2));
    let (name, modifiers) = match open {
        Some(open) => (text[..open].trim(), Some(text[open + 1..text.len() - 1].into())),
        None => (text, None),
    };
    let name: QualifiedName = name.parse().ok()?;
    Some(PgType { base: BaseType::Named(name), modifiers, is_array: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        parse(text).map_or_else(|| "none".to_owned(), |pg_type| pg_type.to_string())
    }

    #[test]
    fn every_spelling_is_read() {
        let cases = [
            ("int", "integer"),
            ("INT4", "integer"),
            ("varchar", "character varying"),
            ("varchar( 20 )", "character varying(20)"),
            ("char", "character(1)"),
            ("character (3)", "character(3)"),
            ("numeric(12)", "numeric(12,0)"),
            ("decimal(12, 2)", "numeric(12,2)"),
            ("numeric(3,-2)", "numeric(3,-2)"),
            ("float(24)", "real"),
            ("float", "double precision"),
            ("timestamptz(3)", "timestamp(3) with time zone"),
            ("timestamp (3) without time zone", "timestamp(3) without time zone"),
            ("time", "time without time zone"),
            ("bit", "bit(1)"),
            ("bit varying(8)", "bit varying(8)"),
            ("interval", "interval"),
            ("interval(3)", "interval(3)"),
            ("interval day to second(3)", "interval day to second(3)"),
            ("INTERVAL YEAR TO MONTH", "interval year to month"),
            ("text[]", "text[]"),
            ("text[3][4]", "text[]"),
            ("integer ARRAY", "integer[]"),
            ("numeric(12,2)[]", "numeric(12,2)[]"),
            ("pg_catalog.int4", "integer"),
            ("pg_catalog.\"char\"", "pg_catalog.\"char\""),
            ("pg_catalog.regclass", "pg_catalog.regclass"),
            ("public.mood", "public.mood"),
            ("public.\"Mood [x](1)\"[]", "public.\"Mood [x](1)\"[]"),
            ("gis.geometry(Point,4326)", "gis.geometry(Point,4326)"),
            ("mood", "none"),
            ("text(3)", "none"),
            ("numeric(a)", "none"),
            ("interval century", "none"),
            ("", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(printed(text), expected, "{text}");
            if expected != "none" {
                assert_eq!(printed(expected), expected);
            }
        }
    }

    #[test]
    fn printed_types_are_read_back() {
        for builtin in Builtin::ALL {
            let pg_type = parse(builtin.name()).unwrap();
            assert_eq!(pg_type.base, BaseType::Builtin(*builtin));
            assert_eq!(parse(&pg_type.clone().array().to_string()), Some(pg_type.array()));
        }
    }
}
