//! Connections as libpq makes them: TLS of every `sslmode`, sessions that only read, services and password files.

mod read_only;
mod services;
mod tls;
