//! What needs no server: rules of the repository itself, and the history that `generated/` tells.

mod claims;
mod dependencies;
mod documents;
mod history;
mod lessons;
mod rules;
mod sources;
mod support;
