//! What the objects that are wanted need, is not managed, and is not there: the plan does not make it, so that it would fail
//! where it makes them.
//!
//! That a model cannot be built in an empty database says little by itself: what it needs may be in the database to migrate.
//! So what the scratch server misses counts where it is unmanaged on the side that is wanted alone.

use std::collections::BTreeSet;

use schema_core::diagnostic::Diagnostic;
use schema_core::model::SchemaModel;
use schema_core::sql::{schema_script, statements};
use schema_harness::Server;
use schema_postgres::catalog::Unmanaged;
use schema_postgres::verify::reason;

use super::side::{MODEL, has_a_name_of_its_own};

/// Returns what is unmanaged on the wanted side alone and needed by its objects, each with the server's first word on it.
pub(super) async fn lacking(
    wanted_model: &SchemaModel,
    there: &[Unmanaged],
    wanted: &[Unmanaged],
    server: &Server,
) -> Vec<(Unmanaged, String)> {
    let there: BTreeSet<&str> = there.iter().map(|object| object.name.as_str()).collect();
    let is_missing = |object: &&Unmanaged| has_a_name_of_its_own(&object.kind) && !there.contains(object.name.as_str());
    let missing: Vec<&Unmanaged> = wanted.iter().filter(is_missing).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let reasons = reasons(wanted_model, server).await;
    let needed = missing.into_iter().filter_map(|object| {
        let reason = reasons.iter().find(|reason| names(reason, &object.name))?;
        Some((object.clone(), reason.clone()))
    });
    needed.collect()
}

/// Says what is to be made first.
pub(super) fn of_lacking(object: &Unmanaged, reason: &str) -> Diagnostic {
    let Unmanaged { kind, name, .. } = object;
    Diagnostic::error("unplannable", format!("what is wanted needs the {kind} {name}, which the plan does not make"))
        .note(format!("PostgreSQL says: {reason}"))
        .help(format!("make the {kind} before, where the plan is to run, and plan from there"))
}

/// Builds a model statement by statement, and returns what the server says to those that fail.
async fn reasons(model: &SchemaModel, server: &Server) -> Vec<String> {
    let Ok(database) = server.empty_database(MODEL).await else { return Vec::new() };
    let Ok(client) = database.connect().await else { return Vec::new() };
    let script = schema_script(model);
    let mut reasons = Vec::new();
    // The script says so for each of its transactions, and here a statement is one.
    for (_, statement) in [(1, "SET check_function_bodies = off")].into_iter().chain(statements(&script)) {
        if let Err(error) = client.batch_execute(statement).await {
            reasons.push(reason(&error));
        }
    }
    reasons
}

/// Tells whether a message names an object: PostgreSQL leaves the namespaces of some out.
fn names(message: &str, name: &str) -> bool {
    let (namespace, bare) = taken_apart(name);
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let is_operator = |character: char| "+-*/<>=~!@#%^&|`?".contains(character);
    let goes_on = |character: Option<char>| match bare.chars().all(is_operator) {
        true => character.is_some_and(is_operator),
        false => character.is_some_and(is_word),
    };
    message.match_indices(&bare).any(|(at, found)| {
        let (before, behind) = (&message[..at], &message[at + found.len()..]);
        let qualified = before.strip_suffix('"').unwrap_or(before);
        let is_of_another = qualified.ends_with('.') && !qualified.ends_with(&namespace);
        !is_of_another && !goes_on(before.chars().next_back()) && !goes_on(behind.chars().next())
    })
}

/// Takes the namespace with its point, and the name without quotes and arguments.
fn taken_apart(name: &str) -> (String, String) {
    let name = name.split_once('(').map_or(name, |(name, _)| name);
    let quoted = name.strip_suffix('"').and_then(|name| name.rsplit_once(".\""));
    let (namespace, bare) = match quoted {
        Some((namespace, bare)) => (namespace, bare.replace("\"\"", "\"")),
        None => name.rsplit_once('.').map_or(("", name.to_owned()), |(namespace, bare)| (namespace, bare.to_owned())),
    };
    (format!("{namespace}."), bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_in_messages() {
        for (message, name) in [
            ("type public.fr does not exist", "public.fr"),
            ("type \"public.fr\" does not exist", "public.fr"),
            ("type \"Odd one\" does not exist", "public.\"Odd one\""),
            ("function public.total(integer) does not exist", "public.total(integer)"),
            ("operator does not exist: public.fr === integer", "public.===(public.fr,integer)"),
            ("operator does not exist: integer public.=== integer", "public.===(integer,integer)"),
            ("collation \"public.c\" for encoding \"UTF8\" does not exist", "public.c"),
        ] {
            assert!(names(message, name), "{message}");
        }
        for (message, name) in [
            ("type public.friend does not exist", "public.fr"),
            ("type public.x_fr does not exist", "public.fr"),
            ("operator does not exist: integer ==== integer", "public.===(integer,integer)"),
            ("type other.fr does not exist", "public.fr"),
        ] {
            assert!(!names(message, name), "{message}");
        }
    }
}
