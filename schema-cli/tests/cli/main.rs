//! Runs the commands that need no server, as a user would: a real program, in a project's folder of its own.

mod amend;
mod check;
mod damage;
mod export;
mod generate;
mod help;
mod merge;
mod refusals;
mod release;
mod rows;
mod support;
mod surroundings;
