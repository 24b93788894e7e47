//! Steps about what belongs to no table: namespaces, types, sequences.

use std::collections::BTreeSet;

use super::{Builder, Stage};
use crate::diff::label::makes_other_rows;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Attribute, Check, Domain, ObjectName, Sequence, UserType, UserTypeKind};
use crate::plan::Undo;
use crate::plan::helper_name::replacement_name;
use crate::plan::usage::{
    becomes_identity, goes_with_column, has_new_column_of, other_user, tables_in_use_of, tables_of,
};
use crate::sql::{
    AddDomainCheck, AddEnumValue, AlterAttributeType, AlterCompositeType, AlterDomain, AlterSequence, CommentOnObject,
    CreateNamespace, CreateSequence, CreateType, DropDomainCheck, DropNamespace, DropSequence, DropType, LabelPlace,
    RenameDomainCheck, SequencePosition, SetDomainNotNull, SetSequenceOwner, Statement, ValidateDomainCheck,
};

impl Builder<'_> {
    pub(super) fn create_namespace(&mut self, name: Ident) {
        let object = ObjectName::Namespace(name.clone());
        let undo = Undo::Statements(vec![DropNamespace { name: name.clone() }.into()]);
        self.step(Stage::Create, 0, None, CreateNamespace { name }, undo, Some(&object));
    }

    pub(super) fn drop_namespace(&mut self, name: Ident) {
        let mut back = vec![CreateNamespace { name: name.clone() }.into()];
        let comment = self.input.before.namespaces.get(&name).and_then(|namespace| namespace.comment.clone());
        if comment.is_some() {
            back.push(CommentOnObject { object: ObjectName::Namespace(name.clone()), comment }.into());
        }
        self.step(Stage::Drop, 12, None, DropNamespace { name }, Undo::Statements(back), None);
    }

    pub(super) fn comment_on_object(&mut self, object: ObjectName, from: Option<String>, to: Option<String>) {
        let undo = if self.is_new(&object) {
            Undo::WithObject(match &object {
                ObjectName::Attribute(of, _) | ObjectName::DomainCheck(of, _) => ObjectName::Type(of.clone()),
                _ => object.clone(),
            })
        } else {
            Undo::Statements(vec![said_of(object.clone(), from)])
        };
        let origin = object.clone();
        self.step(Stage::Finish, 2, None, CommentOnObject { object, comment: to }, undo, Some(&origin));
    }

    pub(super) fn create_type(&mut self, name: QualifiedName, user_type: UserType) {
        let object = ObjectName::Type(name.clone());
        self.create_in(&name);
        let is_composite = matches!(user_type.is, UserTypeKind::Composite(_));
        let undo = Undo::Statements(vec![DropType { name: name.clone(), is_composite }.into()]);
        let create = CreateType { name, is: user_type.is };
        let apart = create.checks_apart();
        self.object_step(Stage::Create, 0, &object, create, undo);
        for add in apart {
            self.object_step(Stage::Create, 0, &object, add, Undo::WithObject(object.clone()));
        }
    }

    pub(super) fn drop_type(&mut self, name: QualifiedName, user_type: UserType) {
        let comments = user_type.comments(&name);
        let UserType { is, .. } = user_type;
        let is_composite = matches!(is, UserTypeKind::Composite(_));
        let create = CreateType { name: name.clone(), is };
        let apart = create.checks_apart();
        let mut back: Vec<Statement> = vec![create.into()];
        back.extend(apart.into_iter().map(Statement::from));
        back.extend(comments.into_iter().map(|(object, comment)| said_of(object, Some(comment))));
        let object = ObjectName::Type(name.clone());
        self.object_step(Stage::Drop, 9, &object, DropType { name, is_composite }, Undo::Statements(back));
    }

    pub(super) fn alter_type(&mut self, name: QualifiedName, from: UserTypeKind, to: UserTypeKind) {
        match (from, to) {
            (UserTypeKind::Enum(from), UserTypeKind::Enum(to)) => self.add_enum_values(&name, &from, &to),
            (UserTypeKind::Domain(from), UserTypeKind::Domain(to)) => self.alter_domain(&name, from, to),
            (UserTypeKind::Composite(from), UserTypeKind::Composite(to)) => self.alter_composite(&name, &from, to),
            _ => unreachable!("refused before the plan is built"),
        }
    }

    fn add_enum_values(&mut self, name: &QualifiedName, from: &[String], to: &[String]) {
        let object = ObjectName::Type(name.clone());
        for (at, label) in to.iter().enumerate().filter(|(_, label)| !from.contains(label)) {
            let is_last = !to[at..].iter().any(|label| from.contains(label));
            let place = match (at.checked_sub(1).map(|before| to[before].clone()), from.first()) {
                (Some(_), _) if is_last => LabelPlace::Last,
                (Some(before), _) => LabelPlace::After(before),
                (None, Some(first)) => LabelPlace::Before(first.clone()),
                (None, None) => LabelPlace::Last,
            };
            let statement = AddEnumValue { name: name.clone(), label: label.clone(), place };
            let undo = Undo::Irreversible(format!("PostgreSQL takes no value of {name} away"));
            self.object_step(Stage::Create, 0, &object, statement, undo);
        }
    }

    fn alter_domain(&mut self, domain: &QualifiedName, from: Domain, to: Domain) {
        let object = ObjectName::Type(domain.clone());
        let origin = Some(&object);
        if from.default != to.default {
            let set = |default| AlterDomain { domain: domain.clone(), default };
            let undo = Undo::Statements(vec![set(from.default).into()]);
            self.object_step(Stage::Create, 0, &object, set(to.default), undo);
        }
        // Those that go are still there, and those that are new are there already.
        let mut tables = tables_of(self.input.before, domain);
        tables.extend(tables_of(self.input.after, domain));
        let is_allowed = tables_in_use_of(self.input, domain).is_empty()
            || self.input.allowed.blocking.contains(&object.to_string());
        if from.nullable != to.nullable {
            let (domain_name, tables) = (domain.clone(), tables.clone());
            let set = |not_null| SetDomainNotNull { domain: domain_name.clone(), not_null, tables: tables.clone() };
            let undo = match to.nullable && !is_allowed {
                false => Undo::Statements(vec![set(to.nullable).into()]),
                true => Undo::Irreversible(format!(
                    "to prove NOT NULL of {domain} again takes a migration that reads tables while their writers wait"
                )),
            };
            // A new column of it begins with NULL. Otherwise it goes late, for it may be the first that cannot be undone.
            let is_early = to.nullable && has_new_column_of(self.input, domain);
            let stage = if is_early { Stage::Create } else { Stage::Validate };
            self.step(stage, 0, None, set(!to.nullable), undo, origin);
        }
        for (name, check) in &to.checks {
            match from.checks.get(name) {
                None => self.add_domain_check(domain, name, check, &tables),
                Some(old) if old != check => self.replace_domain_check(domain, name, (old, check), &tables),
                Some(_) => {}
            }
        }
        for (name, check) in from.checks.iter().filter(|(name, _)| !to.checks.contains_key(*name)) {
            let undo = if is_allowed || !check.validity.is_valid() {
                Undo::Statements(self.old_domain_check(domain, name, check, &tables))
            } else {
                Undo::Irreversible(format!(
                    "to prove check {name} of {domain} again takes a migration that reads tables while their writers wait"
                ))
            };
            let drop = DropDomainCheck { domain: domain.clone(), name: name.clone() };
            self.step(Stage::Drop, 5, None, drop, undo, origin);
        }
    }

    fn add_domain_check(
        &mut self,
        domain: &QualifiedName,
        name: &Ident,
        check: &Check,
        tables: &BTreeSet<QualifiedName>,
    ) {
        let object = ObjectName::Type(domain.clone());
        let mut statements = add_domain_check(domain, name, check, tables).into_iter();
        let drop = DropDomainCheck { domain: domain.clone(), name: name.clone() };
        if let Some(add) = statements.next() {
            self.step(Stage::AddNotValid, 0, None, add, Undo::Statements(vec![drop.into()]), Some(&object));
        }
        for validate in statements {
            self.step(Stage::Validate, 0, None, validate, Undo::Nothing, Some(&object));
        }
    }

    /// Adds one that was there, with what was said of it.
    fn old_domain_check(
        &self,
        domain: &QualifiedName,
        name: &Ident,
        check: &Check,
        tables: &BTreeSet<QualifiedName>,
    ) -> Vec<Statement> {
        let mut statements = add_domain_check(domain, name, check, tables);
        let object = ObjectName::DomainCheck(domain.clone(), name.clone());
        let comment = self.input.before.types.get(domain).and_then(|is| is.comments(domain).remove(&object));
        statements.extend(comment.map(|comment| said_of(object, Some(comment))));
        statements
    }

    /// The new one is there and proven before the old one goes, as with the CHECKs of tables.
    fn replace_domain_check(
        &mut self,
        domain: &QualifiedName,
        name: &Ident,
        (from, to): (&Check, &Check),
        tables: &BTreeSet<QualifiedName>,
    ) {
        let object = ObjectName::Type(domain.clone());
        let helper = replacement_name(name);
        self.add_domain_check(domain, &helper, to, tables);
        let drop = DropDomainCheck { domain: domain.clone(), name: name.clone() };
        let undo = Undo::Statements(self.old_domain_check(domain, name, from, tables));
        self.step(Stage::Finish, 0, None, drop, undo, Some(&object));
        let rename =
            |from: &Ident, to: &Ident| RenameDomainCheck { domain: domain.clone(), from: from.clone(), to: to.clone() };
        let undo = Undo::Statements(vec![rename(name, &helper).into()]);
        self.step(Stage::Finish, 0, None, rename(&helper, name), undo, Some(&object));
    }

    fn alter_composite(&mut self, name: &QualifiedName, from: &[Attribute], to: Vec<Attribute>) {
        let object = ObjectName::Type(name.clone());
        let is_in = |attributes: &[Attribute], attribute: &Attribute| {
            attributes.iter().any(|other| other.name == attribute.name)
        };
        for attribute in from.iter().filter(|attribute| !is_in(&to, attribute)) {
            let statement = AlterCompositeType { name: name.clone(), attribute: attribute.clone(), adds: false };
            let undo = Undo::Irreversible(format!("the values of {name}.{} are gone", attribute.name));
            self.step(Stage::Drop, 7, None, statement, undo, Some(&object));
        }
        for new in &to {
            let set = |attribute: &Attribute| AlterAttributeType { name: name.clone(), attribute: attribute.clone() };
            if let Some(old) = from.iter().find(|old| old.name == new.name && *old != new) {
                let undo = Undo::Statements(vec![set(old).into()]);
                self.object_step(Stage::Create, 0, &object, set(new), undo);
            }
        }
        let new: Vec<&Attribute> = to.iter().filter(|attribute| !is_in(from, attribute)).collect();
        let other_rows = new.first().and_then(|_| makes_other_rows(name, self.input.before, self.input.after));
        for attribute in new {
            let statement = |adds| AlterCompositeType { name: name.clone(), attribute: attribute.clone(), adds };
            let undo = match &other_rows {
                Some(holder) => Undo::Irreversible(format!(
                    "{holder} made a row without {name}.{}, which PostgreSQL refuses while it is there",
                    attribute.name
                )),
                None => Undo::Statements(vec![statement(false).into()]),
            };
            self.object_step(Stage::Create, 0, &object, statement(true), undo);
        }
    }

    pub(super) fn create_sequence(&mut self, name: QualifiedName, sequence: Sequence) {
        let object = ObjectName::Sequence(name.clone());
        self.create_in(&name);
        let Sequence { pg_type, options, owned_by, .. } = sequence;
        let undo = Undo::Statements(vec![DropSequence { name: name.clone() }.into()]);
        let statement = CreateSequence { name: name.clone(), pg_type, options };
        self.object_step(Stage::Create, 0, &object, statement, undo);
        if owned_by.is_some() {
            self.set_sequence_owner(&name, None, owned_by);
        }
    }

    pub(super) fn drop_sequence(&mut self, name: QualifiedName, sequence: &Sequence) {
        // With a serial that becomes an identity column, its step has dropped it.
        if becomes_identity(self.input, &name, sequence) {
            return;
        }
        if let Some((table, column)) =
            sequence.owned_by.as_ref().filter(|_| goes_with_column(self.input.after, sequence))
        {
            // With its column PostgreSQL drops it, unless something else takes numbers from it, which goes later.
            if other_user(&[self.input.before], &name, (table, column)).is_none() {
                return;
            }
            self.set_sequence_owner(&name, sequence.owned_by.clone(), None);
        }
        self.privileges.own.insert(name.clone());
        let undo = Undo::Irreversible(format!("the last number of {name} is gone"));
        let object = ObjectName::Sequence(name.clone());
        self.object_step(Stage::Drop, 9, &object, DropSequence { name }, undo);
    }

    pub(super) fn alter_sequence(&mut self, name: &QualifiedName, from: &Sequence, to: &Sequence) {
        self.privileges.own.insert(name.clone());
        let object = ObjectName::Sequence(name.clone());
        let set = |sequence: &Sequence, position: SequencePosition| {
            let Sequence { pg_type, options, .. } = sequence.clone();
            AlterSequence { name: name.clone(), pg_type, options, position }
        };
        let (old, new) = ((&from.options, &from.pg_type), (&to.options, &to.pg_type));
        if old != new {
            let set_from = set(from, SequencePosition::back(old, new));
            let set_to = set(to, SequencePosition::of(old, new));
            let undo = Undo::Statements(vec![set_from.into()]);
            self.object_step(Stage::Create, 0, &object, set_to, undo);
        }
        if from.owned_by != to.owned_by {
            self.set_sequence_owner(name, from.owned_by.clone(), to.owned_by.clone());
        }
    }

    /// Behind the tables and columns that are new, and before any that goes.
    fn set_sequence_owner(
        &mut self,
        name: &QualifiedName,
        from: Option<(QualifiedName, Ident)>,
        to: Option<(QualifiedName, Ident)>,
    ) {
        let object = ObjectName::Sequence(name.clone());
        let statement = |owner| SetSequenceOwner { name: name.clone(), owner };
        let undo = Undo::Statements(vec![statement(from).into()]);
        self.step(Stage::Create, 5, None, statement(to), undo, Some(&object));
    }

    fn create_in(&mut self, name: &QualifiedName) {
        self.privileges.create_in.insert(name.namespace.clone());
    }

    fn is_new(&self, object: &ObjectName) -> bool {
        let before = self.input.before;
        match object {
            ObjectName::Namespace(name) => name.as_str() != "public" && !before.namespaces.contains_key(name),
            ObjectName::Type(name) | ObjectName::Attribute(name, _) | ObjectName::DomainCheck(name, _) => {
                !before.types.contains_key(name)
            }
            ObjectName::Sequence(name) => !before.sequences.contains_key(name),
            ObjectName::Extension(_)
            | ObjectName::Table(_)
            | ObjectName::Column(..)
            | ObjectName::Constraint(..)
            | ObjectName::Index(..)
            | ObjectName::Invariant(..)
            | ObjectName::Routine(_)
            | ObjectName::Trigger(..) => false,
        }
    }
}

fn said_of(object: ObjectName, comment: Option<String>) -> Statement {
    CommentOnObject { object, comment }.into()
}

/// For new values first; those that are there are proven in a step of their own.
fn add_domain_check(
    domain: &QualifiedName,
    name: &Ident,
    check: &Check,
    tables: &BTreeSet<QualifiedName>,
) -> Vec<Statement> {
    let add = AddDomainCheck { domain: domain.clone(), name: name.clone(), check: check.clone() };
    let validate = ValidateDomainCheck { domain: domain.clone(), name: name.clone(), tables: tables.clone() };
    match check.validity.is_valid() {
        true => vec![add.into(), validate.into()],
        false => vec![add.into()],
    }
}
