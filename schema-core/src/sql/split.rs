//! Somebody's SQL as single statements, split where psql splits it.

use std::ops::Range;

use super::definition_text::{Piece, Pieces};

/// Splits SQL behind each semicolon that ends a statement; each with the line that it begins on, from 1. Semicolons in
/// parentheses, as of a rule, and in the body of a function that begins with BEGIN ATOMIC end none.
pub fn statements(sql: &str) -> Vec<(usize, &str)> {
    let mut statements = Vec::new();
    let mut pieces = Pieces { rest: sql };
    let mut start = None;
    let (mut parentheses, mut blocks) = (0_usize, 0_usize);
    let mut last_word = String::new();
    let mut lines = Lines { sql, counted: 0, line: 1 };
    loop {
        pieces.skip();
        let at = sql.len() - pieces.rest.len();
        let Some(piece) = pieces.next() else { break };
        let begins = *start.get_or_insert(at);
        let word = match piece {
            Piece::Word(word) => word.to_ascii_lowercase(),
            Piece::Text(_) | Piece::Name | Piece::Other(_) => String::new(),
        };
        match (piece, word.as_str()) {
            (_, "atomic") if last_word == "begin" => blocks += 1,
            (_, "case") if blocks > 0 => blocks += 1,
            (_, "end") => blocks = blocks.saturating_sub(1),
            (Piece::Other('('), _) => parentheses += 1,
            (Piece::Other(')'), _) => parentheses = parentheses.saturating_sub(1),
            (Piece::Other(';'), _) if parentheses == 0 && blocks == 0 => {
                statements.push((lines.at(begins), &sql[begins..sql.len() - pieces.rest.len()]));
                start = None;
            }
            _ => {}
        }
        last_word = word;
    }
    if let Some(begins) = start {
        statements.push((lines.at(begins), &sql[begins..]));
    }
    statements
}

/// The words that a statement begins with, in lower case; comments are none.
pub(crate) fn first_words(statement: &str) -> Vec<String> {
    let mut pieces = Pieces { rest: statement };
    let mut words = Vec::new();
    pieces.skip();
    while let Some(Piece::Word(word)) = pieces.next() {
        words.push(word.to_ascii_lowercase());
        pieces.skip();
    }
    words
}

/// Where the words, names, constants and signs of a text stand; spaces and comments are between them.
pub(crate) fn pieces(sql: &str) -> Vec<Range<usize>> {
    let mut pieces = Pieces { rest: sql };
    let mut places = Vec::new();
    loop {
        pieces.skip();
        let start = sql.len() - pieces.rest.len();
        if pieces.next().is_none() {
            return places;
        }
        places.push(start..sql.len() - pieces.rest.len());
    }
}

/// Numbers of lines, from 1, of places that come one behind another: each line is counted once.
struct Lines<'a> {
    sql: &'a str,
    counted: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, place: usize) -> usize {
        self.line += self.sql[self.counted..place].matches('\n').count();
        self.counted = place;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_where_psql_ends_them() {
        let sql = "-- a; b\nSELECT ';' AS \";\"; SELECT $$;$$\n, E'\\';' /* ; /* ; */ ; */;\n\n\
                   CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);\n\
                   CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;\nBEGIN; COMMIT";
        let found: Vec<(usize, &str)> = statements(sql);
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 2, 5, 6, 7, 7], "{found:#?}");
        assert_eq!(found[5].1, "COMMIT");
        assert_eq!(statements(" -- nothing\n"), []);
    }
}
