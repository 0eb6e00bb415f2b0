//! Selects the shapes that a service needs: its operations, including those of resources, and the
//! closure of their shapes.

mod services;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::suggest::did_you_mean;

use super::ast::{Member, Model, OperationProps, Reference, Shape, ShapeId, ShapeKind};
use super::session::creates_session;
use super::traits::{CLIENT_DISCOVERED_ENDPOINT, CLIENT_ENDPOINT_DISCOVERY, ERROR, WAITABLE};

pub use self::services::no_service;
pub(crate) use self::services::service;

/// The choices of a caller.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The service shape, if the model has more than one.
    pub service: Option<String>,
    /// The operations to generate, by shape name; all if empty.
    pub operations: Vec<String>,
}

/// A service with the operations and shapes that are generated for it.
#[derive(Debug)]
pub struct Selection<'m, 'a> {
    /// The model.
    pub model: &'m Model<'a>,
    /// The service.
    pub service: &'m Shape<'a>,
    /// The operations, sorted by name.
    pub operations: Vec<&'m Shape<'a>>,
    /// The shapes that values of requests, responses and errors can contain, and the messages that
    /// reach them. Inputs and outputs themselves are only included if another shape contains them.
    pub shapes: BTreeMap<ShapeId, Reach>,
    /// The structures of the exceptions of all operations.
    pub exceptions: BTreeSet<ShapeId>,
}

/// The messages from which a shape is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// From an input.
    pub input: bool,
    /// From an output.
    pub output: bool,
    /// From an exception.
    pub error: bool,
    /// From an output in which the paths of waiters are evaluated.
    pub observed: bool,
}

impl Reach {
    fn covers(self, other: Self) -> bool {
        let pairs = [
            (self.input, other.input),
            (self.output, other.output),
            (self.error, other.error),
            (self.observed, other.observed),
        ];
        pairs.into_iter().all(|(known, new)| known || !new)
    }

    fn add(&mut self, other: Self) {
        self.input |= other.input;
        self.output |= other.output;
        self.error |= other.error;
        self.observed |= other.observed;
    }
}

/// Selects everything that a service needs.
pub fn select<'m, 'a>(
    model: &'m Model<'a>,
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Option<Selection<'m, 'a>> {
    let service = service(model, filter, diagnostics)?;
    let operations = operations(model, service, filter, diagnostics);
    let mut selection = Selection {
        model,
        service,
        operations,
        shapes: BTreeMap::new(),
        exceptions: BTreeSet::new(),
    };
    for operation in selection.operations.clone() {
        selection.add_operation(operation);
    }
    Some(selection)
}

impl<'m, 'a> Selection<'m, 'a> {
    /// Returns the exceptions of an operation: its own and the service's.
    pub fn errors_of(&self, operation: &Shape<'a>) -> Vec<&'m Reference> {
        let own = match self.model.shape(&operation.id).map(|shape| &shape.kind) {
            Some(ShapeKind::Operation(operation)) => operation.errors.as_slice(),
            _ => &[],
        };
        let common = match &self.service.kind {
            ShapeKind::Service(service) => service.errors.as_slice(),
            _ => &[],
        };
        own.iter().chain(common).collect()
    }

    fn add_operation(&mut self, operation: &'m Shape<'a>) {
        let ShapeKind::Operation(props) = &operation.kind else {
            return;
        };
        if let Some(input) = &props.input {
            self.add_members(
                &input.id,
                Reach {
                    input: true,
                    ..Reach::default()
                },
            );
        }
        if let Some(output) = &props.output {
            self.add_members(
                &output.id,
                Reach {
                    output: true,
                    observed: operation.has_trait(WAITABLE),
                    ..Reach::default()
                },
            );
        }
        let mut errors: Vec<_> = self.errors_of(operation).iter().map(|error| &error.id).collect();
        errors.extend(self.errors_of_streams(props));
        for error in errors {
            self.exceptions.insert(error.clone());
            self.add_members(
                error,
                Reach {
                    error: true,
                    ..Reach::default()
                },
            );
        }
    }

    /// Returns the exceptions that the event streams of an operation may contain.
    fn errors_of_streams(&self, operation: &OperationProps) -> Vec<&'m ShapeId> {
        let model = self.model;
        let structures = operation.input.iter().chain(&operation.output);
        let members = structures.filter_map(|reference| model.shape(&reference.id));
        let targets = members.flat_map(|shape| &shape.members);
        let streams = targets.filter_map(|member| model.shape(&member.target.id));
        let unions = streams.filter(|shape| shape.is_streaming() && matches!(shape.kind, ShapeKind::Union));
        let events = unions.flat_map(|union| &union.members);
        let is_error = |member: &&Member<'_>| {
            model
                .shape(&member.target.id)
                .is_some_and(|shape| shape.has_trait(ERROR))
        };
        events.filter(is_error).map(|member| &member.target.id).collect()
    }

    fn add_members(&mut self, id: &ShapeId, reach: Reach) {
        let mut open = vec![id.clone()];
        while let Some(id) = open.pop() {
            let Some(shape) = self.model.shape(&id) else { continue };
            for member in &shape.members {
                let known = self.shapes.entry(member.target.id.clone()).or_default();
                if !known.covers(reach) {
                    known.add(reach);
                    open.push(member.target.id.clone());
                }
            }
        }
    }
}

fn operations<'m, 'a>(
    model: &'m Model<'a>,
    service: &'m Shape<'a>,
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Vec<&'m Shape<'a>> {
    let bound = bound_operations(model, service, diagnostics);
    for wanted in &filter.operations {
        if !bound.contains_key(wanted.as_str()) {
            diagnostics.push(
                Diagnostic::error(
                    "no-operation",
                    format!("`{}` has no operation `{wanted}`", service.id.name()),
                )
                .shape(&service.id)
                .help(nearest(wanted, bound.keys().copied())),
            );
        }
    }
    let wanted = |name: &str| filter.operations.is_empty() || filter.operations.iter().any(|wanted| wanted == name);
    let mut all = bound.iter();
    let is_discovered = all.any(|(name, shape)| wanted(name) && shape.has_trait(CLIENT_DISCOVERED_ENDPOINT));
    let discovery = discovery_operation(service).filter(|_| is_discovered);
    // Operations that create sessions or return endpoints are needed by calls of others.
    let is_needed = |shape: &Shape<'_>| creates_session(model, shape) || discovery.as_ref() == Some(&shape.id);
    bound
        .into_iter()
        .filter(|(name, shape)| wanted(name) || is_needed(shape))
        .map(|(_, shape)| shape)
        .collect()
}

/// Returns the operations of a service and of its resources by their names.
fn bound_operations<'m, 'a>(
    model: &'m Model<'a>,
    service: &'m Shape<'a>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'m str, &'m Shape<'a>> {
    let mut bound = BTreeMap::new();
    let mut open = vec![&service.id];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(shape) = model.shape(id).filter(|_| seen.insert(id.clone())) else {
            continue;
        };
        let (operations, resources) = match &shape.kind {
            ShapeKind::Service(props) => (props.operations.iter().collect(), &props.resources),
            ShapeKind::Resource(props) => (props.bound_operations().collect::<Vec<_>>(), &props.resources),
            _ => continue,
        };
        for shape in operations
            .into_iter()
            .filter_map(|operation| model.shape(&operation.id))
        {
            if let Some(other) = bound
                .insert(shape.id.name(), shape)
                .filter(|other| other.id != shape.id)
            {
                diagnostics.push(
                    Diagnostic::error(
                        "name-collision",
                        format!("two operations are called `{}`", shape.id.name()),
                    )
                    .at(shape.place, "one of them")
                    .and_at(other.place, "the other one")
                    .shape(&shape.id)
                    .help("operations cannot be renamed by a service; remove one of them from it"),
                );
            }
        }
        open.extend(resources.iter().map(|resource| &resource.id));
    }
    bound
}

/// Returns the operation that returns the endpoints of others.
pub(crate) fn discovery_operation(service: &Shape<'_>) -> Option<ShapeId> {
    let value = service.trait_value(CLIENT_ENDPOINT_DISCOVERY)?;
    ShapeId::parse(&value.get("operation")?.as_str()?)
}

/// Returns a help text with the name that was probably meant.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
    did_you_mean(wanted, names).unwrap_or_else(|| "names are case-sensitive and have no namespace".to_owned())
}
