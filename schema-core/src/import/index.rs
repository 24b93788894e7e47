//! Indexes and the keys of exclusion constraints and partitioned tables.

use super::column::{catalog_name, storage};
use super::literal::literal;
use super::names::is_identifier;
use super::{Importer, Place};
use crate::def::{NullsOrder, SortOrder};
use crate::ident::{Ident, QualifiedName, default_name};
use crate::index_name::{columns_in_name, expression_name};
use crate::model::{Index, IndexKey, IndexTerm, OperatorClass};

impl Importer<'_> {
    /// `#[index(...)]`
    pub(super) fn index(&self, name: &Ident, index: &Index, place: Place) -> Result<String, String> {
        if index.is_invalid {
            return Err("it is invalid: a build of it failed".to_owned());
        }
        place.fields(columns_and_include(index))?;
        let mut items = self.index_keys(&index.keys, place)?;
        items.extend(included(index, place)?);
        if index.unique {
            items.push("unique".to_owned());
        }
        if index.nulls_not_distinct {
            items.push("nulls_not_distinct".to_owned());
        }
        items.extend(self.method_and_options(index, place)?);
        if default_name(place.name.name.as_str(), &columns_in_name(terms(index)), "idx").as_ref() != Ok(name) {
            items.push(format!("name = {}", literal(name.as_str())));
        }
        items.extend(index.comment.iter().map(|comment| format!("comment = {}", literal(comment))));
        Ok(format!("#[index({})]\n", items.join(", ")))
    }

    /// `using`, `with` and `where`.
    pub(super) fn method_and_options(&self, index: &Index, place: Place) -> Result<Vec<String>, String> {
        let mut items = Vec::new();
        if let Some(method) = &index.method {
            if !is_identifier(method.as_str()) {
                return Err(format!("the name of its access method, {method}, is no identifier"));
            }
            items.push(format!("using = {}", method.as_str()));
        }
        items.extend(storage(&index.options));
        if let Some(predicate) = &index.predicate {
            items.push(format!("where = {}", self.condition(predicate, place)?));
        }
        Ok(items)
    }

    /// Each key with its collation, its operator class and its order.
    pub(super) fn index_keys(&self, keys: &[IndexKey], place: Place) -> Result<Vec<String>, String> {
        let key = |key: &IndexKey| {
            let IndexKey { term, collation, operator_class, order, nulls } = key;
            let mut text = self.term(term, collation.as_deref(), operator_class.as_deref(), place)?;
            text.push_str(match order {
                SortOrder::Ascending => "",
                SortOrder::Descending => " desc",
            });
            text.push_str(match nulls {
                NullsOrder::Default => "",
                NullsOrder::First => " nulls first",
                NullsOrder::Last => " nulls last",
            });
            Ok(text)
        };
        keys.iter().map(key).collect()
    }

    pub(super) fn term(
        &self,
        term: &IndexTerm,
        collation: Option<&QualifiedName>,
        class: Option<&OperatorClass>,
        place: Place,
    ) -> Result<String, String> {
        let mut text = match term {
            IndexTerm::Column(column) => place.fields([column])?.concat(),
            IndexTerm::Expression(expression) => format!("expr({})", self.expression(expression, place)?),
        };
        if let Some(collation) = collation {
            text.push_str(&format!(" collate {}", literal(&catalog_name(collation))));
        }
        if let Some(class) = class {
            text.push_str(&format!(" class {}", literal(&catalog_name(&class.name))));
            text.extend(storage(&class.parameters).map(|parameters| format!(" {parameters}")));
        }
        Ok(text)
    }
}

/// `include(...)`
pub(super) fn included(index: &Index, place: Place) -> Result<Option<String>, String> {
    let fields = place.fields(&index.include)?;
    Ok((!fields.is_empty()).then(|| format!("include({})", fields.join(", "))))
}

/// The columns that the derive wants each once.
pub(super) fn columns_and_include(index: &Index) -> impl Iterator<Item = &Ident> {
    let keys = index.keys.iter().filter_map(|key| match &key.term {
        IndexTerm::Column(column) => Some(column),
        IndexTerm::Expression(_) => None,
    });
    keys.chain(&index.include)
}

/// What stands in the default name.
pub(super) fn terms(index: &Index) -> impl Iterator<Item = String> {
    let keys = index.keys.iter().map(|key| match &key.term {
        IndexTerm::Column(column) => column.as_str().to_owned(),
        IndexTerm::Expression(expression) => expression_name(&expression.sql),
    });
    keys.chain(index.include.iter().map(|column| column.as_str().to_owned()))
}
