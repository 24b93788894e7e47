//! Random pairs of schemas: the plan applied to the first gives the second, planning again is empty, and the way back leads
//! back, rows included.
//!
//! A failure prints the two schemas that it was reduced to; made into a folder of `tests/cases`, it stays found.

mod choices;
mod coverage;
mod universe;

use std::collections::BTreeMap;
use std::sync::Mutex;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use schema_core::diff::{diff, in_physical_order};
use schema_core::drift::{compare, inventory};
use schema_core::lockfile;
use schema_core::model::{MajorRange, RoutineName, SchemaModel};
use schema_core::plan::{Allowed, PlanInput, plan};

use schema_postgres::catalog::Catalog;

use self::choices::Choices;
use self::coverage::Coverage;
use self::universe::Renamed;
use crate::cases::proof::{Prefixes, Proof, WayBack, prove};
use crate::migrations::dump::assert_equal;
use crate::support;

/// How many pairs are tried where nobody says otherwise.
const PAIRS: u32 = 4;

/// What `cargo xtask soak` asks for.
#[derive(Clone, Copy)]
struct Soak {
    /// How many pairs.
    pairs: u32,
    /// Another one gives other pairs.
    seed: u32,
    /// Whether the way back is tried from every step.
    all_prefixes: bool,
    /// Whether pg_dump compares where it leads.
    dumps_way_back: bool,
}

impl Soak {
    fn asked_for() -> Option<Soak> {
        let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u32>().expect("a number"));
        let pairs = number("SCHEMA_SOAK_PAIRS")?;
        let all_prefixes = std::env::var("SCHEMA_SOAK_PREFIXES").is_err();
        let seed = number("SCHEMA_SOAK_SEED").unwrap_or(1);
        Some(Soak { pairs, seed, all_prefixes, dumps_way_back: true })
    }
}

/// What became of the pairs, by a word: `proven`, or why not.
type Tally = BTreeMap<String, usize>;

#[test]
fn random_pairs_are_migrated_there_and_back() {
    let soak = Soak::asked_for();
    if soak.is_none() && support::is_left_to_newest() {
        // `cargo xtask soak` tries each major.
        return;
    }
    let of_test = Soak { pairs: PAIRS, seed: 0, all_prefixes: false, dumps_way_back: false };
    let (tally, coverage) = (Mutex::new(Tally::new()), Mutex::new(Coverage::default()));
    let workers = if soak.is_some() { std::thread::available_parallelism().map_or(2, usize::from) } else { 1 };
    let failures: Vec<String> = std::thread::scope(|scope| {
        let start = |worker: usize| {
            let Soak { pairs, seed, .. } = soak.unwrap_or(of_test);
            let worker = u32::try_from(worker).expect("a small number");
            let workers = u32::try_from(workers).expect("a small number");
            let share = pairs / workers + u32::from(worker < pairs % workers);
            let soak = Soak { pairs: share, seed: seed * 1000 + worker, ..soak.unwrap_or(of_test) };
            let (tally, coverage) = (&tally, &coverage);
            scope.spawn(move || run(soak, tally, coverage).err())
        };
        let workers: Vec<_> = (0..workers).map(start).collect();
        workers.into_iter().filter_map(|worker| worker.join().expect("a failure is an error")).collect()
    });
    let tally = tally.into_inner().expect("no worker panics");
    let lines: Vec<String> = tally.iter().map(|(became, count)| format!("{count:6}  {became}")).collect();
    assert!(failures.is_empty(), "{}\nbesides:\n{}", failures.join("\n"), lines.join("\n"));
    if soak.is_some() {
        println!("{}\n{}", lines.join("\n"), coverage.into_inner().expect("no worker panics").report());
    }
    let proven = tally.iter().filter(|(became, _)| became.starts_with("proven")).map(|(_, count)| count).sum::<usize>();
    assert!(2 * proven >= tally.values().sum(), "most pairs are left out:\n{}", lines.join("\n"));
}

/// Tries pairs until one fails, which is then reduced.
fn run(soak: Soak, tally: &Mutex<Tally>, coverage: &Mutex<Coverage>) -> Result<(), String> {
    let config = Config { cases: soak.pairs, failure_persistence: None, max_shrink_iters: 100, ..Config::default() };
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&soak.seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let edits = vec((any::<prop::sample::Index>(), any::<u16>()), 0..32);
    let strategy = (vec(any::<u16>(), 0..420), edits, any::<(u16, bool, bool, bool, bool)>());
    let result = runner.run(&strategy, |(numbers, edits, (prefix, table, column, object, value))| {
        let from = if soak.all_prefixes { Prefixes::All } else { Prefixes::One(prefix.into()) };
        let way_back = WayBack { from, is_dumped: soak.dumps_way_back };
        let (before, after) = drawn(&numbers, &edits, Renamed { table, column, object, value });
        let became = pair(&before, &after, way_back, coverage);
        let mut tally = tally.lock().expect("no worker panics while it counts");
        *tally.entry(became).or_default() += 1;
        let tried: usize = tally.values().sum();
        if tried.is_multiple_of(100) {
            eprintln!("{tried} pairs tried");
        }
        Ok(())
    });
    result.map_err(|error| match error {
        TestError::Fail(reason, (numbers, edits, (_, table, column, object, value))) => {
            let (before, after) = drawn(&numbers, &edits, Renamed { table, column, object, value });
            format!("seed {}: {reason}\n{}", soak.seed, shown(&before, &after))
        }
        TestError::Abort(reason) => format!("seed {}: {reason}", soak.seed),
    })
}

/// Reads two schemas off the choices, and off the same choices with some of them edited.
fn drawn(numbers: &[u16], edits: &[(prop::sample::Index, u16)], renamed: Renamed) -> (SchemaModel, SchemaModel) {
    let mut edited = numbers.to_vec();
    for (place, number) in edits.iter().filter(|_| !numbers.is_empty()) {
        edited[place.index(numbers.len())] = *number;
    }
    // Where the range begins with 18, some of the ways are others.
    let is_new = support::server().major() >= 18 && numbers.first().is_some_and(|number| number % 3 == 0);
    let postgres = MajorRange { min: if is_new { 18 } else { 15 }, max: 18 };
    let before = universe::model(&mut Choices::new(numbers), postgres, Renamed::default());
    let mut after = universe::model(&mut Choices::new(&edited), postgres, renamed);
    let mut routines = before.routines.values().chain(after.routines.values());
    if routines.any(|routine| routine.definition.contains("RETURN NULL")) {
        // A trigger that passes over every UPDATE lets no row be filled, and one that is there already is replaced before.
        after.row_hints.clear();
    }
    universe::without_hint_of_one(&before, &mut after);
    let after = in_physical_order(&before, after);
    (before, after)
}

/// The two schemas and the steps between them, for those who make a case of the pair.
fn shown(before: &SchemaModel, after: &SchemaModel) -> String {
    let [was, is] = [before, after].map(lockfile::write);
    let lines = similar::TextDiff::from_lines(&was, &is).unified_diff().context_radius(100_000).to_string();
    let (origins, allowed) = (&BTreeMap::new(), &Allowed::needed(before, after));
    let steps: String = match plan(&PlanInput { before, after, origins, allowed }) {
        Ok(plan) => plan.steps.iter().map(|step| format!("{} {}\n", step.id, step.statement.title())).collect(),
        Err(refusals) => refusals.iter().map(|refusal| format!("{refusal}\n")).collect(),
    };
    format!("{lines}\n{steps}")
}

/// Drift compares definitions as text, and must find a difference where the planner finds one, and nowhere else. Hints are
/// no part of a schema, and a catalog has functions and triggers for invariants.
fn assert_drift_sees_what_diff_sees(before: &SchemaModel, after: &SchemaModel) {
    let plain = |model: &SchemaModel| {
        let mut plain = SchemaModel { renames: Vec::new(), row_hints: Vec::new(), ..model.clone() };
        plain.tables.values_mut().for_each(|table| table.invariants.clear());
        plain
    };
    let (before, after) = (plain(before), plain(after));
    let drift = compare(&inventory(&after), &inventory(&before));
    let changes = diff(&before, &after);
    assert_eq!(drift.findings.is_empty(), changes.is_empty(), "{:?}\n{changes:?}", drift.findings);
}

/// Proves one pair; says what became of it.
fn pair(before: &SchemaModel, after: &SchemaModel, way_back: WayBack, coverage: &Mutex<Coverage>) -> String {
    assert_drift_sees_what_diff_sees(before, after);
    let allowed = &Allowed::needed(before, after);
    let plan = match plan(&PlanInput { before, after, origins: &BTreeMap::new(), allowed }) {
        Ok(plan) => plan,
        Err(refusals) => return format!("refused: {}", kind_of(&refusals[0].to_string())),
    };
    let rows = &universe::rows(before, after);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let proof = Proof { name: "random", setup: "", rows, before, after, plan: &plan, way_back };
    let read = without_invariants(runtime.block_on(prove(&proof)), after);
    assert_eq!(read.unmanaged, [], "the model holds all that is drawn");
    // What is drawn is written as PostgreSQL prints it.
    let SchemaModel { postgres, printed_by, renames, row_hints, .. } = read.model.clone();
    let mut drawn = SchemaModel { postgres, printed_by, renames, row_hints, ..after.clone() };
    drawn.tables.values_mut().for_each(|table| table.invariants.clear());
    assert_equal("what was read is not what was drawn", &lockfile::write(&drawn), &lockfile::write(&read.model));
    coverage.lock().expect("no worker panics while it counts").add(before, after, &plan);
    if plan.irreversible().next().is_some() { "proven, irreversible".to_owned() } else { "proven".to_owned() }
}

/// The functions and triggers of invariants are read as such, and their functions are nobody's to call; the proof has
/// compared them.
fn without_invariants(mut read: Catalog, drawn: &SchemaModel) -> Catalog {
    for (name, table) in &drawn.tables {
        for invariant in table.invariants.keys() {
            let function = RoutineName { name: name.sibling(invariant), arguments: String::new() };
            assert!(read.model.routines.remove(&function).is_some(), "{function} is not there");
            let trigger = read.model.tables.get_mut(name).and_then(|table| table.triggers.remove(invariant));
            assert!(trigger.is_some(), "{invariant} ON {name} is not there");
            read.unmanaged.retain(|object| !(object.kind == "grant" && object.name == function.to_string()));
        }
    }
    read
}

/// A refusal without the names in it.
fn kind_of(refusal: &str) -> String {
    let line = refusal.lines().next().unwrap_or_default();
    let words = line.split_whitespace().filter(|word| !word.contains(['.', '_', '"']));
    words.collect::<Vec<_>>().join(" ")
}
