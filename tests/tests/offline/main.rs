//! What needs no server: rules of the repository itself.
