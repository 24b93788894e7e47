//! Enums, domains and composite types, found by the columns that are of them.

use std::collections::BTreeMap;

use super::{Resolver, comment};
use crate::def::{AttributeDef, DomainCheckDef, DomainDef, UserTypeDef, UserTypeKindDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, QualifiedName, default_name};
use crate::model::{Attribute, Check, Domain, Expression, ObjectName, Rename, UserType, UserTypeKind};

impl Resolver {
    /// Adds a type, and those that it is made of.
    pub(super) fn user_type(&mut self, def: &UserTypeDef) {
        let rust = def.rust_name;
        let (Some(namespace), Some(name)) = (self.ident(def.namespace, rust), self.ident(def.name, rust)) else {
            return;
        };
        let name = QualifiedName::new(namespace, name);
        let object = ObjectName::Type(name.clone());
        let reported = self.diagnostics.len();
        let is = match &def.is {
            UserTypeKindDef::Enum(labels) => {
                UserTypeKind::Enum(labels.iter().map(|label| (*label).to_owned()).collect())
            }
            UserTypeKindDef::Domain(domain) => match self.domain(domain, &name.name, rust) {
                Some(domain) => UserTypeKind::Domain(domain),
                None => return self.report_once(&object, rust, reported),
            },
            UserTypeKindDef::Composite(attributes) => UserTypeKind::Composite(self.attributes(attributes, rust)),
        };
        self.renamed_type(&name, def);
        self.report_once(&object, rust, reported);
        let user_type = UserType { is, comment: comment(def.comment) };
        self.origin(object, rust.to_owned());
        let other = self.declared.model.types.insert(name.clone(), user_type.clone());
        if other.is_some_and(|other| other != user_type) {
            self.diagnostics.push(
                Diagnostic::error("duplicate-name", format!("{rust}: type {name} is declared twice"))
                    .help("give one of them another `name = \"...\"`"),
            );
        }
    }

    /// Notes what the type, and its labels or attributes, were called before: once, though the type is resolved for each
    /// column of it.
    fn renamed_type(&mut self, of: &QualifiedName, def: &UserTypeDef) {
        let was = def.was.and_then(|was| self.ident(was, def.rust_name));
        let mut all: Vec<Rename> =
            was.into_iter().map(|was| Rename::Type { from: of.sibling(&was), to: of.clone() }).collect();
        for (from, to) in def.renamed {
            all.extend(match def.is {
                UserTypeKindDef::Enum(_) | UserTypeKindDef::Domain(_) => {
                    Some(Rename::Label { of: of.clone(), from: (*from).to_owned(), to: (*to).to_owned() })
                }
                UserTypeKindDef::Composite(_) => {
                    let (from, to) = (self.ident(from, def.rust_name), self.ident(to, def.rust_name));
                    from.zip(to).map(|(from, to)| Rename::Attribute { of: of.clone(), from, to })
                }
            });
        }
        let renames = &mut self.declared.model.renames;
        all.retain(|rename| !renames.contains(rename));
        renames.extend(all);
    }

    /// A type is resolved for each column of it; what is wrong with it is said for the first.
    fn report_once(&mut self, object: &ObjectName, rust: &str, reported: usize) {
        if self.declared.origins.contains_key(object) {
            self.diagnostics.truncate(reported);
        }
        self.origin(object.clone(), rust.to_owned());
    }

    fn domain(&mut self, def: &DomainDef, name: &Ident, rust: &str) -> Option<Domain> {
        if let Some(user_type) = def.user_type {
            self.user_type(user_type);
        }
        let pg_type = self.pg_type(def.pg_type, rust)?;
        let mut checks = BTreeMap::new();
        for DomainCheckDef { name: given, condition, comment: said } in def.checks {
            let check_name = match given {
                Some(given) => Ident::new(given),
                None => default_name(name.as_str(), "", "check"),
            };
            let Some(check_name) = self.valid(check_name, rust) else { continue };
            let check = Check::new(Expression::new(condition.trim(), Vec::new()));
            let check = Check { comment: comment(said), ..check };
            if checks.insert(check_name.clone(), check).is_some() {
                self.diagnostics.push(
                    Diagnostic::error(
                        "duplicate-name",
                        format!("{rust}: domain {name} has a check {check_name} already"),
                    )
                    .help("give one of them another name: `check(name, \"...\")`"),
                );
            }
        }
        Some(Domain {
            pg_type,
            collation: def.collation.and_then(|collation| self.collation(collation, rust)),
            default: def.default.map(str::to_owned),
            nullable: def.nullable,
            checks,
        })
    }

    fn attributes(&mut self, defs: &[AttributeDef], rust: &str) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        for def in defs {
            if let Some(user_type) = def.user_type {
                self.user_type(user_type);
            }
            let origin = format!("{rust}::{}", def.name);
            let (Some(name), Some(pg_type)) = (self.ident(def.name, &origin), self.pg_type(def.pg_type, &origin))
            else {
                continue;
            };
            let collation = def.collation.and_then(|collation| self.collation(collation, &origin));
            attributes.push(Attribute { name, pg_type, collation, comment: comment(def.comment) });
        }
        attributes
    }
}
