//! Properties of resources, and the members of lifecycle operations for them.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, OperationProps, Reference, ResourceProps, Shape, ShapeId, ShapeKind};
use crate::model::traits::RESOURCE_IDENTIFIER;
use crate::model::validation::Check;

const NESTED: &str = "smithy.api#nestedProperties";
const NOT_PROPERTY: &str = "smithy.api#notProperty";

/// The code of the findings.
const CODE: &str = "resource-properties";

pub(super) fn check<'a>(check: &mut Check<'_, '_, 'a>, shape: &Shape<'a>, resource: &ResourceProps) {
    for (name, property) in &resource.properties {
        if resource.identifiers.iter().any(|(identifier, _)| identifier == name) {
            check.report(
                Diagnostic::error(CODE, format!("`{name}` is an identifier and a property"))
                    .at(property.place, "the property")
                    .and_at(shape.place, "this resource")
                    .shape(&shape.id)
                    .help("rename one of the two, or remove the property"),
            );
        }
    }
    if resource.properties.is_empty() {
        return;
    }
    let mut properties = Properties {
        check,
        shape,
        resource,
        held: BTreeSet::new(),
    };
    let mut has_operations = false;
    for (_, reference) in resource.lifecycle.iter().filter(|(part, _)| *part != "list") {
        let operation = properties.check.model.shape(&reference.id);
        if let Some(ShapeKind::Operation(operation)) = operation.map(|operation| &operation.kind) {
            properties.operation(operation);
            has_operations = true;
        }
    }
    if has_operations {
        properties.unused();
    }
}

/// The properties of one resource.
struct Properties<'c, 'g, 'm, 'a> {
    check: &'c mut Check<'g, 'm, 'a>,
    shape: &'c Shape<'a>,
    resource: &'c ResourceProps,
    /// The properties that a lifecycle operation has members for.
    held: BTreeSet<String>,
}

impl<'m, 'a> Properties<'_, '_, 'm, 'a> {
    fn operation(&mut self, operation: &OperationProps) {
        for message in operation.input.iter().chain(&operation.output) {
            let Some(message) = self.check.model.shape(&message.id) else {
                continue;
            };
            let nested = message.members.iter().find(|member| member.has_trait(NESTED));
            let inner = nested.and_then(|member| self.check.model.shape(&member.target.id));
            match inner {
                Some(inner) => {
                    self.beside_nested(message);
                    self.members(inner);
                }
                None => self.members(message),
            }
        }
    }

    /// Reports the siblings of a member with `@nestedProperties` that could be properties.
    fn beside_nested(&mut self, message: &'m Shape<'a>) {
        let members = message.members.iter();
        let others: Vec<_> = members.filter(|member| !self.is_excluded(member)).collect();
        for member in others {
            let problem = format!(
                "the properties are nested, so `{}` must have `@notProperty`",
                member.name
            );
            self.report(problem, message, member, "beside `@nestedProperties`", None);
        }
    }

    fn members(&mut self, holder: &'m Shape<'a>) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for member in &holder.members {
            if self.is_excluded(member) {
                continue;
            }
            let name = property_name(member);
            let property = self.resource.properties.iter().find(|(known, _)| *known == name);
            match property {
                None => {
                    let problem = format!("`{}` has no property `{name}`", self.shape.id.name());
                    self.report(problem, holder, member, "holds no property", None);
                }
                Some((_, property)) if property.id != member.target.id => {
                    let problem = format!(
                        "the property `{name}` of `{}` targets `{}`",
                        self.shape.id.name(),
                        property.id
                    );
                    let label = format!("targets `{}`", member.target.id);
                    self.report(problem, holder, member, &label, Some(property));
                }
                Some(_) => {}
            }
            if !seen.insert(name.clone()) {
                let problem = format!("two members hold the property `{name}`");
                self.report(problem, holder, member, "the second one", None);
            }
            self.held.insert(name);
        }
    }

    /// Returns whether a member is not a property, by its name or its traits.
    fn is_excluded(&self, member: &Member<'a>) -> bool {
        let is_excluding = |id: &ShapeId| {
            let definition = self.check.definition(id);
            definition.is_some_and(|definition| definition.has_trait(NOT_PROPERTY))
        };
        member.has_trait(NOT_PROPERTY)
            || member.has_trait(NESTED)
            || member.has_trait(RESOURCE_IDENTIFIER)
            || self.resource.identifiers.iter().any(|(name, _)| *name == member.name)
            || member.traits.keys().any(is_excluding)
    }

    fn report(
        &mut self,
        problem: String,
        holder: &Shape<'a>,
        member: &Member<'a>,
        label: &str,
        property: Option<&Reference>,
    ) {
        let place = property.map_or(member.place, |_| member.target.place);
        let finding = Diagnostic::error(CODE, problem).at(place, label);
        let finding = match property {
            Some(property) => finding
                .and_at(property.place, "the property")
                .help("use the same target, or give the member `@notProperty`"),
            None => finding
                .and_at(self.shape.place, "this resource")
                .help("add the property to the resource, or give the member `@notProperty`"),
        };
        self.check.report(finding.shape(holder.id.with_member(&member.name)));
    }

    /// Reports the properties that no lifecycle operation has a member for.
    fn unused(&mut self) {
        for (name, property) in &self.resource.properties {
            if !self.held.contains(name) {
                let problem = format!("no lifecycle operation holds the property `{name}`");
                self.check.report(
                    Diagnostic::error(CODE, problem)
                        .at(property.place, "no member has its name")
                        .shape(&self.shape.id)
                        .help("add a member to the input or output of one, or remove the property"),
                );
            }
        }
    }
}

fn property_name(member: &Member<'_>) -> String {
    let name = member
        .trait_value("smithy.api#property")
        .and_then(|value| value.get("name"));
    let name = name.and_then(|name| name.as_str().map(String::from));
    name.unwrap_or_else(|| member.name.clone())
}
