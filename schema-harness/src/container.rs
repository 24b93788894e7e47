//! A server in a container: testcontainers creates it; its labels say who removes it.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use testcontainers::bollard::models::PortBinding;
use testcontainers::core::{IntoContainerPort, Mount, WaitFor};
use testcontainers::runners::AsyncRunner;
use testcontainers::{GenericImage, ImageExt};

use crate::docker::Docker;
use crate::sockets::{self, Sockets};
use crate::template::Pause;
use crate::{Environment, FindOptions, HarnessError, Owner, ServerInfo, ServerKind, connection, fingerprint, settings};

/// The number of the process that removes the container.
pub(crate) const LABEL_OWNER: &str = "schema-harness.owner";
/// What distinguishes that process from others of the same number.
pub(crate) const LABEL_BOOT: &str = "schema-harness.boot";
/// The machine of that process.
pub(crate) const LABEL_HOST: &str = "schema-harness.host";
/// Set to 1 on a container that nobody owns.
pub(crate) const LABEL_KEEP: &str = "schema-harness.keep";
/// Distinguishes this container from all others, before the engine has given it an id.
const LABEL_NONCE: &str = "schema-harness.nonce";

/// Where the data directory is; no image has a volume there, so that a tmpfs can be.
const DATA_MOUNT: &str = "/schema-harness";
/// Where both images have their socket.
const IMAGE_SOCKETS: &str = "/var/run/postgresql";
const STARTUP_TIMEOUT: Duration = Duration::from_secs(90);

/// Removes a container that was being started when the future was dropped or failed.
struct Starting<'docker> {
    docker: &'docker Docker,
    label: String,
    is_armed: bool,
}

impl Drop for Starting<'_> {
    fn drop(&mut self) {
        if self.is_armed {
            let left = self.docker.list(&self.label, &[]).unwrap_or_default();
            let ids: Vec<&str> = left.iter().map(|(id, _)| id.as_str()).collect();
            if let Err(error) = self.docker.remove(&ids) {
                eprintln!("a container that did not start could not be removed: {error}");
            }
        }
    }
}

/// Starts a container of an image that is in the engine, and waits until the server answers a query.
pub(crate) async fn start(docker: &Docker, image: &str, options: &FindOptions) -> Result<ServerInfo, HarnessError> {
    // Whether the engine sees our files, and lets a server write to them, is known once it has tried.
    if let Some(sockets) = sockets_to_share(docker, options)
        && let Ok(info) = start_with(docker, image, options, Some(sockets)).await
    {
        return Ok(info);
    }
    start_with(docker, image, options, None).await
}

/// Makes a directory for the server's socket where an engine of this machine may share it.
fn sockets_to_share(docker: &Docker, options: &FindOptions) -> Option<Sockets> {
    let is_given = |name: &str| options.settings.iter().any(|(given, _)| given == name);
    let owner = Owner::of_this_process();
    // A server that stays is one for people, who expect a host and a port.
    let is_wanted = !options.keep && !is_given("unix_socket_directories") && !is_given("port");
    let is_near = engine_is_on_this_machine(docker, &options.environment) && docker.has_the_host_name_of(&owner);
    if is_wanted && is_near { Sockets::create(&owner).ok() } else { None }
}

async fn start_with(
    docker: &Docker,
    image: &str,
    options: &FindOptions,
    sockets: Option<Sockets>,
) -> Result<ServerInfo, HarnessError> {
    let (image_name, tag) = image.rsplit_once(':').expect("image names are written with their tag");
    let password = format!("{:016x}", fingerprint::random());
    let nonce = format!("{:016x}{:016x}", fingerprint::random(), fingerprint::random());
    let owner = Owner::of_this_process();

    let mut request = GenericImage::new(image_name, tag)
        .with_exposed_port(5432.tcp())
        // Not the ready line: the official image prints it twice, ours once, and a server that stops while starting is reported with
        // its own last words only if nobody has removed the container. A query over TCP answers for both: the official image's
        // temporary server does not listen there.
        .with_wait_for(WaitFor::Nothing)
        .with_startup_timeout(STARTUP_TIMEOUT)
        .with_env_var("POSTGRES_PASSWORD", &password)
        .with_env_var("POSTGRES_INITDB_ARGS", settings::INITDB_ARGUMENTS.join(" "))
        .with_env_var("PGDATA", format!("{DATA_MOUNT}/data"))
        .with_mount(Mount::tmpfs_mount(DATA_MOUNT))
        // Parallel workers and hash tables share memory there; the engine's default of 64 MB is soon full.
        .with_shm_size(512 * 1024 * 1024)
        .with_label(LABEL_OWNER, owner.pid.to_string())
        .with_label(LABEL_BOOT, &owner.boot)
        .with_label(LABEL_HOST, &owner.host)
        .with_label(LABEL_NONCE, &nonce);
    if options.keep {
        request = request.with_label(LABEL_KEEP, "1");
    }
    let is_on_this_machine = engine_is_on_this_machine(docker, &options.environment);
    if is_on_this_machine {
        // A superuser's server is nobody's business outside of this machine; and what never leaves it needs no hashing, which takes
        // 4096 rounds a connection: more than the cloning of a database, in a client that was built without optimisation.
        request =
            request.with_env_var("POSTGRES_HOST_AUTH_METHOD", "password").with_host_config_modifier(|host_config| {
                let binding = PortBinding { host_ip: Some("127.0.0.1".to_owned()), host_port: Some(String::new()) };
                host_config.publish_all_ports = Some(false);
                host_config.port_bindings = Some(HashMap::from([("5432/tcp".to_owned(), Some(vec![binding]))]));
            });
    }

    let mut settings = settings::joined(&options.settings);
    if let Some(sockets) = &sockets {
        // Beside the usual one, for the programs in the container.
        let directories = format!("{IMAGE_SOCKETS},{}", sockets::MOUNT);
        settings.push(("unix_socket_directories".to_owned(), directories));
        request = request.with_mount(Mount::bind_mount(sockets.inner().to_string_lossy(), sockets::MOUNT));
    }
    let request =
        request.with_cmd(settings.iter().flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")]));

    let mut starting = Starting { docker, label: format!("{LABEL_NONCE}={nonce}"), is_armed: true };
    let container = request.start().await.map_err(|error| HarnessError::message(error.to_string()))?;
    let id = container.id().to_owned();
    let endpoint = async { Ok((container.get_host().await?, container.get_host_port_ipv4(5432.tcp()).await?)) };
    let endpoint: Result<_, testcontainers::TestcontainersError> = endpoint.await;
    // testcontainers would remove the container with this handle, on whatever runtime then runs. Its life is ours: by the docker
    // command, which works in a signal handler's last moments as well.
    std::mem::forget(container);
    let (host, port) = endpoint.map_err(|error| HarnessError::message(error.to_string()))?;
    // The engine says `localhost`; only the IPv4 address was bound.
    let host = if host.to_string() == "localhost" { "127.0.0.1".to_owned() } else { host.to_string() };
    let url = format!("postgres://postgres:{password}@{host}:{port}/postgres");
    let (major, version) = wait_until_ready(docker, &id, &url).await?;
    if major != options.major {
        return Err(HarnessError::message(format!("the image {image} holds PostgreSQL {major}")));
    }
    if is_on_this_machine {
        connection::keep_password_cheaply(&url, &password, major).await?;
    }
    // Where files are shared and sockets are not, the directory goes again.
    let by_socket =
        sockets.as_ref().map(|sockets| format!("postgres://postgres:{password}@{}:5432/postgres", sockets.host()));
    let by_socket = match by_socket {
        Some(by_socket) if connection::connect(&by_socket, None).await.is_ok() => Some(by_socket),
        _ => None,
    };
    let (url, by_tcp, sockets) = match (by_socket, sockets) {
        (Some(by_socket), Some(sockets)) => (by_socket, Some(url), Some(sockets.keep())),
        _ => (url, None, None),
    };
    starting.is_armed = false;
    Ok(ServerInfo {
        major,
        version,
        kind: ServerKind::Container,
        url,
        container: Some(id),
        image: Some(image.to_owned()),
        bin_dir: None,
        data_dir: None,
        pid: None,
        sockets,
        by_tcp,
        owner: (!options.keep).then_some(owner),
    })
}

/// Polls with a real query, until it is answered or the container has ended.
async fn wait_until_ready(docker: &Docker, id: &str, url: &str) -> Result<(u16, String), HarnessError> {
    let deadline = Instant::now() + STARTUP_TIMEOUT;
    let mut pause = Pause::new();
    loop {
        let answer = async {
            let client = connection::connect(url, None).await?;
            connection::server_version(&client).await
        };
        let error = match tokio::time::timeout(Duration::from_secs(15), answer).await {
            Ok(Ok(version)) => return Ok(version),
            Ok(Err(error)) => error,
            Err(_) => HarnessError::message("the server did not answer within 15 seconds"),
        };
        let is_running = docker.is_running(id);
        if !is_running || Instant::now() > deadline {
            let what = if is_running {
                "the server in the container did not get ready"
            } else {
                "the server in the container ended"
            };
            return Err(HarnessError::message(format!(
                "{what}: {error}\nits last words:\n{}",
                docker.last_log_lines(id, 12)
            )));
        }
        pause.wait().await;
    }
}

/// Tells whether a port bound to 127.0.0.1 by the engine is reachable from here.
fn engine_is_on_this_machine(docker: &Docker, environment: &Environment) -> bool {
    let is_local = match environment.get("DOCKER_HOST") {
        None => true,
        Some(host) => host.starts_with("unix://") || host.contains("//localhost") || host.contains("//127.0.0.1"),
    };
    // In a container the engine's loopback is another one, unless the engine runs in that container too.
    let is_container = || Path::new("/.dockerenv").exists() || Path::new("/run/.containerenv").exists();
    is_local && (!is_container() || docker.has_the_host_name_of(&Owner::of_this_process()))
}
