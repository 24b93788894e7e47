//! What a database has and the model does not hold.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An object of a database that the model does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmanaged {
    /// What it is: `view`, `policy`, `grant`.
    pub kind: String,
    /// Its name, qualified and quoted; of what belongs to a table as well: `tenant ON public.users`.
    pub name: String,
    /// Why the model does not hold it.
    pub because: String,
}

impl fmt::Display for Unmanaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind, self.name, self.because)
    }
}
