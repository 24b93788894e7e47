//! `migrations.sum`: which migrations there are, in which order, with which bytes, and which are released.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::GeneratedFile;
use crate::digest::sha256;
use crate::parallel::in_parallel;

/// The name of a migration's folder: four digits, then words of lower-case letters, digits and underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MigrationName {
    number: u16,
    slug: String,
}

impl MigrationName {
    /// Makes a name.
    ///
    /// # Errors
    ///
    /// The slug is empty, longer than 60 bytes or holds another character; the number is none of 1 to 9999.
    pub fn new(number: u16, slug: &str) -> Result<MigrationName, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if slug.is_empty() || slug.len() > 60 || !slug.chars().all(plain) {
            return Err(format!(
                "`{}` is no name for a migration: 1 to 60 lower-case letters, digits and underscores, as in add_vendor_rating",
                slug.escape_debug()
            ));
        }
        if !(1..=9999).contains(&number) {
            return Err(format!("{number} is no number for a migration: 1 to 9999"));
        }
        Ok(MigrationName { number, slug: slug.to_owned() })
    }

    /// The number, from 1.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// What follows the number.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl fmt::Display for MigrationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}_{}", self.number, self.slug)
    }
}

impl FromStr for MigrationName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let invalid = || format!("`{}` is not of the form 0001_name", text.escape_debug());
        let (number, slug) = text.split_once('_').ok_or_else(invalid)?;
        if number.len() != 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(invalid());
        }
        MigrationName::new(number.parse().map_err(|_| invalid())?, slug).map_err(|_| invalid())
    }
}

/// Whether a migration may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// It has run somewhere: never rewritten from now on.
    Released,
    /// `gen --amend` may plan it again.
    Unreleased,
}

impl Release {
    fn word(self) -> &'static str {
        match self {
            Release::Released => "released",
            Release::Unreleased => "unreleased",
        }
    }
}

/// A migration's folder as `migrations.sum` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its name.
    pub name: MigrationName,
    /// Whether it may still change.
    pub release: Release,
    /// SHA-256 of each file, by its name in the folder.
    pub files: BTreeMap<String, String>,
}

/// `migrations.sum`: the folders in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// From the first to the newest.
    pub folders: Vec<Folder>,
}

/// Why `migrations.sum` cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for SumsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// How the folders differ from what `migrations.sum` says of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HistoryError {
    /// A folder that is listed is not there.
    MissingFolder(String),
    /// A folder is there that is not listed.
    UnknownFolder(String),
    /// A file that is listed is not there.
    MissingFile(String),
    /// A file is there that is not listed.
    UnknownFile(String),
    /// A file's bytes are not those that were generated.
    EditedFile(String),
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HistoryError::MissingFolder(path) => write!(f, "missing: {path} is in migrations.sum, but not there"),
            HistoryError::UnknownFolder(path) => write!(f, "unknown: {path} is there, but not in migrations.sum"),
            HistoryError::MissingFile(path) => write!(f, "missing: {path}"),
            HistoryError::UnknownFile(path) => write!(f, "unknown: {path} is not a generated file"),
            HistoryError::EditedFile(path) => write!(f, "edited: {path} is not as it was generated"),
        }
    }
}

impl Folder {
    /// Makes the entry of a folder from its files, whose paths start with `migrations/<name>/`.
    pub fn new(name: MigrationName, release: Release, files: &[GeneratedFile]) -> Folder {
        // Some have tens of megabytes for a large schema.
        let mut files: Vec<&GeneratedFile> = files.iter().collect();
        files.sort_by_key(|file| Reverse(file.text.len()));
        let digests = in_parallel(&files, |file| sha256(file.text.as_bytes()));
        let names = files.iter().map(|file| file.path.rsplit('/').next().unwrap_or(&file.path).to_owned());
        Folder { name, release, files: names.zip(digests).collect() }
    }
}

impl Sums {
    /// Writes the file. Each folder's digest covers its state and the digest of the folder before it, so that their order
    /// is fixed.
    pub fn write(&self) -> GeneratedFile {
        let mut text = String::from(
            "# Generated by `cargo xtask gen`; do not edit. Each digest covers its folder and the digest before it.\n",
        );
        let mut chain = String::new();
        for folder in &self.folders {
            chain = digest(&chain, folder);
            text.push_str(&format!("{} {} {chain}\n", folder.name, folder.release.word()));
            for (file, sum) in &folder.files {
                text.push_str(&format!("    {file} {sum}\n"));
            }
        }
        GeneratedFile { path: "migrations.sum".to_owned(), text }
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// A line that is not what [`Sums::write`] writes, a digest that does not follow from the lines before it, or
    /// numbers that do not rise.
    pub fn read(text: &str) -> Result<Sums, SumsError> {
        let mut sums = Sums::default();
        // The digest that the folder at the end of `sums` is said to have, and the line that says so.
        let mut said: Option<(usize, String)> = None;
        let mut chain = String::new();
        let mut close = |folder: Option<&Folder>, said: Option<(usize, String)>| match (folder, said) {
            (Some(folder), Some((line, said))) => {
                chain = digest(&chain, folder);
                if chain == said {
                    Ok(())
                } else {
                    let reason = format!("the digest of {} does not match: edited or reordered", folder.name);
                    Err(SumsError { line, reason })
                }
            }
            _ => Ok(()),
        };
        for (at, content) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let line = at + 1;
            let bad = |reason: String| SumsError { line, reason };
            let words: Vec<&str> = content.split_whitespace().collect();
            match (content.starts_with("    "), &words[..]) {
                (true, [file, sum]) => {
                    let folder = sums.folders.last_mut();
                    let folder = folder.ok_or_else(|| bad("a file without a folder".to_owned()))?;
                    folder.files.insert((*file).to_owned(), (*sum).to_owned());
                }
                (false, [name, release, digest]) => {
                    close(sums.folders.last(), said.take())?;
                    let release = match *release {
                        "released" => Release::Released,
                        "unreleased" => Release::Unreleased,
                        other => return Err(bad(format!("`{}` is no state of a migration", other.escape_debug()))),
                    };
                    let name: MigrationName = name.parse().map_err(bad)?;
                    if let Some(last) = sums.folders.last().filter(|last| last.name.number >= name.number) {
                        return Err(bad(format!("{name} stands behind {}: reordered or merged by hand", last.name)));
                    }
                    let is_released = |folder: &Folder| folder.release == Release::Released;
                    if release == Release::Released && sums.folders.last().is_some_and(|last| !is_released(last)) {
                        return Err(bad(format!("{name} is released, and the migration before it is not")));
                    }
                    said = Some((line, (*digest).to_owned()));
                    sums.folders.push(Folder { name, release, files: BTreeMap::new() });
                }
                _ => return Err(bad(format!("`{}` is no line of this file", content.escape_debug()))),
            }
        }
        close(sums.folders.last(), said.take())?;
        Ok(sums)
    }

    /// Compares the folders with the files that are really there, given by path below `generated/` with their SHA-256.
    pub fn compare(&self, digests: &BTreeMap<String, String>) -> Vec<HistoryError> {
        let mut errors = Vec::new();
        let mut there: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (path, digest) in digests {
            let Some((folder, file)) = path.strip_prefix("migrations/").and_then(|path| path.split_once('/')) else {
                continue;
            };
            there.entry(folder).or_default().insert(file, digest);
        }
        for folder in &self.folders {
            let name = folder.name.to_string();
            let Some(found) = there.remove(name.as_str()) else {
                errors.push(HistoryError::MissingFolder(format!("migrations/{name}")));
                continue;
            };
            for (file, sum) in &folder.files {
                let path = format!("migrations/{name}/{file}");
                match found.get(file.as_str()) {
                    None => errors.push(HistoryError::MissingFile(path)),
                    Some(digest) if digest != sum => errors.push(HistoryError::EditedFile(path)),
                    Some(_) => {}
                }
            }
            let unknown = found.keys().filter(|file| !folder.files.contains_key(**file));
            errors.extend(unknown.map(|file| HistoryError::UnknownFile(format!("migrations/{name}/{file}"))));
        }
        errors.extend(there.into_keys().map(|name| HistoryError::UnknownFolder(format!("migrations/{name}"))));
        errors.sort();
        errors
    }
}

fn digest(before: &str, folder: &Folder) -> String {
    let mut text = format!("{before}\n{} {}\n", folder.name, folder.release.word());
    for (file, sum) in &folder.files {
        text.push_str(&format!("{file} {sum}\n"));
    }
    sha256(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums() -> Sums {
        let folder = |number, slug: &str, release| {
            let name = MigrationName::new(number, slug).unwrap();
            let path = format!("migrations/{name}/schema.lock");
            Folder::new(name, release, &[GeneratedFile { path, text: slug.to_owned() }])
        };
        Sums { folders: vec![folder(1, "first", Release::Released), folder(2, "second", Release::Unreleased)] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(Sums::read(&sums().write().text), Ok(sums()));
        assert_eq!(Sums::read(""), Ok(Sums::default()));
    }

    #[test]
    fn reordered_and_edited_lines_are_noticed() {
        let text = sums().write().text;
        let lines: Vec<&str> = text.lines().collect();
        let reordered = [lines[0], lines[3], lines[4], lines[1], lines[2]].join("\n");
        assert!(Sums::read(&reordered).is_err());
        let renumbered = text.replace("0001_first", "0003_first");
        assert!(Sums::read(&renumbered).is_err());
        let without_first = [lines[0], lines[3], lines[4]].join("\n");
        assert!(Sums::read(&without_first).unwrap_err().reason.contains("does not match"));
        assert!(Sums::read("<<<<<<< HEAD").is_err());
        let out_of_turn =
            text.replace(" released", " x").replace(" unreleased", " released").replace(" x", " unreleased");
        assert!(Sums::read(&out_of_turn).unwrap_err().reason.contains("does not match"));
        let mut sums = sums();
        sums.folders.reverse();
        for (folder, name) in sums.folders.iter_mut().zip(["0001_second", "0002_first"]) {
            folder.name = name.parse().unwrap();
        }
        let released_behind_unreleased = sums.write().text;
        let error = Sums::read(&released_behind_unreleased).unwrap_err();
        assert!(error.reason.contains("the migration before it is not"), "{error}");
    }

    #[test]
    fn every_truncation_is_noticed_by_the_file_or_by_the_folders() {
        let text = sums().write().text;
        let there = BTreeMap::from(
            ["0001_first", "0002_second"]
                .map(|name| (format!("migrations/{name}/schema.lock"), sha256(&name.as_bytes()[5..]))),
        );
        // The last line ends with a line feed, which `gen --check` compares as it does every byte.
        for end in 0..text.len() - 1 {
            let read = Sums::read(&text[..end]);
            let is_accepted = read.is_ok_and(|sums| sums.compare(&there).is_empty());
            assert!(!is_accepted, "the first {end} bytes");
        }
    }

    #[test]
    fn folders_are_compared_with_what_is_there() {
        let file = |path: &str, text: &str| (path.to_owned(), sha256(text.as_bytes()));
        let there = BTreeMap::from([
            file("migrations/0001_first/schema.lock", "other"),
            file("migrations/0003_third/schema.lock", "third"),
            file("schema.sql", ""),
        ]);
        assert_eq!(
            sums().compare(&there),
            [
                HistoryError::MissingFolder("migrations/0002_second".to_owned()),
                HistoryError::UnknownFolder("migrations/0003_third".to_owned()),
                HistoryError::EditedFile("migrations/0001_first/schema.lock".to_owned()),
            ]
        );
    }

    #[test]
    fn names_of_migrations_are_checked() {
        assert_eq!("0001_master_tables".parse::<MigrationName>().unwrap().to_string(), "0001_master_tables");
        for text in ["1_x", "0001", "0001_", "0001_Über", "0000_x", "00a1_x", "0001_a/b"] {
            assert!(text.parse::<MigrationName>().is_err(), "{text}");
        }
    }
}
