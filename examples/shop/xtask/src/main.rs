//! The project's commands: `cargo xtask help`.

fn main() -> std::process::ExitCode {
    schema_cli::run(&shop_schema::SCHEMA)
}
