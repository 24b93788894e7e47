//! Runs a command with a server of each given major, as the xtask does: `with_server 15,17,18 cargo test -p schema-harness`.
//!
//! Prints how long each server took from the decision to the first answered query.

use std::process::ExitCode;
use std::time::Instant;

use schema_harness::{FindOptions, start};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [majors, program, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: with_server MAJOR[,MAJOR...] COMMAND [ARGUMENT...]");
        return ExitCode::from(2);
    };
    for major in majors.split(',') {
        let Ok(major) = major.parse() else {
            eprintln!("`{major}` is not a major such as 17");
            return ExitCode::from(2);
        };
        let began = Instant::now();
        let server = match start(&FindOptions::new(major), &|line| eprintln!("{line}")).await {
            Ok(server) => server,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        };
        eprintln!(
            "PostgreSQL {} ({}) answered after {:.2} s",
            server.info().version,
            server.info().kind,
            began.elapsed().as_secs_f64()
        );
        let mut child = tokio::process::Command::new(program);
        child.args(rest).envs(server.attach_variables());
        let status = tokio::select! {
            status = child.status() => status,
            _ = tokio::signal::ctrl_c() => Err(std::io::Error::other("interrupted")),
        };
        let stopped = server.stop().await;
        if let Err(error) = &stopped {
            eprintln!("{error}");
        }
        match status {
            Ok(status) if status.success() && stopped.is_ok() => {}
            Ok(_) => return ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{program}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
