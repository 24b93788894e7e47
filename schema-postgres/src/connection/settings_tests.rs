use std::collections::BTreeMap;

use super::super::tls_settings::{Negotiation, Roots, SslMode, Versions};
use super::*;

/// A machine that is made of texts.
#[derive(Default)]
struct Machine {
    variables: BTreeMap<String, String>,
    files: BTreeMap<PathBuf, Found>,
}

impl Surroundings for Machine {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn user(&self) -> Option<String> {
        Some("me".to_owned())
    }

    fn home(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/home/me"))
    }

    fn file(&self, path: &Path) -> Found {
        self.files.get(path).cloned().unwrap_or(Found::Nothing)
    }

    fn is_there(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }
}

/// A machine with `PGHOST=a` variables, and files after `path: text`.
fn machine(variables: &str, files: &[(&str, &str)]) -> Machine {
    let variables = variables.split_whitespace().filter_map(|variable| variable.split_once('='));
    Machine {
        variables: variables.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        files: files.iter().map(|(path, text)| (PathBuf::from(path), Found::Private((*text).to_owned()))).collect(),
    }
}

/// The settings in a line: servers, user, database, and passwords in the clear.
fn shown(text: &str, machine: &Machine) -> String {
    let settings = match Settings::complete(text, machine) {
        Ok(settings) => settings,
        Err(error) => return error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    let server = |server: &Server| {
        let host = match &server.host {
            Host::Name(name) => name.clone(),
            Host::Folder(folder) => folder.display().to_string(),
        };
        let address = server.address.map(|address| format!("={address}")).unwrap_or_default();
        let password = server.password.as_ref().map(|password| format!(" ({})", password.0)).unwrap_or_default();
        format!("{host}{address}:{}{password}", server.port)
    };
    let servers: Vec<String> = settings.servers.iter().map(server).collect();
    format!("{} {}@{}", servers.join(", "), settings.user, settings.dbname)
}

#[test]
fn what_is_left_out_comes_from_the_service_then_the_environment_then_defaults() {
    let services = "[prod]\nhost=s\nport=7\nuser=su\ndbname=sd\npassword=sp\n[half]\nport=7\n";
    let own = &[("/home/me/.pg_service.conf", services)][..];
    let environment = "PGHOST=e PGPORT=6 PGUSER=eu PGDATABASE=ed PGPASSWORD=ep";
    for (text, variables, files, expected) in [
        ("postgres://", "", &[][..], "localhost:5432 me@me"),
        ("", "", &[], "localhost:5432 me@me"),
        ("", "PGUSER=you", &[], "localhost:5432 you@you"),
        ("", environment, &[], "e:6 (ep) eu@ed"),
        ("", "PGHOST= PGUSER=", &[], "localhost:5432 me@me"),
        ("host='' user=''", environment, &[], "localhost:6 (ep) me@ed"),
        ("postgres://u:p@h:5/d", environment, own, "h:5 (p) u@d"),
        ("host=h port=5 user=u dbname=d password=p", environment, own, "h:5 (p) u@d"),
        ("postgres:///d", environment, &[], "e:6 (ep) eu@d"),
        ("service=prod", "", own, "s:7 (sp) su@sd"),
        ("service=prod", environment, own, "s:7 (sp) su@sd"),
        ("service=prod host=h user=u", environment, own, "h:7 (sp) u@sd"),
        ("postgres:///d?service=half", environment, own, "e:7 (ep) eu@d"),
        ("dbname=d", "PGSERVICE=prod PGHOST=e", own, "s:7 (sp) su@d"),
        ("service=half", "PGSERVICE=prod", own, "localhost:7 me@me"),
        ("service=gone", "", own, "definition of service `gone` not found"),
        ("service=prod", "PGSERVICEFILE=/f", own, "service file /f: it is not there"),
        ("service=prod", "PGSERVICEFILE=/f", &[("/f", "[prod]\nhost=f")], "f:5432 me@me"),
        ("service=prod servicefile=/g", "PGSERVICEFILE=/f", &[("/g", "[prod]\nhost=g")], "g:5432 me@me"),
        ("service=prod", "PGSYSCONFDIR=/c", &[("/c/pg_service.conf", "[prod]\nhost=c")], "c:5432 me@me"),
        (
            "service=prod",
            "PGSYSCONFDIR=/c",
            &[("/home/me/.pg_service.conf", "[x]\nhost=x"), ("/c/pg_service.conf", "[prod]\nhost=c")],
            "c:5432 me@me",
        ),
        ("service=prod", "", &[("/etc/postgresql-common/pg_service.conf", "[prod]\nhost=e")], "e:5432 me@me"),
    ] {
        assert_eq!(shown(text, &machine(variables, files)), expected, "{text} with {variables}");
    }
}

#[test]
fn servers_are_lists() {
    let socket = &[("/var/run/postgresql/.s.PGSQL.5432", ""), ("/tmp/.s.PGSQL.5433", "")][..];
    for (text, files, expected) in [
        ("host=a,b", &[][..], "a:5432, b:5432 me@me"),
        ("host=a,b port=1,2", &[], "a:1, b:2 me@me"),
        ("host=a,b port=1,", &[], "a:1, b:5432 me@me"),
        ("host=a,b port=1", &[], "a:1, b:1 me@me"),
        ("host=a,b,c port=1,2", &[], "2 values of port do not match 3 hosts"),
        ("host=a,b hostaddr=10.0.0.1", &[], "1 values of hostaddr do not match 2 hosts"),
        ("host=a hostaddr=10.0.0.1", &[], "a=10.0.0.1:5432 me@me"),
        ("hostaddr=::1,10.0.0.1 port=1", &[], "::1=::1:1, 10.0.0.1=10.0.0.1:1 me@me"),
        ("hostaddr=a", &[], "invalid hostaddr value `a`"),
        ("host=/run/pg", &[], "/run/pg:5432 me@me"),
        ("host=a,", &[], "a:5432, localhost:5432 me@me"),
        ("", socket, "/var/run/postgresql:5432 me@me"),
        ("port=5433", socket, "/tmp:5433 me@me"),
        ("port=5434", socket, "localhost:5434 me@me"),
        ("port=0", &[], "a port is no number from 1 to 65535"),
        ("port=65536", &[], "a port is no number from 1 to 65535"),
    ] {
        assert_eq!(shown(text, &machine("", files)), expected, "{text}");
    }
}

#[test]
fn passwords_come_from_the_string_the_environment_and_then_the_file() {
    let file =
        "a:1:d:u:of_a\nlocalhost:*:*:*:local\n/run/pg:*:*:*:of_folder\n10.0.0.1:*:*:*:of_address\n*:2:*:*:of_2\n";
    let own = &[("/home/me/.pgpass", file), ("/p", "*:*:*:*:of_p")][..];
    for (text, variables, expected) in [
        ("postgres://u:p@a:1/d", "PGPASSWORD=e", "a:1 (p) u@d"),
        ("postgres://u@a:1/d", "PGPASSWORD=e", "a:1 (e) u@d"),
        ("postgres://u@a:1/d", "PGPASSWORD=", "a:1 (of_a) u@d"),
        ("postgres://u:@a:1/d", "", "a:1 (of_a) u@d"),
        ("postgres://u@a:1/other", "", "a:1 u@other"),
        ("postgres://u@a:1,b:2/d", "", "a:1 (of_a), b:2 (of_2) u@d"),
        ("host=a hostaddr=10.0.0.1 port=1 user=u dbname=d", "", "a=10.0.0.1:1 (of_a) u@d"),
        ("hostaddr=10.0.0.1", "", "10.0.0.1=10.0.0.1:5432 (of_address) me@me"),
        ("host=/tmp", "", "/tmp:5432 (local) me@me"),
        ("host=/run/pg", "", "/run/pg:5432 (of_folder) me@me"),
        ("host=a", "PGPASSFILE=/p", "a:5432 (of_p) me@me"),
        ("host=a passfile=/p", "PGPASSFILE=/q", "a:5432 (of_p) me@me"),
        ("host=a passfile=/q", "", "a:5432 me@me"),
    ] {
        assert_eq!(shown(text, &machine(variables, own)), expected, "{text} with {variables}");
    }
}

#[test]
fn a_password_file_that_others_can_read_is_passed_over() {
    let mut machine = machine("", &[]);
    machine.files.insert(PathBuf::from("/home/me/.pgpass"), Found::Open("*:*:*:*:secret".to_owned()));
    let settings = Settings::complete("host=a", &machine).unwrap();
    assert_eq!(settings.servers[0].password, None);
    assert_eq!(
        settings.warnings(),
        [
            "password file /home/me/.pgpass has group or world access, and is passed over; permissions should be u=rw (0600) or less"
        ]
    );
    assert!(Settings::complete("host=a password=b", &machine).unwrap().warnings().is_empty());
}

#[test]
fn other_settings_are_libpqs() {
    let home = machine("", &[]);
    let with = |text: &str| Settings::complete(text, &home).unwrap();
    let plain = with("");
    assert_eq!(plain.connect_timeout, Some(Duration::from_secs(10)));
    assert_eq!((plain.application_name.as_str(), plain.options.as_deref()), ("schema", None));
    assert_eq!((plain.target, plain.channel_binding), (Target::Any, ChannelBinding::Prefer));
    assert_eq!((plain.tls.mode, plain.tls.negotiation), (SslMode::Prefer, Negotiation::Postgres));
    assert_eq!(plain.tls.roots, Roots::File("/home/me/.postgresql/root.crt".into()));
    assert_eq!(plain.tls.certificate, Some("/home/me/.postgresql/postgresql.crt".into()));
    assert_eq!(plain.tls.key, Some("/home/me/.postgresql/postgresql.key".into()));
    assert_eq!(plain.tls.versions, Versions::Both);
    assert_eq!(with("connect_timeout=0").connect_timeout, None);
    assert_eq!(with("connect_timeout=3").connect_timeout, Some(Duration::from_secs(3)));
    assert_eq!(with("fallback_application_name=f").application_name, "f");
    assert_eq!(with("application_name=n fallback_application_name=f").application_name, "n");
    assert_eq!(with("sslrootcert=system").tls.mode, SslMode::VerifyFull);
    assert_eq!(with("sslrootcert=/r").tls.roots, Roots::File("/r".into()));
    assert_eq!(with("target_session_attrs=prefer-standby").target, Target::PreferStandby);
    assert_eq!(with("tcp_user_timeout=1500").keepalive.user_timeout, Some(Duration::from_millis(1500)));
    assert_eq!(with("ssl_min_protocol_version=TLSv1.3").tls.versions, Versions::Only13);
    assert_eq!(with("gssencmode=prefer krbsrvname=x client_encoding=latin1").tls, plain.tls);
    let environment = "PGSSLMODE=require PGSSLROOTCERT=/r PGSSLCERT=/c PGSSLKEY=/k PGCONNECT_TIMEOUT=4 PGOPTIONS=-ca=b \
                       PGAPPNAME=n PGTARGETSESSIONATTRS=standby PGHOSTADDR=10.0.0.1";
    let named = Settings::complete("", &machine(environment, &[])).unwrap();
    assert_eq!((named.tls.mode, named.tls.roots), (SslMode::Require, Roots::File("/r".into())));
    assert_eq!((named.tls.certificate, named.tls.key), (Some("/c".into()), Some("/k".into())));
    assert_eq!(named.connect_timeout, Some(Duration::from_secs(4)));
    assert_eq!((named.options.as_deref(), named.application_name.as_str()), (Some("-ca=b"), "n"));
    assert_eq!((named.target, named.servers[0].address), (Target::Standby, Some([10, 0, 0, 1].into())));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    for (text, variables, expected) in [
        ("sslmode=on", "", "invalid sslmode value `on`"),
        ("", "PGSSLMODE=verify", "invalid sslmode value `verify`"),
        ("connect_timeout=soon", "", "invalid connect_timeout value `soon`"),
        ("target_session_attrs=master", "", "invalid target_session_attrs value `master`"),
        ("sslrootcert=system sslmode=require", "", "weak sslmode `require` may not be used with sslrootcert=system"),
        ("sslnegotiation=direct", "", "weak sslmode `prefer` may not be used with sslnegotiation=direct"),
        (
            "ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2",
            "",
            "invalid ssl_max_protocol_version value `TLSv1.2`",
        ),
        ("requirepeer=postgres", "", "requirepeer asks for what is not done here"),
        ("gssencmode=require", "", "gssencmode asks for what is not done here"),
        ("", "PGREQUIREAUTH=scram-sha-256", "require_auth asks for what is not done here"),
        ("sslpassword=secret", "", "sslpassword asks for what is not done here"),
    ] {
        assert_eq!(shown(text, &machine(variables, &[])), expected, "{text} with {variables}");
    }
}

#[test]
fn no_text_of_settings_shows_a_password() {
    let file = &[("/home/me/.pgpass", "*:*:*:*:hush")][..];
    for text in ["postgres://me:hush@host/app", "host=h password=hush", "host=h"] {
        let settings = Settings::complete(text, &machine("", file)).unwrap();
        assert_eq!(settings.servers[0].password, Some(Secret("hush".to_owned())));
        assert!(!format!("{settings:?}").contains("hush"), "{settings:?}");
    }
}
