//! Resources: handles with their identifiers, and typed ARNs (`aws.api#arn`).

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::ir::{Arn, ArnPart, Operation, Resource, ResourceCall, Service, Type};
use crate::model::ast::{Reference, ResourceProps, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::{ARN, PATTERN, RESOURCE_IDENTIFIER, SERVICE};
use crate::names;
use crate::patterns;

use super::traits;

/// Adds the handles and the ARNs of the resources of a service.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut Service, diagnostics: &mut Diagnostics) {
    let ShapeKind::Service(props) = &selection.service.kind else {
        return;
    };
    let mut open: Vec<_> = props.resources.iter().map(|resource| &resource.id).collect();
    let mut seen = BTreeSet::new();
    let mut shapes = Vec::new();
    while let Some(id) = open.pop() {
        let Some(shape) = selection.model.shape(id).filter(|_| seen.insert(id.clone())) else {
            continue;
        };
        if let ShapeKind::Resource(resource) = &shape.kind {
            open.extend(resource.resources.iter().map(|inner| &inner.id));
            shapes.push((shape, resource.as_ref()));
        }
    }
    shapes.sort_by_key(|(shape, _)| shape.id.name());
    let mut methods = client_methods(service);
    for (shape, resource) in shapes {
        if let Some(mut handle) = handle(selection, shape, resource, service) {
            while service.resources.iter().any(|other| other.name == handle.name) {
                handle.name.push_str("Resource");
            }
            while !methods.insert(handle.method.clone()) {
                handle.method = format!("{}_resource", names::unraw(&handle.method));
            }
            service.resources.push(handle);
        }
        if let Some(value) = shape.trait_value(ARN)
            && let Some(arn) = arn(selection, shape, resource, value, service, diagnostics)
        {
            service.arns.push(arn);
        }
    }
}

/// Returns the functions of the client, whose names a handle's function must not have.
fn client_methods(service: &Service) -> BTreeSet<String> {
    let mut methods = BTreeSet::new();
    for operation in &service.operations {
        methods.insert(operation.method.clone());
        methods.extend(operation.waiters.iter().map(|waiter| waiter.method.clone()));
        if operation.update.is_some() {
            methods.insert(format!("{}_with", names::unraw(&operation.method)));
        }
    }
    methods.extend(service.bound_members.iter().map(|bound| bound.method.clone()));
    methods
}

/// Returns the handle of a resource that has instance operations.
fn handle(
    selection: &Selection<'_, '_>,
    shape: &Shape<'_>,
    resource: &ResourceProps,
    service: &Service,
) -> Option<Resource> {
    let is_bound = |name: &str| service.bound_members.iter().any(|bound| bound.member == name);
    let names: Vec<_> = resource.identifiers.iter().map(|(name, _)| name.as_str()).collect();
    let own = names.iter().filter(|name| !is_bound(name)).count();
    if own == 0 {
        return None;
    }
    let is_instance = |part: &str| matches!(part, "read" | "put" | "update" | "delete");
    let lifecycle = resource.lifecycle.iter().filter(|(part, _)| is_instance(part));
    let operations = lifecycle
        .map(|(part, reference)| (Some(*part), reference))
        .chain(resource.operations.iter().map(|reference| (None, reference)));
    let mut identifiers: Vec<(String, Type)> = Vec::new();
    let mut calls: Vec<ResourceCall> = Vec::new();
    for (part, reference) in operations {
        let Some((operation, members)) = bound_members(selection, service, reference, &names) else {
            continue;
        };
        let fields: Vec<_> = members
            .into_iter()
            .filter(|(identifier, _)| !is_bound(identifier))
            .map(|(identifier, field)| (field, names::fields([identifier], names::Role::Data).concat()))
            .collect();
        if identifiers.is_empty() {
            identifiers = fields
                .iter()
                .filter_map(|(field, identifier)| {
                    let field = operation.input.fields.iter().find(|known| known.name == *field)?;
                    Some((identifier.clone(), field.ty.clone()))
                })
                .collect();
        }
        let taken = |method: &String| calls.iter().any(|call| call.method == *method);
        let method = Some(method(shape.id.name(), part, &operation.shape)).filter(|method| !taken(method));
        calls.push(ResourceCall {
            method: method.unwrap_or_else(|| operation.method.clone()),
            operation: operation.method.clone(),
            fields,
        });
    }
    (!calls.is_empty()).then(|| Resource {
        shape: shape.id.name().to_owned(),
        name: names::type_name(stem(shape.id.name())),
        method: names::method(stem(shape.id.name())),
        identifiers,
        calls,
    })
}

/// Returns the name of a resource without the word for its kind of shape.
fn stem(name: &str) -> &str {
    name.strip_suffix("Resource")
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}

/// Returns the function of a handle for an operation: its name without the resource's, else that of
/// its part in the lifecycle, else its own.
fn method(resource: &str, part: Option<&str>, operation: &str) -> String {
    let short = [resource, stem(resource)].into_iter().find_map(|name| {
        let (before, after) = operation.split_once(name)?;
        let is_word = !after.starts_with(|c: char| c.is_ascii_lowercase());
        (is_word && !before.is_empty()).then(|| format!("{before}{after}"))
    });
    let by_part = part.map(|part| if part == "read" { "Get" } else { part });
    names::method(&short.unwrap_or_else(|| by_part.unwrap_or(operation).to_owned()))
}

/// Returns the selected operation of a reference, and the field of its input for each identifier.
fn bound_members<'s, 'n>(
    selection: &Selection<'_, '_>,
    service: &'s Service,
    reference: &Reference,
    identifiers: &[&'n str],
) -> Option<(&'s Operation, Vec<(&'n str, String)>)> {
    let shape = selection.operations.iter().find(|shape| shape.id == reference.id)?;
    let operation = service
        .operations
        .iter()
        .find(|operation| operation.shape == shape.id.name())?;
    let ShapeKind::Operation(props) = &shape.kind else {
        return None;
    };
    let members = &selection.model.shape(&props.input.as_ref()?.id)?.members;
    let mut bound = Vec::new();
    for identifier in identifiers {
        let member = members
            .iter()
            .find(|member| match member.trait_text(RESOURCE_IDENTIFIER) {
                Some(name) => name == *identifier,
                None => member.name == *identifier,
            })?;
        let field = operation
            .input
            .fields
            .iter()
            .find(|field| field.member_name == member.name)?;
        bound.push((*identifier, field.name.clone()));
    }
    Some((operation, bound))
}

/// Reads the template of an ARN.
fn arn(
    selection: &Selection<'_, '_>,
    shape: &Shape<'_>,
    resource: &ResourceProps,
    value: Node<'_>,
    service: &Service,
    diagnostics: &mut Diagnostics,
) -> Option<Arn> {
    let template = traits::required(shape, value, "template", diagnostics)?;
    let is = |key: &str| value.get(key).and_then(|value| value.as_bool()) == Some(true);
    let pattern = |id: &ShapeId| {
        let text = selection.model.shape(id)?.trait_text(PATTERN)?;
        patterns::compile(&text).ok()
    };
    let mut parts = Vec::new();
    let mut rest = template.as_str();
    while let Some((before, (label, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        if !before.is_empty() {
            parts.push(ArnPart::Text(before.to_owned()));
        }
        let Some((name, target)) = resource.identifiers.iter().find(|(name, _)| name == label) else {
            let problem = format!("the resource has no identifier `{label}`");
            let names = resource.identifiers.iter().map(|(name, _)| name.as_str());
            traits::unknown(shape, value, &problem, (label, names), diagnostics);
            return None;
        };
        let mut field = names::fields([name.as_str()], names::Role::Data).concat();
        if matches!(field.as_str(), "partition" | "region" | "account_id" | "parse") {
            field.push_str("_value");
        }
        let is_same = |part: &ArnPart| matches!(part, ArnPart::Label { identifier, .. } if identifier == name);
        if parts.iter().any(is_same) {
            traits::wrong(shape, value, &format!("the label `{label}` occurs twice"), diagnostics);
            return None;
        }
        parts.push(ArnPart::Label {
            identifier: name.clone(),
            field,
            pattern: pattern(&target.id),
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(ArnPart::Text(rest.to_owned()));
    }
    let name = arn_name(shape, service);
    Some(Arn {
        resource: shape.id.name().to_owned(),
        module: names::shape_module(&name),
        name,
        service: (!is("absolute")).then(|| arn_namespace(selection.service)),
        has_region: !is("noRegion"),
        has_account: !is("noAccount"),
        template,
        parts,
    })
}

/// Returns a name for the type of an ARN that no other type has.
fn arn_name(shape: &Shape<'_>, service: &Service) -> String {
    let mut name = format!("{}Arn", names::type_name(stem(shape.id.name())));
    let is_taken = |name: &str| {
        let shapes = service.structures.iter().map(|shape| &shape.name);
        let shapes = shapes.chain(service.unions.iter().map(|shape| &shape.name));
        let shapes = shapes.chain(service.enums.iter().map(|shape| &shape.name));
        shapes
            .chain(service.arns.iter().map(|arn| &arn.name))
            .any(|other| other == name)
    };
    while is_taken(&name) {
        name.insert_str(name.len() - "Arn".len(), "Resource");
    }
    name
}

/// Returns the service in ARNs: that of the model, else the shape's name, as the specification
/// defines.
fn arn_namespace(service: &Shape<'_>) -> String {
    let namespace = service
        .trait_value(SERVICE)
        .and_then(|api| api.get("arnNamespace"))
        .and_then(|namespace| namespace.as_str());
    namespace.map_or_else(|| service.id.name().to_lowercase(), |namespace| namespace.into_owned())
}
