//! The server's own client programs: an older pg_dump refuses a newer server, and a newer one writes other SQL.

use schema_postgres::Settings;
use tokio::process::Command;
use tokio_postgres::config::Host;

use crate::command::{Finished, run};
use crate::docker::Docker;
use crate::{HarnessError, Server, ServerKind, TestDatabase, connection, shell};

/// Where libpq connects, as its environment variables. Passwords travel in the environment: arguments are visible to every user.
fn libpq_variables(database: &TestDatabase) -> Result<Vec<(&'static str, String)>, HarnessError> {
    let info = database.server().info();
    if info.kind == ServerKind::Url {
        let variables = Settings::variables_of_process(&info.url);
        let mut variables = variables.map_err(|error| HarnessError::message(error.to_string()))?;
        variables.retain(|(name, _)| *name != "PGDATABASE");
        variables.push(("PGDATABASE", database.name().to_owned()));
        return Ok(variables);
    }
    let config = connection::parse(database.url())?;
    let mut variables = vec![("PGDATABASE", database.name().to_owned())];
    if let Some(user) = config.get_user() {
        variables.push(("PGUSER", user.to_owned()));
    }
    if let Some(password) = config.get_password() {
        variables.push(("PGPASSWORD", String::from_utf8_lossy(password).into_owned()));
    }
    if info.container.is_some() {
        // Inside the container the server is reached through its socket: half the time of a connection by TCP.
        return Ok(variables);
    }
    match config.get_hosts().first() {
        Some(Host::Tcp(host)) => variables.push(("PGHOST", host.clone())),
        #[cfg(unix)]
        Some(Host::Unix(directory)) => variables.push(("PGHOST", directory.display().to_string())),
        None => {}
    }
    if let Some(port) = config.get_ports().first() {
        variables.push(("PGPORT", port.to_string()));
    }
    if let Some(options) = config.get_options() {
        variables.push(("PGOPTIONS", options.to_owned()));
    }
    Ok(variables)
}

/// Prepares a program that runs where the server's client programs are, connected to the database by its environment.
pub(crate) async fn command_beside_server(database: &TestDatabase, program: &str) -> Result<Command, HarnessError> {
    let variables = libpq_variables(database)?;
    let info = database.server().info();
    if let Some(container) = &info.container {
        let mut command = Docker::assumed().tokio_command(&["exec", "--interactive"]);
        for (name, value) in &variables {
            // Without a value on the command line docker takes it from its own environment.
            command.arg("--env").arg(name).env(name, value);
        }
        command.arg(container).arg(program);
        return Ok(command);
    }

    let mut command = match &info.bin_dir {
        Some(bin_dir) => {
            let own = bin_dir.join(program);
            let mut command = if own.is_file() { Command::new(own) } else { Command::new(program) };
            let path = std::env::var_os("PATH").unwrap_or_default();
            let path = std::iter::once(bin_dir.clone()).chain(std::env::split_paths(&path));
            command.env("PATH", std::env::join_paths(path).map_err(|error| HarnessError::message(error.to_string()))?);
            command
        }
        None => Command::new(program),
    };
    // The caller's libpq settings must not choose another server, role or search_path.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    if info.bin_dir.is_none() && info.kind == ServerKind::Url {
        check_versions(database.server()).await?;
    }
    Ok(command)
}

/// Runs a shell script where the server's client programs are, connected to the database by its environment. The script must
/// not read its standard input.
pub(crate) async fn script_beside_server(database: &TestDatabase, script: String) -> Result<Finished, HarnessError> {
    let Some(container) = &database.server().info().container else {
        let mut command = command_beside_server(database, "sh").await?;
        return run(command.arg("-s"), "sh", script.as_bytes()).await;
    };
    let variables = libpq_variables(database)?;
    let set = variables.iter().map(|(name, value)| format!("export {name}={}\n", quoted(value)));
    // Debian's programs of this name are a script that looks for the right ones.
    let path = format!("PATH=/usr/lib/postgresql/{}/bin:$PATH\n", database.server().major());
    shell::run(container, path + &set.collect::<String>() + &script).await
}

/// Refuses client programs that are older than the server.
async fn check_versions(server: &Server) -> Result<(), HarnessError> {
    for program in ["psql", "pg_dump"] {
        let version = run(Command::new(program).arg("--version"), program, b"").await;
        let help = format!("install the client programs of PostgreSQL {}, or put them first on PATH", server.major());
        let version =
            version.map_err(|error| HarnessError::message(format!("{error}\nhelp: {help}")))?.success(program)?;
        let Some(major) = major_of(&version) else {
            return Err(HarnessError::message(format!(
                "`{program} --version` says `{}`, which names no version",
                version.trim()
            )));
        };
        if major < server.major() {
            return Err(HarnessError::message(format!(
                "{program} on PATH is of PostgreSQL {major}, older than the server's {}\nhelp: {help}",
                server.major()
            )));
        }
    }
    Ok(())
}

/// Reads the major from what a program says to `--version`, for example `postgres (PostgreSQL) 15.12 (Debian ...)`.
pub(crate) fn major_of(version: &str) -> Option<u16> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Dumps a database with the server's own pg_dump.
pub(crate) async fn pg_dump(database: &TestDatabase, arguments: &[&str]) -> Result<String, HarnessError> {
    let mut script = "pg_dump".to_owned();
    arguments.iter().for_each(|argument| script.push_str(&format!(" {}", quoted(argument))));
    let finished = script_beside_server(database, script + " </dev/null").await?;
    Ok(normalised(&finished.success("pg_dump")?))
}

/// Quotes a word, or a text of many lines, for a shell.
pub(crate) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Leaves out what differs between two dumps of equal databases.
fn normalised(dump: &str) -> String {
    let mut text = String::with_capacity(dump.len());
    let mut last_is_empty = true;
    for line in dump.lines() {
        let varies = line.starts_with("-- Dumped from database version ")
            || line.starts_with("-- Dumped by pg_dump version ")
            || line.starts_with("\\restrict ")
            || line.starts_with("\\unrestrict ");
        if varies || (line.is_empty() && last_is_empty) {
            continue;
        }
        last_is_empty = line.is_empty();
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_normalised() {
        let dump = "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n-- Dumped from database version 18.0\n\
                    -- Dumped by pg_dump version 18.0\n\nSET x = 1;\n\n\n\\unrestrict abc\n\n";
        assert_eq!(normalised(dump), "--\n-- PostgreSQL database dump\n--\n\nSET x = 1;\n\n");
    }

    #[test]
    fn a_major_is_read_from_a_program() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.12 (Debian 15.12-1)"), Some(15));
        assert_eq!(major_of("pg_dump (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("psql"), None);
    }
}
