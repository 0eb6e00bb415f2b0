//! The members of an update, and their sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{conversion, member_names, of_member};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Field, Operation, Presence, Structure, UpdateSource};
use crate::lower::traits;
use crate::model::ast::Shape;
use crate::model::node::Node;

/// The members of an update, and those of the operation that reads.
pub(super) struct Members<'u, 's, 'a, 'v> {
    pub(super) shape: &'u Shape<'s>,
    pub(super) read: &'u Operation,
    /// The members of the structure that is read.
    pub(super) current: &'u [Field],
    pub(super) structures: &'u [Structure],
    pub(super) value: Node<'v>,
    pub(super) renames: BTreeMap<String, String>,
    pub(super) from_call: Vec<String>,
    /// The members of the update that only its caller sets.
    pub(super) not_read: Vec<String>,
    /// The members of the output that the update contains.
    pub(super) used: BTreeSet<String>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Members<'_, '_, '_, '_> {
    /// Returns the source of each member of the update. A member without a source is an error.
    pub(super) fn sources(&mut self, fields: &[Field]) -> Option<Vec<(String, UpdateSource)>> {
        let mut sources = Vec::new();
        let mut is_complete = true;
        for field in fields {
            match self.source(field) {
                Some(source) => sources.push((field.name.clone(), source)),
                None if field.idempotency_token || self.not_read.contains(&field.member_name) => {}
                None => {
                    is_complete = false;
                    self.report(&field.member_name);
                }
            }
        }
        is_complete.then_some(sources)
    }

    fn source(&mut self, field: &Field) -> Option<UpdateSource> {
        if self.from_call.contains(&field.member_name) {
            let source = of_member(&self.read.input.fields, &field.member_name)?;
            return (source.ty == field.ty).then(|| UpdateSource::Call(source.name.clone()));
        }
        if self.not_read.contains(&field.member_name) {
            return None;
        }
        let name = self.renames.get(&field.member_name).unwrap_or(&field.member_name);
        let source = of_member(self.current, name)?;
        let conversion = match source.ty == field.ty {
            true => None,
            false => Some(conversion::conversion(self.structures, &source.ty, &field.ty)?),
        };
        self.used.insert(name.clone());
        Some(UpdateSource::Current {
            field: source.name.clone(),
            is_optional: source.presence == Presence::Optional,
            conversion,
        })
    }

    fn report(&mut self, member: &str) {
        let read = &self.read.shape;
        self.diagnostics.push(
            Diagnostic::error(
                "update-without-source",
                format!("member `{member}` of the update has no source"),
            )
            .at(
                self.value.place(),
                format!("the output of `{read}` has no member `{member}` of this type"),
            )
            .shape(&self.shape.id)
            .help("name the member of the output in `renames`, or list the member in `fromCall` or `notRead`"),
        );
    }

    /// Checks that the members of the output that the update does not contain are exactly those
    /// that the trait lists.
    pub(super) fn check_rest(&mut self) {
        let listed = traits::texts(self.value, "readOnly");
        let output = self.current;
        for field in output {
            let name = &field.member_name;
            let problem = match (self.used.contains(name), listed.contains(name)) {
                (true, true) => format!("`{name}` is written back, but `readOnly` lists it"),
                (false, false) => format!("`{name}` is not written back: list it in `readOnly`"),
                _ => continue,
            };
            traits::wrong(self.shape, self.value, &problem, self.diagnostics);
        }
        for name in listed.iter().filter(|name| of_member(output, name).is_none()) {
            let problem = format!("the output of `{}` has no member `{name}`", self.read.shape);
            let names = (name.as_str(), member_names(output));
            traits::unknown(self.shape, self.value, &problem, names, self.diagnostics);
        }
    }

    /// Checks that the members which are set by the caller only are members of the update.
    pub(super) fn check_not_read(&mut self, fields: &[Field]) {
        for name in &self.not_read {
            if of_member(fields, name).is_none() {
                let problem = format!("the update has no member `{name}`");
                traits::wrong(self.shape, self.value, &problem, self.diagnostics);
            }
        }
    }
}
