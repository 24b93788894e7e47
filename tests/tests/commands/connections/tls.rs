//! Each `sslmode` against servers with TLS and without, certificates of the right authority and of another one, names that
//! fit and names that do not.

use std::os::unix::fs::PermissionsExt;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use schema_harness::{Environment, FindOptions, OwnedServer, ServerKind};
use schema_postgres::{Client, ConnectError, Settings};
use tokio_postgres::config::Host;

use crate::support::{Folder, run_without_scratch, server};

/// The name in the server's certificate; nobody looks it up, for each connection names an address as well.
const NAME: &str = "db.example";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate and its key, as PEM.
fn signed(by: &Authority, common_name: &str, names: &[&str]) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut parameters = CertificateParams::new(names).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    (parameters.signed_by(&key, by).unwrap().pem(), key.serialize_pem())
}

/// A server of this test's own, that knows TLS once it is told to.
struct TlsServer {
    owned: OwnedServer,
    address: String,
    port: u16,
    password: String,
}

impl TlsServer {
    /// Nothing where the server of this run is somebody else's.
    async fn start() -> Option<TlsServer> {
        let attached = server();
        let kind = attached.info().kind;
        if kind == ServerKind::Url {
            return None;
        }
        let environment = Environment::of_process().with("SCHEMA_TEST_SERVER", &kind.to_string());
        let options = FindOptions { environment, ..FindOptions::new(attached.major()) };
        let owned = schema_harness::start(&options, &|_| {}).await.unwrap();
        let url = owned.info().by_tcp.as_ref().unwrap_or(&owned.info().url);
        let config: tokio_postgres::Config = url.parse().unwrap();
        let [Host::Tcp(address)] = config.get_hosts() else { panic!("{url} names no address") };
        let password = String::from_utf8(config.get_password().unwrap().to_vec()).unwrap();
        let (address, port) = (address.clone(), config.get_ports()[0]);
        Some(TlsServer { address, port, password, owned })
    }

    async fn run(&self, statements: &[String]) {
        let client = self.owned.server().connect().await.unwrap();
        for statement in statements {
            client.batch_execute(statement).await.unwrap();
        }
    }

    /// Puts a file into the data directory, which nobody else can read.
    fn file(name: &str, text: &str) -> String {
        assert!(!text.contains(['\'', '\\']), "{text}");
        format!(
            "COPY (SELECT unnest(string_to_array('{}', chr(10)))) TO PROGRAM 'umask 077 && cat > {name}'",
            text.trim_end()
        )
    }

    /// Turns TLS on with a certificate, and waits until it is used.
    async fn certify(&self, (certificate, key): &(String, String), reached: &str) {
        let statements = [
            TlsServer::file("server.crt", certificate),
            TlsServer::file("server.key", key),
            "ALTER SYSTEM SET ssl = on".to_owned(),
            "SELECT pg_reload_conf()".to_owned(),
        ];
        self.run(&statements).await;
        let mut last = None;
        for _ in 0..1000 {
            match self.connect(reached).await {
                Ok(_) => return,
                Err(error) => last = Some(error),
            }
        }
        panic!("the server did not turn TLS on: {}", last.unwrap());
    }

    /// Connects as the superuser by default; the settings are written behind.
    async fn connect(&self, settings: &str) -> Result<Client, ConnectError> {
        Settings::of_process(&self.text(settings)).unwrap().connect().await
    }

    /// The connection string of the superuser by default; the settings are written behind.
    fn text(&self, settings: &str) -> String {
        format!(
            "hostaddr={} port={} user=postgres password={} dbname=postgres {settings}",
            self.address, self.port, self.password
        )
    }

    /// `tls`, `plain`, or why not.
    async fn outcome(&self, settings: &str) -> String {
        let client = match self.connect(settings).await {
            Ok(client) => client,
            Err(error) => return error.to_string(),
        };
        let query = "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()";
        let is_tls: bool = client.query_one(query, &[]).await.unwrap().get(0);
        if is_tls { "tls".to_owned() } else { "plain".to_owned() }
    }

    /// Asserts what each of the settings leads to: the word, or a part of the error.
    async fn assert(&self, table: &[(String, &str)]) {
        for (settings, expected) in table {
            let outcome = self.outcome(settings).await;
            let is_expected = match *expected {
                "tls" | "plain" => outcome == *expected,
                error => outcome.contains(error),
            };
            assert!(is_expected, "{settings}: {expected} is expected, and not\n{outcome}");
            assert!(!outcome.contains(&self.password), "{outcome}");
        }
    }
}

const NO_TLS: &str = "the server does not do TLS, and sslmode asks for it";
const NO_ROOT: &str = "the root certificate file does not exist";
const UNTRUSTED: &str = "the server's certificate is not trusted";
const OTHER_NAME: &str = "the server's certificate is not for host other.example; its names: ";

#[tokio::test]
async fn each_sslmode_does_what_it_does_in_libpq() {
    let Some(server) = TlsServer::start().await else { return };
    let folder = Folder::new("tls");
    let (ours, others) = (authority("ours"), authority("others"));
    let none = folder.path("none.crt");
    let (right, wrong) = (folder.write("right.crt", &ours.pem()), folder.write("wrong.crt", &others.pem()));
    let settings = |sslmode: &str, root: &str, host: &str| format!("host={host} sslmode={sslmode} sslrootcert={root}");

    let mut without = Vec::new();
    for (sslmode, expected) in [
        ("disable", "plain"),
        ("allow", "plain"),
        ("prefer", "plain"),
        ("require", NO_TLS),
        ("verify-ca", NO_TLS),
        ("verify-full", NO_TLS),
    ] {
        without.push((settings(sslmode, &right, NAME), expected));
    }
    server.assert(&without).await;

    server.certify(&signed(&ours, "unused", &[NAME]), &settings("verify-full", &right, NAME)).await;
    let mut with = Vec::new();
    for (sslmode, root, host, expected) in [
        ("disable", &right, NAME, "plain"),
        ("allow", &right, NAME, "plain"),
        ("prefer", &none, NAME, "tls"),
        ("prefer", &right, NAME, "tls"),
        ("prefer", &right, "other.example", "tls"),
        // As in libpq, where there are roots, and they do not trust the server, TLS has failed.
        ("prefer", &wrong, NAME, "plain"),
        ("require", &none, NAME, "tls"),
        ("require", &right, NAME, "tls"),
        ("require", &right, "other.example", "tls"),
        ("require", &wrong, NAME, UNTRUSTED),
        ("verify-ca", &none, NAME, NO_ROOT),
        ("verify-ca", &right, NAME, "tls"),
        ("verify-ca", &right, "other.example", "tls"),
        ("verify-ca", &wrong, NAME, UNTRUSTED),
        ("verify-full", &none, NAME, NO_ROOT),
        ("verify-full", &right, NAME, "tls"),
        ("verify-full", &right, "other.example", OTHER_NAME),
        ("verify-full", &wrong, NAME, UNTRUSTED),
    ] {
        with.push((settings(sslmode, root, host), expected));
    }
    // A host without a name is compared by its address.
    with.push((
        format!("sslmode=verify-full sslrootcert={right}"),
        "the server's certificate is not for host 127.0.0.1",
    ));
    with.push((settings("verify-full", "system", NAME), UNTRUSTED));
    for version in ["TLSv1.2", "TLSv1.3"] {
        let version = format!("ssl_min_protocol_version={version} ssl_max_protocol_version={version}");
        with.push((format!("{} {version}", settings("verify-full", &right, NAME)), "tls"));
    }
    if server.owned.info().major >= 17 {
        with.push((format!("{} sslnegotiation=direct", settings("verify-full", &right, NAME)), "tls"));
    }
    server.assert(&with).await;

    // A server's own certificate, with no name but the common name, is trusted by who has a copy.
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, NAME);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let own = (parameters.self_signed(&key).unwrap().pem(), key.serialize_pem());
    let copy = folder.write("own.crt", &own.0);
    server.certify(&own, &settings("verify-full", &copy, NAME)).await;
    let table = [
        (settings("verify-full", &copy, NAME), "tls"),
        (settings("verify-full", &copy, "other.example"), OTHER_NAME),
        (settings("verify-ca", &copy, "other.example"), "tls"),
        (settings("verify-ca", &right, NAME), UNTRUSTED),
        (settings("require", &none, NAME), "tls"),
    ];
    server.assert(&table).await;
    server.owned.stop().await.unwrap();
}

#[tokio::test]
async fn tls_and_none_are_tried_where_the_server_refuses_the_other() {
    let Some(server) = TlsServer::start().await else { return };
    let folder = Folder::new("tls_roles");
    let ours = authority("ours");
    let (root, none) = (folder.write("root.crt", &ours.pem()), folder.path("none.crt"));
    let rules = "hostssl all tls_only all password\nhostnossl all tls_only all reject\n\
                 hostnossl all plain_only all password\nhostssl all plain_only all reject\n\
                 host all scram_only all scram-sha-256\nhostssl all certified all cert";
    let prepend =
        "COPY (SELECT) TO PROGRAM 'cat > /dev/null; cat rules pg_hba.conf > rules.new && cat rules.new > pg_hba.conf'";
    let roles = ["tls_only", "plain_only", "certified"].map(|role| format!("CREATE ROLE {role} LOGIN PASSWORD 'x'"));
    let statements = [
        TlsServer::file("root.crt", &ours.pem()),
        "ALTER SYSTEM SET ssl_ca_file = 'root.crt'".to_owned(),
        TlsServer::file("rules", rules),
        prepend.to_owned(),
        "SET password_encryption = 'scram-sha-256'; CREATE ROLE scram_only LOGIN PASSWORD 'x'".to_owned(),
    ];
    server.run(&roles).await;
    server.run(&statements).await;
    let as_role =
        |role: &str, sslmode: &str| format!("host={NAME} sslrootcert={root} user={role} password=x sslmode={sslmode}");
    server.certify(&signed(&ours, NAME, &[]), &as_role("tls_only", "verify-full")).await;

    let (certificate, key) = signed(&ours, "certified", &[]);
    let (certificate, key) = (folder.write("client.crt", &certificate), folder.write("client.key", &key));
    let with_key = |key: &str| format!("{} sslcert={certificate} sslkey={key}", as_role("certified", "verify-full"));
    let permit = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
    permit(0o644);
    server.assert(&[(with_key(&key), "the private key file has group or world access")]).await;
    permit(0o600);
    let table = [
        (as_role("tls_only", "disable"), "(SQLSTATE 28000)"),
        (as_role("tls_only", "allow"), "tls"),
        (as_role("tls_only", "prefer"), "tls"),
        (as_role("plain_only", "allow"), "plain"),
        (as_role("plain_only", "prefer"), "plain"),
        (as_role("plain_only", "require"), "(SQLSTATE 28000)"),
        (format!("{} password=y", as_role("tls_only", "prefer")), "(SQLSTATE 28P01)"),
        // Both ends prove that they see the same certificate.
        (format!("{} channel_binding=require", as_role("scram_only", "require")), "tls"),
        (format!("{} channel_binding=require", as_role("scram_only", "disable")), "channel binding"),
        (with_key(&key), "tls"),
        (with_key(&none), "there is a certificate, but no private key file"),
        (as_role("certified", "verify-full"), "(SQLSTATE 28000)"),
    ];
    server.assert(&table).await;

    // Where the target is the scratch server, that is reached in the same way: this role is refused without TLS.
    server.run(&["ALTER ROLE tls_only CREATEDB".to_owned()]).await;
    let target = server.text(&as_role("tls_only", "verify-full"));
    let drift =
        |target: &str| run_without_scratch(&["drift", "--env", &format!("prod={target}"), "--scratch-on-target"]);
    drift(&target).ends_with(1).says("missing");
    drift(&target.replace("verify-full", "disable")).ends_with(2).says("pg_hba.conf rejects connection");
    server.owned.stop().await.unwrap();
}
