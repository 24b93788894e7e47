//! One test per folder of `tests/cases`: a schema before, a schema after, the expected plan, and its proof on a server.
//!
//! | file | what it holds |
//! |---|---|
//! | `before.rs`, `after.rs` | the declarations |
//! | `plan.sql` | the expected plan; `INSTA_UPDATE=always` writes it anew |
//! | `refused.txt` | instead of it, what `plan()` says when it refuses |
//! | `rows.sql` | rows of the schema before, so that the steps meet data |
//! | `setup.sql` | what must be there before any schema: a namespace, say |
//! | `allow.txt` | objects whose data may be lost, one a line; behind `blocking`, those that all may wait for |

mod expected;
mod exported;
pub(crate) mod proof;

use std::path::Path;

use schema_core::def::SchemaDef;
use schema_core::diagnostic::{Diagnostic, Severity};
use schema_core::diff::in_physical_order;
use schema_core::lockfile;
use schema_core::members::Members;
use schema_core::model::SchemaModel;
use schema_core::plan::{Allowed, Plan, PlanInput, plan, rollback};
use schema_core::resolve::{Declared, resolve};

use self::proof::{Prefixes, Proof, WayBack, prove};

pub(crate) use expected::difference;

use schema_harness::MajorPlace;

use crate::support;

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// A case's folder.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) before: &'static SchemaDef,
    pub(crate) after: &'static SchemaDef,
}

impl Case {
    async fn run(&self) {
        let before = declared(self.before).model;
        let declared = declared(self.after);
        let after = in_physical_order(&before, declared.model);
        // What a real run plans from is the lock file of the migration before.
        for model in [&before, &after] {
            assert_eq!(lockfile::read(&lockfile::write(model)).as_ref(), Ok(model), "schema.lock is not read back");
        }
        let allow = self.read("allow.txt");
        let allowed = &allowed(allow.as_deref().unwrap_or_default());
        let input = PlanInput { before: &before, after: &after, origins: &declared.origins, allowed };
        match plan(&input) {
            Err(refusals) => {
                let text: Vec<String> = refusals.iter().map(|refusal| format!("{refusal}\n")).collect();
                self.expect("refused.txt", "plan.sql", &text.concat());
            }
            Ok(plan) => {
                self.expect("plan.sql", "refused.txt", &expected::plan_text(&plan));
                assert_nothing_to_plan(&after);
                assert_no_scan_while_writers_wait(&plan, allowed);
                if !(after.postgres.min..=after.postgres.max).contains(&support::server().major()) {
                    return;
                }
                let file = |name| self.read(name).unwrap_or_default();
                let (setup, rows) = (&file("setup.sql"), &file("rows.sql"));
                let (name, before, after, plan) = (self.name, &before, &after, &plan);
                // The statements are certified on each major; `cargo xtask ci` proves the cases on each alone.
                let (from, is_dumped) = match MajorPlace::of_this_run() {
                    MajorPlace::Only => (Prefixes::All, true),
                    MajorPlace::Newest => (Prefixes::One(name.len()), false),
                    MajorPlace::Older => return,
                };
                let way_back = WayBack { from, is_dumped };
                prove(&Proof { name, setup, rows, before, after, plan, way_back }).await;
            }
        }
    }

    /// Reads an optional file of the case.
    fn read(&self, file: &str) -> Option<String> {
        let path = Path::new(self.folder).join(file);
        path.exists()
            .then(|| std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    fn expect(&self, file: &str, other: &str, actual: &str) {
        assert!(self.read(other).is_none(), "cases/{}: {other} is there, but the planner gives {file}", self.name);
        expected::compare(&Path::new(self.folder).join(file), actual);
    }
}

/// Resolves a declaration that breaks no rule; warnings are allowed.
fn declared(schema: &SchemaDef) -> Declared {
    let declared = resolve(schema).unwrap_or_else(|diagnostics| panic!("{}", joined(&diagnostics)));
    let mut errors = schema_core::rules::check(schema, &declared, "2025-01-01");
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    assert!(errors.is_empty(), "{}", joined(&errors));
    declared
}

fn joined(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("\n")
}

/// No step, and no step of the way back, scans a table in use under a lock that keeps its writers waiting, but where that is
/// allowed by name. That the steps lock and scan as they say is what the certificates show.
fn assert_no_scan_while_writers_wait(plan: &Plan, allowed: &Allowed) {
    let back = rollback(plan, plan.steps.len());
    let none = Members::default();
    let steps = plan.steps.iter().map(|step| (&step.statement, &step.effects, &plan.created));
    for (statement, effects, new) in steps.chain(back.iter().map(|step| (&step.statement, &step.effects, &none))) {
        for lock in effects.groups().iter().flat_map(|(_, effects)| &effects.locks) {
            let scans = effects.groups().iter().any(|(_, effects)| effects.scans.contains(&lock.relation));
            let waits = lock.mode.blocks_writes() && !new.contains(&lock.relation);
            let table = lock.relation.to_string();
            let of_table = |object: &String| *object == table || object.starts_with(&format!("{table}."));
            // What is allowed for a type is so for every table with a column of it.
            let of_type = |object: &String| statement.sql().contains(&format!("DOMAIN {object}"));
            let waits = waits && !allowed.blocking.iter().any(|object| of_table(object) || of_type(object));
            assert!(!(scans && waits), "{}: scans {} under {}", statement.title(), lock.relation, lock.mode);
        }
    }
}

/// Reads `allow.txt`: an object a line whose data may be lost; behind the word `blocking`, one that all may wait for.
fn allowed(text: &str) -> Allowed {
    let mut allowed = Allowed::default();
    for line in text.lines() {
        match line.strip_prefix("blocking ") {
            Some(object) => allowed.blocking.push(object.to_owned()),
            None => allowed.data_loss.push(line.to_owned()),
        }
    }
    allowed
}

fn assert_nothing_to_plan(model: &SchemaModel) {
    let input = PlanInput { before: model, after: model, origins: &Default::default(), allowed: &Allowed::default() };
    let again = plan(&input).unwrap_or_else(|refusals| panic!("{}", joined(&refusals)));
    assert_eq!(again.steps, [], "planning again is not empty");
}
