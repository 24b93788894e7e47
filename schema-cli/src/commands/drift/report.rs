//! All environments together: what every form of the report is made of.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::drift::{Counts, Finding, ObjectKind, Status, table_of};
use schema_core::model::{ObjectName, SchemaModel};
use schema_core::resolve::Declared;

use super::environment::{Looked, Seen};
use super::ignore::Ignored;

/// The declaration against every environment.
pub(super) struct Report {
    pub(super) written: SchemaModel,
    pub(super) environments: Vec<Looked>,
    origins: BTreeMap<ObjectName, String>,
    ignored: Ignored,
}

/// One cell of the matrix.
pub(super) enum Cell<'a> {
    /// As declared; of what is not declared, not there.
    AsDeclared,
    /// What is the matter, and why that is left.
    Finding(&'a Finding, Option<&'a str>),
    /// It could not be told.
    Unread,
}

impl Cell<'_> {
    /// In a word; in parentheses where it is ignored.
    pub(super) fn word(&self) -> String {
        match self {
            Cell::AsDeclared => "=".to_owned(),
            Cell::Finding(finding, None) => finding.status.label().to_owned(),
            Cell::Finding(finding, Some(_)) => format!("({})", finding.status.label()),
            Cell::Unread => "?".to_owned(),
        }
    }
}

impl Report {
    pub(super) fn new(declared: &Declared, environments: Vec<Looked>, ignored: Ignored) -> Report {
        Report { written: declared.model.clone(), environments, origins: declared.origins.clone(), ignored }
    }

    /// The environments that were read.
    pub(super) fn seen(&self) -> impl Iterator<Item = (&Looked, &Seen)> + Clone {
        self.environments.iter().filter_map(|looked| Some((looked, looked.result.as_ref().ok()?)))
    }

    /// The environments that were not, and why.
    pub(super) fn unread(&self) -> impl Iterator<Item = (&Looked, &str)> {
        self.environments.iter().filter_map(|looked| Some((looked, looked.result.as_ref().err()?.as_str())))
    }

    /// Where an object is declared.
    pub(super) fn origin(&self, object: &ObjectName) -> Option<&str> {
        self.origins.get(object).map(String::as_str)
    }

    /// Where each object is declared.
    pub(super) fn origins(&self) -> &BTreeMap<ObjectName, String> {
        &self.origins
    }

    /// Why a finding is left.
    pub(super) fn reason(&self, environment: &str, finding: &Finding) -> Option<&str> {
        self.ignored.reason(environment, &name(finding.kind, &finding.object), finding.status.label())
    }

    /// How many findings are not ignored, in all environments.
    pub(super) fn open_findings(&self) -> usize {
        let open = |(looked, seen): (&Looked, &Seen)| {
            seen.drift.findings.iter().filter(|finding| self.reason(&looked.name, finding).is_none()).count()
        };
        self.seen().map(open).sum()
    }

    /// What is to be known of the comparison.
    pub(super) fn notes(&self) -> Vec<String> {
        let of_environments =
            self.seen().filter_map(|(looked, seen)| Some(format!("{}: {}", looked.name, seen.note.as_ref()?)));
        let mut notes: Vec<String> = of_environments.collect();
        let findings = self.seen().flat_map(|(looked, seen)| {
            let findings = seen.drift.findings.iter();
            findings.map(|finding| (looked.name.as_str(), name(finding.kind, &finding.object), finding.status.label()))
        });
        notes.extend(self.ignored.notes(findings));
        notes
    }

    /// The kinds that the declaration or an environment has.
    pub(super) fn kinds(&self) -> BTreeSet<ObjectKind> {
        self.seen().flat_map(|(_, seen)| seen.drift.counts.keys().copied()).collect()
    }

    /// How many objects of a kind are declared: for the newest of the majors that were looked at.
    pub(super) fn declared(&self, kind: ObjectKind) -> usize {
        let newest = self.seen().max_by_key(|(_, seen)| seen.major);
        newest.map_or(0, |(_, seen)| counts(seen, kind).declared)
    }

    /// A row for every object that is not everywhere as declared.
    pub(super) fn rows(&self) -> Vec<((ObjectKind, &ObjectName), Vec<Cell<'_>>)> {
        let findings = self.seen().flat_map(|(_, seen)| &seen.drift.findings);
        let objects: BTreeSet<(ObjectKind, &ObjectName)> =
            findings.map(|finding| (finding.kind, &finding.object)).collect();
        let row = |(kind, object): (ObjectKind, &'_ ObjectName)| {
            let cell = |looked| self.cell(looked, kind, object);
            self.environments.iter().map(cell).collect()
        };
        objects.into_iter().map(|object| (object, row(object))).collect()
    }

    fn finding<'a>(&self, seen: &'a Seen, kind: ObjectKind, object: &ObjectName) -> Option<&'a Finding> {
        let findings = &seen.drift.findings;
        let at = findings.binary_search_by(|finding| (finding.kind, &finding.object).cmp(&(kind, object)));
        at.ok().map(|at| &findings[at])
    }

    fn cell<'a>(&'a self, looked: &'a Looked, kind: ObjectKind, object: &ObjectName) -> Cell<'a> {
        let Ok(seen) = &looked.result else { return Cell::Unread };
        match self.finding(seen, kind, object) {
            Some(finding) => Cell::Finding(finding, self.reason(&looked.name, finding)),
            // Of a table that is missing, what belongs to it has no findings of its own.
            None => match table_of(object).and_then(|table| self.finding(seen, ObjectKind::Table, &table)) {
                Some(finding) if matches!(finding.status, Status::Missing { .. }) => {
                    Cell::Finding(finding, self.reason(&looked.name, finding))
                }
                _ => Cell::AsDeclared,
            },
        }
    }
}

/// The counts of a kind.
pub(super) fn counts(seen: &Seen, kind: ObjectKind) -> Counts {
    seen.drift.counts.get(&kind).copied().unwrap_or_default()
}

/// What an object is called in a report: `foreign key public.orders.orders_user_id_fkey`. In one line, whatever its name is:
/// no name looks like another line of the report.
pub(super) fn name(kind: ObjectKind, object: &ObjectName) -> String {
    let object = object.to_string();
    let escape = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    format!("{} {}", kind.nouns().0, object.chars().map(escape).collect::<String>())
}

/// What there is to read of a finding, with what each line is.
pub(super) fn definitions(status: &Status) -> Vec<(&'static str, String)> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "(no comment)".to_owned());
    match status {
        Status::Missing { declared } => vec![("declared", declared.clone())],
        Status::Unexpected { found } => vec![("found", found.clone())],
        Status::Different { declared, found } => vec![("declared", declared.clone()), ("found", found.clone())],
        Status::Weak { declared, .. } => vec![("declared", declared.clone())],
        Status::Renamed { declared, found, state } => {
            let state = match state {
                schema_core::drift::State::Whole => String::new(),
                state => format!(", {}", state.label()),
            };
            vec![("declared", declared.clone()), ("found", format!("as {found}{state}"))]
        }
        Status::Comment { declared, found } => vec![("declared", or_none(declared)), ("found", or_none(found))],
    }
}
