//! The images that containers are made from: the official one, or one of the same contract that is built from Debian's packages.

mod debootstrap;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::command::{join, last_lines, run_blocking};
use crate::docker::Docker;
use crate::local::OWNER_FILE;
use crate::{Environment, FindOptions, HarnessError, ImageSource, Owner, fingerprint};

/// The name of the images that are built here; the tag is the major.
pub const BUILT_IMAGE: &str = "schema-postgres-test";
/// The name of the official images; the tag is the major.
pub const OFFICIAL_IMAGE: &str = "postgres";
/// The names of build directories begin with this.
pub(crate) const DIRECTORY_PREFIX: &str = "schema-image-";

/// How long a pull may take once it has begun.
const PULL_PATIENCE: Duration = Duration::from_secs(300);
const ENTRYPOINT: &str = include_str!("image/entrypoint.sh");
const PREPARE: &str = include_str!("image/prepare.sh");

/// The Debian releases that carry a major. A major that is none's cannot be built.
const RELEASES: [(u16, &str); 3] = [(15, "bookworm"), (17, "trixie"), (18, "forky")];

fn release_of(major: u16) -> Result<&'static str, HarnessError> {
    RELEASES.iter().find(|(of, _)| *of == major).map(|(_, suite)| *suite).ok_or_else(|| {
        let majors: Vec<String> = RELEASES.iter().map(|(major, _)| major.to_string()).collect();
        HarnessError::message(format!(
            "an image of PostgreSQL {major} cannot be built, because no Debian release has it; the majors that can be built are {}",
            majors.join(", ")
        ))
    })
}

fn built_image(major: u16) -> String {
    format!("{BUILT_IMAGE}:{major}")
}

/// Finds an image without asking the network where possible: the official one if the engine has it, else the built one if the engine
/// has it, else the official one by a pull, else the built one by a build.
pub(crate) async fn find(
    docker: &Docker,
    options: &FindOptions,
    progress: &dyn Fn(&str),
) -> Result<String, HarnessError> {
    let official = format!("{OFFICIAL_IMAGE}:{}", options.major);
    let built = built_image(options.major);
    let may_be_official = options.image == ImageSource::OfficialOrBuilt;
    if may_be_official && docker.has_image(&official) {
        return Ok(official);
    }
    if docker.has_image(&built) {
        return Ok(built);
    }
    let mut not_pulled = None;
    if may_be_official {
        progress(&format!("pulling {official}"));
        match pull(docker, &official, options.pull_timeout).await {
            Ok(()) => return Ok(official),
            Err(error) => {
                if release_of(options.major).is_ok() {
                    progress(&format!("{official} cannot be pulled; building {built}, which takes about a minute"));
                }
                not_pulled = Some(error);
            }
        }
    }
    build_in(docker, options.major, &options.environment, progress).await.map_err(|error| {
        let pulled = not_pulled.map(|error| format!("{official} cannot be pulled: {error}\n")).unwrap_or_default();
        HarnessError::message(format!("{pulled}{built} cannot be built: {error}"))
    })
}

/// Pulls an image: `patience` for the registry's first word, then as long as the layers may take.
async fn pull(docker: &Docker, image: &str, patience: Duration) -> Result<(), HarnessError> {
    let mut command = docker.tokio_command(&["pull", image]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| HarnessError::io("starting docker pull", error))?;
    let stdout = child.stdout.take().expect("it was just piped");
    let mut lines = BufReader::new(stdout).lines();
    match tokio::time::timeout(patience, lines.next_line()).await {
        Err(_) => {
            return Err(HarnessError::message(format!(
                "the registry did not answer within {} seconds",
                patience.as_secs()
            )));
        }
        Ok(line) => line.map_err(|error| HarnessError::io("reading docker pull", error))?,
    };
    let finished = tokio::time::timeout(PULL_PATIENCE, async {
        while let Ok(Some(_)) = lines.next_line().await {}
        child.wait_with_output().await
    });
    match finished.await {
        Err(_) => Err(HarnessError::message(format!("it took longer than {} seconds", PULL_PATIENCE.as_secs()))),
        Ok(Err(error)) => Err(HarnessError::io("running docker pull", error)),
        Ok(Ok(output)) => crate::command::Finished::from(output).success("docker pull").map(|_| ()),
    }
}

/// Makes sure that the image built from Debian's packages is in the engine, and returns its name.
pub async fn ensure(major: u16, progress: &dyn Fn(&str)) -> Result<String, HarnessError> {
    let docker = Docker::answering(&Environment::of_process()).await?;
    if docker.has_image(&built_image(major)) {
        return Ok(built_image(major));
    }
    build(major, progress).await
}

/// Builds the image anew from Debian's packages, and returns its name. Needs root, the network and about a minute.
///
/// Builds at the same time do not disturb one another; the last one to finish has the name.
pub async fn build(major: u16, progress: &dyn Fn(&str)) -> Result<String, HarnessError> {
    let environment = Environment::of_process();
    let docker = Docker::answering(&environment).await?;
    build_in(&docker, major, &environment, progress).await
}

async fn build_in(
    docker: &Docker,
    major: u16,
    environment: &Environment,
    progress: &dyn Fn(&str),
) -> Result<String, HarnessError> {
    let suite = release_of(major)?;
    let image = built_image(major);
    let began = Instant::now();
    let say = |line: &str| progress(&format!("{image}: {line}"));
    let debootstrap = debootstrap::find(environment, &say).await?;
    let directory = BuildDirectory::create(major)?;
    let root = directory.path.join("root");
    let packages = [format!("postgresql-{major}"), format!("postgresql-{major}-cron")];
    debootstrap.run(suite, &root, &packages, environment, &say).await?;

    say("leaving out what a test server never reads");
    let entrypoint = directory.path.join("entrypoint.sh");
    std::fs::write(&entrypoint, ENTRYPOINT).map_err(|error| HarnessError::io("writing the entry point", error))?;
    let mut prepare = Command::new("sh");
    prepare.args(["-c", PREPARE, "prepare"]).arg(&root).arg(&entrypoint).env("PATH", debootstrap::system_path());
    run_lines(&mut prepare, "preparing the image", &|_| {}).await?;

    say("importing it into the engine");
    import(docker, major, &root, &image).await?;
    say(&format!("built in {} seconds", began.elapsed().as_secs()));
    Ok(image)
}

/// Feeds the directory to `docker import`, which names the image when it is complete.
async fn import(docker: &Docker, major: u16, root: &Path, image: &str) -> Result<(), HarnessError> {
    let changes = [
        r#"ENTRYPOINT ["docker-entrypoint.sh"]"#.to_owned(),
        r#"CMD ["postgres"]"#.to_owned(),
        format!(
            "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/lib/postgresql/{major}/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        ),
        "ENV LANG=en_US.utf8".to_owned(),
        format!("ENV PG_MAJOR={major}"),
        "ENV PGDATA=/var/lib/postgresql/data".to_owned(),
        "EXPOSE 5432".to_owned(),
    ];
    let doing = |error| HarnessError::io("importing the image", error);
    let replaced = docker.image_id(image);
    let mut tar = Command::new("tar");
    tar.arg("-C").arg(root).args(["--create", "--numeric-owner", "--file=-", "."]);
    let mut tar = tar.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn().map_err(doing)?;
    let archive: Stdio = tar.stdout.take().expect("it was just piped").try_into().map_err(doing)?;
    let mut command = docker.tokio_command(&["import"]);
    for change in &changes {
        command.args(["--change", change]);
    }
    command.args(["-", image]).stdin(archive).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let imported = command.spawn().map_err(doing)?.wait_with_output().await.map_err(doing)?;
    let archived = tar.wait().await.map_err(doing)?;
    crate::command::Finished::from(imported).success("docker import")?;
    if !archived.success() {
        // Half an image must not be used.
        docker.remove_unused_image(image);
        return Err(HarnessError::message(format!("tar ended with {archived}")));
    }
    if let Some(replaced) = replaced.filter(|replaced| docker.image_id(image).as_ref() != Some(replaced)) {
        docker.remove_unused_image(&replaced);
    }
    Ok(())
}

/// Runs a program and passes its lines on as they come; an error carries the last ones.
async fn run_lines(command: &mut Command, program: &str, each: &dyn Fn(&str)) -> Result<(), HarnessError> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let doing = |error| HarnessError::io(program, error);
    let mut child = command.spawn().map_err(doing)?;
    let stdout = child.stdout.take().expect("it was just piped");
    let stderr = child.stderr.take().expect("it was just piped");
    let seen = std::cell::RefCell::new(Vec::new());
    let take = |line: String| {
        each(&line);
        seen.borrow_mut().push(line);
    };
    join(read_lines(stdout, &take), read_lines(stderr, &take)).await;
    let status = child.wait().await.map_err(doing)?;
    if status.success() {
        return Ok(());
    }
    let output = last_lines(&seen.borrow().join("\n"), 25);
    Err(HarnessError::Program { program: program.to_owned(), status: status.to_string(), output })
}

async fn read_lines(stream: impl tokio::io::AsyncRead + Unpin, take: &dyn Fn(String)) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        take(line);
    }
}

/// A directory of one build, which goes with it.
struct BuildDirectory {
    path: PathBuf,
}

impl BuildDirectory {
    fn create(major: u16) -> Result<BuildDirectory, HarnessError> {
        let path = std::env::temp_dir().join(format!("{DIRECTORY_PREFIX}{major}-{:016x}", fingerprint::random()));
        let doing = |error| HarnessError::io("creating a build directory", error);
        std::fs::create_dir(&path).map_err(doing)?;
        let directory = BuildDirectory { path };
        let owner = serde_json::to_string(&Owner::of_this_process()).expect("an owner is plain data");
        std::fs::write(directory.path.join(OWNER_FILE), owner).map_err(doing)?;
        Ok(directory)
    }
}

impl Drop for BuildDirectory {
    fn drop(&mut self) {
        if let Err(error) = remove_directory(&self.path) {
            eprintln!("{} could not be removed: {error}", self.path.display());
        }
    }
}

/// Removes a build directory. A killed debootstrap leaves file systems mounted in it, whose contents are the machine's.
pub(crate) fn remove_directory(path: &Path) -> Result<(), HarnessError> {
    for mounted in ["dev/pts", "dev/shm", "dev", "proc", "sys"] {
        let target = path.join("root").join(mounted);
        if target.is_dir() {
            // Most are not mounted, and then this fails.
            let _ = run_blocking(std::process::Command::new("umount").arg(&target), "umount");
        }
    }
    let mut remove = std::process::Command::new("rm");
    run_blocking(remove.args(["-rf", "--one-file-system", "--"]).arg(path), "rm")?.success("rm").map(|_| ())
}
