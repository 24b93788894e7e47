//! Fields and the columns they declare.

use std::fmt::Display;

use syn::Ident;
use syn::ext::IdentExt;

use crate::ast;
use crate::errors::Errors;
use crate::suggest::{did_you_mean, listed};

/// The columns of a table, in the order of the fields.
pub(crate) struct Columns {
    table: String,
    columns: Vec<Column>,
}

/// A field and its column's name.
pub(crate) struct Column {
    pub(crate) field: String,
    pub(crate) name: String,
}

impl Columns {
    pub(crate) fn new(table: String, fields: &[ast::Field]) -> Columns {
        let columns = fields
            .iter()
            .map(|field| {
                let ident = field.ident.unraw().to_string();
                Column { name: field.name.as_ref().map_or_else(|| ident.clone(), |name| name.value()), field: ident }
            })
            .collect();
        Columns { table, columns }
    }

    /// The table's name.
    pub(crate) fn table(&self) -> &str {
        &self.table
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Column> + Clone {
        self.columns.iter()
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// The place of the field among the columns.
    pub(crate) fn position(&self, field: &Ident) -> Option<usize> {
        let field = field.unraw();
        self.columns.iter().position(|column| field == column.field.as_str())
    }

    /// The column's name. Only for fields that [`Self::check`] has passed.
    pub(crate) fn name_of(&self, field: &Ident) -> &str {
        self.position(field).map_or("", |at| &self.columns[at].name)
    }

    /// Reports fields that do not exist, and those that stand there twice.
    pub(crate) fn check<'a>(
        &self,
        fields: impl IntoIterator<Item = &'a Ident>,
        what: impl Display,
        errors: &mut Errors,
    ) {
        let mut seen = Vec::new();
        for field in fields {
            let name = field.unraw();
            if self.position(field).is_none() {
                errors.spanned(field, self.no_such_field(&name.to_string()));
            } else if seen.contains(&name) {
                errors.spanned(field, format!("`{name}` stands twice in {what}"));
            }
            seen.push(name);
        }
    }

    fn no_such_field(&self, field: &str) -> String {
        if let Some(column) = self.columns.iter().find(|column| column.name == field) {
            return format!("`{field}` is the column's name; here stands the field's: `{}`", column.field);
        }
        let fields = self.columns.iter().map(|column| column.field.as_str());
        match did_you_mean(field, fields.clone()) {
            suggestion if suggestion.is_empty() => format!("no field `{field}`; the fields are {}", listed(fields)),
            suggestion => format!("no field `{field}`{suggestion}"),
        }
    }
}
