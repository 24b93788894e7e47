//! The project's commands: `cargo xtask help`.

fn main() -> std::process::ExitCode {
    schema_cli::run(&schema_def::SCHEMA)
}
