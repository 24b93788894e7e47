//! The reference schema's xtask with the commands that need servers in it, for the tests of their command lines.

fn main() -> std::process::ExitCode {
    schema_cli::run(&schema_def::SCHEMA)
}
