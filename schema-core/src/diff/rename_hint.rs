//! Hints that something was called otherwise: which of them say something between two models, and in which order.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::ident::{Ident, QualifiedName};
use crate::model::{Rename, SchemaModel, Table, UserTypeKind};

/// Returns the hints that say something, in an order in which each finds its name free: the old name is there before, the
/// new one after, and not before, or only as the old name of another such hint. Sequences come first, then tables and types.
/// Those that claim one old name say nothing: [`contested()`] returns them.
pub fn effective(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    let mut renames = claims(before, after);
    let contested = among_themselves(&renames);
    renames.retain(|rename| !contested.contains(rename));
    renames
}

/// Returns the hints that would say something, were it not for another one that claims the same old name.
pub fn contested(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    among_themselves(&claims(before, after))
}

fn among_themselves(renames: &[Rename]) -> Vec<Rename> {
    let is_claimed_twice = |rename: &&Rename| {
        let claim = Hint::of(rename).claim();
        renames.iter().filter(|other| Hint::of(other).claim() == claim).count() > 1
    };
    renames.iter().filter(is_claimed_twice).cloned().collect()
}

/// What a hint says, as it is told.
pub(crate) struct Hint<'a> {
    /// What is renamed: `column`.
    pub(crate) kind: &'static str,
    /// What it belongs to.
    pub(crate) of: Option<&'a QualifiedName>,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl<'a> Hint<'a> {
    pub(crate) fn of(rename: &'a Rename) -> Hint<'a> {
        let hint = |kind, of, from: &dyn Display, to: &dyn Display| Hint {
            kind,
            of,
            from: from.to_string(),
            to: to.to_string(),
        };
        match rename {
            Rename::Table { from, to } => hint("table", None, from, to),
            Rename::Partition { of, from, to } => hint("partition", Some(of), from, to),
            Rename::Column { table, from, to } => hint("column", Some(table), from, to),
            Rename::Type { from, to } => hint("type", None, from, to),
            Rename::Sequence { from, to } => hint("sequence", None, from, to),
            Rename::Label { of, from, to } => hint("label", Some(of), from, to),
            Rename::Attribute { of, from, to } => hint("attribute", Some(of), from, to),
        }
    }

    /// The old name, and where it stands.
    fn claim(self) -> (&'static str, Option<&'a QualifiedName>, String) {
        (self.kind, self.of, self.from)
    }
}

/// Returns the hints that say something, those that claim one old name among them.
pub(super) fn claims(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    let hints = |of: fn(&Rename) -> Option<(&QualifiedName, &QualifiedName)>| after.renames.iter().filter_map(of);
    let tables = hints(|rename| match rename {
        Rename::Table { from, to } => Some((from, to)),
        _ => None,
    });
    let types = hints(|rename| match rename {
        Rename::Type { from, to } => Some((from, to)),
        _ => None,
    });
    let sequences = hints(|rename| match rename {
        Rename::Sequence { from, to } => Some((from, to)),
        _ => None,
    });
    let tables = in_chains(tables, |name| before.tables.contains_key(name), |name| after.tables.contains_key(name));
    let types = in_chains(types, |name| before.types.contains_key(name), |name| after.types.contains_key(name));
    let sequences =
        in_chains(sequences, |name| before.sequences.contains_key(name), |name| after.sequences.contains_key(name));
    // That of a serial column would follow its table or column otherwise.
    let mut renames: Vec<Rename> = cloned(&sequences).map(|(from, to)| Rename::Sequence { from, to }).collect();
    let renamed_tables = cloned(&tables).map(|(from, to)| Rename::Table { from, to });
    let renamed_types = cloned(&types).map(|(from, to)| Rename::Type { from, to });
    let is_freed_for_table = |(from, _): &(&QualifiedName, &QualifiedName)| tables.iter().any(|(_, to)| to == from);
    match types.iter().any(is_freed_for_table) {
        true => renames.extend(renamed_types.chain(renamed_tables)),
        false => renames.extend(renamed_tables.chain(renamed_types)),
    }
    let (tables, types) = (old_names(tables), old_names(types));
    renames.extend(after.renames.iter().filter(|rename| is_renamed_in_type(rename, &types, before, after)).cloned());
    for rename in &after.renames {
        let Rename::Partition { of, from, to } = rename else { continue };
        let old = before.tables.get(tables.get(of).copied().unwrap_or(of));
        let (Some(old), Some(new)) = (old, after.tables.get(of)) else { continue };
        let is_one = |of: &Table, name: &QualifiedName| of.partitions(name).iter().any(|placed| placed.name == name);
        if is_one(old, from) && !is_one(old, to) && is_one(new, to) {
            renames.push(rename.clone());
        }
    }
    let mut columns: BTreeMap<&QualifiedName, Vec<(&Ident, &Ident)>> = BTreeMap::new();
    for rename in &after.renames {
        if let Rename::Column { table, from, to } = rename {
            columns.entry(table).or_default().push((from, to));
        }
    }
    for (table, hints) in columns {
        let old = before.tables.get(tables.get(table).copied().unwrap_or(table));
        let (Some(old), Some(new)) = (old, after.tables.get(table)) else { continue };
        let renamed =
            in_chains(hints.into_iter(), |name| old.column(name).is_some(), |name| new.column(name).is_some());
        renames.extend(renamed.into_iter().map(|(from, to)| Rename::Column {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
        }));
    }
    renames
}

/// Returns the hints, an old name and a new one each, that say something: those of a chain whose last name is new, the last
/// hint first. What is between was there, and is what another hint says; so may be the first name, which something new has
/// then. A circle never says anything: once it is carried out, it would say the same again.
fn in_chains<'a, N: Ord>(
    hints: impl Iterator<Item = (&'a N, &'a N)>,
    was: impl Fn(&N) -> bool,
    is: impl Fn(&N) -> bool,
) -> Vec<(&'a N, &'a N)> {
    let hints: Vec<(&N, &N)> = hints.filter(|(from, to)| was(from) && is(to)).collect();
    let by_new: BTreeMap<&N, &N> = hints.iter().map(|(from, to)| (*to, *from)).collect();
    let mut all = Vec::new();
    for (from, to) in hints.iter().filter(|(_, to)| !was(to)) {
        let mut chain = vec![(*from, *to)];
        // As long as there are hints at most: a circle in front of it has no first name.
        for _ in &hints {
            let Some((to, from)) = by_new.get_key_value(chain[chain.len() - 1].0) else { break };
            chain.push((*from, *to));
        }
        if chain.len() <= hints.len() {
            all.extend(chain);
        }
    }
    all
}

/// Tells whether a label or an attribute by the old name is there before, and only by the new one after. The type itself may
/// have had another name.
fn is_renamed_in_type(
    rename: &Rename,
    old_types: &BTreeMap<&QualifiedName, &QualifiedName>,
    before: &SchemaModel,
    after: &SchemaModel,
) -> bool {
    let has = |model: &SchemaModel, of: &QualifiedName, name: &str| match &model.types.get(of)?.is {
        UserTypeKind::Enum(labels) => Some(labels.iter().any(|label| label == name)),
        UserTypeKind::Composite(attributes) => Some(attributes.iter().any(|it| it.name.as_str() == name)),
        UserTypeKind::Domain(_) => None,
    };
    let (of, from, to) = match rename {
        Rename::Label { of, from, to } => (of, from.as_str(), to.as_str()),
        Rename::Attribute { of, from, to } => (of, from.as_str(), to.as_str()),
        Rename::Table { .. }
        | Rename::Type { .. }
        | Rename::Sequence { .. }
        | Rename::Partition { .. }
        | Rename::Column { .. } => return false,
    };
    let old = old_types.get(of).copied().unwrap_or(of);
    let (was, is) = (|name| has(before, old, name) == Some(true), |name| has(after, of, name) == Some(true));
    was(from) && !was(to) && is(to) && !is(from)
}

fn cloned(names: &[(&QualifiedName, &QualifiedName)]) -> impl Iterator<Item = (QualifiedName, QualifiedName)> {
    names.iter().map(|(from, to)| ((*from).clone(), (*to).clone()))
}

/// The old name of each new one.
fn old_names<'a>(names: Vec<(&'a QualifiedName, &'a QualifiedName)>) -> BTreeMap<&'a QualifiedName, &'a QualifiedName> {
    names.into_iter().map(|(from, to)| (to, from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What hints say between models of these names, each a letter.
    fn said(hints: &[&str], before: &str, after: &str) -> String {
        let hints: Vec<(char, char)> =
            hints.iter().map(|hint| (hint.chars().next().unwrap(), hint.chars().last().unwrap())).collect();
        let names = hints.iter().map(|(from, to)| (from, to));
        let said = in_chains(names, |name| before.contains(*name), |name| after.contains(*name));
        said.iter().map(|(from, to)| format!("{from}>{to} ")).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn a_hint_says_something_until_it_is_carried_out() {
        assert_eq!(said(&["a>b"], "a", "b"), "a>b");
        assert_eq!(said(&["a>b"], "b", "b"), "");
        assert_eq!(said(&["a>b"], "ab", "ab"), "");
        // Something new has the old name.
        assert_eq!(said(&["a>b"], "a", "ab"), "a>b");
    }

    #[test]
    fn what_frees_a_name_comes_first() {
        assert_eq!(said(&["a>b", "b>c"], "ab", "bc"), "b>c a>b");
        assert_eq!(said(&["c>d", "a>b", "b>c"], "abc", "bcd"), "c>d b>c a>b");
        // They are carried out, or half of it.
        assert_eq!(said(&["a>b", "b>c"], "bc", "bc"), "");
        assert_eq!(said(&["a>b", "b>c"], "b", "bc"), "b>c");
    }

    #[test]
    fn a_circle_says_nothing() {
        assert_eq!(said(&["a>b", "b>a"], "ab", "ab"), "");
        assert_eq!(said(&["a>b", "b>a", "a>c"], "ab", "abc"), "");
    }
}
