//! Sets that are asked, and never listed.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;

use rustc_hash::FxBuildHasher;

/// A set that tells what it holds and nothing else: the order of a hash table means nothing, and may not come into what is
/// generated. A plan asks for each lock of each step, and a tree would compare a dozen names for each answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Members<T: Hash + Eq>(HashSet<T, FxBuildHasher>);

impl<T: Hash + Eq> Members<T> {
    /// Tells whether it is one of them.
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, one: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        // Most are asked of an empty one: nothing is new when a migration is rolled back.
        !self.0.is_empty() && self.0.contains(one)
    }
}

impl<T: Hash + Eq> Default for Members<T> {
    fn default() -> Members<T> {
        Members(HashSet::default())
    }
}

impl<T: Hash + Eq> FromIterator<T> for Members<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Members<T> {
        Members(items.into_iter().collect())
    }
}

impl<T: Hash + Eq> fmt::Debug for Members<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Members({})", self.0.len())
    }
}
