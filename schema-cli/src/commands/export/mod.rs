//! `cargo xtask export`: the reviewed steps in the layout of a migration runner.

mod target;

use std::path::PathBuf;

use clap::ArgMatches;
use schema_core::def::SchemaDef;
use schema_core::export::{Export, Format, Migration, export, reviewed_steps};
use schema_core::layout::{Folder, GeneratedFile, Release};
use schema_core::plan::{self, Allowed, PlanInput};
use schema_core::resolve;

use self::target::{Exported, Target, with_our_lines};
use crate::CliResult;
use crate::error::{CliError, count};
use crate::folder_lock::{ReadLock, WriteLock};
use crate::generated::Generated;
use crate::output::say;
use crate::project::Project;
use crate::replace::{self, Edits};

/// Runs the command.
pub(crate) fn run(schema: &'static SchemaDef, project: &Project, matches: &ArgMatches) -> CliResult {
    let format = matches.get_one::<String>("format").map_or("", String::as_str);
    let format: Format = format.parse().map_err(CliError::Usage)?;
    let folder = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| project.root.join(format.folder()));
    let shown = project.shown(&folder);
    let generated = generated(project)?;
    let migrations = migrations(schema, &generated)?;
    if matches.get_flag("check") {
        let target = Target::read(format, &folder, &shown)?;
        let edits = Work::new(&target, None).all(&migrations)?;
        if edits.is_empty() {
            say!("{shown} has every migration as {} files", format.name());
            return Ok(());
        }
        let out = matches.get_one::<PathBuf>("out").map_or(String::new(), |_| format!(" --out {shown}"));
        return Err(CliError::Found(format!(
            "{shown} is stale: {}\n  help: `cargo xtask export --format {}{out}`",
            count(edits.write.len() + edits.remove.len(), "file"),
            format.name()
        )));
    }
    let lock = WriteLock::acquire(&folder, "--out")?;
    replace::recover(&lock)?;
    let target = Target::read(format, &folder, &shown)?;
    let mut work = Work::new(&target, matches.get_one::<u64>("first").copied());
    let edits = work.all(&migrations)?;
    if edits.is_empty() {
        say!("nothing changed: {shown} has every migration as {} files", format.name());
        return Ok(());
    }
    replace::apply(&lock, &edits)?;
    for line in work.said {
        say!("{line}");
    }
    if let Some(note) = note(format) {
        say!("note: {note}");
    }
    Ok(())
}

/// Reads the migrations that are there.
fn generated(project: &Project) -> CliResult<Generated> {
    let _lock = ReadLock::acquire(&project.generated)?;
    let generated = Generated::read(project)?;
    generated.require_intact()?;
    if generated.sums.folders.is_empty() {
        return Err(CliError::Usage(
            "there is no migration to export\n  help: `cargo xtask gen --name ...` writes the first".to_owned(),
        ));
    }
    Ok(generated)
}

/// Plans every migration anew, for ways back of single steps: what runs is what stands in the files.
fn migrations<'a>(schema: &'static SchemaDef, generated: &'a Generated) -> CliResult<Vec<(&'a Folder, Migration<'a>)>> {
    let declared = resolve::resolve(schema).map_err(CliError::Refused)?;
    let mut migrations = Vec::new();
    for (position, folder) in generated.sums.folders.iter().enumerate() {
        let after = &generated.lock(&folder.name)?;
        let before = &generated.model_before(position, after.postgres)?;
        // What it may do was allowed when it was written.
        let allowed = &Allowed::needed(before, after);
        let plan = plan::plan(&PlanInput { before, after, origins: &declared.origins, allowed }).ok();
        let text = |file: &String| {
            let path = format!("migrations/{}/{file}", folder.name);
            generated.files.get(&path).cloned().unwrap_or_default()
        };
        let steps = folder.files.keys().filter(|file| file.starts_with(|c: char| c.is_ascii_digit()));
        let steps = steps.map(|file| (file.clone(), text(file))).collect();
        let rollback = text(&"rollback.sql".to_owned());
        migrations.push((folder, Migration { name: &folder.name, steps, rollback, plan }));
    }
    Ok(migrations)
}

/// From the files that a runner has to those that it should have.
struct Work<'a> {
    target: &'a Target<'a>,
    /// The version that the next new file is to have, if one is asked for.
    given: Option<u64>,
    /// The version behind all that this run has written.
    free: u64,
    edits: Edits,
    said: Vec<String>,
}

impl<'a> Work<'a> {
    fn new(target: &'a Target<'a>, given: Option<u64>) -> Work<'a> {
        Work { target, given, free: 0, edits: Edits::default(), said: Vec::new() }
    }

    fn all(&mut self, migrations: &[(&Folder, Migration<'_>)]) -> CliResult<Edits> {
        if let Some(first) = self.given {
            self.target.require_free(first)?;
        }
        for (folder, migration) in migrations {
            match self.target.exported.get(&folder.name) {
                Some(exported) if folder.release == Release::Released => self.require_reviewed(migration, exported)?,
                Some(exported) => self.again(folder, migration, exported)?,
                None => self.add(folder, migration)?,
            }
        }
        let fixed = self.target.fixed_file().filter(|_| !self.edits.write.is_empty());
        self.edits.write.extend(fixed);
        Ok(std::mem::take(&mut self.edits))
    }

    /// Puts a migration behind all that is there.
    fn add(&mut self, folder: &Folder, migration: &Migration<'_>) -> CliResult {
        let mut place = self.target.place_behind(self.given)?;
        place.first = place.first.max(self.free);
        let Export { versions, files } = export(self.target.format, migration, place);
        self.target.require_absent(&files, None)?;
        self.free = place.first + versions;
        self.say("wrote", folder, &files);
        self.edits.write.extend(files);
        Ok(())
    }

    /// Makes sure that what is released stands in its files. How they are cut and what is said in them is as it was when
    /// they were written, and so are the ways back.
    fn require_reviewed(&self, migration: &Migration<'_>, exported: &Exported) -> CliResult {
        let text: Vec<String> = exported.files.values().map(|text| without_comments(text)).collect();
        let text = text.join("\n");
        let is_there = |sql: &str| text.contains(&without_comments(&with_our_lines(sql)));
        if let Some((id, _)) = reviewed_steps(migration).iter().find(|(_, sql)| !is_there(sql)) {
            let shown = self.target.shown;
            return Err(CliError::Damaged(format!(
                "step {id} of {}, which is released, is not in {shown} as it was reviewed\n  \
                 help: `git checkout -- {shown}` brings its files back",
                migration.name
            )));
        }
        Ok(())
    }

    /// Compares what was exported with what would be.
    fn again(&mut self, folder: &Folder, migration: &Migration<'_>, exported: &Exported) -> CliResult {
        let place = exported.place();
        let Export { versions, files } = export(self.target.format, migration, place);
        let expected = files.iter().map(|file| (file.path.clone(), with_our_lines(&file.text)));
        if expected.eq(exported.files.clone()) {
            return Ok(());
        }
        self.target.require_last(folder, exported, versions)?;
        self.target.require_absent(&files, Some(exported))?;
        self.free = self.free.max(place.first + versions);
        self.say("wrote again", folder, &files);
        let is_gone = |path: &&String| !files.iter().any(|file| file.path == **path);
        self.edits.remove.extend(exported.files.keys().filter(is_gone).cloned());
        let is_new = |file: &GeneratedFile| exported.files.get(&file.path) != Some(&file.text);
        self.edits.write.extend(files.into_iter().filter(is_new));
        Ok(())
    }

    fn say(&mut self, what: &str, folder: &Folder, files: &[GeneratedFile]) {
        let unreleased = match folder.release {
            Release::Released => "",
            Release::Unreleased => "; it is not released: `cargo xtask release` once it has run anywhere",
        };
        let shown = self.target.shown;
        self.said.push(format!("{what} {} to {shown}: {}{unreleased}", folder.name, count(files.len(), "file")));
    }
}

/// The lines of a text that are no comments.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n")
}

/// What somebody who runs the files must know beside them.
fn note(format: Format) -> Option<&'static str> {
    match format {
        Format::Psql => Some("psql records nothing: run each file once, in their order"),
        Format::Sqlx => Some(
            "one migrator at a time: an index is built concurrently, and waits for one that waits for the lock of migrations",
        ),
        Format::Refinery => Some(
            "refinery has no way back, and never leaves its transaction: where a table has rows, what must run outside of one stops it, and says what to run with psql",
        ),
        Format::Flyway => Some(
            "set flyway.postgresql.transactional.lock=false, else an index that is built concurrently waits for Flyway itself; U files are for `flyway undo`",
        ),
        Format::Prisma => {
            Some("`prisma migrate deploy` runs them; down.sql is for `prisma db execute`, the newest first")
        }
        Format::Diesel | Format::Dbmate => None,
    }
}
