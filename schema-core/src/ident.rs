//! Names, and the only quoting of names there is.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// `NAMEDATALEN - 1`: the longest name that PostgreSQL keeps, in bytes; longer ones it truncates in silence.
pub const MAX_IDENT_BYTES: usize = 63;

/// The name of one database object: 1 to 63 bytes without NUL. [`fmt::Display`] quotes it where PostgreSQL would.
/// Cheap to clone: a plan names each table hundreds of times.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ident(Name);

/// Whether PostgreSQL would quote a name is known from the start, for names are printed far more often than made.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Name {
    /// `public`: half of all names that a plan compares and clones, so it neither counts references nor compares text.
    Public,
    Plain(Arc<str>),
    Quoted(Arc<str>),
}

impl Ord for Ident {
    fn cmp(&self, other: &Ident) -> Ordering {
        match (&self.0, &other.0) {
            (Name::Public, Name::Public) => Ordering::Equal,
            // Most names that are equal are clones of one; the keys of one table's objects all begin with such a name.
            (Name::Plain(one), Name::Plain(other)) if Arc::ptr_eq(one, other) => Ordering::Equal,
            _ => self.as_str().cmp(other.as_str()),
        }
    }
}

impl PartialOrd for Ident {
    fn partial_cmp(&self, other: &Ident) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidIdent {
    /// The empty text.
    Empty,
    /// The text holds a NUL byte.
    Nul(String),
    /// The text is longer than [`MAX_IDENT_BYTES`].
    TooLong(String),
}

impl fmt::Display for InvalidIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidIdent::Empty => f.write_str("a name cannot be empty"),
            InvalidIdent::Nul(name) => write!(f, "the name `{}` holds a NUL byte", name.escape_debug()),
            InvalidIdent::TooLong(name) => write!(
                f,
                "the name `{}` has {} bytes, PostgreSQL keeps {MAX_IDENT_BYTES}",
                name.escape_debug(),
                name.len()
            ),
        }
    }
}

impl std::error::Error for InvalidIdent {}

impl Ident {
    /// Checks and keeps a name, unquoted.
    ///
    /// # Errors
    ///
    /// The text is empty, holds NUL, or is longer than 63 bytes.
    pub fn new(name: &str) -> Result<Ident, InvalidIdent> {
        if name.is_empty() {
            Err(InvalidIdent::Empty)
        } else if name.contains('\0') {
            Err(InvalidIdent::Nul(name.to_owned()))
        } else if name.len() > MAX_IDENT_BYTES {
            Err(InvalidIdent::TooLong(name.to_owned()))
        } else {
            Ok(Ident(match name {
                "public" => Name::Public,
                name if needs_quotes(name) => Name::Quoted(name.into()),
                name => Name::Plain(name.into()),
            }))
        }
    }

    /// The name without quotes.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Name::Public => "public",
            Name::Plain(name) | Name::Quoted(name) => name,
        }
    }
}

fn needs_quotes(name: &str) -> bool {
    let mut bytes = name.bytes();
    let plain = bytes.next().is_some_and(|first| first.is_ascii_lowercase() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    !plain || QUOTED_KEYWORDS.binary_search(&name).is_ok()
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Name::Public | Name::Plain(_) => f.write_str(self.as_str()),
            Name::Quoted(name) => write!(f, "\"{}\"", name.replace('"', "\"\"")),
        }
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Ident {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Ident {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ident::new(&<Cow<'de, str>>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A name with the namespace it stands in: `public.users`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The namespace; PostgreSQL also calls it a schema.
    pub namespace: Ident,
    /// The name in it.
    pub name: Ident,
}

impl QualifiedName {
    /// Puts a name in a namespace.
    pub fn new(namespace: Ident, name: Ident) -> QualifiedName {
        QualifiedName { namespace, name }
    }

    /// The name of another object in the same namespace.
    pub fn sibling(&self, name: &Ident) -> QualifiedName {
        QualifiedName { namespace: self.namespace.clone(), name: name.clone() }
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.namespace, f)?;
        f.write_str(".")?;
        fmt::Display::fmt(&self.name, f)
    }
}

impl fmt::Debug for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not `namespace.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidQualifiedName(pub String);

impl fmt::Display for InvalidQualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not of the form namespace.name", self.0.escape_debug())
    }
}

impl std::error::Error for InvalidQualifiedName {}

impl FromStr for QualifiedName {
    type Err = InvalidQualifiedName;

    /// Reads what [`fmt::Display`] prints.
    fn from_str(text: &str) -> Result<Self, InvalidQualifiedName> {
        let invalid = || InvalidQualifiedName(text.to_owned());
        let (namespace, rest) = take_ident(text).ok_or_else(invalid)?;
        let (name, rest) = rest.strip_prefix('.').and_then(take_ident).ok_or_else(invalid)?;
        if rest.is_empty() { Ok(QualifiedName { namespace, name }) } else { Err(invalid()) }
    }
}

/// Takes one name, quoted or plain, off the front of `text`.
fn take_ident(text: &str) -> Option<(Ident, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find('.').unwrap_or(text.len());
        return Some((Ident::new(&text[..end]).ok()?, &text[end..]));
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let quote = rest.find('"')?;
        name.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((Ident::new(&name).ok()?, rest)),
        }
    }
}

impl serde::Serialize for QualifiedName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for QualifiedName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Makes the name that PostgreSQL gives an object without one: `table_columns_label`, with the longer of the first two
/// parts shortened until the whole has 63 bytes.
///
/// Follows `makeObjectName()` in `src/backend/commands/indexcmds.c`.
///
/// # Errors
///
/// `table` is no name.
pub fn default_name(table: &str, columns: &str, label: &str) -> Result<Ident, InvalidIdent> {
    let overhead = label.len() + 1 + usize::from(!columns.is_empty());
    let available = MAX_IDENT_BYTES - overhead;
    let (mut table_bytes, mut column_bytes) = (table.len(), columns.len());
    while table_bytes + column_bytes > available {
        if table_bytes > column_bytes {
            table_bytes -= 1;
        } else {
            column_bytes -= 1;
        }
    }
    let table = clip(table, table_bytes);
    if columns.is_empty() {
        Ident::new(&format!("{table}_{label}"))
    } else {
        Ident::new(&format!("{table}_{}_{label}", clip(columns, column_bytes)))
    }
}

/// Joins column names as PostgreSQL does for a default name: it stops once 63 bytes are reached.
pub fn join_columns<'a>(columns: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for column in columns {
        if joined.len() > MAX_IDENT_BYTES {
            break;
        }
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(column);
    }
    joined
}

/// The longest prefix of at most `bytes` bytes that ends between two characters.
fn clip(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Every keyword of PostgreSQL 15 to 18 that is not unreserved, sorted: `quote_ident` of some major quotes it.
///
/// From `SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'`; the suite compares it with every server.
pub const QUOTED_KEYWORDS: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_postgresql_quotes_them() {
        let cases = [
            ("users", "users"),
            ("_a1", "_a1"),
            ("user", "\"user\""),
            ("Users", "\"Users\""),
            ("1st", "\"1st\""),
            ("a\"b", "\"a\"\"b\""),
            ("a$b", "\"a$b\""),
            ("größe", "\"größe\""),
            ("json_table", "\"json_table\""),
        ];
        for (name, printed) in cases {
            assert_eq!(Ident::new(name).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(Ident::new(""), Err(InvalidIdent::Empty));
        assert!(matches!(Ident::new("a\0b"), Err(InvalidIdent::Nul(_))));
        assert!(Ident::new(&"x".repeat(63)).is_ok());
        assert!(matches!(Ident::new(&"x".repeat(64)), Err(InvalidIdent::TooLong(_))));
        assert!(matches!(Ident::new(&"ä".repeat(32)), Err(InvalidIdent::TooLong(_))));
    }

    #[test]
    fn qualified_names_are_read_back() {
        for (namespace, name) in [("public", "users"), ("A.b", "c\"d"), ("user", "x.y")] {
            let name = QualifiedName::new(Ident::new(namespace).unwrap(), Ident::new(name).unwrap());
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        for text in ["users", "a.b.c", "\"a.b", "a.", ""] {
            assert!(text.parse::<QualifiedName>().is_err(), "{text}");
        }
    }

    #[test]
    fn default_names_are_shortened_as_postgresql_does() {
        let name = |table: &str, columns: &str, label: &str| default_name(table, columns, label).unwrap().to_string();
        assert_eq!(name("users", "", "pkey"), "users_pkey");
        assert_eq!(name("config_versions", "created_by", "fkey"), "config_versions_created_by_fkey");
        let long = name("punchlist_category_master", "workspace_id_config_version_id_closing_role_id", "fkey");
        assert_eq!(long.len(), 63);
        assert_eq!(long, "punchlist_category_master_workspace_id_config_version_id_c_fkey");
        assert!(name(&"ä".repeat(31), &"ö".repeat(31), "idx").trim_matches('"').len() <= 63);
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(QUOTED_KEYWORDS.is_sorted());
    }
}
