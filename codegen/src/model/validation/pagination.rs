//! Pagination: the members that `@paginated` names, and their types.

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Reference, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::PAGINATED;
use crate::suggest::did_you_mean;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    let services: Vec<Node<'_>> = check
        .shapes()
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)))
        .filter_map(|service| service.trait_value(PAGINATED))
        .collect();
    for shape in check.shapes() {
        if let (ShapeKind::Operation(operation), Some(value)) = (&shape.kind, shape.trait_value(PAGINATED)) {
            let settings = PaginatedTrait {
                operation: shape,
                value,
                // With several services, the settings may differ between them.
                common: match services.as_slice() {
                    [only] => Some(*only),
                    _ => None,
                },
                is_complete: services.len() < 2,
            };
            settings.check(check, operation.input.as_ref(), operation.output.as_ref());
        }
    }
}

/// The settings of an operation, which those of its service complete.
struct PaginatedTrait<'m, 'a> {
    operation: &'m Shape<'a>,
    value: Node<'a>,
    common: Option<Node<'a>>,
    is_complete: bool,
}

impl<'m, 'a> PaginatedTrait<'m, 'a> {
    fn get(&self, key: &str) -> Option<Node<'a>> {
        self.value.get(key).or_else(|| self.common?.get(key))
    }

    fn check(&self, check: &mut Check<'_, 'm, 'a>, input: Option<&Reference>, output: Option<&Reference>) {
        let shape = |reference: Option<&Reference>| reference.and_then(|reference| check.model.shape(&reference.id));
        let (input, output) = (shape(input), shape(output));
        if let Some(token) = self.member(check, "inputToken", input, is_token, "a string or a map") {
            self.optional(check, "inputToken", token);
        }
        self.member(check, "outputToken", output, is_token, "a string or a map");
        if let Some(size) = self.member(check, "pageSize", input, is_integer, "an integer") {
            self.optional(check, "pageSize", size);
        }
        let is_collection = |shape: &Shape<'_>| matches!(shape.kind, ShapeKind::List | ShapeKind::Map);
        self.member(check, "items", output, is_collection, "a list or a map");
        for (key, what) in [("inputToken", "input"), ("outputToken", "output")] {
            if self.is_complete && self.get(key).is_none() {
                let problem = format!("`@paginated` has no `{key}`");
                let help = format!("name the member of the {what} that holds the token");
                self.report(check, self.value, problem, "neither here nor at the service", help);
            }
        }
    }

    /// Finds the member that a setting names by its path and checks its type.
    fn member(
        &self,
        check: &mut Check<'_, 'm, 'a>,
        key: &str,
        structure: Option<&'m Shape<'a>>,
        fits: fn(&Shape<'_>) -> bool,
        expected: &str,
    ) -> Option<&'m Member<'a>> {
        let node = self.get(key)?;
        let path = node.as_str()?;
        if matches!(key, "inputToken" | "pageSize") && path.contains('.') {
            let help = "name a member of the input itself".to_owned();
            let problem = format!("`{key}` cannot be a path");
            self.report(check, node, problem, "a path into a member", help);
            return None;
        }
        let (mut holder, mut found) = (structure, None);
        for name in path.split('.') {
            let Some(member) = holder.and_then(|holder| holder.member(name)) else {
                let names = holder.iter().flat_map(|holder| &holder.members);
                let help = did_you_mean(name, names.map(|member| member.name.as_str()));
                let help = help.unwrap_or_else(|| "name a member by its path from the input or output".to_owned());
                self.report(check, node, format!("`{key}` names no member"), "no such member", help);
                return None;
            };
            holder = check.model.shape(&member.target.id);
            found = Some(member);
        }
        if let Some(target) = holder.filter(|target| !fits(target)) {
            let label = format!("targets `{}`, which is not {expected}", target.id.name());
            let problem = format!("the member that `{key}` names must be {expected}");
            let help = "name another member, or change what it targets".to_owned();
            self.report(check, node, problem, &label, help);
        }
        found
    }

    fn optional(&self, check: &mut Check<'_, 'm, 'a>, key: &str, member: &Member<'_>) {
        if let Some(node) = self.get(key).filter(|_| member.has_trait("smithy.api#required")) {
            let problem = format!("the member that `{key}` names should be optional");
            check.report(
                Diagnostic::warning("pagination", problem)
                    .at(node.place(), "it is required")
                    .shape(&self.operation.id)
                    .help("remove `@required`, so that the first call needs no value"),
            );
        }
    }

    fn report(&self, check: &mut Check<'_, '_, '_>, node: Node<'_>, problem: String, label: &str, help: String) {
        check.report(
            Diagnostic::error("pagination", problem)
                .at(node.place(), label)
                .shape(&self.operation.id)
                .help(help),
        );
    }
}

fn is_token(shape: &Shape<'_>) -> bool {
    matches!(shape.kind, ShapeKind::String | ShapeKind::Enum | ShapeKind::Map)
}

fn is_integer(shape: &Shape<'_>) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long
    )
}
