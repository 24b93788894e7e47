//! A model to Rust: what a database has, as somebody would declare it.
//!
//! A file a table, a file a type. What the declaration language does not say is left out and told, never dropped in
//! silence. Names and texts of a database are somebody else's: names become plain ASCII identifiers, and everything else
//! stands in literals that `literal` writes.

mod column;
mod constraint;
mod docs;
mod index;
mod literal;
mod names;
mod partition;
mod report;
mod routine;
mod rust_type;
mod schema;
mod scope;
mod table;
mod text_enum;
mod user_type;

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::{Ident, QualifiedName};
use crate::model::{Expression, SchemaModel, Table};
use crate::sql::printed_text::{self, columns_of};
use crate::types::Builtin;

use literal::literal;
use names::Names;

/// A schema as Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// `lib.rs` first, then a file for each module of it. Formatted but for the length of lines.
    pub files: Vec<ImportedFile>,
    /// What is not declared, in the order of the model.
    pub left_out: Vec<LeftOut>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedFile {
    /// Its name, in the folder of `lib.rs`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Something that a database has and no declaration says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// What it is, and its name: `index public.users_email_idx`. A name of a database may hold anything.
    pub object: String,
    /// Why no declaration says it.
    pub because: String,
}

/// What the derive makes of an SQL text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It reads the text, and finds these columns in it.
    Plain(Vec<String>),
    /// It takes the text in `unparsed("...")`.
    Unparsed,
    /// It takes the text in no way; why.
    Refused(String),
}

/// Reads an SQL text over columns of these names as the derive does.
pub type ReadSql<'a> = &'a dyn Fn(&str, &[&str]) -> Reading;

pub use report::report;

/// Writes a model as Rust.
pub fn import(model: &SchemaModel, read_sql: ReadSql) -> Import {
    let mut left_out = Vec::new();
    let declarable = user_type::declarable(model, read_sql, &mut left_out);
    let names = Names::new(model, &declarable);
    let scopes = scope::scopes(model);
    let mut importer = Importer {
        model,
        read_sql,
        names,
        scopes,
        serials: BTreeSet::new(),
        without_routine: BTreeSet::new(),
        left_out,
    };
    let (routines, routine_names) = importer.routines();
    let mut files = Vec::new();
    for name in &declarable {
        files.push(importer.user_type(name));
    }
    for (name, table) in &model.tables {
        files.push(importer.table(name, table));
    }
    files.extend(routines);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.insert(0, importer.schema(&routine_names));
    Import { files, left_out: importer.left_out }
}

struct Importer<'a> {
    model: &'a SchemaModel,
    read_sql: ReadSql<'a>,
    names: Names,
    /// Columns of the scope, outermost first, by table.
    scopes: BTreeMap<QualifiedName, Vec<Ident>>,
    /// Sequences that a column declares as `serial`.
    serials: BTreeSet<QualifiedName>,
    /// Functions and procedures that are not declared.
    without_routine: BTreeSet<QualifiedName>,
    left_out: Vec<LeftOut>,
}

/// A table, and what its parts are called in Rust.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a QualifiedName,
    table: &'a Table,
    fields: &'a [String],
}

impl Place<'_> {
    /// The field of a column, as it stands in a list of an attribute; nothing where the table has no such column.
    fn field(&self, column: &Ident) -> Option<String> {
        let at = self.table.columns.iter().position(|known| known.name == *column)?;
        Some(names::in_list(&self.fields[at]))
    }

    /// The fields of columns; nothing where one stands there twice, which the derive refuses.
    fn fields<'c>(&self, columns: impl IntoIterator<Item = &'c Ident>) -> Result<Vec<String>, String> {
        let mut fields: Vec<String> = Vec::new();
        for column in columns {
            let field = self.field(column).ok_or_else(|| format!("the table has no column {column}"))?;
            if fields.contains(&field) {
                return Err(format!("column {column} stands in it twice"));
            }
            fields.push(field);
        }
        Ok(fields)
    }
}

impl Importer<'_> {
    fn leave_out(&mut self, object: impl Into<String>, because: impl Into<String>) {
        self.left_out.push(LeftOut { object: object.into(), because: because.into() });
    }

    /// An SQL text over a row of the table, as an attribute has it.
    fn expression(&self, expression: &Expression, place: Place) -> Result<String, String> {
        let columns: Vec<&str> = place.table.columns.iter().map(|column| column.name.as_str()).collect();
        let sql = printed_text::as_written(&expression.sql, &columns_of(place.table, Builtin::Varchar));
        self.sql(&sql, &columns, &place.fields(&expression.columns)?)
    }

    /// A condition over a row of the table, as an attribute has it.
    fn condition(&self, expression: &Expression, place: Place) -> Result<String, String> {
        let sql = printed_text::condition_of(place.table, &expression.sql);
        self.expression(&Expression::new(sql, expression.columns.clone()), place)
    }

    /// An SQL text over columns of these names, some of which, as fields, it mentions.
    fn sql(&self, text: &str, columns: &[&str], mentioned: &[String]) -> Result<String, String> {
        match (self.read_sql)(text, columns) {
            Reading::Plain(_) => Ok(literal(text)),
            Reading::Unparsed if mentioned.is_empty() => Ok(format!("unparsed({})", literal(text))),
            Reading::Unparsed => Ok(format!("unparsed({}, columns({}))", literal(text), mentioned.join(", "))),
            Reading::Refused(because) => Err(because),
        }
    }
}
