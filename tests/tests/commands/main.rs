//! The commands that need a server, as their users run them: what is printed, and the exit code.

mod connections;
mod drift;
mod export;
mod hostile;
mod import;
mod plan;
mod support;
mod verify;
