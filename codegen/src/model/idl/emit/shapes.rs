//! Shapes and members.

use std::rc::Rc;

use super::Emitter;
use super::traits::{Implied, ImpliedValue};
use crate::diagnostics::Diagnostic;
use crate::model::idl::syntax::{IdlBody, IdlMember, IdlShape, IdlTrait};
use crate::model::traits::{DEFAULT, ENUM_VALUE};
use crate::suggest::did_you_mean;

const UNIT: &str = "smithy.api#Unit";

impl<'a> Emitter<'a, '_> {
    pub(super) fn shape(&mut self, shape: &'a IdlShape<'a>) {
        let id = format!("{}#{}", self.file.namespace, shape.name.text);
        self.within = Some(id.clone());
        self.json.key(&id, shape.name.span);
        self.json.open('{', shape.kind.span);
        self.json.key("type", shape.kind.span);
        self.json.string(&shape.kind.text, shape.kind.span);
        if let [first, ..] = shape.mixins.as_slice() {
            self.json.key("mixins", first.span);
            self.json.open('[', first.span);
            shape.mixins.iter().for_each(|mixin| self.name_reference(mixin));
            self.json.close(']');
        }
        let resource = self.resource(shape);
        let mut inherited = Vec::new();
        match &shape.body {
            IdlBody::None => {}
            IdlBody::Members(members) => self.members(&id, shape, members, resource.as_deref(), &mut inherited),
            IdlBody::Properties(entries) if shape.kind.text == "service" => self.service(entries),
            IdlBody::Properties(entries) => self.resource_properties(entries),
            IdlBody::Operation(operation) => {
                for (key, name) in [("input", &operation.input), ("output", &operation.output)] {
                    if let Some(name) = name {
                        self.json.key(key, name.span);
                        self.name_reference(name);
                    }
                }
                if let [first, ..] = operation.errors.as_slice() {
                    self.json.key("errors", first.span);
                    self.json.open('[', first.span);
                    operation.errors.iter().for_each(|error| self.name_reference(error));
                    self.json.close(']');
                }
            }
        }
        self.traits_of(&id, &shape.traits, None);
        self.json.close('}');
        for member in inherited {
            self.inherited(&id, member);
        }
    }

    /// Returns the resource that a shape is for.
    fn resource(&self, shape: &IdlShape<'a>) -> Option<Rc<str>> {
        let name = shape.resource.as_ref()?;
        let id = self.resolve(&name.text);
        let error = match self.kind(&id).as_deref() {
            Some("resource") => return Some(id),
            Some(kind) => Diagnostic::error("wrong-target", "`for` must name a resource").at(
                self.place(name.span),
                format!("`{}` is not a resource but of type {kind}", name.text),
            ),
            None => Diagnostic::error("unknown-target", format!("the shape `{id}` does not exist"))
                .at(self.place(name.span), "no such shape in any of the files"),
        };
        let suggestion = match self.kind(&id) {
            Some(_) => None,
            None => self.similar_resource(&id),
        };
        self.report(error.help(suggestion.unwrap_or_else(|| "name a resource here".to_owned())));
        None
    }

    fn similar_resource(&self, id: &str) -> Option<String> {
        let (namespace, name) = id.split_once('#')?;
        let names = self.index.names_in(namespace);
        let is_resource = |name: &&str| self.kind(&format!("{namespace}#{name}")).as_deref() == Some("resource");
        did_you_mean(name, names.filter(is_resource))
    }

    /// Writes members. Those whose targets mixins define are added to `inherited` instead.
    fn members(
        &mut self,
        id: &str,
        shape: &'a IdlShape<'a>,
        members: &'a [IdlMember<'a>],
        resource: Option<&str>,
        inherited: &mut Vec<&'a IdlMember<'a>>,
    ) {
        let is_enum = matches!(&*shape.kind.text, "enum" | "intEnum");
        let is_flat = matches!(&*shape.kind.text, "list" | "set" | "map");
        if !is_flat {
            self.json.key("members", shape.name.span);
            self.json.open('{', shape.name.span);
        }
        for member in members {
            let target = match &member.target {
                Some(target) => Some((self.resolve(&target.text), target.span)),
                None if is_enum => Some((UNIT.into(), member.name.span)),
                None => self
                    .elided(shape, member, resource)
                    .map(|target| (target.into(), member.name.span)),
            };
            let Some((target, span)) = target else {
                inherited.push(member);
                continue;
            };
            self.json.key(&member.name.text, member.name.span);
            self.json.open('{', member.name.span);
            self.json.key("target", span);
            self.json.string(&target, span);
            let implied = self.implied(shape, member);
            self.traits_of(&format!("{id}${}", member.name.text), &member.traits, implied);
            self.json.close('}');
        }
        if !is_flat {
            self.json.close('}');
        }
    }

    /// Returns the trait that `=` implies, or the implied value of an enum's member without one.
    fn implied(&self, shape: &IdlShape<'a>, member: &'a IdlMember<'a>) -> Option<Implied<'a>> {
        let is_enum = matches!(&*shape.kind.text, "enum" | "intEnum");
        let id = if is_enum { ENUM_VALUE } else { DEFAULT };
        if let Some(value) = &member.value {
            return Some((id, value.span, ImpliedValue::Value(value)));
        }
        let has_value = |one: &IdlTrait<'_>| *self.resolve(&one.id.text) == *ENUM_VALUE;
        let needs_value = shape.kind.text == "enum" && !member.traits.iter().any(has_value);
        needs_value.then(|| (ENUM_VALUE, member.name.span, ImpliedValue::Name(&member.name.text)))
    }

    /// Returns the target of a member without one, from the resource of its shape; `None` if a
    /// mixin defines it.
    fn elided(&self, shape: &IdlShape<'a>, member: &IdlMember<'a>, resource: Option<&str>) -> Option<String> {
        let name = &*member.name.text;
        let mixins = shape
            .mixins
            .iter()
            .map(|mixin| self.resolve(&mixin.text).to_string())
            .collect();
        let inherited = self.index.inherited_target(mixins, name);
        let target = resource.and_then(|resource| self.index.resource_member(resource, name));
        match (inherited, target) {
            (Some(inherited), Some(target)) if inherited != target => {
                let problem = format!("`{name}` has one target in a mixin and another in the resource");
                self.report(
                    Diagnostic::error("conflicting-member", problem)
                        .at(
                            self.place(member.name.span),
                            format!("the mixin has `{inherited}`, the resource has `{target}`"),
                        )
                        .help("let both target the same shape, or rename one of the members"),
                );
                None
            }
            (Some(_), _) => None,
            (None, Some(target)) => Some(target),
            (None, None) => {
                // If the resource itself is invalid, that is already reported.
                if shape.resource.is_none() || resource.is_some() {
                    let problem = format!("`${name}` has no target");
                    let label = "neither the resource nor a mixin has a member of this name";
                    self.report(
                        Diagnostic::error("elided-target", problem)
                            .at(self.place(member.name.span), label)
                            .help(format!("write the target: `{name}: Shape`")),
                    );
                }
                Some("smithy.api#String".to_owned())
            }
        }
    }

    /// Writes the traits of a member from a mixin.
    fn inherited(&mut self, id: &str, member: &'a IdlMember<'a>) {
        let id = format!("{id}${}", member.name.text);
        let default = member.value.as_ref();
        let implied = default.map(|value| (DEFAULT, value.span, ImpliedValue::Value(value)));
        if member.traits.is_empty() && implied.is_none() {
            return;
        }
        self.json.key(&id, member.name.span);
        self.json.open('{', member.name.span);
        self.json.key("type", member.name.span);
        self.json.string("apply", member.name.span);
        self.traits_of(&id, &member.traits, implied);
        self.json.close('}');
    }
}
