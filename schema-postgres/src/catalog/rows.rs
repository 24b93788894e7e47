//! The cells of the results, as what they are.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use schema_core::ident::Ident;
use tokio_postgres::SimpleQueryRow;

use super::CatalogError;
use super::text::array;

/// The results of the queries, each to be taken once and in their order.
pub(super) struct Results(std::vec::IntoIter<Rows>);

impl Results {
    pub(super) fn new(results: Vec<Rows>) -> Results {
        Results(results.into_iter())
    }

    /// Puts the results of other queries behind these.
    pub(super) fn and(self, others: Results) -> Results {
        Results(self.0.chain(others.0).collect::<Vec<_>>().into_iter())
    }

    /// Takes the rows of the next query.
    pub(super) fn take(&mut self) -> Vec<Row> {
        self.0.next().expect("every query has a result").handles().collect()
    }

    /// Takes the rows of all queries that are left.
    pub(super) fn take_rest(&mut self) -> Vec<Row> {
        self.0.by_ref().flat_map(Rows::handles).collect()
    }
}

/// The rows of a result, their cells in one text: a large schema has hundreds of thousands, and as many small pieces of
/// memory would take longer to get and to give back than to read.
#[derive(Default)]
pub(super) struct Rows {
    text: String,
    /// Where each cell stands in the text; row after row.
    cells: Vec<Option<Range<u32>>>,
    rows: usize,
}

impl Rows {
    /// Puts a row behind the others; all have as many cells.
    pub(super) fn push(&mut self, row: &SimpleQueryRow) -> Result<(), CatalogError> {
        let too_long = |_| CatalogError::Unknown("a result has more than 4 GB".to_owned());
        for column in 0..row.len() {
            let cell = match row.get(column) {
                None => None,
                Some(cell) => {
                    let start = u32::try_from(self.text.len()).map_err(too_long)?;
                    self.text.push_str(cell);
                    Some(start..u32::try_from(self.text.len()).map_err(too_long)?)
                }
            };
            self.cells.push(cell);
        }
        self.rows += 1;
        Ok(())
    }

    fn handles(self) -> impl Iterator<Item = Row> {
        let (rows, width) = (self.rows, self.cells.len().checked_div(self.rows).unwrap_or_default());
        let of = Arc::new(self);
        (0..rows).map(move |row| Row { of: Arc::clone(&of), first: row * width, width })
    }
}

/// A row of a result.
#[derive(Clone)]
pub(super) struct Row {
    of: Arc<Rows>,
    /// The place of its first cell.
    first: usize,
    width: usize,
}

impl Row {
    /// A cell that may be NULL.
    pub(super) fn maybe(&self, column: usize) -> Option<&str> {
        assert!(column < self.width, "a query has no column {column}");
        let cell = self.of.cells[self.first + column].clone()?;
        Some(&self.of.text[cell.start as usize..cell.end as usize])
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
