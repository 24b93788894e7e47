//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use schema_core::export::Format;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a check found something
  2  the command line is wrong
  3  the declaration or the change is refused
  4  files, programs or servers failed";

/// Describes every command.
pub(crate) fn command() -> Command {
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("Schema as code for PostgreSQL: from declared structs to reviewed migrations, proven on real servers.")
        .after_help(EXIT_CODES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("generated")
                .long("generated")
                .value_name("DIR")
                .global(true)
                .value_parser(value_parser!(PathBuf))
                .help("Folder of the generated files [default: generated/ of the workspace]"),
        )
        .subcommand(generate())
        .subcommand(release())
        .subcommand(test())
        .subcommand(mutants())
        .subcommand(plan())
        .subcommand(drift())
        .subcommand(snapshot())
        .subcommand(import())
        .subcommand(export())
        .subcommand(soak())
        .subcommand(verify())
        .subcommand(server())
        .subcommand(image())
        .subcommand(
            Command::new("ci").about("Runs all that continuous integration runs; installs what a bare machine lacks"),
        )
        .subcommand(bench())
}

fn generate() -> Command {
    Command::new("gen")
        .about("Writes the migration from the newest one's schema.lock to what is declared now")
        .long_about(
            "Writes the migration from the newest one's schema.lock to what is declared now: numbered SQL files, \
             rollback.sql, README.md; and brings schema.sql, docs/ and migrations.sum up to date. \
             Needs no server. Writes all files or none.",
        )
        .after_help(EXIT_CODES)
        .arg(
            Arg::new("name")
                .long("name")
                .value_name("NAME")
                .help("What to call the next migration, or the one that --amend plans again: lower-case letters, digits, underscores")
                .conflicts_with("check"),
        )
        .arg(flag("check", "Writes nothing; exits with 1 and a diff where generated/ is stale, edited, missing or reordered"))
        .arg(flag("dry-run", "Prints the plan as a table and writes nothing").conflicts_with("check"))
        .arg(flag("amend", "Plans the newest unreleased migration again, from the one before it").conflicts_with("check"))
        .arg(
            Arg::new("rebase")
                .long("rebase")
                .value_name("MIGRATION")
                .conflicts_with_all(["check", "amend"])
                .help("Plans this migration of one's own again, as in 0003_add_email, on top of the one of its number that a merge has brought"),
        )
        .args(allowances().map(|argument| argument.conflicts_with("check")))
}

/// What may be done though it hurts.
fn allowances() -> [Arg; 2] {
    let objects = |name: &'static str| Arg::new(name).long(name).value_name("OBJECT").action(ArgAction::Append);
    [
        objects("allow-data-loss")
            .help("Lets the migration drop this table or column, as in public.users.nickname; may be repeated"),
        objects("allow-blocking").help(
            "Lets the migration keep everybody waiting for this object while a table is scanned or written anew; may be repeated",
        ),
    ]
}

/// What a declaration says in attributes.
fn hints() -> [Arg; 3] {
    let said =
        |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value).action(ArgAction::Append);
    [
        said("was", "OBJECT=OLD")
            .help("Says that this table, partition, column, type, sequence, value of an enum or attribute, as in public.users.nickname=nick, was called otherwise; may be repeated"),
        said("using", "COLUMN=SQL").help(
            "Says what each value becomes where the type of this column changes, as in public.users.age='age::integer'; may be repeated",
        ),
        said("backfill", "COLUMN=SQL").help(
            "Says what rows get that have no value for this column, which is NOT NULL, as in public.users.age=18; may be repeated",
        ),
    ]
}

fn release() -> Command {
    Command::new("release")
        .about("Records all migrations as released: gen never rewrites them from now on, and adds the next instead")
        .after_help(EXIT_CODES)
}

fn test() -> Command {
    Command::new("test")
        .about("Runs the whole suite; brings its own PostgreSQL servers and takes them away again")
        .arg(majors("Only on this major; may be repeated [default: all certified ones]"))
        .arg(flag("accept", "Takes new snapshots in place of failing on them"))
        .arg(
            Arg::new("filter")
                .value_name("FILTER")
                .num_args(0..)
                .help("Only the tests whose names contain one of these"),
        )
}

fn mutants() -> Command {
    Command::new("mutants")
        .about("Weakens each rule of the schema in turn, and says which weaker schemas no attempt of the matrix tells from the declared one")
        .arg(majors("On this major; may be repeated [default: the newest certified one]"))
        .arg(flag("list", "Also prints each mutant with the attempt that tells it apart"))
        .after_help(EXIT_CODES)
}

fn verify() -> Command {
    let url = |name: &'static str| Arg::new(name).long(name).value_name("URL");
    Command::new("verify")
        .about("Says of a database whether it is what is declared: go, hold or no-go")
        .long_about(
            "Says of a database whether it is what is declared: go, hold or no-go.\n\n\
             Reads only, with a session that can do nothing else: C1, every declared object is there and no row is an \
             orphan; C2, every foreign key has the type of what it refers to. With --behaviour, an empty copy of its tables \
             is made on another server, and everything that the declaration promises is tried on it: C3 and C4, \
             lifecycles; C5, scopes; C6, all other rules, and what an INSERT costs.\n\n\
             What could not be found out is no pass: the verdict is hold.",
        )
        .after_help("Exit codes:\n  0  go\n  1  no-go: a probe failed\n  2  the command line is wrong\n  3  the declaration is refused\n  4  hold: something could not be found out")
        .arg(url("database-url").help("The database, as in postgres://reader@host:5432/app, or by keywords as in service=prod; what it leaves out is found as libpq finds it (docs/connections.md) [default: the variable DATABASE_URL, which no list of processes shows]"))
        .arg(flag("json", "Prints the probes as JSON"))
        .arg(flag("behaviour", "Also tries what the declaration promises, on an empty copy of the tables"))
        .arg(
            url("scratch-url")
                .requires("behaviour")
                .help(
                    "Server for the copy, as a superuser; functions of the database's triggers run there, so give one that \
                     holds nothing else [default: the variable SCRATCH_DATABASE_URL, or a server of its own, as for `test`]",
                ),
        )
}

fn plan() -> Command {
    let side = |name: &'static str| Arg::new(name).long(name).value_name("SIDE").required(true);
    Command::new("plan")
        .about("Plans the way from any schema to any other: declared, a lock file, an SQL file, a database")
        .long_about(
            "Plans the way from any schema to any other. Each side is one of\n\n  \
             declared               what the structs declare\n  \
             FILE.lock              a schema.lock\n  \
             FILE.sql               SQL that makes the schema in an empty database\n  \
             postgres://...         a database, which is only read\n  \
             service=...            the same by keywords, host= dbname= and so on, as libpq takes them\n\n\
             Prints the plan as a table. What a server has printed is compared with what a server has printed: other sides \
             are built in a database of a scratch server first. What cannot be planned, views and grants and the like, is \
             named, and left alone.",
        )
        .after_help(EXIT_CODES)
        .arg(side("from").help("The schema that is there"))
        .arg(side("to").help("The schema that is wanted"))
        .arg(flag("sql", "Prints the SQL instead, with headers, for psql"))
        .arg(out().conflicts_with("sql"))
        .args(allowances())
        .args(hints())
        .arg(
            Arg::new("major")
                .long("major")
                .value_name("MAJOR")
                .value_parser(major_parser())
                .help("The major of the scratch server [default: that of the database, or the newest certified one]"),
        )
        .arg(scratch_url("A scratch server, by a URL or libpq's keywords, as a role that may create databases"))
}

fn drift() -> Command {
    Command::new("drift")
        .about("Compares every environment with the declaration, in one matrix; plans what one of them lacks")
        .long_about(
            "Compares every environment with the declaration, in one matrix: what is missing, unexpected, different, not \
             validated, invalid, not enforced, renamed or not managed. An environment is a database, which is only read, or a \
             file of `cargo xtask snapshot`.\n\n\
             What one server has printed is compared with what another of its major has printed: the declaration is built in \
             a database of a scratch server first. Objects are matched by name, then, constraints and indexes, by shape.\n\n\
             What is known and left stands in drift-ignore.json, each entry with a reason and the day until which it holds.",
        )
        .after_help(
            "Exit codes:\n  0  no drift, or only what is ignored; with --plan: planned, or nothing to do\n  1  drift\n  \
             2  could not tell: the command line is wrong, an environment or a scratch server cannot be reached\n  \
             3  the declaration, or the plan, is refused",
        )
        .arg(
            Arg::new("env")
                .long("env")
                .value_name("NAME=SOURCE")
                .action(ArgAction::Append)
                .required(true)
                .help("An environment, as in staging=postgres://reader@host/app, prod=service=prod or prod=prod.lock; may be repeated"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(PossibleValuesParser::new(["text", "json", "markdown"]))
                .help("How to print the matrix: for a terminal, for programs, for a comment on a pull request [default: text]"),
        )
        .arg(
            Arg::new("plan")
                .long("plan")
                .value_name("NAME")
                .help("Plans what this environment lacks, in place of the matrix; what is not declared is left alone"),
        )
        .arg(out().requires("plan").conflicts_with("sql"))
        .arg(flag("sql", "Prints the SQL of the plan, with headers, for psql").requires("plan"))
        .arg(flag("replace", "Also plans to put the declared object in the place of another one of its name").requires("plan"))
        .args(allowances().map(|argument| argument.requires("plan")))
        .arg(
            Arg::new("ignore")
                .long("ignore")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("What is known and left [default: drift-ignore.json of the workspace, where it is there]"),
        )
        .arg(scratch_url(
            "A scratch server of the environments' major, by a URL or libpq's keywords, as a role that may create databases",
        ))
        .arg(flag(
            "scratch-on-target",
            "Where no scratch server is to be had, builds the declaration on the environment's own server, in a database that goes again",
        ))
}

fn out() -> Arg {
    out_folder().help("Writes the numbered files, rollback.sql and README.md into this folder, which is new or empty")
}

fn scratch_url(what: &str) -> Arg {
    Arg::new("scratch-url").long("scratch-url").value_name("URL").help(format!(
        "{what}; it runs the SQL of the sides, so give one that holds nothing else \
         [default: the variable SCRATCH_DATABASE_URL, or a server of its own, as for `test`]"
    ))
}

fn snapshot() -> Command {
    Command::new("snapshot")
        .about(
            "Prints a database's catalog as a file, to compare it later without access: `drift --env prod=prod.lock`",
        )
        .after_help(EXIT_CODES)
        .arg(Arg::new("database-url").long("database-url").value_name("URL").help(
            "The database, which is only read [default: the variable DATABASE_URL, which no list of processes shows]",
        ))
}

/// Runners keep versions in 64 bits with a sign; a migration takes up some of them.
const LAST_VERSION: u64 = 9_000_000_000_000_000_000;

fn export() -> Command {
    let first =
        Arg::new("first").long("first").value_name("VERSION").value_parser(value_parser!(u64).range(1..=LAST_VERSION));
    Command::new("export")
        .about("Writes the reviewed migrations as the files of a migration runner")
        .long_about(
            "Writes the reviewed migrations as the files of a migration runner, with the ways back that it knows. Steps that \
             keep nobody waiting stand in one file, each other one in a file of its own, which is a transaction of its own, or \
             runs outside of any: the runner records each, and goes on where it stopped.\n\n\
             The folder may hold other migrations, and earlier exports: what is new comes behind all that is there. Files \
             of a released migration are never written again. Needs no server.",
        )
        .after_help(EXIT_CODES)
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("RUNNER")
                .required(true)
                .value_parser(PossibleValuesParser::new(Format::ALL.map(Format::name)))
                .help("The runner"),
        )
        .arg(out_folder().help("The runner's folder [default: where it looks by itself: migrations/, sql/, prisma/migrations/ or db/migrations/]"))
        .arg(first.help("The version of the first new file, which is greater than all that are there [default: the one behind the greatest]"))
        .arg(flag("check", "Writes nothing; exits with 1 where the folder lacks a migration, or has another one").conflicts_with("first"))
}

fn out_folder() -> Arg {
    Arg::new("out").long("out").value_name("DIR").value_parser(value_parser!(PathBuf))
}

fn import() -> Command {
    Command::new("import")
        .about("Writes the schema of a database as Rust: structs that declare what is there")
        .long_about(
            "Writes the schema of a database as Rust: structs that declare what is there, a file per table, formatted, \
             with doc comments of its COMMENTs. The database is only read. What cannot be declared is listed at the end, \
             and in IMPORT.md beside the sources.",
        )
        .after_help(EXIT_CODES)
        .arg(Arg::new("database-url").long("database-url").value_name("URL").help(
            "The database, as in postgres://reader:secret@host:5432/app [default: the variable DATABASE_URL, which no list of processes shows]",
        ))
        .arg(out_folder().required(true).help("The folder of the sources, as in app-schema/src, which is new or empty"))
        .arg(
            Arg::new("without")
                .long("without")
                .value_name("TABLE")
                .action(ArgAction::Append)
                .help("Leaves this table out, such as one that a migration runner keeps for itself: public._sqlx_migrations; may be repeated"),
        )
}

fn soak() -> Command {
    let number = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u32)).help(help)
    };
    Command::new("soak")
        .about("Proves the planner on random pairs of schemas: there, back, and nothing left to plan")
        .arg(number("pairs", "How many pairs, over all majors [default: 300]"))
        .arg(number("seed", "Another number gives other pairs [default: 1]"))
        .arg(flag("one-prefix", "Tries the way back from one step, drawn as well, rather than from every step"))
        .arg(majors("On this major; may be repeated [default: the newest certified one]"))
        .after_help(EXIT_CODES)
}

fn server() -> Command {
    Command::new("server")
        .about("Keeps servers running, for plain `cargo test`")
        .subcommand_required(true)
        .subcommand(
            Command::new("up")
                .about("Starts servers that stay")
                .arg(majors("Which major; may be repeated [default: all certified ones]")),
        )
        .subcommand(Command::new("down").about("Removes the servers that stayed"))
}

fn image() -> Command {
    Command::new("image")
        .about("Builds the container image of a major from Debian's packages")
        .arg(Arg::new("major").value_name("MAJOR").required(true).num_args(1..).value_parser(major_parser()))
}

fn bench() -> Command {
    let count = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u32)).help(help)
    };
    Command::new("bench")
        .about("Measures; prints medians")
        .subcommand_required(true)
        .subcommand(
            Command::new("gen")
                .about("Measures gen on synthetic schemas, as whole processes of a release build")
                .arg(count("runs", "Runs of each measurement [default: 5]"))
                .arg(
                    Arg::new("touch")
                        .long("touch")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Also measures `cargo xtask gen` after touching this file of the declaration"),
                )
                .arg(flag("clean", "Also measures `cargo xtask gen` with nothing built"))
                .arg(
                    Arg::new("worker")
                        .long("worker")
                        .hide(true)
                        .num_args(2)
                        .help("Used by the measurement itself: what to do, on how many tables"),
                ),
        )
        .subcommand(
            Command::new("harness")
                .about("Measures the matrix, the races and the mutation score of the declared schema")
                .arg(count("runs", "Runs of each measurement [default: 3]"))
                .arg(majors("On this major; may be repeated [default: the newest certified one]")),
        )
        .subcommand(
            Command::new("catalog")
                .about("Measures reading the catalog of a synthetic schema, and pg_dump --schema-only of the same database")
                .arg(count("tables", "Tables of the schema [default: 1000]"))
                .arg(count("runs", "Runs of each measurement [default: 5]"))
                .arg(majors("On this major; may be repeated [default: the newest certified one]"))
                .arg(flag("worker", "Used by the measurement itself: reads the database at DATABASE_URL").hide(true)),
        )
        .subcommand(
            Command::new("drift")
                .about("Measures drift of a synthetic schema from end to end, and pg_dump --schema-only of the same database; and import")
                .arg(count("tables", "Tables of the schema [default: 1000]"))
                .arg(count("runs", "Runs of each measurement [default: 5]"))
                .arg(majors("On this major; may be repeated [default: the newest certified one]"))
                .arg(flag("worker", "Used by the measurement itself").hide(true)),
        )
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn majors(help: &'static str) -> Arg {
    Arg::new("major")
        .long("major")
        .value_name("MAJOR")
        .action(ArgAction::Append)
        .value_parser(major_parser())
        .help(help)
}

/// The majors that the project certifies.
pub(crate) const CERTIFIED_MAJORS: [&str; 3] = ["15", "17", "18"];

fn major_parser() -> ValueParser {
    ValueParser::from(PossibleValuesParser::new(CERTIFIED_MAJORS))
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_description_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn gen_takes_what_goes_together() {
        let accepts = |arguments: &str| command().try_get_matches_from(arguments.split(' ')).is_ok();
        for arguments in [
            "xtask gen",
            "xtask gen --name add_x",
            "xtask gen --check",
            "xtask gen --dry-run",
            "xtask gen --amend --name add_x --allow-data-loss public.a --allow-data-loss public.b.c",
            "xtask gen --amend --dry-run",
            "xtask --generated dir gen",
            "xtask gen --generated dir",
            "xtask release",
        ] {
            assert!(accepts(arguments), "{arguments}");
        }
        for arguments in [
            "xtask",
            "xtask generate",
            "xtask gen add_x",
            "xtask gen --name",
            "xtask gen --check --name add_x",
            "xtask gen --check --dry-run",
            "xtask gen --check --amend",
            "xtask gen --check --allow-data-loss public.a",
            "xtask release --amend",
        ] {
            assert!(!accepts(arguments), "{arguments}");
        }
    }
}
