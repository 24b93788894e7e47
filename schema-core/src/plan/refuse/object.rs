//! Changes of types and sequences that are not planned.

use super::Refusal;
use crate::diff::label::{Follows, attribute_in_the_way, label_in_the_way, makes_other_rows};
use crate::diff::{cycle_of_objects, routine_behind_tables};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Attribute, Check, Domain, ObjectName, Rename, Routine, Sequence, UserTypeKind};
use crate::plan::PlanInput;
use crate::plan::usage::{becomes_identity, goes_with_column, is_nested, tables_in_use_of, tables_made_of};
use crate::sql::{RenamedLabel, body, literal, may_name_type, mentions};
use crate::types::PgType;

fn unplannable(what: String, because: &str, instead: &str) -> Option<Refusal> {
    Some(Refusal::Unplannable { what, because: because.to_owned(), instead: instead.to_owned() })
}

/// Refuses objects that need one another, where none of them is there.
pub(super) fn cycle(input: &PlanInput<'_>) -> Option<Refusal> {
    let objects = cycle_of_objects(input.before, input.after)?;
    let names: Vec<String> = objects.iter().map(ObjectName::to_string).collect();
    unplannable(
        format!("{} cannot be made: it needs {}", names[0], names[1..].join(", which needs ")),
        "PostgreSQL makes one after the other, and each wants to find what it needs",
        "let a routine take the type underneath, or give it a body that is a string, which PostgreSQL reads when it is called",
    )
}

/// Refuses a type that waits for a routine that waits for tables, which are made behind all types.
pub(super) fn create_type(input: &PlanInput<'_>, name: &QualifiedName) -> Option<Refusal> {
    let routine = routine_behind_tables(input.before, input.after, name)?;
    let tables: Vec<String> = input.after.routines.get(&routine)?.needs.iter().map(QualifiedName::to_string).collect();
    unplannable(
        format!("{name} cannot be made: it needs {routine}, which needs {}", tables.join(", ")),
        "types are made before tables, which may have columns of them",
        "give the routine a body that is a string, which PostgreSQL reads when it is called, and let it take and return no rows of tables",
    )
}

pub(super) fn alter_type(
    input: &PlanInput<'_>,
    name: &QualifiedName,
    from: &UserTypeKind,
    to: &UserTypeKind,
) -> Option<Refusal> {
    match (from, to) {
        (UserTypeKind::Enum(from), UserTypeKind::Enum(to)) => alter_enum(name, from, to),
        (UserTypeKind::Domain(from), UserTypeKind::Domain(to)) => alter_domain(input, name, from, to),
        (UserTypeKind::Composite(from), UserTypeKind::Composite(to)) => alter_composite(input, name, from, to),
        _ => unplannable(
            format!("{name} cannot become a type of another kind"),
            "both would need the name at once",
            "give the new type another name",
        ),
    }
}

pub(super) fn rename_type(input: &PlanInput<'_>, from: &QualifiedName, to: &QualifiedName) -> Option<Refusal> {
    named_in_body(input, "type", (from, to), |body| may_name_type(body, from))
}

pub(super) fn rename_sequence(input: &PlanInput<'_>, from: &QualifiedName, to: &QualifiedName) -> Option<Refusal> {
    let name = from.name.as_str();
    let names_it = |body: &str| match name == name.to_lowercase() {
        // Without quotes PostgreSQL reads capitals as small letters.
        true => mentions(&body.to_lowercase(), name),
        false => mentions(body, name),
    };
    named_in_body(input, "sequence", (from, to), names_it)
}

/// Refuses another name of what a body names, which PostgreSQL keeps as text.
fn named_in_body(
    input: &PlanInput<'_>,
    kind: &str,
    (from, to): (&QualifiedName, &QualifiedName),
    names_it: impl Fn(&str) -> bool,
) -> Option<Refusal> {
    let is_about_it = |routine: &Routine| body(&routine.definition).is_some_and(|body| names_it(&body));
    let (routine, _) = input.before.routines.iter().find(|(_, routine)| is_about_it(routine))?;
    unplannable(
        format!("{kind} {from} cannot be called {}", to.name),
        &format!("the body of {routine} may name it, and PostgreSQL does not look into it: calls would fail"),
        &format!(
            "take the name out of the body in a migration before; or drop {routine} in one, rename the {kind} in the next, then declare it anew"
        ),
    )
}

/// The name of a type before this migration renames anything.
fn name_so_far<'a>(input: &'a PlanInput<'_>, name: &'a QualifiedName) -> &'a QualifiedName {
    let was = input.after.renames.iter().find_map(|rename| match rename {
        Rename::Type { from, to } if to == name && !input.before.types.contains_key(from) => Some(from),
        _ => None,
    });
    was.unwrap_or(name)
}

pub(super) fn rename_label(input: &PlanInput<'_>, name: &QualifiedName, from: &str, to: &str) -> Option<Refusal> {
    let (old, new) = (literal(from), literal(to));
    let what = format!("the value {old} of {name} cannot become {new}");
    let so_far = name_so_far(input, name);
    // By now the label is renamed wherever it follows.
    let (object, follows) = label_in_the_way(input.before, &RenamedLabel { of: name, from, to })?;
    match follows {
        Follows::Unclear => unplannable(
            what,
            &format!(
                "{object} has the constant {old}, and its text does not say whether that is a value of {name}, which PostgreSQL would rename too"
            ),
            &format!("say which it is in a migration before: {old}::{so_far}, or {old}::text"),
        ),
        Follows::No => unplannable(
            what,
            &format!(
                "the body of {object} has the constant {old}, which PostgreSQL does not rename: calls would fail until the routine is replaced"
            ),
            &format!("let it know both in a migration before: the value as text, IN ({old}::text, {new}::text)"),
        ),
    }
}

pub(super) fn rename_attribute(
    input: &PlanInput<'_>,
    name: &QualifiedName,
    from: &Ident,
    to: &Ident,
) -> Option<Refusal> {
    let (object, follows) = attribute_in_the_way(input.before, name, from)?;
    let because = match follows {
        Follows::Unclear => format!("{object} may name it, and its text does not say whether it means this attribute"),
        Follows::No => {
            format!("the body of {object} may name it, and PostgreSQL does not look into it: calls would fail")
        }
    };
    unplannable(
        format!("attribute {from} of {name} cannot become {to}"),
        &because,
        &format!("drop {object} in one migration, rename the attribute in the next, then declare it anew"),
    )
}

fn alter_enum(name: &QualifiedName, from: &[String], to: &[String]) -> Option<Refusal> {
    if let Some(label) = from.iter().find(|label| !to.contains(label)) {
        return unplannable(
            format!("the value {} of {name} cannot go", crate::sql::literal(label)),
            "PostgreSQL takes no value of an enum away",
            "keep it; or declare a new enum, and a new column of it, and copy the values in batches",
        );
    }
    let kept: Vec<&String> = to.iter().filter(|label| from.contains(label)).collect();
    if kept.into_iter().ne(from) {
        return unplannable(
            format!("the values of {name} cannot change places"),
            "PostgreSQL keeps the values of an enum in the order that they were added in",
            "keep the order; or declare a new enum, and a new column of it, and copy the values in batches",
        );
    }
    None
}

fn alter_domain(input: &PlanInput<'_>, name: &QualifiedName, from: &Domain, to: &Domain) -> Option<Refusal> {
    if from.pg_type != to.pg_type || from.collation != to.collation {
        return unplannable(
            format!("domain {name} cannot {}", other_type(&from.pg_type, &to.pg_type)),
            "PostgreSQL has no statement for it",
            "declare a new domain, and a new column of it, and copy the values in batches",
        );
    }
    let tables = tables_in_use_of(input, name);
    let is_not_null = from.nullable && !to.nullable;
    // One that is not valid is for new values only.
    let is_proven =
        |(name, check): (&Ident, &Check)| from.checks.get(name) == Some(check) || !check.validity.is_valid();
    if to.checks.iter().all(is_proven) && !is_not_null {
        return None;
    }
    let what = if is_not_null { "NOT NULL" } else { "another check" };
    if is_nested(input.before, name) {
        return unplannable(
            format!("domain {name} cannot have {what}: other types or arrays are made of it"),
            "PostgreSQL does not look into these, or refuses it",
            &format!("declare {} on the columns", if is_not_null { "NOT NULL" } else { "the check" }),
        );
    }
    let object = ObjectName::Type(name.clone());
    if tables.is_empty() || input.allowed.blocking.contains(&object.to_string()) {
        return None;
    }
    let tables: Vec<String> = tables.iter().map(QualifiedName::to_string).collect();
    Some(Refusal::Blocking {
        object,
        what: format!("domain {name} cannot have {what} while tables with columns of it are in use"),
        because: format!("PostgreSQL reads every row of {} under SHARE: all writes wait", tables.join(", ")),
        instead: format!("declare {} on the columns", if is_not_null { "NOT NULL" } else { "the check" }),
    })
}

fn alter_composite(
    input: &PlanInput<'_>,
    name: &QualifiedName,
    from: &[Attribute],
    to: &[Attribute],
) -> Option<Refusal> {
    let in_other = |attribute: &Attribute, others: &[Attribute]| others.iter().any(|it| it.name == attribute.name);
    let mut of_other_type = to.iter().filter_map(|new| {
        let old = from.iter().find(|old| old.name == new.name && *old != new)?;
        alter_attribute(input, name, old, new)
    });
    if let Some(refusal) = of_other_type.next() {
        return Some(refusal);
    }
    let kept = from.iter().filter(|attribute| in_other(attribute, to)).map(|attribute| &attribute.name);
    if !to.iter().map(|attribute| &attribute.name).take(kept.clone().count()).eq(kept) {
        return unplannable(
            format!("attributes of {name} cannot change places, nor come before others"),
            "PostgreSQL adds attributes behind the others, and values in tables have them as they are",
            "declare new attributes behind the others; or declare a new type, and copy the values in batches",
        );
    }
    let gone: Vec<&Attribute> = from.iter().filter(|attribute| !in_other(attribute, to)).collect();
    let other_rows = gone.first().and_then(|gone| Some((gone, makes_other_rows(name, input.after, input.before)?)));
    if let Some((gone, holder)) = other_rows {
        return unplannable(
            format!("attribute {} of {name} cannot go", gone.name),
            &format!("{holder} makes a row without it, which PostgreSQL refuses while it is there"),
            &format!(
                "take the row out of {holder} in one migration, drop the attribute in the next, then declare it anew"
            ),
        );
    }
    for gone in gone {
        if let Some((holder, _)) = attribute_in_the_way(input.before, name, &gone.name) {
            return unplannable(
                format!("attribute {} of {name} cannot go", gone.name),
                &format!(
                    "{holder} may name it: PostgreSQL refuses to drop what an expression names, and does not look into bodies of functions"
                ),
                &format!("drop {holder} in one migration, and the attribute in the next"),
            );
        }
        let object = ObjectName::Attribute(name.clone(), gone.name.clone());
        if !input.allowed.data_loss.contains(&object.to_string()) {
            return Some(Refusal::DataLoss(object));
        }
    }
    None
}

fn other_type(from: &PgType, to: &PgType) -> &'static str {
    if from == to { "have another collation" } else { "be of another type" }
}

/// Refuses another type of an attribute where values of it are kept, or something is written for those of the old one.
fn alter_attribute(input: &PlanInput<'_>, of: &QualifiedName, from: &Attribute, to: &Attribute) -> Option<Refusal> {
    let what = format!("attribute {} of {of} cannot {}", from.name, other_type(&from.pg_type, &to.pg_type));
    let tables: Vec<String> = tables_made_of(input.before, of).iter().map(QualifiedName::to_string).collect();
    if !tables.is_empty() {
        return unplannable(
            what,
            &format!("PostgreSQL refuses it while columns are made of the composite type, as in {}", tables.join(", ")),
            "declare a new type, and a new column of it, and copy the values in batches",
        );
    }
    let (holder, _) = attribute_in_the_way(input.before, of, &from.name)?;
    unplannable(
        what,
        &format!("{holder} may name it, and was written for values of type {}", from.pg_type),
        &format!("drop {holder} in one migration, change the type in the next, then declare it anew"),
    )
}

pub(super) fn drop_sequence(input: &PlanInput<'_>, name: &QualifiedName, sequence: &Sequence) -> Option<Refusal> {
    let object = ObjectName::Sequence(name.clone());
    let allowed = input.allowed.data_loss.contains(&object.to_string());
    let is_lost = !goes_with_column(input.after, sequence) && !becomes_identity(input, name, sequence);
    (!allowed && is_lost).then_some(Refusal::DataLoss(object))
}
