//! Names of storage parameters.

use crate::ast::StorageParameter;
use crate::errors::Errors;
use crate::suggest::{choices, did_you_mean};

/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS>
const OF_TABLES: &[&str] = &[
    "fillfactor",
    "toast_tuple_target",
    "parallel_workers",
    "user_catalog_table",
    "autovacuum_enabled",
    "autovacuum_vacuum_threshold",
    "autovacuum_vacuum_max_threshold",
    "autovacuum_vacuum_scale_factor",
    "autovacuum_vacuum_insert_threshold",
    "autovacuum_vacuum_insert_scale_factor",
    "autovacuum_analyze_threshold",
    "autovacuum_analyze_scale_factor",
    "autovacuum_vacuum_cost_delay",
    "autovacuum_vacuum_cost_limit",
    "autovacuum_freeze_min_age",
    "autovacuum_freeze_max_age",
    "autovacuum_freeze_table_age",
    "autovacuum_multixact_freeze_min_age",
    "autovacuum_multixact_freeze_max_age",
    "autovacuum_multixact_freeze_table_age",
    "log_autovacuum_min_duration",
    "vacuum_index_cleanup",
    "vacuum_max_eager_freeze_failure_rate",
    "vacuum_truncate",
];

/// Those that a table has for itself alone, and not for its TOAST table.
const NOT_OF_TOAST: &[&str] = &[
    "fillfactor",
    "toast_tuple_target",
    "parallel_workers",
    "user_catalog_table",
    "autovacuum_analyze_threshold",
    "autovacuum_analyze_scale_factor",
];

/// Reports names that no table has.
pub(crate) fn of_table(parameters: &[StorageParameter], errors: &mut Errors) {
    for parameter in parameters {
        let (name, is_toast) = match parameter.name.strip_prefix("toast.") {
            Some(name) => (name, true),
            None => (parameter.name.as_str(), false),
        };
        let known = OF_TABLES.iter().copied().filter(|known| !(is_toast && NOT_OF_TOAST.contains(known)));
        if !known.clone().any(|known| known == name) {
            let of = if is_toast { "a TOAST table" } else { "a table" };
            let suggestion = match did_you_mean(name, known.clone()) {
                suggestion if suggestion.is_empty() => choices(name, known),
                suggestion => suggestion,
            };
            errors.at(parameter.span, format!("no storage parameter `{name}` of {of}{suggestion}"));
        }
    }
}

/// Reports names that no index of this method has. What methods of extensions have, only the server knows.
///
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-STORAGE-PARAMETERS>
pub(crate) fn of_index(parameters: &[StorageParameter], method: &str, errors: &mut Errors) {
    let known: &[&str] = match method {
        "btree" => &["fillfactor", "deduplicate_items"],
        "hash" | "spgist" => &["fillfactor"],
        "gist" => &["fillfactor", "buffering"],
        "gin" => &["fastupdate", "gin_pending_list_limit"],
        "brin" => &["pages_per_range", "autosummarize"],
        _ => return,
    };
    for parameter in parameters.iter().filter(|parameter| !known.contains(&parameter.name.as_str())) {
        let name = parameter.name.as_str();
        let choices = choices(name, known.iter().copied());
        errors.at(parameter.span, format!("no storage parameter `{name}` of a {method} index{choices}"));
    }
}
