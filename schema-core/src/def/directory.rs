//! The tables of a schema, for the checks that `schema!` calls while the user's crate compiles.

use super::message::{Message, same_text};
use super::{Table, TableDef};

/// A table in `schema!`, and what it refers to.
#[derive(Debug)]
pub struct Listed {
    def: &'static TableDef,
    targets: &'static [&'static TableDef],
}

impl Listed {
    /// Takes a table. One mention of `T`, so that a type that is no table is one error.
    pub const fn of<T: Table>() -> Listed {
        Listed { def: T::DEF, targets: T::TARGETS }
    }
}

/// The tables of a schema, sorted, so that a thousand of them are checked within the steps that rustc's lint
/// `long_running_const_eval` grants one constant.
#[derive(Debug)]
pub struct Directory<const N: usize> {
    tables: [Listed; N],
    /// Hashes of the tables' names, ascending.
    hashes: [u64; N],
    /// Which table each hash belongs to.
    indexes: [usize; N],
}

impl<const N: usize> Directory<N> {
    /// Sorts the tables.
    pub const fn new(tables: [Listed; N]) -> Directory<N> {
        let mut hashes = [0; N];
        let mut indexes = [0; N];
        let mut at = 0;
        while at < N {
            hashes[at] = hash(tables[at].def);
            indexes[at] = at;
            at += 1;
        }
        // Heapsort: the heap's order is (hash, index).
        let mut start = N / 2;
        while start > 0 {
            start -= 1;
            sift_down(&mut hashes, &mut indexes, start, N);
        }
        let mut end = N;
        while end > 1 {
            end -= 1;
            hashes.swap(0, end);
            indexes.swap(0, end);
            sift_down(&mut hashes, &mut indexes, 0, end);
        }
        Directory { tables, hashes, indexes }
    }

    /// The tables in the order they are listed in.
    pub const fn defs(&self) -> [&'static TableDef; N] {
        let mut defs: [&'static TableDef; N] = [EMPTY; N];
        let mut at = 0;
        while at < N {
            defs[at] = self.tables[at].def;
            at += 1;
        }
        defs
    }

    /// Checks that no table before the one at `index` has its name.
    #[track_caller]
    pub const fn name_is_free(&self, index: usize) {
        let table = self.tables[index].def;
        let Some(other) = self.find(table) else {
            return;
        };
        let first = self.tables[other].def;
        if other == index || table.is_stub || first.is_stub {
            return;
        }
        let mut message = Message::new();
        message.push("table `");
        message.push(table.namespace);
        message.push(".");
        message.push(table.name);
        if same_text(table.rust_name, first.rust_name) {
            message.push("` is listed twice, as `");
        } else {
            message.push("` is declared twice, by `");
            message.push(first.rust_name);
            message.push("` and `");
        }
        message.push(table.rust_name);
        message.push("`");
        panic!("{}", message.as_str())
    }

    /// Checks that the tables that the one at `index` refers to are listed, each unless a table before has said so.
    #[track_caller]
    pub const fn targets_are_listed(&self, index: usize) {
        let table = &self.tables[index];
        let mut message = Message::new();
        let mut at = 0;
        while at < table.targets.len() {
            let target = table.targets[at];
            if !target.is_stub && self.find(target).is_none() && !self.is_reported(target, index, at) {
                message.push(if message.is_empty() { "" } else { "; " });
                message.push("foreign key `");
                message.push(table.def.rust_name);
                message.push("::");
                let origin = table.def.foreign_keys[at].origin;
                let several = table.def.foreign_keys[at].columns.len() > 1 && contains_comma(origin);
                message.push(if several { "(" } else { "" });
                message.push(origin);
                message.push(if several { ")" } else { "" });
                message.push("` refers to `");
                message.push(target.rust_name);
                message.push("`, which is not among the tables of this schema; add it to `tables`");
            }
            at += 1;
        }
        if !message.is_empty() {
            panic!("{}", message.as_str())
        }
    }

    /// Checks that the table of a column that owns a sequence is listed.
    #[track_caller]
    pub const fn owner_is_listed(&self, table: &TableDef) {
        if table.is_stub || self.find(table).is_some() {
            return;
        }
        let mut message = Message::new();
        message.push("a column of `");
        message.push(table.rust_name);
        message.push("` owns a sequence, and that is not among the tables of this schema; add it to `tables`");
        panic!("{}", message.as_str())
    }

    const fn is_reported(&self, target: &TableDef, index: usize, foreign_key: usize) -> bool {
        let mut at = 0;
        while at <= index {
            let targets = self.tables[at].targets;
            let mut key = 0;
            while key < targets.len() && (at < index || key < foreign_key) {
                if same_name(targets[key], target) {
                    return true;
                }
                key += 1;
            }
            at += 1;
        }
        false
    }

    /// Finds the first table listed that has the table's name.
    const fn find(&self, table: &TableDef) -> Option<usize> {
        let wanted = hash(table);
        let (mut low, mut high) = (0, N);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.hashes[middle] < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while low < N && self.hashes[low] == wanted {
            let index = self.indexes[low];
            if same_name(self.tables[index].def, table) {
                return Some(index);
            }
            low += 1;
        }
        None
    }
}

const fn sift_down(hashes: &mut [u64], indexes: &mut [usize], start: usize, end: usize) {
    let mut parent = start;
    loop {
        let mut child = 2 * parent + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && is_before(hashes, indexes, child, child + 1) {
            child += 1;
        }
        if !is_before(hashes, indexes, parent, child) {
            return;
        }
        hashes.swap(parent, child);
        indexes.swap(parent, child);
        parent = child;
    }
}

const fn is_before(hashes: &[u64], indexes: &[usize], a: usize, b: usize) -> bool {
    hashes[a] < hashes[b] || hashes[a] == hashes[b] && indexes[a] < indexes[b]
}

const fn same_name(a: &TableDef, b: &TableDef) -> bool {
    same_text(a.name, b.name) && same_text(a.namespace, b.namespace)
}

/// FNV-1a of `namespace.name`.
const fn hash(table: &TableDef) -> u64 {
    let state = hash_text(0xcbf2_9ce4_8422_2325, table.namespace);
    hash_text(hash_text(state, "."), table.name)
}

const fn hash_text(mut state: u64, text: &str) -> u64 {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        state = (state ^ text[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    state
}

const fn contains_comma(text: &str) -> bool {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        if text[at] == b',' {
            return true;
        }
        at += 1;
    }
    false
}

/// What [`Directory::defs`] starts from.
const EMPTY: &TableDef = &TableDef::stub("", "", "");

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: &'static [&'static str]) -> Vec<Listed> {
        let table = |name| -> &'static TableDef {
            Box::leak(Box::new(TableDef { is_stub: false, ..TableDef::stub("Struct", "public", name) }))
        };
        names.iter().map(|name| Listed { def: table(name), targets: &[] }).collect()
    }

    #[test]
    fn every_table_is_found() {
        let tables: [Listed; 7] = listed(&["g", "a", "f", "b", "e", "c", "d"]).try_into().expect("there are seven");
        let directory = Directory::new(tables);
        assert!(directory.hashes.is_sorted());
        for (index, table) in directory.defs().into_iter().enumerate() {
            assert_eq!(directory.find(table), Some(index), "{}", table.name);
            directory.name_is_free(index);
        }
        assert_eq!(directory.find(&TableDef::stub("Struct", "public", "h")), None);
        assert_eq!(directory.find(&TableDef::stub("Struct", "auth", "a")), None);
    }

    #[test]
    #[should_panic(expected = "table `public.a` is listed twice")]
    fn the_second_of_two_is_reported() {
        let tables: [Listed; 3] = listed(&["a", "b", "a"]).try_into().expect("there are three");
        let directory = Directory::new(tables);
        directory.name_is_free(0);
        directory.name_is_free(2);
    }
}
