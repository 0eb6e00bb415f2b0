//! The values of attributes.

use std::borrow::Cow;

use super::scope::SelectorScope;
use super::{Key, Path};
use crate::model::ast::{Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::model::validation::graph::{GraphItem, ModelGraph};

/// The value of an attribute.
#[derive(Clone)]
pub(in crate::model::validation) enum SelectorValue<'g, 'm, 'a> {
    /// An absent value.
    Empty,
    Text(Cow<'a, str>),
    Id(ShapeId),
    Node(Node<'a>),
    Traits(GraphItem<'m, 'a>),
    Service(&'m Shape<'a>),
    Shape {
        item: GraphItem<'m, 'a>,
        scope: SelectorScope,
        graph: &'g ModelGraph<'m, 'a>,
    },
    Variables {
        scope: SelectorScope,
        graph: &'g ModelGraph<'m, 'a>,
    },
    /// Several values.
    Projection(Vec<Self>),
}

impl<'m, 'a> SelectorValue<'_, 'm, 'a> {
    /// Returns the value at the end of a path.
    pub(in crate::model::validation) fn at(self, path: &Path) -> Self {
        path.iter().fold(self, |value, key| value.get(key))
    }

    fn get(self, key: &Key) -> Self {
        match (self, key) {
            (Self::Projection(values), Key::First) => flattened(Self::Projection(values))
                .into_iter()
                .next()
                .unwrap_or(Self::Empty),
            (Self::Projection(values), key) => {
                let next = values.into_iter().map(|value| value.get(key));
                Self::Projection(next.filter(Self::exists).collect())
            }
            (Self::Text(text), Key::Length) => number(text.chars().count()),
            (Self::Id(id), key) => id_property(&id, key),
            (Self::Node(node), key) => node_property(node, key),
            (Self::Traits(item), key) => trait_property(item, key),
            (Self::Service(shape), Key::Name(name)) => service_property(shape, name),
            (Self::Shape { item, scope, graph }, Key::Name(name)) => match (name.as_str(), &item.shape.kind) {
                ("id", _) => Self::Id(item.id()),
                ("trait", _) => Self::Traits(item),
                ("service", ShapeKind::Service(_)) if item.member.is_none() => Self::Service(item.shape),
                ("var", _) => Self::Variables { scope, graph },
                _ => Self::Empty,
            },
            (Self::Variables { scope, graph }, Key::Name(name)) => variable(&scope, graph, name),
            _ => Self::Empty,
        }
    }

    /// Returns whether a value is present.
    pub(super) fn exists(&self) -> bool {
        match self {
            Self::Empty => false,
            Self::Node(node) => !node.is_null(),
            Self::Projection(values) => !values.is_empty(),
            _ => true,
        }
    }

    /// Returns the value as text for string comparators.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Id(id) => Cow::Borrowed(id.as_str()),
            Self::Service(shape) => Cow::Borrowed(shape.id.as_str()),
            Self::Shape { item, .. } => Cow::Owned(item.id().to_string()),
            Self::Node(node) => match node.kind() {
                NodeKind::String => node.as_str().unwrap_or_default(),
                NodeKind::Number | NodeKind::Boolean => Cow::Borrowed(node.text()),
                NodeKind::Object | NodeKind::Array | NodeKind::Null => Cow::Borrowed(""),
            },
            Self::Empty | Self::Traits(_) | Self::Variables { .. } | Self::Projection(_) => Cow::Borrowed(""),
        }
    }

    /// Returns the value as text for templates of messages.
    pub(in crate::model::validation) fn message(&self) -> String {
        match self {
            Self::Node(node) => node.text().to_owned(),
            Self::Projection(_) => {
                let mut texts: Vec<String> = flattened(self.clone()).iter().map(Self::message).collect();
                texts.sort_unstable();
                format!("[{}]", texts.join(", "))
            }
            other => other.text().into_owned(),
        }
    }
}

/// Returns the values of a projection, or any other value itself.
pub(super) fn flattened<'g, 'm, 'a>(value: SelectorValue<'g, 'm, 'a>) -> Vec<SelectorValue<'g, 'm, 'a>> {
    match value {
        SelectorValue::Projection(values) => values.into_iter().flat_map(flattened).collect(),
        value => vec![value],
    }
}

fn number<'g, 'm, 'a>(number: usize) -> SelectorValue<'g, 'm, 'a> {
    SelectorValue::Text(Cow::Owned(number.to_string()))
}

fn owned<'g, 'm, 'a>(text: &str) -> SelectorValue<'g, 'm, 'a> {
    SelectorValue::Text(Cow::Owned(text.to_owned()))
}

fn id_property<'g, 'm, 'a>(id: &ShapeId, key: &Key) -> SelectorValue<'g, 'm, 'a> {
    match key {
        Key::Length => number(id.as_str().chars().count()),
        Key::Name(name) => match name.as_str() {
            "namespace" => owned(id.namespace()),
            "name" => owned(id.name()),
            "member" => id.member().map_or(SelectorValue::Empty, |(_, member)| owned(member)),
            _ => SelectorValue::Empty,
        },
        _ => SelectorValue::Empty,
    }
}

fn node_property<'g, 'm, 'a>(node: Node<'a>, key: &Key) -> SelectorValue<'g, 'm, 'a> {
    let project =
        |nodes: Vec<Node<'a>>| SelectorValue::Projection(nodes.into_iter().map(SelectorValue::Node).collect());
    let entries = || node.entries().unwrap_or_default();
    let elements = || node.elements().unwrap_or_default();
    match (key, node.kind()) {
        (Key::Keys, NodeKind::Object) => SelectorValue::Projection(
            entries()
                .into_iter()
                .map(|entry| SelectorValue::Text(entry.key))
                .collect(),
        ),
        (Key::Values, NodeKind::Object) => project(entries().into_iter().map(|entry| entry.value).collect()),
        (Key::Values, NodeKind::Array) => project(elements()),
        (Key::Length, NodeKind::Object) => number(entries().len()),
        (Key::Length, NodeKind::Array) => number(elements().len()),
        (Key::Length, NodeKind::String) => number(node.as_str().unwrap_or_default().chars().count()),
        (Key::Name(name), NodeKind::Object) => node.get(name).map_or(SelectorValue::Empty, SelectorValue::Node),
        _ => SelectorValue::Empty,
    }
}

fn trait_property<'g, 'm, 'a>(item: GraphItem<'m, 'a>, key: &Key) -> SelectorValue<'g, 'm, 'a> {
    let traits = item.traits();
    match key {
        Key::Keys => SelectorValue::Projection(traits.keys().cloned().map(SelectorValue::Id).collect()),
        Key::Values => SelectorValue::Projection(traits.values().copied().map(SelectorValue::Node).collect()),
        Key::Length => number(traits.len()),
        Key::Name(name) => {
            let id = match name.contains('#') {
                true => Cow::Borrowed(name.as_str()),
                false => Cow::Owned(format!("smithy.api#{name}")),
            };
            item.trait_value(&id).map_or(SelectorValue::Empty, SelectorValue::Node)
        }
        Key::First | Key::Unknown => SelectorValue::Empty,
    }
}

fn service_property<'g, 'm, 'a>(shape: &'m Shape<'a>, name: &str) -> SelectorValue<'g, 'm, 'a> {
    match (name, &shape.kind) {
        ("id", _) => SelectorValue::Id(shape.id.clone()),
        ("version", ShapeKind::Service(service)) => owned(&service.version),
        _ => SelectorValue::Empty,
    }
}

fn variable<'g, 'm, 'a>(scope: &SelectorScope, graph: &'g ModelGraph<'m, 'a>, name: &str) -> SelectorValue<'g, 'm, 'a> {
    let Some(numbers) = scope.get(name) else {
        return SelectorValue::Empty;
    };
    let shape = |number: &usize| SelectorValue::Shape {
        item: graph.item(*number),
        scope: SelectorScope::default(),
        graph,
    };
    SelectorValue::Projection(numbers.iter().map(shape).collect())
}
