//! Names of what a plan makes and takes away again.

use crate::digest::sha256;
use crate::ident::{Ident, MAX_IDENT_BYTES, default_name};

/// `table_columns_label`. Where that is too long, a digest of what would be cut off keeps two such names apart.
pub(super) fn helper_name(table: &str, columns: &str, label: &str) -> Ident {
    let length = table.len() + columns.len() + label.len() + if columns.is_empty() { 1 } else { 2 };
    let label = if length <= MAX_IDENT_BYTES {
        label.to_owned()
    } else {
        format!("{}_{label}", &sha256(format!("{table}\0{columns}").as_bytes())[..8])
    };
    default_name(table, columns, &label).expect("a name with a suffix that leaves room for it is a name")
}

/// The name of a constraint or index until the one that it replaces is dropped.
pub(super) fn replacement_name(name: &Ident) -> Ident {
    helper_name(name.as_str(), "", "new")
}
