//! Storage parameters.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Storage parameters of a table or index, or those of an operator class. They are kept in the order in which they were
/// given, for pg_dump prints them so; two are equal in whatever order.
#[derive(Clone, Debug, Default)]
pub struct StorageParameters(Vec<(String, String)>);

impl StorageParameters {
    /// None.
    pub const fn new() -> StorageParameters {
        StorageParameters(Vec::new())
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value of the one of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Returns names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the names in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// Takes one out.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    /// Returns these as they stand where `old` has been altered to them: what stays keeps its place, what is new or has
    /// another value comes behind.
    pub fn in_place_of(&self, old: &StorageParameters) -> StorageParameters {
        let stays = |name: &str| old.get(name).is_some() && old.get(name) == self.get(name);
        let kept = old.0.iter().filter(|(name, _)| stays(name));
        kept.chain(self.0.iter().filter(|(name, _)| !stays(name))).cloned().collect()
    }

    /// Tells whether they stand in the order of their names.
    pub fn is_sorted(&self) -> bool {
        self.0.is_sorted()
    }

    /// Returns the same in the order of their names.
    pub fn sorted(&self) -> StorageParameters {
        let mut sorted = self.clone();
        sorted.0.sort();
        sorted
    }
}

impl PartialEq for StorageParameters {
    fn eq(&self, other: &StorageParameters) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for StorageParameters {}

impl Extend<(String, String)> for StorageParameters {
    /// One whose name is there already takes another value.
    fn extend<T: IntoIterator<Item = (String, String)>>(&mut self, parameters: T) {
        for (name, value) in parameters {
            match self.0.iter_mut().find(|(other, _)| *other == name) {
                Some(there) => there.1 = value,
                None => self.0.push((name, value)),
            }
        }
    }
}

impl FromIterator<(String, String)> for StorageParameters {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(parameters: T) -> StorageParameters {
        let mut all = StorageParameters::new();
        all.extend(parameters);
        all
    }
}

impl<const N: usize> From<[(String, String); N]> for StorageParameters {
    fn from(parameters: [(String, String); N]) -> StorageParameters {
        parameters.into_iter().collect()
    }
}

impl IntoIterator for StorageParameters {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Serialize for StorageParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for StorageParameters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StorageParameters, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = StorageParameters;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StorageParameters, A::Error> {
                let mut all = StorageParameters::new();
                while let Some(entry) = map.next_entry::<String, String>()? {
                    all.extend([entry]);
                }
                Ok(all)
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::StorageParameters;

    fn parameters(pairs: &[(&str, &str)]) -> StorageParameters {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_order_is_kept_and_says_nothing() {
        let given = parameters(&[("fillfactor", "70"), ("autovacuum_enabled", "false")]);
        let text = serde_json::to_string(&given).unwrap();
        assert_eq!(text, r#"{"fillfactor":"70","autovacuum_enabled":"false"}"#);
        let read: StorageParameters = serde_json::from_str(&text).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), [("fillfactor", "70"), ("autovacuum_enabled", "false")]);
        assert_eq!(given, parameters(&[("autovacuum_enabled", "false"), ("fillfactor", "70")]));
        assert_ne!(given, parameters(&[("fillfactor", "70")]));
        assert_ne!(given, parameters(&[("fillfactor", "70"), ("autovacuum_enabled", "true")]));
        assert_ne!(given, parameters(&[("fillfactor", "70"), ("autovacuum_enabled", "false"), ("log", "1")]));
    }

    #[test]
    fn what_is_altered_comes_last() {
        let old = parameters(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")]);
        let wanted = parameters(&[("e", "1"), ("d", "1"), ("b", "2"), ("a", "1")]);
        let stands: Vec<_> = wanted.in_place_of(&old).into_iter().map(|(name, _)| name).collect();
        assert_eq!(stands, ["a", "d", "e", "b"]);
    }
}
