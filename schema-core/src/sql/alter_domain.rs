use super::{Kind, ObjectFact, Postcondition, default_expression, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;

/// `ALTER DOMAIN ... SET DEFAULT` or `DROP DEFAULT`: for columns without a default of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterDomain {
    /// The domain.
    pub domain: QualifiedName,
    /// The default, as SQL; nothing takes it away.
    pub default: Option<String>,
}

impl Kind for AlterDomain {
    fn title(&self) -> String {
        match self.default {
            Some(_) => format!("set the default of domain {}", self.domain),
            None => format!("drop the default of domain {}", self.domain),
        }
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER DOMAIN {} ", self.domain);
        match &self.default {
            Some(default) => push!(sql, "SET DEFAULT {};", default_expression(default)),
            None => sql.push_str("DROP DEFAULT;"),
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainDefault { domain: self.domain.clone(), exists: self.default.is_some() }.into()
    }
}
