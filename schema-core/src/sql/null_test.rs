//! How a statement asks whether a column holds NULL.

/// How a column is asked whether it holds NULL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NullTest {
    /// `IS NULL`
    #[default]
    Plain,
    /// `IS NOT DISTINCT FROM NULL`, of a composite type: NOT NULL asks whether there is a value at all, but `IS NULL` is true
    /// of a value whose attributes are all NULL too, and `IS NOT NULL` only of one that has none that is NULL.
    ///
    /// <https://www.postgresql.org/docs/current/functions-comparison.html>
    Composite,
}

impl NullTest {
    /// Returns what follows a value in a condition that is true where it is NULL.
    pub fn is_null(self) -> &'static str {
        match self {
            NullTest::Plain => "IS NULL",
            NullTest::Composite => "IS NOT DISTINCT FROM NULL",
        }
    }

    /// Returns what follows a value in a condition that is true where it is not NULL.
    pub fn is_not_null(self) -> &'static str {
        match self {
            NullTest::Plain => "IS NOT NULL",
            NullTest::Composite => "IS DISTINCT FROM NULL",
        }
    }
}
