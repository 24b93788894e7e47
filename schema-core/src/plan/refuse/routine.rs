//! Changes of functions and procedures that are not planned.

use super::Refusal;
use crate::ident::QualifiedName;
use crate::model::{Domain, Routine, RoutineName, UserTypeKind};
use crate::plan::PlanInput;
use crate::plan::callers::{caller, caller_that_stays};
use crate::plan::usage::before_tables;
use crate::sql::{calls, can_be_replaced, may_be_confused};

/// Refuses another signature while something calls the routine that is dropped for it.
pub(super) fn replace(input: &PlanInput<'_>, name: &RoutineName, from: &Routine, to: &Routine) -> Option<Refusal> {
    if can_be_replaced(&from.definition, &to.definition) {
        return None;
    }
    // What is new and is parsed before it would keep the old one as well.
    let is_late = !to.needs.is_empty();
    let object = caller(input.before, name).or_else(|| caller(input.after, name).filter(|_| is_late))?;
    Some(Refusal::Unplannable {
        what: format!("routine {name} cannot be made anew while {object} calls it"),
        because: "CREATE OR REPLACE gives a routine no other result, no other names of its arguments and no fewer defaults, and PostgreSQL refuses with SQLSTATE 2BP01 to drop what is called".to_owned(),
        instead: format!(
            "declare the new one under another name, have {object} call that, and remove this one, in one migration"
        ),
    })
}

/// Refuses to drop a routine that something calls which stays as it is.
pub(super) fn drop(input: &PlanInput<'_>, name: &RoutineName) -> Option<Refusal> {
    if let Some(domain) = domain_in_the_way(input, name) {
        return Some(Refusal::Unplannable {
            what: format!("routine {name} cannot go: domain {domain} calls it, and goes behind tables"),
            because:
                "the routine needs tables or columns that go too, and goes before these, which may be of the domain"
                    .to_owned(),
            instead: format!("take the default and the checks of {domain} away in a migration before"),
        });
    }
    let Some(object) = caller_that_stays(input.before, input.after, name) else { return confused(input, name) };
    let other = input.after.routines.keys().find(|other| other.name == name.name);
    let instead = match other {
        Some(other) => format!(
            "have {object} call {other} in other words, say with a cast of what it gives, or declare that one under another name"
        ),
        None => format!("keep the routine, or have {object} call another one"),
    };
    Some(Refusal::Unplannable {
        what: format!("routine {name} cannot go: {object} calls it, and stays as it is"),
        because: "PostgreSQL refuses with SQLSTATE 2BP01 to drop what is called, and what is parsed keeps calling the routine that it has found once"
            .to_owned(),
        instead,
    })
}

/// The domain that calls a routine which goes before tables that may have columns of the domain.
fn domain_in_the_way<'a>(input: &PlanInput<'a>, name: &RoutineName) -> Option<&'a QualifiedName> {
    let calls_it = |domain: &Domain| {
        let mut texts = domain.default.iter().chain(domain.checks.values().map(|check| &check.expression.sql));
        texts.any(|text| calls(text, &name.name))
    };
    let mut domains = input.before.types.iter().filter_map(|(name, is)| match &is.is {
        UserTypeKind::Domain(domain) => Some((name, domain)),
        UserTypeKind::Enum(_) | UserTypeKind::Composite(_) => None,
    });
    let (domain, _) = domains.find(|(_, domain)| calls_it(domain))?;
    before_tables(input).contains(name).then_some(domain)
}

/// Refuses to drop a routine for one that a call may mean as well: both are there until the old one goes.
fn confused(input: &PlanInput<'_>, name: &RoutineName) -> Option<Refusal> {
    let gone = input.before.routines.get(name)?;
    let is_new = |other: &RoutineName| other.name == name.name && !input.before.routines.contains_key(other);
    let mut others = input.after.routines.iter();
    let (other, _) = others.find(|(other, new)| is_new(other) && may_be_confused(&gone.definition, &new.definition))?;
    let object = caller(input.after, other).or_else(|| caller(input.before, name))?;
    Some(Refusal::Unplannable {
        what: format!("routine {name} cannot give way to {other} while {object} calls one of them"),
        because: "both are there until the old one is dropped, on the way back too, and PostgreSQL may find the one for the other, or neither, with SQLSTATE 42725"
            .to_owned(),
        instead: format!("declare {other} under another name"),
    })
}
