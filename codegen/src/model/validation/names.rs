//! Names that differ in case only: of members of a shape, and of shapes of a service.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, ServiceProps, Shape, ShapeId, ShapeKind};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        members(check, shape);
        if let ShapeKind::Service(service) = &shape.kind {
            closure(check, shape, service);
        }
    }
}

fn members(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>) {
    let mut seen: BTreeMap<String, &Member<'_>> = BTreeMap::new();
    for member in &shape.members {
        let Some(earlier) = seen.insert(member.name.to_lowercase(), member) else {
            continue;
        };
        check.report(
            Diagnostic::danger(
                "name-collision",
                format!(
                    "the members `{}` and `{}` differ in case only",
                    earlier.name, member.name
                ),
            )
            .at(member.place, "the second one")
            .and_at(earlier.place, "the first one")
            .shape(&shape.id)
            .help("rename one of the two"),
        );
    }
}

/// Checks that the shapes of a service have distinct names, even without namespaces and case.
fn closure(check: &mut Check<'_, '_, '_>, service: &Shape<'_>, props: &ServiceProps<'_>) {
    let mut seen: BTreeMap<String, &Shape<'_>> = BTreeMap::new();
    let shapes = shapes_of(check, service);
    renames(check, service, props, &shapes);
    for shape in shapes {
        let renamed = props.rename.get(shape.id.as_str()).and_then(|name| name.as_str());
        let name = renamed.unwrap_or_else(|| shape.id.name().into());
        let Some(other) = seen.insert(name.to_lowercase(), shape) else {
            continue;
        };
        let problem = format!(
            "`{}` and `{}` have the same name in `{}`",
            other.id,
            shape.id,
            service.id.name()
        );
        // Simple types and lists usually have no named types in programs.
        let is_nameless = |shape: &Shape<'_>| {
            !matches!(
                shape.kind,
                ShapeKind::Structure
                    | ShapeKind::Union
                    | ShapeKind::Map
                    | ShapeKind::Enum
                    | ShapeKind::IntEnum
                    | ShapeKind::Operation(_)
                    | ShapeKind::Resource(_)
                    | ShapeKind::Service(_)
            )
        };
        let finding = if is_nameless(shape) && is_nameless(other) {
            Diagnostic::warning("name-collision", problem)
        } else {
            Diagnostic::danger("name-collision", problem)
        };
        check.report(
            finding
                .at(shape.place, "the second one")
                .and_at(other.place, "the first one")
                .shape(&service.id)
                .help("rename one of the two with the property `rename` of the service"),
        );
    }
}

/// Checks that a service renames shapes that it reaches, to other names, and only shapes of data.
fn renames(check: &mut Check<'_, '_, '_>, service: &Shape<'_>, props: &ServiceProps<'_>, shapes: &[&Shape<'_>]) {
    for (id, name) in &props.rename {
        let Some(target) = ShapeId::parse(id).and_then(|id| check.model.shape(&id)) else {
            continue;
        };
        let label = if target.id.member().is_some() || !target.kind.is_data() {
            format!("a shape of type {} keeps its name", target.kind.keyword())
        } else if name.as_str().as_deref() == Some(target.id.name()) {
            "it has this name already".to_owned()
        } else if target.id.namespace() != "smithy.api" && shapes.iter().all(|shape| shape.id != target.id) {
            "the service does not reach this shape".to_owned()
        } else {
            continue;
        };
        check.report(
            Diagnostic::error("wrong-rename", format!("`rename` cannot rename `{id}`"))
                .at(name.place(), label)
                .and_at(target.place, "this shape")
                .shape(&service.id)
                .help("remove the entry"),
        );
    }
}

/// Returns the shapes that a service reaches, without the prelude's.
pub(super) fn shapes_of<'m, 'a>(check: &Check<'_, 'm, 'a>, service: &Shape<'_>) -> Vec<&'m Shape<'a>> {
    let mut seen: BTreeSet<&ShapeId> = BTreeSet::new();
    let (mut open, mut shapes) = (vec![service.id.clone()], Vec::new());
    while let Some(id) = open.pop() {
        let Some(shape) = check.model.shape(&id) else { continue };
        if shape.id.namespace() == "smithy.api" || !seen.insert(&shape.id) {
            continue;
        }
        shapes.push(shape);
        open.extend(shape.members.iter().map(|member| member.target.id.clone()));
        let mut add = |references: &mut dyn Iterator<Item = &crate::model::ast::Reference>| {
            open.extend(references.map(|reference| reference.id.clone()));
        };
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                add(&mut operation.input.iter().chain(&operation.output).chain(&operation.errors));
            }
            ShapeKind::Resource(resource) => {
                add(&mut resource.bound_operations().chain(&resource.resources));
                add(&mut resource.identifiers.iter().map(|(_, target)| target));
            }
            ShapeKind::Service(service) => {
                add(&mut service
                    .operations
                    .iter()
                    .chain(&service.resources)
                    .chain(&service.errors));
            }
            _ => {}
        }
    }
    shapes.sort_by(|a, b| a.id.cmp(&b.id));
    shapes
}
