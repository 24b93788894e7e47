//! Compiles a file against schema-core with the rustc of the toolchain, without cargo's overhead for each.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// What rustc said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compiled {
    /// Whether it succeeded.
    pub(crate) success: bool,
    /// Each a line, as [`Diagnostic::line`] has it.
    pub(crate) errors: Vec<String>,
    /// Likewise.
    pub(crate) warnings: Vec<String>,
}

/// Compiles the file to metadata, as `cargo check` does; or takes what rustc said when it last did so, if neither the file
/// nor rustc nor the macros have changed since, as cargo does with what is fresh.
pub(crate) fn compile(file: &Path) -> Compiled {
    let library = library();
    let source = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut hasher = DefaultHasher::new();
    (library.digest, file, source).hash(&mut hasher);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("said-{:016x}.json", hasher.finish()));
    if let Some(compiled) = std::fs::read(&kept).ok().and_then(|text| Compiled::from_json(&text)) {
        return compiled;
    }
    let compiled = run_rustc(file, library);
    // Whoever reads a file half written takes it for none.
    std::fs::write(&kept, compiled.to_json()).expect("cargo's folder for tests is writable");
    compiled
}

impl Compiled {
    fn to_json(&self) -> String {
        serde_json::json!([self.success, self.errors, self.warnings]).to_string()
    }

    fn from_json(text: &[u8]) -> Option<Compiled> {
        let (success, errors, warnings) = serde_json::from_slice(text).ok()?;
        Some(Compiled { success, errors, warnings })
    }
}

fn run_rustc(file: &Path, library: &Library) -> Compiled {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let output = rustc()
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--error-format", "json"])
        // As a crate of the workspace has them, so that what the macros write is held to them.
        .args(["--warn", "missing_docs", "--warn", "unreachable_pub"])
        .arg("--extern")
        .arg(format!("schema_core={}", library.rlib.display()))
        .arg("-L")
        .arg(format!("dependency={}", library.dependencies.display()))
        .arg("--out-dir")
        .arg(out)
        .arg(file)
        .output()
        .expect("rustc of the toolchain runs");
    let mut compiled = Compiled { success: output.status.success(), errors: Vec::new(), warnings: Vec::new() };
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let message: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("rustc said: {line}"));
        match message["level"].as_str() {
            // The last lines, "aborting due to 2 previous errors", have no span.
            Some("error") if has_span(&message) || !is_summary(&message) => compiled.errors.push(diagnostic(&message)),
            Some("warning") if has_span(&message) => compiled.warnings.push(diagnostic(&message)),
            _ => {}
        }
    }
    if !compiled.success && compiled.errors.is_empty() {
        panic!("{}: rustc failed without an error: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    }
    // rustc's order differs with what it evaluates first; that of the file is easier to review.
    compiled.errors.sort_by_key(|line| position(line));
    compiled
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

struct Library {
    rlib: PathBuf,
    dependencies: PathBuf,
    /// Of rustc's version, this library and the macros, to the byte.
    digest: u64,
}

/// Has cargo build schema-core with the macros: the same files as this test's own dependency.
fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--package", "schema-core", "--features", "derive", "--message-format", "json"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "cargo build: {}", String::from_utf8_lossy(&output.stderr));
        let artifacts = String::from_utf8_lossy(&output.stdout);
        let rlib = file_of(&artifacts, "schema_core", "rlib");
        let macros = file_of(&artifacts, "schema_macros", std::env::consts::DLL_EXTENSION);
        let version = rustc().arg("-vV").output().expect("rustc of the toolchain runs").stdout;
        let content = |path: &Path| std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut hasher = DefaultHasher::new();
        (version, &rlib, content(&rlib), content(&macros)).hash(&mut hasher);
        let dependencies = rlib.parent().expect("an rlib stands in a directory").join("deps");
        Library { rlib, dependencies, digest: hasher.finish() }
    })
}

/// Finds the file that cargo says it has made of a package's library.
fn file_of(artifacts: &str, target: &str, extension: &str) -> PathBuf {
    artifacts
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == target)
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.extension().is_some_and(|found| found == extension))
        .unwrap_or_else(|| panic!("cargo names no .{extension} of {target}"))
}

fn has_span(message: &Value) -> bool {
    message["spans"].as_array().is_some_and(|spans| !spans.is_empty())
}

fn is_summary(message: &Value) -> bool {
    message["message"].as_str().is_some_and(|text| text.starts_with("aborting due to"))
}

/// `line:column-line:column code message`, a newline of the message as `\n`.
fn diagnostic(message: &Value) -> String {
    let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
    let place = spans.iter().find(|span| span["is_primary"] == true).map_or_else(
        || "-".to_owned(),
        |span| {
            let file = span["file_name"].as_str().unwrap_or_default();
            let file = if file.contains("schema-core") { "schema-core:" } else { "" };
            format!("{file}{}:{}-{}:{}", span["line_start"], span["column_start"], span["line_end"], span["column_end"])
        },
    );
    let code = message["code"]["code"].as_str().unwrap_or("error");
    let text = message["message"].as_str().unwrap_or_default().replace('\n', "\\n");
    format!("{place} {code} {text}")
}

fn position(line: &str) -> (u64, u64, String) {
    let mut numbers = line.split([':', '-']).map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0), line.to_owned())
}
