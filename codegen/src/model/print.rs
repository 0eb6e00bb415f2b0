//! Prints a model as JSON AST, sorted, so that equal models have equal texts.

use std::borrow::Cow;

use super::ast::{
    Applied, Member, Model, OperationProps, Reference, ResourceProps, ServiceProps, Shape, ShapeKind, Traits,
};
use super::files::Files;
use super::node::{Node, NodeKind};
use super::prelude::UNIT;

/// Returns the JSON AST of a model whose mixins are not flattened.
pub(super) fn print(model: &Model<'_>, files: &Files<'_>) -> String {
    let mut printer = JsonPrinter::default();
    printer.open("{");
    printer.entry("smithy", |printer| printer.string("2.0"));
    if !model.metadata.is_empty() {
        printer.entry("metadata", |printer| printer.metadata(model));
    }
    printer.entry("shapes", |printer| printer.shapes(model, files));
    printer.close("}");
    printer.text.push('\n');
    printer.text
}

/// A printer of JSON.
#[derive(Default)]
struct JsonPrinter {
    text: String,
    depth: usize,
    is_empty: bool,
}

impl JsonPrinter {
    fn open(&mut self, bracket: &str) {
        self.text.push_str(bracket);
        self.depth += 1;
        self.is_empty = true;
    }

    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        if !self.is_empty {
            self.new_line();
        }
        self.text.push_str(bracket);
        self.is_empty = false;
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("    ", self.depth));
    }

    /// Begins an entry or element on a line of its own.
    fn begin(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.new_line();
        self.is_empty = false;
    }

    fn entry(&mut self, key: &str, value: impl FnOnce(&mut Self)) {
        self.begin();
        self.string(key);
        self.text.push_str(": ");
        value(self);
    }

    fn string(&mut self, text: &str) {
        // Strings can always be written.
        self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn node(&mut self, node: Node<'_>) {
        match node.kind() {
            NodeKind::Object => {
                self.open("{");
                let mut entries = node.entries().unwrap_or_default();
                entries.sort_by(|a, b| a.key.cmp(&b.key));
                for entry in entries {
                    self.entry(&entry.key, |printer| printer.node(entry.value));
                }
                self.close("}");
            }
            NodeKind::Array => self.arrays(&[node]),
            NodeKind::String => self.string(&node.as_str().unwrap_or_default()),
            NodeKind::Number => self.text.push_str(&number(node.text())),
            NodeKind::Boolean | NodeKind::Null => self.text.push_str(node.text()),
        }
    }

    /// Prints the elements of all these arrays as one.
    fn arrays(&mut self, nodes: &[Node<'_>]) {
        self.open("[");
        for element in nodes.iter().filter_map(Node::elements).flatten() {
            self.begin();
            self.node(element);
        }
        self.close("]");
    }

    fn metadata(&mut self, model: &Model<'_>) {
        self.open("{");
        for (key, values) in &model.metadata {
            self.entry(key, |printer| match values.as_slice() {
                [only] => printer.node(*only),
                several => printer.arrays(several),
            });
        }
        self.close("}");
    }

    /// Prints the shapes and, among them, the `apply` statements for members from mixins.
    fn shapes(&mut self, model: &Model<'_>, files: &Files<'_>) {
        let shapes = model.shapes.values().filter(|shape| files.is_given(shape.place.file));
        let mut shapes = shapes.peekable();
        let mut applied: Vec<&Applied<'_>> = model.applied.iter().collect();
        applied.sort_by(|a, b| a.target.cmp(&b.target));
        let mut applied = applied.chunk_by(|a, b| a.target == b.target).peekable();
        self.open("{");
        loop {
            let is_apply = match (shapes.peek(), applied.peek()) {
                (Some(shape), Some(statements)) => statements[0].target < shape.id,
                (None, None) => break,
                (shape, _) => shape.is_none(),
            };
            if is_apply {
                applied.next().into_iter().for_each(|statements| self.apply(statements));
            } else {
                shapes.next().into_iter().for_each(|shape| self.shape(shape));
            }
        }
        self.close("}");
    }

    fn apply(&mut self, statements: &[&Applied<'_>]) {
        let mut traits = Traits::new();
        for statement in statements {
            traits.extend(statement.traits.iter().map(|(id, value)| (id.clone(), *value)));
        }
        self.entry(statements[0].target.as_str(), |printer| {
            printer.open("{");
            printer.entry("type", |printer| printer.string("apply"));
            printer.traits(&traits);
            printer.close("}");
        });
    }

    fn shape(&mut self, shape: &Shape<'_>) {
        self.entry(shape.id.as_str(), |printer| {
            printer.open("{");
            printer.entry("type", |printer| printer.string(shape.kind.keyword()));
            printer.references("mixins", &shape.mixins);
            match &shape.kind {
                ShapeKind::Service(service) => printer.service(service),
                ShapeKind::Resource(resource) => printer.resource(resource),
                ShapeKind::Operation(operation) => printer.operation(operation),
                ShapeKind::List | ShapeKind::Map => {
                    shape.members.iter().for_each(|member| printer.member(member));
                }
                ShapeKind::Structure | ShapeKind::Union | ShapeKind::Enum | ShapeKind::IntEnum => {
                    printer.entry("members", |printer| {
                        printer.open("{");
                        shape.members.iter().for_each(|member| printer.member(member));
                        printer.close("}");
                    });
                }
                _ => {}
            }
            printer.traits(&shape.traits);
            printer.close("}");
        });
    }

    fn member(&mut self, member: &Member<'_>) {
        self.entry(&member.name, |printer| {
            printer.open("{");
            printer.entry("target", |printer| printer.string(member.target.id.as_str()));
            printer.traits(&member.traits);
            printer.close("}");
        });
    }

    fn traits(&mut self, traits: &Traits<'_>) {
        if traits.is_empty() {
            return;
        }
        self.entry("traits", |printer| {
            printer.open("{");
            for (id, value) in traits {
                printer.entry(id.as_str(), |printer| printer.node(*value));
            }
            printer.close("}");
        });
    }

    fn target(&mut self, id: &str) {
        self.open("{");
        self.entry("target", |printer| printer.string(id));
        self.close("}");
    }

    /// Prints a list of shapes whose order has no meaning, sorted.
    fn sorted_references(&mut self, key: &str, references: &[Reference]) {
        let mut sorted = references.to_vec();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.dedup_by(|a, b| a.id == b.id);
        self.references(key, &sorted);
    }

    fn references(&mut self, key: &str, references: &[Reference]) {
        if references.is_empty() {
            return;
        }
        self.entry(key, |printer| {
            printer.open("[");
            for reference in references {
                printer.begin();
                printer.target(reference.id.as_str());
            }
            printer.close("]");
        });
    }

    fn named_references(&mut self, key: &str, references: &[(String, Reference)]) {
        if references.is_empty() {
            return;
        }
        self.entry(key, |printer| {
            printer.open("{");
            for (name, reference) in references {
                printer.entry(name, |printer| printer.target(reference.id.as_str()));
            }
            printer.close("}");
        });
    }

    fn service(&mut self, service: &ServiceProps<'_>) {
        if !service.version.is_empty() {
            self.entry("version", |printer| printer.string(&service.version));
        }
        self.sorted_references("operations", &service.operations);
        self.sorted_references("resources", &service.resources);
        self.sorted_references("errors", &service.errors);
        if !service.rename.is_empty() {
            self.entry("rename", |printer| {
                printer.open("{");
                for (id, name) in &service.rename {
                    printer.entry(id, |printer| printer.node(*name));
                }
                printer.close("}");
            });
        }
    }

    fn resource(&mut self, resource: &ResourceProps) {
        self.named_references("identifiers", &resource.identifiers);
        self.named_references("properties", &resource.properties);
        for (part, operation) in &resource.lifecycle {
            self.entry(part, |printer| printer.target(operation.id.as_str()));
        }
        self.sorted_references("operations", &resource.operations);
        self.sorted_references("collectionOperations", &resource.collection_operations);
        self.sorted_references("resources", &resource.resources);
    }

    fn operation(&mut self, operation: &OperationProps) {
        for (key, target) in [("input", &operation.input), ("output", &operation.output)] {
            let id = target.as_ref().map_or(UNIT, |target| target.id.as_str());
            self.entry(key, |printer| printer.target(id));
        }
        self.sorted_references("errors", &operation.errors);
    }
}

/// Returns the canonical form of a number, unless it has too many digits.
fn number(text: &str) -> Cow<'_, str> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_decimal = text.contains(['.', 'e', 'E']);
    match text.parse::<f64>() {
        Ok(value) if is_decimal && digits <= 15 && value.is_finite() => Cow::Owned(format!("{value:?}")),
        _ if text.contains('E') => Cow::Owned(text.replace('E', "e")),
        _ => Cow::Borrowed(text),
    }
}
