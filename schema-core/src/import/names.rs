//! What tables, types and columns are called in Rust: plain ASCII, whatever they are called in the database.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::QualifiedName;
use crate::model::{SchemaModel, UserTypeKind};

/// Keywords of every edition, and those kept for later.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Those that cannot be written raw.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// Words of the attributes' lists, where a field of such a name is written raw.
const WORDS: &[&str] = &[
    "class",
    "collate",
    "columns",
    "comment",
    "deferrable",
    "expr",
    "include",
    "initially_deferred",
    "name",
    "nulls_not_distinct",
    "unique",
    "unparsed",
    "using",
    "with",
];

/// What a struct cannot be called, for a field's type or a derive is called that.
const TAKEN: &[&str] = &[
    "Bit",
    "Bytes",
    "Char",
    "Cidr",
    "ColumnType",
    "Composite",
    "Date",
    "DateRange",
    "Domain",
    "Err",
    "Inet",
    "Int4Range",
    "Int8Range",
    "Interval",
    "Json",
    "Jsonb",
    "MacAddr",
    "None",
    "NumRange",
    "Numeric",
    "Ok",
    "Option",
    "PgEnum",
    "Self",
    "Some",
    "String",
    "Table",
    "TextEnum",
    "Time",
    "Timestamp",
    "TimestampRange",
    "Timestamptz",
    "TimestamptzRange",
    "Tsvector",
    "TypeDef",
    "Uuid",
    "VarBit",
    "Varchar",
    "Vec",
];

/// What a module cannot be called: crates, the file of the root, and the module of the routines.
const MODULES_TAKEN: &[&str] =
    &["alloc", "core", "lib", "main", "mod", "proc_macro", "routines", "schema_core", "std", "test"];

/// A struct or enum, and the module that it stands in.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) rust: String,
    pub(super) module: String,
    /// Fields of a table or composite type, variants of an enum, in their order.
    pub(super) members: Vec<String>,
    /// What stands in the module besides.
    pub(super) also: Vec<String>,
}

/// The names of all tables and types.
pub(super) struct Names {
    pub(super) tables: BTreeMap<QualifiedName, Named>,
    pub(super) types: BTreeMap<QualifiedName, Named>,
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(model: &SchemaModel, types: &BTreeSet<QualifiedName>) -> Names {
        let mut names = Names { tables: BTreeMap::new(), types: BTreeMap::new(), taken: BTreeSet::new() };
        names.taken.extend(TAKEN.iter().map(|name| (*name).to_owned()));
        let mut modules: BTreeSet<String> = MODULES_TAKEN.iter().map(|name| (*name).to_owned()).collect();
        // What stands in `public` keeps its own name where something of another namespace has it, too.
        let public_first =
            |names: &mut Vec<&QualifiedName>| names.sort_by_key(|name| name.namespace.as_str() != "public");
        let mut tables: Vec<&QualifiedName> = model.tables.keys().collect();
        public_first(&mut tables);
        for name in tables {
            let mut fields = BTreeSet::new();
            let columns = &model.tables[name].columns;
            let members = columns.iter().map(|column| field(column.name.as_str(), &mut fields)).collect();
            let named = names.named(name, "table", members, &mut modules);
            names.tables.insert(name.clone(), named);
        }
        let mut types: Vec<&QualifiedName> = types.iter().collect();
        public_first(&mut types);
        for name in types {
            let mut seen = BTreeSet::new();
            let members = match &model.types[name].is {
                UserTypeKind::Enum(labels) => labels.iter().map(|label| variant(label, &mut seen)).collect(),
                UserTypeKind::Composite(attributes) => {
                    attributes.iter().map(|attribute| field(attribute.name.as_str(), &mut seen)).collect()
                }
                UserTypeKind::Domain(_) => Vec::new(),
            };
            let named = names.named(name, "type", members, &mut modules);
            names.types.insert(name.clone(), named);
        }
        names
    }

    fn named(
        &mut self,
        name: &QualifiedName,
        kind: &str,
        members: Vec<String>,
        modules: &mut BTreeSet<String>,
    ) -> Named {
        let (namespace, plain) = (name.namespace.as_str(), name.name.as_str());
        let own = match words(plain) {
            own if own.is_empty() => vec!["unnamed".to_owned(), kind.to_owned()],
            own => own,
        };
        let mut candidates = vec![own.clone()];
        if namespace != "public" {
            candidates.push([words(namespace), own.clone()].concat());
        }
        candidates.push([own.clone(), vec![kind.to_owned()]].concat());
        let rust = candidates.iter().map(|words| pascal(words, kind)).find(|rust| !self.taken.contains(rust));
        let rust = self.unused(&rust.unwrap_or_else(|| pascal(&own, kind)));
        let is_free = |module: &String| !modules.contains(module) && !is_keyword(module);
        let module = candidates.iter().map(|words| snake_of(words, kind)).find(is_free);
        let module = module.unwrap_or_else(|| snake_of(&own, kind));
        Named { rust, module: unused(&module, "_", modules), members, also: Vec::new() }
    }

    /// A name for something that stands beside a table or type.
    pub(super) fn unused(&mut self, wanted: &str) -> String {
        unused(wanted, "", &mut self.taken)
    }
}

/// The name of a field, raw where it is a keyword.
fn field(column: &str, taken: &mut BTreeSet<String>) -> String {
    let is_plain = !column.is_empty()
        && column.starts_with(|c: char| c.is_ascii_lowercase())
        && column.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !column.contains("__")
        && !column.ends_with('_');
    let wanted = if is_plain { column.to_owned() } else { snake_of(&words(column), "column") };
    let wanted = if NEVER_RAW.contains(&wanted.as_str()) { format!("{wanted}_column") } else { wanted };
    let name = unused(&wanted, "_", taken);
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

fn variant(label: &str, taken: &mut BTreeSet<String>) -> String {
    let wanted = pascal(&words(label), "value");
    unused(if wanted == "Self" { "SelfValue" } else { &wanted }, "", taken)
}

/// Variants of an enum whose values these are.
pub(super) fn variants<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    values.map(|value| variant(value, &mut taken)).collect()
}

/// Tells whether a name can stand in a source as an identifier, raw where it is a keyword.
pub(super) fn is_identifier(name: &str) -> bool {
    let is_first = |c: char| c.is_ascii_lowercase() || c == '_';
    name != "_"
        && name.starts_with(is_first)
        && name.chars().all(|c| is_first(c) || c.is_ascii_digit())
        && !NEVER_RAW.contains(&name)
}

/// Tells whether a name is a keyword, which a module cannot be called.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || NEVER_RAW.contains(&name)
}

fn unused(wanted: &str, separator: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{wanted}{separator}{number}"));
    let name = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken.contains(name));
    let name = name.unwrap_or_default();
    taken.insert(name.clone());
    name
}

/// A field as it stands in a list of an attribute.
pub(super) fn in_list(field: &str) -> String {
    if WORDS.contains(&field) { format!("r#{field}") } else { field.to_owned() }
}

/// A field's name without `r#`: what the derive takes for the column's.
pub(super) fn unraw(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// The words of a name, in lower case; what is not ASCII is left out.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let letters: Vec<char> = name.chars().collect();
    let mut is_open = false;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            is_open = false;
            continue;
        }
        let previous = at.checked_sub(1).map(|before| letters[before]);
        let starts = letter.is_ascii_uppercase()
            && previous.is_some_and(|previous| {
                let ends_acronym =
                    previous.is_ascii_uppercase() && letters.get(at + 1).is_some_and(|next| next.is_ascii_lowercase());
                previous.is_ascii_lowercase() || previous.is_ascii_digit() || ends_acronym
            });
        match words.last_mut() {
            Some(last) if is_open && !starts => last.push(letter.to_ascii_lowercase()),
            _ => words.push(letter.to_ascii_lowercase().to_string()),
        }
        is_open = true;
    }
    words
}

/// Joins words as a struct is called; `kind` is put where no letter would be first.
fn pascal(words: &[String], kind: &str) -> String {
    let capital = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    };
    let joined: String = words.iter().map(|word| capital(word)).collect();
    match joined.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => joined,
        false => format!("{}{joined}", capital(kind)),
    }
}

/// Joins words as a field is called.
fn snake_of(words: &[String], kind: &str) -> String {
    let joined = words.join("_");
    match joined.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => joined,
        false if joined.is_empty() => kind.to_owned(),
        false => format!("{kind}_{joined}"),
    }
}

/// What the derive makes of a struct's name: `config_version` of `ConfigVersion`.
pub(super) fn snake(pascal: &str) -> String {
    words(pascal).join("_")
}

/// The name of a constant.
pub(super) fn constant(name: &str, taken: &mut BTreeSet<String>) -> String {
    unused(&snake_of(&words(name), "routine").to_ascii_uppercase(), "_", taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_whatever_they_were() {
        let mut taken = BTreeSet::new();
        let mut fields = |name: &str| field(name, &mut taken);
        let of = [
            "id",
            "type",
            "self",
            "Upper",
            "a b",
            "a__b",
            "größe",
            "表",
            "1st",
            "_id",
            "",
            "new\nline",
            "a-b",
            "userID",
        ];
        let expected = [
            "id",
            "r#type",
            "self_column",
            "upper",
            "a_b",
            "a_b_2",
            "gr_e",
            "column",
            "column_1st",
            "id_2",
            "column_2",
            "new_line",
            "a_b_3",
            "user_id",
        ];
        assert_eq!(of.map(&mut fields), expected);
        assert_eq!(pascal(&words("workflow_stages"), "table"), "WorkflowStages");
        assert_eq!(pascal(&words("2fa"), "table"), "Table2fa");
        assert_eq!(pascal(&words("\"; fn main() {} //"), "table"), "FnMain");
    }

    #[test]
    fn the_words_of_a_struct_are_those_the_derive_finds() {
        for (pascal, expected) in [
            ("ConfigVersion", "config_version"),
            ("ATPScope", "atp_scope"),
            ("User", "user"),
            ("Oauth2Token", "oauth2_token"),
            ("InProgress", "in_progress"),
        ] {
            assert_eq!(snake(pascal), expected);
        }
    }

    #[test]
    fn words_of_attributes_are_raw_in_lists() {
        assert_eq!(in_list("unique"), "r#unique");
        assert_eq!(in_list("r#type"), "r#type");
        assert_eq!(in_list("id"), "id");
    }
}
