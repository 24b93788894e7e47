//! Invariants: what is fixed is written out, column by column, and what follows from the referenced table is looked up.

use super::TableResolver;
use crate::def::{ForeignKeyDef, InvariantDef, InvariantRuleDef, TableDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Fixed, Invariant, ObjectName, ParentState, ReferentialAction};

/// Columns of the table at hand, and the fields of another one that they have the values of.
struct Link {
    columns: Vec<&'static str>,
    referenced_fields: Vec<&'static str>,
    target: &'static TableDef,
}

impl Link {
    fn of(foreign_key: &'static ForeignKeyDef) -> Link {
        let target = (foreign_key.references)();
        Link {
            columns: foreign_key.columns.to_vec(),
            referenced_fields: foreign_key.referenced_fields.to_vec(),
            target,
        }
    }

    /// Follows a foreign key of the target; nothing where this link does not carry all columns of that.
    fn through(&self, next: &'static ForeignKeyDef) -> Option<Link> {
        let own = |column: &&'static str| {
            let field = self.target.columns.iter().find(|known| known.name == *column)?.field;
            let at = self.referenced_fields.iter().position(|referenced| *referenced == field)?;
            Some(self.columns[at])
        };
        Some(Link { columns: next.columns.iter().map(own).collect::<Option<_>>()?, ..Link::of(next) })
    }
}

impl TableResolver<'_> {
    pub(super) fn invariant(&mut self, def: &InvariantDef) {
        let origin = self.origin(def.origin);
        let Some((invariant, column, label)) = self.invariant_rule(&def.rule, &origin) else { return };
        let Some(name) = self.name(def.name, column, label, &origin) else { return };
        let object = ObjectName::Invariant(self.name.clone(), name.clone());
        if self.table.invariants.contains_key(&name) {
            self.duplicate("trigger", &name, &origin);
            return;
        }
        self.resolver.origin(object, origin);
        self.table.invariants.insert(name, invariant);
    }

    /// Resolves the rule, and what its default name is made of: a column and a label.
    fn invariant_rule<'d>(
        &mut self,
        rule: &'d InvariantRuleDef,
        origin: &str,
    ) -> Option<(Invariant, &'d str, &'static str)> {
        match rule {
            InvariantRuleDef::Lifecycle { column, initial, transitions } => {
                let pairs = transitions.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
                let invariant = Invariant::Lifecycle {
                    column: self.known_column(column, origin)?,
                    initial: owned(initial),
                    transitions: pairs.collect(),
                };
                Some((invariant, column, "lifecycle"))
            }
            InvariantRuleDef::Immutable { columns } => {
                let columns = if columns.is_empty() { self.all_columns() } else { self.idents(columns, origin) };
                Some((Invariant::Immutable(self.fixed(columns)), "", "immutable"))
            }
            InvariantRuleDef::Frozen { column, unless, except } => {
                let column_name = self.known_column(column, origin)?;
                let fixed = self.all_but(except, Some(&column_name), origin);
                Some((Invariant::Frozen { column: column_name, unless: owned(unless), fixed }, "", "frozen"))
            }
            InvariantRuleDef::FrozenWith { foreign_key, except } => {
                let def = self.def;
                let foreign_key = def.foreign_keys.get(*foreign_key)?;
                let (link, column, unless) = self.frozen_row(foreign_key, origin)?;
                let parent = self.parent(&link, column, unless, origin)?;
                let fixed = self.all_but(except, None, origin);
                Some((Invariant::FrozenWith { parent, fixed }, foreign_key.origin, "frozen_with"))
            }
            InvariantRuleDef::InsertRequires { foreign_key, field, values } => {
                let def = self.def;
                let foreign_key = def.foreign_keys.get(*foreign_key)?;
                let target = (foreign_key.references)();
                let Some(column) = target.columns.iter().find(|column| column.field == *field) else {
                    self.report(
                        format!("{origin}: `{}` has no field `{field}`", target.rust_name),
                        "name one that it has",
                    );
                    return None;
                };
                let parent = self.parent(&Link::of(foreign_key), column.name, values, origin)?;
                Some((Invariant::InsertRequires(parent), foreign_key.origin, "requires"))
            }
        }
    }

    /// Finds the row that freezes this one: the one referred to, or the one that freezes that in turn, if the foreign key
    /// carries what refers to it.
    fn frozen_row(
        &mut self,
        foreign_key: &'static ForeignKeyDef,
        origin: &str,
    ) -> Option<(Link, &'static str, &'static [&'static str])> {
        let mut link = Link::of(foreign_key);
        // No chain is longer than there are tables; one that comes back to itself ends here.
        for _ in 0..64 {
            let freezing: Vec<&InvariantRuleDef> = link
                .target
                .invariants
                .iter()
                .map(|invariant| &invariant.rule)
                .filter(|rule| matches!(rule, InvariantRuleDef::Frozen { .. } | InvariantRuleDef::FrozenWith { .. }))
                .collect();
            let next = match freezing[..] {
                [InvariantRuleDef::Frozen { column, unless, .. }] => return Some((link, column, unless)),
                [InvariantRuleDef::FrozenWith { foreign_key, .. }] => link.target.foreign_keys.get(*foreign_key),
                [] => None,
                _ => {
                    // To follow one of them would leave the rows free while another one freezes what they refer to.
                    let what = format!("{origin}: `{}` is frozen by {} rules", link.target.rust_name, freezing.len());
                    self.report(
                        what,
                        "name the foreign keys to the rows that freeze it, with a #[frozen_with(...)] each",
                    );
                    return None;
                }
            };
            let Some(next) = next else { break };
            let Some(through) = link.through(next) else {
                let what = format!(
                    "{origin}: `{}` is frozen with another row, and the foreign key does not carry {}",
                    link.target.rust_name,
                    next.columns.join(", ")
                );
                self.report(what, "name a foreign key that does");
                return None;
            };
            link = through;
        }
        self.report(format!("{origin}: `{}` is never frozen", link.target.rust_name), "declare #[frozen(...)] there");
        None
    }

    fn parent(&mut self, link: &Link, column: &str, values: &[&str], origin: &str) -> Option<ParentState> {
        let references = QualifiedName::new(
            self.resolver.ident(link.target.namespace, origin)?,
            self.resolver.ident(link.target.name, origin)?,
        );
        let referenced: Vec<&str> = link
            .referenced_fields
            .iter()
            .filter_map(|field| link.target.columns.iter().find(|column| column.field == *field))
            .map(|column| column.name)
            .collect();
        Some(ParentState {
            columns: self.idents(&link.columns, origin),
            references,
            referenced_columns: referenced.iter().filter_map(|name| self.resolver.ident(name, origin)).collect(),
            column: self.resolver.ident(column, origin)?,
            values: owned(values),
        })
    }

    fn all_columns(&self) -> Vec<Ident> {
        self.table.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Everything is fixed but the columns named and the one that holds the state, which a lifecycle is there for.
    fn all_but(&mut self, except: &[&str], state: Option<&Ident>, origin: &str) -> Fixed {
        let except = self.idents(except, origin);
        let mut columns = self.all_columns();
        columns.retain(|column| !except.contains(column) && Some(column) != state);
        self.fixed(columns)
    }

    fn fixed(&self, columns: Vec<Ident>) -> Fixed {
        let cleared = |column: &Ident| {
            self.table.foreign_keys().any(|(_, foreign_key)| {
                let clears = |action: &ReferentialAction| match action {
                    ReferentialAction::SetNull(columns) if columns.is_empty() => foreign_key.columns.contains(column),
                    ReferentialAction::SetNull(columns) => columns.contains(column),
                    _ => false,
                };
                clears(&foreign_key.on_delete) || clears(&foreign_key.on_update)
            })
        };
        let clearable = columns.iter().filter(|column| cleared(column)).cloned().collect();
        Fixed { columns, clearable }
    }

    fn report(&mut self, what: String, help: &str) {
        self.resolver.diagnostics.push(Diagnostic::error("invalid-invariant", what).help(help));
    }
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}
