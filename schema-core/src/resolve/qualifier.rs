//! Expressions without the table's name before a column: `orders.amount` is `amount`, as PostgreSQL prints it.
//!
//! Steps look at the same expression under other names: of a partition, and of a table that has been renamed since.

use crate::ident::Ident;
use crate::model::{Constraint, Expression, Index, IndexTerm, Table};
use crate::sql::pieces;

/// Takes the table's name away where it stands before one of the expression's columns.
///
/// Behind `::`, AS and COLLATE stands the name of a type or a collation, and before a parenthesis that of a function: those
/// have the name of a namespace before them.
pub(super) fn without_table(sql: &str, table: &Ident, columns: &[Ident]) -> String {
    let pieces = pieces(sql);
    let piece = |at: usize| pieces.get(at).map_or("", |piece| &sql[piece.clone()]);
    let mut text = String::new();
    let mut copied = 0;
    for (at, place) in pieces.iter().enumerate() {
        let (before, last) = (at.checked_sub(2).map_or("", piece), at.checked_sub(1).map_or("", piece));
        let is_own = is_written(piece(at), table)
            && piece(at + 1) == "."
            && columns.iter().any(|column| is_written(piece(at + 2), column))
            && !matches!(piece(at + 3), "(" | ".");
        let is_other = last == "."
            || (before, last) == (":", ":")
            || ["as", "collate"].iter().any(|word| last.eq_ignore_ascii_case(word));
        if is_own && !is_other {
            text.push_str(&sql[copied..place.start]);
            copied = pieces[at + 2].start;
        }
    }
    text.push_str(&sql[copied..]);
    text
}

/// Tells whether this is the name as PostgreSQL reads it: folded to lower case where it has no quotes.
fn is_written(text: &str, name: &Ident) -> bool {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').is_some_and(|quoted| quoted.replace("\"\"", "\"") == name.as_str()),
        None => text.to_ascii_lowercase() == name.as_str(),
    }
}

/// Does that to all expressions of a table. A `schema.lock` of an older version may hold such.
pub(crate) fn unqualify(name: &Ident, table: &mut Table) {
    let in_text = |expression: &mut Expression| {
        expression.sql = without_table(&expression.sql, name, &expression.columns);
    };
    let in_index = |index: &mut Index| {
        for key in &mut index.keys {
            if let IndexTerm::Expression(expression) = &mut key.term {
                in_text(expression);
            }
        }
        index.predicate.iter_mut().for_each(in_text);
    };
    for column in &mut table.columns {
        column.generated.iter_mut().for_each(|generated| in_text(&mut generated.expression));
    }
    for constraint in table.constraints.values_mut() {
        match constraint {
            Constraint::Check(check) => in_text(&mut check.expression),
            Constraint::Exclusion(exclusion) => in_index(&mut exclusion.index),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => {}
        }
    }
    table.indexes.values_mut().for_each(in_index);
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.keys_mut(&mut |key| {
            if let IndexTerm::Expression(expression) = &mut key.term {
                in_text(expression);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_goes_where_a_column_follows() {
        let ident = |name| Ident::new(name).unwrap();
        let columns = [ident("amount"), ident("Kind")];
        for (sql, expected) in [
            ("orders.amount > 0 AND ORDERS . Amount < 9", "amount > 0 AND Amount < 9"),
            ("\"orders\".\"Kind\" <> 'orders.amount'", "\"Kind\" <> 'orders.amount'"),
            ("lower(orders.\"Kind\") = kind", "lower(\"Kind\") = kind"),
            ("orders.amount::orders.amount = 1", "amount::orders.amount = 1"),
            ("CAST(1 AS orders.amount) = orders.amount", "CAST(1 AS orders.amount) = amount"),
            ("orders.amount(1) = 1", "orders.amount(1) = 1"),
            ("(orders).amount = 1 AND others.amount = 1.5", "(orders).amount = 1 AND others.amount = 1.5"),
            ("public.orders.amount = 1", "public.orders.amount = 1"),
            ("\"Orders\".amount = 1 AND orders.other = 1", "\"Orders\".amount = 1 AND orders.other = 1"),
        ] {
            assert_eq!(without_table(sql, &ident("orders"), &columns), expected);
        }
        assert_eq!(without_table("\"Orders\".amount = 1", &ident("Orders"), &columns), "amount = 1");
        assert_eq!(without_table("orders.amount = 1", &ident("Orders"), &columns), "orders.amount = 1");
    }
}
