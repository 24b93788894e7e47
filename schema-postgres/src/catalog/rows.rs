//! The cells of the results, as what they are.

use std::str::FromStr;

use schema_core::ident::Ident;
use tokio_postgres::SimpleQueryRow;

use super::CatalogError;
use super::text::array;

/// The results of the queries, each to be taken once and in their order.
pub(super) struct Results(std::vec::IntoIter<Vec<SimpleQueryRow>>);

impl Results {
    pub(super) fn new(results: Vec<Vec<SimpleQueryRow>>) -> Results {
        Results(results.into_iter())
    }

    /// Puts the results of other queries behind these.
    pub(super) fn and(self, others: Results) -> Results {
        Results(self.0.chain(others.0).collect::<Vec<_>>().into_iter())
    }

    /// Takes the rows of the next query.
    pub(super) fn take(&mut self) -> Vec<Row> {
        self.0.next().expect("every query has a result").into_iter().map(Row).collect()
    }

    /// Takes the rows of all queries that are left.
    pub(super) fn take_rest(&mut self) -> Vec<Row> {
        self.0.by_ref().flatten().map(Row).collect()
    }
}

/// A row of a result.
pub(super) struct Row(SimpleQueryRow);

impl Row {
    /// A cell that may be NULL.
    pub(super) fn maybe(&self, column: usize) -> Option<&str> {
        self.0.get(column)
    }

    /// A cell that is NULL only where its object is gone.
    pub(super) fn text(&self, column: usize) -> Result<&str, CatalogError> {
        self.maybe(column).ok_or_else(|| CatalogError::Changed("an object is gone".to_owned()))
    }

    /// A name.
    pub(super) fn ident(&self, column: usize) -> Result<Ident, CatalogError> {
        Ident::new(self.text(column)?).map_err(|error| CatalogError::Unknown(error.to_string()))
    }

    /// An OID or another number.
    pub(super) fn number<T: FromStr>(&self, column: usize) -> Result<T, CatalogError> {
        parsed(self.text(column)?)
    }

    /// A number that may be NULL.
    pub(super) fn maybe_number<T: FromStr>(&self, column: usize) -> Result<Option<T>, CatalogError> {
        self.maybe(column).map(parsed).transpose()
    }

    /// A boolean.
    pub(super) fn is(&self, column: usize) -> Result<bool, CatalogError> {
        Ok(self.text(column)? == "t")
    }

    /// Numbers, of an array or a vector; none where it is NULL.
    pub(super) fn numbers<T: FromStr>(&self, column: usize) -> Result<Vec<T>, CatalogError> {
        let text = self.maybe(column).unwrap_or_default();
        text.trim_matches(['{', '}']).split([',', ' ']).filter(|number| !number.is_empty()).map(parsed).collect()
    }

    /// Texts of an array; none where it is NULL.
    pub(super) fn texts(&self, column: usize) -> Result<Vec<String>, CatalogError> {
        let Some(text) = self.maybe(column) else { return Ok(Vec::new()) };
        array(text).ok_or_else(|| CatalogError::Unknown(format!("the server prints no array: {text}")))
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, CatalogError> {
    text.parse().map_err(|_| CatalogError::Unknown(format!("the server prints no such number: {text}")))
}
