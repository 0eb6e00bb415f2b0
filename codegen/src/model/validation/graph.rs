//! The shapes and members of a model as the nodes of one graph, with the relationships between
//! them.

use std::collections::HashMap;

use crate::model::ast::{Member, Model, Reference, ResourceProps, Shape, ShapeId, ShapeKind, Traits};
use crate::model::node::Node;
use crate::model::prelude::UNIT;
use crate::source::Place;

/// A shape or a member.
#[derive(Clone, Copy)]
pub(super) struct GraphItem<'m, 'a> {
    /// The shape, or the one that has the member.
    pub(super) shape: &'m Shape<'a>,
    /// The member, unless it is the shape itself.
    pub(super) member: Option<&'m Member<'a>>,
}

impl<'m, 'a> GraphItem<'m, 'a> {
    pub(super) fn traits(&self) -> &'m Traits<'a> {
        self.member.map_or(&self.shape.traits, |member| &member.traits)
    }

    pub(super) fn trait_value(&self, id: &str) -> Option<Node<'a>> {
        match self.member {
            Some(member) => member.trait_value(id),
            None => self.shape.trait_value(id),
        }
    }

    pub(super) fn id(&self) -> ShapeId {
        match self.member {
            Some(member) => self.shape.id.with_member(&member.name),
            None => self.shape.id.clone(),
        }
    }

    pub(super) fn place(&self) -> Place {
        self.member.map_or(self.shape.place, |member| member.place)
    }
}

/// A model as a graph. Nodes are numbered: a shape, then its members, then the next shape.
pub(super) struct ModelGraph<'m, 'a> {
    items: Vec<GraphItem<'m, 'a>>,
    shapes: HashMap<&'m str, usize>,
}

impl<'m, 'a> ModelGraph<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>) -> Self {
        let mut graph = Self {
            items: Vec::new(),
            shapes: HashMap::with_capacity(model.shapes.len()),
        };
        graph.add(model);
        graph
    }

    /// Returns the graph of a model and, after its items, those of the definitions of traits.
    pub(super) fn with_definitions(model: &'m Model<'a>, definitions: &'m Model<'a>) -> Self {
        let mut graph = Self::new(model);
        graph.add(definitions);
        graph
    }

    fn add(&mut self, model: &'m Model<'a>) {
        let graph = self;
        for shape in model.shapes.values() {
            if graph.shapes.contains_key(shape.id.as_str()) {
                continue;
            }
            graph.shapes.insert(shape.id.as_str(), graph.items.len());
            graph.items.push(GraphItem { shape, member: None });
            let members = shape.members.iter();
            graph.items.extend(members.map(|member| GraphItem {
                shape,
                member: Some(member),
            }));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn item(&self, number: usize) -> GraphItem<'m, 'a> {
        self.items[number]
    }

    /// Returns all items with their numbers.
    pub(super) fn items(&self) -> impl Iterator<Item = (usize, GraphItem<'m, 'a>)> {
        self.items.iter().copied().enumerate()
    }

    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'m Shape<'a>> {
        self.shapes.get(id.as_str()).map(|number| self.items[*number].shape)
    }

    fn number(&self, id: &ShapeId) -> Option<usize> {
        self.shapes.get(id.as_str()).copied()
    }

    /// Returns the number of a shape or member.
    pub(super) fn number_of(&self, id: &ShapeId) -> Option<usize> {
        let Some((shape, member)) = id.member() else {
            return self.number(id);
        };
        let number = self.number(&shape)?;
        let at = self.items[number]
            .shape
            .members
            .iter()
            .position(|known| known.name == member)?;
        Some(number + 1 + at)
    }

    /// Calls `visit` with the definitions of an item's traits.
    pub(super) fn traits(&self, number: usize, visit: &mut dyn FnMut(usize)) {
        let definitions = self.items[number].traits().keys().filter_map(|id| self.number(id));
        definitions.for_each(visit);
    }

    /// Calls `visit` with each relationship that starts at an item: its name and the other item.
    /// The relationship of a member with its target has no name.
    pub(super) fn neighbors(&self, number: usize, visit: &mut dyn FnMut(&'static str, usize)) {
        let item = self.items[number];
        if let Some(member) = item.member {
            if let Some(target) = self.number(&member.target.id) {
                visit("", target);
            }
            return;
        }
        for at in 0..item.shape.members.len() {
            visit("member", number + 1 + at);
        }
        let to = &mut |name: &'static str, reference: &Reference| {
            if let Some(other) = self.number(&reference.id) {
                visit(name, other);
            }
        };
        item.shape.mixins.iter().for_each(|mixin| to("mixin", mixin));
        match &item.shape.kind {
            ShapeKind::Operation(operation) => {
                let is_there = |structure: &&Reference| structure.id.as_str() != UNIT;
                operation
                    .input
                    .iter()
                    .filter(is_there)
                    .for_each(|input| to("input", input));
                operation
                    .output
                    .iter()
                    .filter(is_there)
                    .for_each(|output| to("output", output));
                operation.errors.iter().for_each(|error| to("error", error));
            }
            ShapeKind::Resource(resource) => resource_neighbors(resource, to),
            ShapeKind::Service(service) => {
                service
                    .operations
                    .iter()
                    .for_each(|operation| to("operation", operation));
                service.resources.iter().for_each(|resource| to("resource", resource));
                service.errors.iter().for_each(|error| to("error", error));
            }
            _ => {}
        }
    }

    /// Returns the items by whose relationships each item is reached, with the names of the
    /// relationships.
    pub(super) fn reversed(&self) -> Vec<Vec<(&'static str, usize)>> {
        let mut reversed = vec![Vec::new(); self.items.len()];
        for number in 0..self.items.len() {
            self.neighbors(number, &mut |name, other| reversed[other].push((name, number)));
        }
        reversed
    }
}

/// Calls `to` with each relationship that starts at a resource: its name and the other shape.
fn resource_neighbors(resource: &ResourceProps, to: &mut dyn FnMut(&'static str, &Reference)) {
    resource
        .identifiers
        .iter()
        .for_each(|(_, target)| to("identifier", target));
    resource
        .properties
        .iter()
        .for_each(|(_, target)| to("property", target));
    for (part, operation) in &resource.lifecycle {
        to(part, operation);
    }
    let instance = resource.operations.iter();
    instance.for_each(|operation| to("instanceOperation", operation));
    let collection = resource.collection_operations.iter();
    collection.for_each(|operation| to("collectionOperation", operation));
    let lifecycle = resource.lifecycle.iter();
    for (part, operation) in lifecycle {
        let name = match *part {
            "create" | "list" => "collectionOperation",
            _ => "instanceOperation",
        };
        to(name, operation);
    }
    resource
        .bound_operations()
        .for_each(|operation| to("operation", operation));
    resource.resources.iter().for_each(|resource| to("resource", resource));
}
