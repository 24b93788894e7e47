//! The reviewed steps in the layout of a migration runner.
//!
//! A runner records files; so each file is something that is done or not done: steps that keep nobody waiting together,
//! each other step alone. What fails in a transaction changes nothing, and the next run goes on there.

mod format;
mod part;
mod reviewed;
mod text;

use crate::layout::{GeneratedFile, MigrationName};
use crate::plan::{Plan, StepId};

pub use format::{Format, MARK};
use part::{Part, parts};
use text::Texts;

/// The lines at the beginning of a file in which gen says what it is.
const HEADER_LINES: usize = 5;

/// The longest title in the name of a file, in bytes.
const LONGEST_TITLE: usize = 80;

/// A place for a migration's files among the others of a runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The version of the first file; those behind it count on.
    pub first: u64,
    /// How many digits a version has at least.
    pub width: usize,
}

/// A migration as a runner's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// How many versions it takes up.
    pub versions: u64,
    /// Paths below the runner's folder.
    pub files: Vec<GeneratedFile>,
}

/// A migration, as it was reviewed.
pub struct Migration<'a> {
    /// Its name.
    pub name: &'a MigrationName,
    /// Its numbered files in their order, by name and text.
    pub steps: Vec<(String, String)>,
    /// `rollback.sql`.
    pub rollback: String,
    /// The plan, as it would be made today; nothing where it would be refused. Ways back of single steps are its own, for
    /// steps that are as they were.
    pub plan: Option<Plan>,
}

/// Returns the number and the SQL of each step, as they were reviewed.
pub fn reviewed_steps(migration: &Migration<'_>) -> Vec<(StepId, String)> {
    let steps = reviewed::steps(&migration.steps, None);
    steps.into_iter().map(|known| (known.reviewed.id, known.reviewed.sql.to_owned())).collect()
}

/// Writes a migration for a runner.
pub fn export(format: Format, migration: &Migration<'_>, place: Place) -> Export {
    if format == Format::Psql {
        return Export { versions: 0, files: psql(migration) };
    }
    let steps = reviewed::steps(&migration.steps, migration.plan.as_ref());
    let mut parts = parts(&steps, migration.plan.as_ref());
    if !format.has_way_back() {
        parts.retain(|part| !part.up.is_empty());
    }
    let mut files = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let version = place.first + at as u64;
        let texts = Texts::of(format, migration.name, &parts, at);
        files.extend(format.files(version, place.width, &stem(migration.name, part), texts));
    }
    files.sort();
    Export { versions: parts.len() as u64, files }
}

/// What stands behind the version in a file's name: letters, digits and underscores.
fn stem(name: &MigrationName, part: &Part<'_>) -> String {
    let mut title = String::new();
    for c in part.title.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => title.push(c),
            _ if title.ends_with('_') || title.is_empty() => {}
            _ => title.push('_'),
        }
    }
    title.truncate(LONGEST_TITLE);
    format!("{:04}_{:02}_{:03}_{}", name.number(), part.id.file, part.id.step, title.trim_end_matches('_'))
}

/// psql runs each statement as a transaction of its own, so a migration is one file, and its way back another one.
fn psql(migration: &Migration<'_>) -> Vec<GeneratedFile> {
    let Migration { name, steps, rollback, .. } = migration;
    let file = |direction: &str, texts: &[&str]| {
        let path = format!("{name}.{direction}.sql");
        let mut text = format!(
            "{MARK}{}`; do not edit.\n-- {name}: psql -X -f {path} \"$DATABASE_URL\"\n\\set ON_ERROR_STOP on\n",
            Format::Psql.name()
        );
        for part in texts {
            // Who has written the file, and how to run it alone, is said above.
            let lines = part.split_inclusive('\n').enumerate();
            let is_said =
                |at: usize, line: &str| at == 0 || at < HEADER_LINES && line.starts_with("-- Run with: psql ");
            text.push('\n');
            text.extend(lines.filter(|(at, line)| !is_said(*at, line)).map(|(_, line)| line));
        }
        GeneratedFile { path, text }
    };
    let steps: Vec<&str> = steps.iter().map(|(_, text)| text.as_str()).collect();
    vec![file("down", &[rollback]), file("up", &steps)]
}
