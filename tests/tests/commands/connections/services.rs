//! The commands find a database by what libpq's users have: services, variables, password files.

use std::os::unix::fs::PermissionsExt;

use tokio_postgres::config::Host;

use crate::support::{Folder, migrated, run_with, server};

#[tokio::test]
async fn commands_take_services_variables_and_password_files() {
    let database = migrated("services").await;
    let folder = Folder::new("services");
    let url = server().info().by_tcp.clone().unwrap_or_else(|| database.url().to_owned());
    let config: tokio_postgres::Config = url.parse().unwrap();
    let host = match &config.get_hosts()[0] {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    };
    let (port, user) = (config.get_ports().first().copied().unwrap_or(5432), config.get_user().unwrap());
    let password = String::from_utf8(config.get_password().unwrap_or(b"unused").to_vec()).unwrap();
    let name = database.name();
    let services = folder.write("services", &format!("[app]\nhost={host}\nport={port}\nuser={user}\ndbname={name}\n"));
    let passwords = folder.write("passwords", &format!("*:{port}:{name}:{user}:{password}\n"));
    let permit = |mode| std::fs::set_permissions(&passwords, std::fs::Permissions::from_mode(mode)).unwrap();
    let variables = [("PGSERVICEFILE", services.as_str()), ("PGPASSFILE", &passwords)];

    permit(0o600);
    run_with(&variables, &["verify", "--database-url", "service=app"]).ends_with(0).says("\nverdict: go\n");
    run_with(&variables, &["plan", "--from", "service=app", "--to", "declared"]).ends_with(0).says("nothing to do: ");
    let port_text = port.to_string();
    let all = [("PGHOST", host.as_str()), ("PGPORT", &port_text), ("PGUSER", user), ("PGPASSWORD", &password)];
    run_with(&all, &["plan", "--from", "declared", "--to", &format!("dbname={name}")])
        .ends_with(0)
        .says("nothing to do: ");

    // A server that we start asks for its password by TCP.
    if server().info().by_tcp.is_some() {
        permit(0o644);
        run_with(&variables, &["plan", "--from", "service=app", "--to", "declared"])
            .ends_with(4)
            .complains("warning: password file ")
            .complains("error: service app: ")
            .complains("the server asks for a password, and there is none")
            .complains("has group or world access, and is passed over")
            .complains("help: write host:port:database:user:password into ~/.pgpass");
        let wrong = run_with(
            &[("PGPASSWORD", "hush-hush")],
            &["plan", "--from", &format!("host={host} port={port} user={user} dbname={name}"), "--to", "declared"],
        )
        .ends_with(4)
        .complains("password authentication failed");
        assert!(!wrong.stderr.contains("hush"), "{}", wrong.stderr);
    }
    run_with(&variables, &["verify", "--database-url", "service=gone"])
        .ends_with(2)
        .complains("definition of service `gone` not found");
    run_with(&variables, &["verify", "--database-url", "hots=a"])
        .ends_with(2)
        .complains("invalid connection option `hots`");
}
