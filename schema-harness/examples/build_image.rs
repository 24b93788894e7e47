//! Builds the image of each given major from Debian's packages: `build_image 15 17 18`. Needs root.

use std::process::ExitCode;

use schema_harness::{HarnessError, image};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    for argument in std::env::args().skip(1) {
        let built = match argument.parse() {
            Ok(major) => image::build(major, &|line| eprintln!("{line}")).await,
            Err(_) => Err(HarnessError::message(format!("`{argument}` is not a major such as 17"))),
        };
        if let Err(error) = built {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
