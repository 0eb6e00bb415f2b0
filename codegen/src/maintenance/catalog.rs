//! Converts a model to JSON for tools that show it: shapes with their members, traits and texts.
//! Mixins are applied.

use serde_json::{Map, Value, json};

use crate::markdown::MarkdownDocument;
use crate::model::ast::{Member, Model, Reference, Shape, ShapeId, ShapeKind, Traits};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::DOCUMENTATION;

/// The namespace of Smithy's own shapes, which are omitted.
const BUILT_IN: &str = "smithy.api";

/// The width of texts: their lines are not wrapped.
const WIDTH: usize = 100_000;

/// Returns all shapes of a model, in the order of their ids.
pub fn catalog(model: &Model<'_>) -> Value {
    let shapes = model.shapes.values().filter(|shape| shape.id.namespace() != BUILT_IN);
    shapes.map(shape).collect()
}

fn shape(shape: &Shape<'_>) -> Value {
    let mut entries = Map::new();
    let mut add = |key: &str, value: Value| {
        let is_empty = value.as_array().is_some_and(Vec::is_empty) || value.is_null();
        if !is_empty {
            entries.insert(key.to_owned(), value);
        }
    };
    add("id", json!(shape.id.as_str()));
    add("kind", json!(shape.kind.keyword()));
    add("docs", docs(&shape.traits));
    add("traits", traits(&shape.traits));
    add("members", shape.members.iter().map(member).collect());
    match &shape.kind {
        ShapeKind::Operation(operation) => {
            add("input", optional(operation.input.as_ref()));
            add("output", optional(operation.output.as_ref()));
            add("errors", ids(operation.errors.iter()));
        }
        ShapeKind::Service(service) => {
            add("version", json!(service.version));
            add("operations", ids(service.operations.iter()));
            add("resources", ids(service.resources.iter()));
            add("errors", ids(service.errors.iter()));
        }
        ShapeKind::Resource(resource) => {
            add("operations", ids(resource.bound_operations()));
            add("resources", ids(resource.resources.iter()));
            add("identifiers", named(&resource.identifiers));
            add("properties", named(&resource.properties));
        }
        _ => {}
    }
    Value::Object(entries)
}

fn member(member: &Member<'_>) -> Value {
    let mut entries = Map::new();
    entries.insert("name".to_owned(), json!(member.name));
    entries.insert("target".to_owned(), json!(member.target.id.as_str()));
    for (key, value) in [("docs", docs(&member.traits)), ("traits", traits(&member.traits))] {
        if value.as_array().is_some_and(|lines| !lines.is_empty()) {
            entries.insert(key.to_owned(), value);
        }
    }
    Value::Object(entries)
}

/// Returns the lines of a text as Markdown.
fn docs(traits: &Traits<'_>) -> Value {
    let text = traits.get(DOCUMENTATION).and_then(|text| text.as_str());
    json!(
        text.map(|text| MarkdownDocument::parse(&text).lines(WIDTH))
            .unwrap_or_default()
    )
}

/// Returns the traits as the IDL writes them, each with its id.
fn traits(traits: &Traits<'_>) -> Value {
    let shown = traits.iter().filter(|(id, _)| id.as_str() != DOCUMENTATION);
    shown
        .map(|(id, value)| json!([id.as_str(), written(id, *value)]))
        .collect()
}

fn written(id: &ShapeId, value: Node<'_>) -> String {
    let name = if id.namespace() == BUILT_IN {
        id.name()
    } else {
        id.as_str()
    };
    match value.kind() {
        NodeKind::Object => {
            let entries = value.entries().unwrap_or_default();
            if entries.is_empty() {
                return format!("@{name}");
            }
            let entries = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, compact(entry.value)));
            format!("@{name}({})", entries.collect::<Vec<_>>().join(", "))
        }
        _ => format!("@{name}({})", compact(value)),
    }
}

/// Returns a value on one line.
fn compact(value: Node<'_>) -> String {
    let parsed: Option<Value> = serde_json::from_str(value.text()).ok();
    parsed.map_or_else(|| value.text().to_owned(), |value| value.to_string())
}

fn optional(reference: Option<&Reference>) -> Value {
    json!(reference.map(|reference| reference.id.as_str()))
}

fn ids<'r>(references: impl Iterator<Item = &'r Reference>) -> Value {
    references.map(|reference| json!(reference.id.as_str())).collect()
}

fn named(references: &[(String, Reference)]) -> Value {
    references
        .iter()
        .map(|(name, reference)| json!({ "name": name, "target": reference.id.as_str() }))
        .collect()
}
