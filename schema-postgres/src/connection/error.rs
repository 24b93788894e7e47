//! Why there is no connection.

use std::fmt;
use std::path::PathBuf;

use crate::failure;

/// A connection that could not be made. No text of it holds a password.
#[derive(Debug)]
pub enum ConnectError {
    /// The settings do not make sense.
    Settings(SettingsError),
    /// A certificate or key could not be used.
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// No server that was tried would have it; why, for each, in the order in which they were tried.
    Failed(Vec<Attempt>),
}

/// A server that was tried.
#[derive(Debug)]
pub struct Attempt {
    /// Where: host and port.
    pub place: String,
    /// Why it failed.
    pub why: Why,
}

/// Why an attempt failed.
#[derive(Debug)]
pub enum Why {
    /// The host has no address.
    Name(std::io::Error),
    /// Nothing came back in time; the limit in seconds.
    Silent(u64),
    /// The server does not do TLS, and `sslmode` asks for it.
    NoTls,
    /// The TLS handshake failed: what is wrong, and what to do.
    Tls {
        /// What is wrong.
        what: String,
        /// What to do, where that is known.
        help: Option<String>,
    },
    /// The server asks for a password, and there is none; what was odd about the places where one was looked for.
    NoPassword(Vec<String>),
    /// The server is not of the kind that `target_session_attrs` asks for.
    OtherKind {
        /// What was asked for.
        wanted: &'static str,
    },
    /// Somebody is in between who hands out sessions, and this one is to have settings of its own.
    Pooler,
    /// What the server or the network said.
    Postgres(tokio_postgres::Error),
}

/// Settings that do not make sense. No text of it holds a value of the connection string that may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// A host or database with an @ in it, which is a password that was not encoded.
    Unescaped,
    /// `[::1` without its end, or with something behind it.
    Address,
    /// A percent sign that encodes nothing.
    Percent,
    /// A port that is none.
    Port,
    /// A word without a value.
    NoEquals,
    /// A quote without another one.
    Unterminated,
    /// A keyword that libpq does not know; nothing where it may be a piece of a password.
    UnknownKeyword(Option<String>),
    /// A value that the keyword does not take.
    Value {
        /// The keyword.
        keyword: &'static str,
        /// The value.
        value: String,
        /// What it takes.
        takes: &'static str,
    },
    /// A setting of libpq that is not followed here.
    Unsupported {
        /// The keyword.
        keyword: &'static str,
        /// The values that are, if any.
        takes: &'static [&'static str],
    },
    /// Lists of different lengths.
    Lengths {
        /// What there are as many of as there are servers.
        hosts: usize,
        /// What there is another number of: `port`, `hostaddr`.
        keyword: &'static str,
        /// How many.
        number: usize,
    },
    /// Two settings exclude each other.
    Weak {
        /// What `sslmode` says.
        sslmode: &'static str,
        /// The other setting: `sslrootcert=system`.
        other: &'static str,
        /// What `sslmode` has to say for it.
        wanted: &'static str,
    },
    /// No service file names the service.
    NoService {
        /// The service.
        service: String,
        /// Where it was looked for.
        files: Vec<PathBuf>,
    },
    /// A service file could not be read.
    ServiceFile {
        /// The file.
        path: PathBuf,
        /// Why.
        what: String,
    },
    /// A line of a service file makes no sense.
    ServiceLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The user has no name.
    NoUser,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingsError::Unescaped => f.write_str(
                "an @ stands where a host or a database is expected\n  help: in a URL, write @ in a password as %40, / as \
                 %2F, ? as %3F and % as %25; or leave the password to PGPASSWORD or ~/.pgpass",
            ),
            SettingsError::Address => f.write_str(
                "an address in brackets is not complete\n  help: an IPv6 address is written as in postgres://[::1]:5432/app",
            ),
            SettingsError::Percent => f.write_str(
                "a percent sign is not followed by two hexadecimal digits of a character\n  help: in a URL, write % itself as %25",
            ),
            SettingsError::Port => f.write_str(
                "a port is no number from 1 to 65535\n  help: 5432 is PostgreSQL's; in a URL, write : in a password as %3A \
                 and / as %2F",
            ),
            SettingsError::NoEquals => f.write_str(
                "a keyword has no equals sign behind it\n  help: a database is named by a URL, postgres://user@host:5432/app, \
                 or by keywords, host=... dbname=... or service=...; a value with spaces is quoted: 'a b'",
            ),
            SettingsError::Unterminated => f.write_str(
                "a quoted value has no quote at its end\n  help: inside of quotes, write ' as \\' and \\ as \\\\",
            ),
            SettingsError::UnknownKeyword(name) => {
                match name {
                    Some(name) => write!(f, "invalid connection option `{name}`")?,
                    None => f.write_str("invalid connection option, or a password with a space in it")?,
                }
                f.write_str("\n  help: the options are those of libpq: host, port, dbname, user, password, sslmode, service, ...")
            }
            SettingsError::Value { keyword, value, takes } => {
                write!(f, "invalid {keyword} value `{value}`\n  help: {keyword} is {takes}")
            }
            SettingsError::Unsupported { keyword, takes: [] } => {
                write!(f, "{keyword} asks for what is not done here\n  help: leave it out")
            }
            SettingsError::Unsupported { keyword, takes } => {
                write!(f, "{keyword} asks for what is not done here\n  help: leave it out, or set it to {}", takes.join(" or "))
            }
            SettingsError::Lengths { hosts, keyword, number } => write!(
                f,
                "{number} values of {keyword} do not match {hosts} hosts\n  help: give as many values as hosts, separated by commas"
            ),
            SettingsError::Weak { sslmode, other, wanted } => {
                write!(f, "weak sslmode `{sslmode}` may not be used with {other}\n  help: sslmode={wanted}")
            }
            SettingsError::NoService { service, files } => {
                let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
                write!(
                    f,
                    "definition of service `{service}` not found\n  help: write [{service}] and host=... and dbname=... below it into {}",
                    files.join(" or ")
                )
            }
            SettingsError::ServiceFile { path, what } => write!(
                f,
                "service file {}: {what}\n  help: PGSERVICEFILE names it; where it is not set, that is ~/.pg_service.conf",
                path.display()
            ),
            SettingsError::ServiceLine { path, line, what } => {
                write!(f, "syntax error in service file {}, line {line}: {what}", path.display())
            }
            SettingsError::NoUser => f.write_str("the operating system has no name for this user\n  help: give `user`, or PGUSER"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl From<SettingsError> for ConnectError {
    fn from(error: SettingsError) -> ConnectError {
        ConnectError::Settings(error)
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConnectError::Settings(error) => error.fmt(f),
            ConnectError::Certificate { path, what } => write!(f, "{}: {what}", path.display()),
            ConnectError::Failed(attempts) => {
                for (at, attempt) in attempts.iter().enumerate() {
                    let separator = if at == 0 { "" } else { "\n" };
                    write!(f, "{separator}{}: {}", attempt.place, attempt.why)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ConnectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ConnectError::Settings(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Name(error) => write!(f, "the host has no address: {error}"),
            Why::Silent(seconds) => {
                write!(f, "no answer within {seconds} s\n  help: connect_timeout, or PGCONNECT_TIMEOUT, says how long to wait")
            }
            Why::NoTls => f.write_str(
                "the server does not do TLS, and sslmode asks for it\n  help: turn ssl on in the server's postgresql.conf; \
                 sslmode=prefer connects without, where everybody in between may read along",
            ),
            Why::Tls { what, help } => {
                write!(f, "TLS: {what}")?;
                help.as_ref().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
            }
            Why::NoPassword(oddities) => {
                f.write_str("the server asks for a password, and there is none")?;
                for oddity in oddities {
                    write!(f, "\n  note: {oddity}")?;
                }
                f.write_str(
                    "\n  help: write host:port:database:user:password into ~/.pgpass, which nobody else may read (chmod 0600); \
                     or set PGPASSWORD; or name a service that has one",
                )
            }
            Why::OtherKind { wanted } => write!(f, "the server is not what target_session_attrs={wanted} asks for"),
            Why::Pooler => f.write_str(
                "a pooler is in between, which would keep the settings of this session for whoever gets it next\n  \
                 help: name the server itself",
            ),
            Why::Postgres(error) => f.write_str(&failure::reason(error)),
        }
    }
}
