//! Certificates: a statement is run on a server, and what it locks, scans and rewrites is compared with what it claims.

mod certify;
mod false_claims;

pub use certify::{Before, Bench, MEASURED, holding};

use crate::text_table::{Cell, Row};

/// What was measured of several statements, and what was not as claimed.
#[derive(Debug, Default)]
pub struct Certificates {
    /// The statements that do what they claim, and what was measured.
    pub rows: Vec<Row>,
    /// In words, those that do not.
    pub refused: Vec<String>,
}

impl Certificates {
    /// Takes what became of one statement.
    pub fn add(&mut self, name: String, certificate: Result<Vec<Cell>, String>) {
        match certificate {
            Ok(measured) => self.rows.push((name, measured)),
            Err(refused) => self.refused.push(refused),
        }
    }
}
