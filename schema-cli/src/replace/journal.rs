//! The moves that replace files, in the order they happen, as they are noted before the first of them.

/// One move: a single call of the operating system, so that it has happened or has not.
///
/// `at` numbers the files of the work folder: `new/3` is to come, `old/3` is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// Makes a folder that was not there.
    MakeFolder { path: String },
    /// Takes the old file of this path to `old/<at>`.
    TakeAway { at: usize, path: String },
    /// Puts `new/<at>` to this path, where no file is.
    PutIn { at: usize, path: String },
    /// Removes a folder, if it is empty.
    RemoveFolder { path: String },
}

/// Writes the moves. Each part ends with a NUL, the only character that no path has.
pub(super) fn write(moves: &[Move]) -> String {
    let mut text = String::new();
    for one in moves {
        let (verb, at, path) = match one {
            Move::MakeFolder { path } => ("make-folder", 0, path),
            Move::TakeAway { at, path } => ("take-away", *at, path),
            Move::PutIn { at, path } => ("put-in", *at, path),
            Move::RemoveFolder { path } => ("remove-folder", 0, path),
        };
        text.push_str(&format!("{verb}\0{at}\0{path}\0"));
    }
    text
}

/// Reads what [`write`] wrote; nothing of anything else.
pub(super) fn read(text: &str) -> Option<Vec<Move>> {
    if text.is_empty() {
        return None;
    }
    let parts: Vec<&str> = text.strip_suffix('\0')?.split('\0').collect();
    let read_move = |parts: &[&str]| {
        let [verb, at, path] = parts else { return None };
        let (at, path) = (at.parse().ok()?, (*path).to_owned());
        Some(match *verb {
            "make-folder" => Move::MakeFolder { path },
            "take-away" => Move::TakeAway { at, path },
            "put-in" => Move::PutIn { at, path },
            "remove-folder" => Move::RemoveFolder { path },
            _ => return None,
        })
    };
    parts.chunks(3).map(read_move).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let path = || "docs/tables/odd\nname.md".to_owned();
        let moves = vec![
            Move::MakeFolder { path: path() },
            Move::TakeAway { at: 0, path: path() },
            Move::PutIn { at: 12, path: path() },
            Move::RemoveFolder { path: path() },
        ];
        let text = write(&moves);
        assert_eq!(read(&text), Some(moves.clone()));
        for end in 0..text.len() {
            // A journal that ends with a whole move reads as a shorter one; it is renamed into place complete.
            assert!(read(&text[..end]).is_none_or(|read| moves.starts_with(&read)), "the first {end} bytes");
        }
        assert_eq!(read("burn\x000\0x\0"), None);
    }
}
