//! `smithy.codegen#update`: an operation that replaces what another operation reads.

mod conversion;

mod members;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::ir::{ErrorType, Field, Operation, Presence, Service, Structure, Type, Update};
use crate::model::ast::Shape;
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::UPDATE;

use self::members::Members;
use super::traits;

/// Adds the updates of a service, and marks the structures that store unknown members for them.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut Service, diagnostics: &mut Diagnostics) {
    for shape in &selection.operations {
        let Some(value) = shape.trait_value(UPDATE) else {
            continue;
        };
        let Some(update) = update(shape, value, service, diagnostics) else {
            continue;
        };
        keep_unknown_members(service, shape.id.name(), &update);
        let of_shape = |operation: &&mut Operation| operation.shape == shape.id.name();
        if let Some(operation) = service.operations.iter_mut().find(of_shape) {
            operation.update = Some(update);
        }
    }
}

/// Reads the trait. Without the operation that reads, it has no effect.
fn update(shape: &Shape<'_>, value: Node<'_>, service: &Service, diagnostics: &mut Diagnostics) -> Option<Update> {
    let read = traits::name_of(traits::required(shape, value, "read", diagnostics)?);
    let identifier = traits::required(shape, value, "identifier", diagnostics)?;
    let conflict = traits::name_of(traits::required(shape, value, "conflict", diagnostics)?);
    let of_shape = |name: &str| service.operations.iter().find(|operation| operation.shape == name);
    let (operation, read) = (of_shape(shape.id.name())?, of_shape(&read)?);
    if operation.error_type == ErrorType::OfOperation {
        traits::without_effect(shape, value, diagnostics);
        return None;
    }
    let conflict = conflict_of(shape, value, operation, service, &conflict, diagnostics)?;
    let Some(argument) = of_member(&read.input.fields, &identifier) else {
        let problem = format!("`{}` has no such member in its input", read.shape);
        let names = member_names(&read.input.fields);
        traits::unknown(
            shape,
            value.get("identifier")?,
            &problem,
            (&identifier, names),
            diagnostics,
        );
        return None;
    };
    let (nested, current) = current(shape, value, read, service, diagnostics)?;
    let mut members = Members {
        shape,
        read,
        current,
        structures: &service.structures,
        value,
        renames: renames(value),
        from_call: traits::texts(value, "fromCall"),
        not_read: traits::texts(value, "notRead"),
        used: BTreeSet::new(),
        diagnostics,
    };
    let sources = members.sources(&operation.input.fields);
    members.check_rest();
    members.check_not_read(&operation.input.fields);
    let is_set = |field: &&Field| field.member_name != identifier;
    Some(Update {
        read: read.name.clone(),
        module: read.method.clone(),
        identifier: argument.name.clone(),
        identifier_type: argument.ty.clone(),
        settable: read.input.fields.iter().filter(is_set).cloned().collect(),
        renames: members
            .renames
            .into_iter()
            .map(|(update, current)| (current, update))
            .collect(),
        nested,
        sources: sources?,
        conflict: conflict.name.clone(),
        conflict_snake_name: conflict.snake_name.clone(),
    })
}

/// The name of a field of an output, and whether it can be absent.
type OutputField = (String, bool);

/// Returns the field of the output with the structure that is read, if the trait names one, whether
/// it can be absent, and the fields of that structure.
fn current<'s>(
    shape: &Shape<'_>,
    value: Node<'_>,
    read: &'s Operation,
    service: &'s Service,
    diagnostics: &mut Diagnostics,
) -> Option<(Option<OutputField>, &'s [Field])> {
    let Some(name) = traits::optional(shape, value, "output", diagnostics) else {
        return Some((None, &read.output.fields));
    };
    let field = of_member(&read.output.fields, &name);
    let structure = field.and_then(|field| match &field.ty {
        Type::Structure(name) => conversion::structure(&service.structures, name),
        _ => None,
    });
    let (Some(field), Some(structure)) = (field, structure) else {
        let problem = format!("the output of `{}` has no such member that is a structure", read.shape);
        traits::wrong(shape, value.get("output")?, &problem, diagnostics);
        return None;
    };
    let is_optional = field.presence == Presence::Optional;
    Some((Some((field.name.clone(), is_optional)), &structure.fields))
}

/// Returns the exception that reports a conflict: one of the operation.
fn conflict_of<'s>(
    shape: &Shape<'_>,
    value: Node<'_>,
    operation: &Operation,
    service: &'s Service,
    conflict: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'s Structure> {
    let exceptions = service.exceptions.iter();
    let mut own = exceptions.filter(|exception| operation.errors.contains(&exception.name));
    let found = own.find(|exception| exception.shape == conflict);
    if found.is_none() {
        let problem = "expected an error of the operation";
        traits::wrong(shape, value.get("conflict")?, problem, diagnostics);
    }
    found
}

/// Marks the structures of an update that responses contain too.
fn keep_unknown_members(service: &mut Service, shape: &str, update: &Update) {
    let mut reached = BTreeSet::new();
    let mut holders = BTreeSet::new();
    for operation in &mut service.operations {
        let structure = match &operation.name {
            name if *name == update.read => {
                let nested = update.nested.iter();
                let fields = nested.filter_map(|(name, _)| operation.output.fields.iter().find(|it| it.name == *name));
                holders.extend(fields.filter_map(|field| type_name(&field.ty)));
                &mut operation.output
            }
            _ if operation.shape == shape => {
                let types = operation.input.fields.iter().map(|field| field.ty.clone());
                reached.extend(types.filter_map(|ty| type_name(&ty)));
                &mut operation.input
            }
            _ => continue,
        };
        structure.keeps_unknown_members = true;
    }
    let mut pending: Vec<_> = reached.iter().cloned().collect();
    while let Some(name) = pending.pop() {
        let structure = service.structures.iter().find(|shape| shape.name == name);
        let union = service.unions.iter().find(|shape| shape.name == name);
        let members = structure
            .into_iter()
            .flat_map(|shape| shape.fields.iter().map(|field| &field.ty));
        let variants = union
            .into_iter()
            .flat_map(|shape| shape.variants.iter().filter_map(|variant| variant.ty.as_ref()));
        let found: Vec<_> = members.chain(variants).filter_map(type_name).collect();
        pending.extend(found.into_iter().filter(|name| reached.insert(name.clone())));
    }
    for structure in service
        .structures
        .iter_mut()
        .filter(|shape| reached.contains(&shape.name))
    {
        structure.keeps_unknown_members |= structure.direction.read && structure.direction.write;
    }
    let holders = |shape: &&mut Structure| holders.contains(&shape.name);
    for structure in service.structures.iter_mut().filter(holders) {
        structure.keeps_unknown_members = true;
    }
}

/// Returns the name of the structure or union within a type.
fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Structure(name) | Type::Union(name) => Some(name.clone()),
        Type::Boxed(inner) => type_name(inner),
        Type::List { element, .. } => type_name(element),
        Type::Map { value, .. } => type_name(value),
        _ => None,
    }
}

/// Returns the names of members in the model.
pub(super) fn member_names(fields: &[Field]) -> impl Iterator<Item = &str> {
    fields.iter().map(|field| field.member_name.as_str())
}

pub(super) fn of_member<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.member_name == name)
}

/// Returns the members of the output by the names of renamed members of the update.
fn renames(value: Node<'_>) -> BTreeMap<String, String> {
    let entries = value
        .get("renames")
        .and_then(|renames| renames.entries())
        .unwrap_or_default();
    let pairs = entries
        .iter()
        .filter_map(|entry| Some((entry.key.to_string(), entry.value.as_str()?.into_owned())));
    pairs.collect()
}
