//! Sequences, and how they count.

use super::{Resolver, comment};
use crate::def::{SequenceDef, SequenceOptionsDef, TableDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, QualifiedName};
use crate::model::{ObjectName, Rename, Sequence, SequenceOptions};
use crate::types::{Builtin, PgType, TypeDef};

impl Resolver {
    pub(super) fn sequence(&mut self, def: &SequenceDef) {
        let origin = format!("schema!: sequence {}", def.name);
        let qualified = def
            .name
            .parse()
            .ok()
            .or_else(|| Some(QualifiedName::new(Ident::new("public").ok()?, self.ident(def.name, &origin)?)));
        let Some(name) = qualified else { return };
        let Some(pg_type) = self.pg_type(TypeDef::of(def.pg_type), &origin) else { return };
        let Some(options) = self.sequence_options(&def.options, &pg_type, &origin) else { return };
        let owned_by = match def.owned_by {
            Some((table, field)) => match self.owner(&name, table, field, &origin) {
                Some(owner) => Some(owner),
                None => return,
            },
            None => None,
        };
        if let Some(was) = def.was.and_then(|was| self.ident(was, &origin)) {
            self.declared.model.renames.push(Rename::Sequence { from: name.sibling(&was), to: name.clone() });
        }
        let sequence = Sequence { pg_type, options, owned_by, comment: comment(def.comment) };
        self.add_sequence(name, sequence, &origin);
    }

    /// The column that owns a sequence, which PostgreSQL wants in the namespace of its table.
    fn owner(
        &mut self,
        sequence: &QualifiedName,
        table: &TableDef,
        field: &str,
        origin: &str,
    ) -> Option<(QualifiedName, Ident)> {
        let name = QualifiedName::new(self.ident(table.namespace, origin)?, self.ident(table.name, origin)?);
        let Some(column) = table.columns.iter().find(|column| column.field == field) else {
            let message = format!("{origin}: `{}` has no field `{field}`", table.rust_name);
            self.diagnostics.push(Diagnostic::error("unknown-column", message));
            return None;
        };
        if name.namespace != sequence.namespace {
            let message = format!("{origin}: {sequence} is owned by a column of {name}, in another namespace");
            self.diagnostics.push(
                Diagnostic::error("invalid-sequence", message)
                    .note("PostgreSQL refuses it with SQLSTATE 55000")
                    .help(format!("name the sequence {}", name.sibling(&sequence.name))),
            );
            return None;
        }
        Some((name, self.ident(column.name, origin)?))
    }

    pub(super) fn add_sequence(&mut self, name: QualifiedName, sequence: Sequence, origin: &str) {
        self.origin(ObjectName::Sequence(name.clone()), origin.to_owned());
        if self.declared.model.sequences.insert(name.clone(), sequence).is_some() {
            self.diagnostics.push(
                Diagnostic::error("duplicate-name", format!("{origin}: sequence {name} is declared twice"))
                    .help("give one of them another name"),
            );
        }
    }

    /// Leaves out what is PostgreSQL's default, and reports what no sequence can count.
    pub(super) fn sequence_options(
        &mut self,
        def: &SequenceOptionsDef,
        pg_type: &PgType,
        origin: &str,
    ) -> Option<SequenceOptions> {
        let (least, most) = match pg_type.builtin() {
            Some(Builtin::SmallInt) => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Some(Builtin::Integer) => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Some(Builtin::BigInt) => (i64::MIN, i64::MAX),
            _ => {
                return self.invalid_sequence(format!(
                    "{origin}: a sequence counts in smallint, integer or bigint, not in {pg_type}"
                ));
            }
        };
        let increment = def.increment.unwrap_or(1);
        let (default_min, default_max) = if increment < 0 { (least, -1) } else { (1, most) };
        let (min, max) = (def.min.unwrap_or(default_min), def.max.unwrap_or(default_max));
        let default_start = if increment < 0 { max } else { min };
        let start = def.start.unwrap_or(default_start);
        let cache = def.cache.unwrap_or(1);
        if increment == 0 {
            return self.invalid_sequence(format!("{origin}: a sequence with an increment of 0 does not count"));
        }
        if min < least || max > most || min >= max {
            return self.invalid_sequence(format!("{origin}: {min} to {max} is no range of {pg_type}"));
        }
        if start < min || start > max {
            return self.invalid_sequence(format!("{origin}: the start {start} is not within {min} to {max}"));
        }
        if cache < 1 {
            return self.invalid_sequence(format!("{origin}: a cache of {cache} holds no number"));
        }
        let unless = |number: i64, default: i64| (number != default).then_some(number);
        Some(SequenceOptions {
            start: unless(start, default_start),
            increment: unless(increment, 1),
            min: unless(min, default_min),
            max: unless(max, default_max),
            cache: unless(cache, 1),
            cycle: def.cycle,
        })
    }

    fn invalid_sequence(&mut self, message: String) -> Option<SequenceOptions> {
        self.diagnostics.push(Diagnostic::error("invalid-sequence", message));
        None
    }
}
