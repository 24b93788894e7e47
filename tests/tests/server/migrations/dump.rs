//! pg_dump from inside psql: files and dumps in their order, in one `docker exec`.

use schema_harness::{PsqlFileOutput, PsqlOutput};

const FIRST_LINE: &str = "-- PostgreSQL database dump\n";
const LAST_LINE: &str = "-- PostgreSQL database dump complete\n";
/// Written by psql itself once pg_dump has ended.
const END: &str = "-- end of dump\n";

/// Makes a file for psql that has the server's own pg_dump write to standard output.
pub(crate) fn file(name: &str, arguments: &str) -> (String, String) {
    (name.to_owned(), format!("\\! pg_dump {arguments}\n\\echo {END}"))
}

/// Makes a file for psql that does what follows a dump, and dumps nothing.
pub(crate) fn none(name: &str, rest: &str) -> (String, String) {
    (name.to_owned(), format!("\\echo {END}{rest}"))
}

/// Takes the dump that [`file`] of that name wrote, without the `\restrict` line and its random token.
pub(crate) fn read(output: &PsqlOutput, name: &str) -> String {
    let file = written_by(output, name);
    // psql does not fail where the program does.
    let found = file.stdout.split_once(FIRST_LINE).and_then(|(_, dump)| dump.split_once(LAST_LINE));
    let (dump, _) = found.unwrap_or_else(|| panic!("pg_dump failed:\n{}", file.stderr));
    dump.split_inclusive('\n').filter(|line| !line.starts_with("\\restrict ")).collect()
}

/// Takes what a file that holds more than a dump wrote behind it.
pub(crate) fn rest<'a>(output: &'a PsqlOutput, name: &str) -> &'a str {
    let (_, rest) = written_by(output, name).stdout.split_once(END).expect("psql says where the dump ends");
    rest
}

fn written_by<'a>(output: &'a PsqlOutput, name: &str) -> &'a PsqlFileOutput {
    output.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("{name} was not run"))
}

/// Fails with the lines that differ where two dumps do.
pub(crate) fn assert_equal(what: &str, expected: &str, actual: &str) {
    assert!(expected == actual, "{what}:\n{}", crate::cases::difference(expected, actual));
}
