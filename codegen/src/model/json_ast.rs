//! Reads the JSON AST of one file as shapes.

mod keys;
mod kinds;
mod members;
mod services;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Place, Source};

use super::ast::{Applied, ModelVersion, Reference, Shape, ShapeId, Traits};
use super::node::{Node, NodeEntry, NodeKind};

/// The shapes and `apply` statements of one file.
pub(super) struct JsonAstFile<'a> {
    pub(super) shapes: Vec<Shape<'a>>,
    pub(super) applied: Vec<Applied<'a>>,
    pub(super) unreadable: Vec<ShapeId>,
    /// Metadata: key, place of the key, value.
    pub(super) metadata: Vec<(String, Place, Node<'a>)>,
}

/// Reads the JSON AST of one file.
pub(super) fn file<'a>(root: Node<'a>, source: &'a Source, diagnostics: &mut Diagnostics) -> Option<JsonAstFile<'a>> {
    let version = version(root, source, diagnostics)?;
    let mut file = JsonAstFile {
        shapes: Vec::new(),
        applied: Vec::new(),
        unreadable: Vec::new(),
        metadata: Vec::new(),
    };
    let mut reader = JsonAstReader {
        version,
        within: None,
        diagnostics,
    };
    let top = root.entries().unwrap_or_default();
    reader.unknown_keys(&top, &["smithy", "metadata", "shapes"], "a model");
    let metadata = root
        .get("metadata")
        .and_then(|metadata| reader.entries(metadata, "`metadata`"));
    for entry in metadata.into_iter().flatten() {
        file.metadata
            .push((entry.key.into_owned(), entry.key_place, entry.value));
    }
    for entry in root
        .get("shapes")
        .and_then(|shapes| reader.entries(shapes, "`shapes`"))
        .into_iter()
        .flatten()
    {
        reader.within = None;
        let Some(id) = reader.id(&entry.key, entry.key_place) else {
            continue;
        };
        reader.within = Some(id.clone());
        let Some(fields) = reader.entries(entry.value, "a shape") else {
            file.unreadable.push(id);
            continue;
        };
        if reader.kind(&fields, &entry).as_deref() == Some("apply") {
            let traits = reader.traits(&fields);
            file.applied.push(Applied {
                target: id,
                place: entry.key_place,
                traits,
            });
        } else if id.member().is_some() {
            reader.report(
                Diagnostic::error("bad-shape-id", format!("`{id}` is the id of a member"))
                    .at(entry.key_place, "expected `namespace#Shape`")
                    .help("write the member into `members` of its shape, or give it the type \"apply\""),
            );
        } else if let Some(shape) = reader.shape(id.clone(), &entry, &fields) {
            file.shapes.push(shape);
        } else {
            file.unreadable.push(id);
        }
    }
    Some(file)
}

fn version(root: Node<'_>, source: &Source, diagnostics: &mut Diagnostics) -> Option<ModelVersion> {
    let not_smithy = |place: Place, label: &str| {
        Diagnostic::error("not-smithy", format!("{} is JSON but not a Smithy model", source.name))
            .at(place, label)
            .help("a model is an object with `\"smithy\": \"2.0\"` and `\"shapes\": {…}`; models in the IDL are files with the extension `.smithy`")
    };
    let first_byte = Place {
        end: root.place().start + 1,
        ..root.place()
    };
    let Some(version) = root.get("smithy") else {
        diagnostics.push(not_smithy(first_byte, "no `smithy` version here"));
        return None;
    };
    match version.as_str().as_deref() {
        Some("2" | "2.0") => Some(ModelVersion::V2),
        Some("1" | "1.0") => Some(ModelVersion::V1),
        Some(newer) => {
            let (file, written) = (&source.name, newer.escape_debug());
            diagnostics.push(
                Diagnostic::error(
                    "unknown-smithy-version",
                    format!("{file} has the Smithy version `{written}`, which is not supported"),
                )
                .at(version.place(), "the supported versions are 1.0 and 2.0")
                .help(
                    "if the model uses nothing that is newer, write \"2.0\" here; otherwise export it as version 2.0",
                ),
            );
            None
        }
        None => {
            let label = format!("expected a string, found {}", version.kind());
            diagnostics.push(not_smithy(version.place(), &label));
            None
        }
    }
}

/// A reader of one file of the JSON AST.
struct JsonAstReader<'d> {
    version: ModelVersion,
    /// The shape or member that is being read.
    within: Option<ShapeId>,
    diagnostics: &'d mut Diagnostics,
}

impl JsonAstReader<'_> {
    /// Adds a finding about what is being read.
    fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = match &self.within {
            Some(id) => diagnostic.shape(id),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    fn wrong(&mut self, node: Node<'_>, what: &str, expected: NodeKind) {
        self.report(
            Diagnostic::error("wrong-kind", format!("{what} must be {expected}"))
                .at(node.place(), format!("expected {expected}, found {}", node.kind()))
                .help(format!(
                    "write {expected} here; the JSON AST page of the Smithy specification has examples"
                )),
        );
    }

    fn entries<'a>(&mut self, node: Node<'a>, what: &str) -> Option<Vec<NodeEntry<'a>>> {
        let entries = node.entries();
        if entries.is_none() {
            self.wrong(node, what, NodeKind::Object);
        }
        entries
    }

    fn elements<'a>(&mut self, node: Node<'a>, what: &str) -> Vec<Node<'a>> {
        node.elements().unwrap_or_else(|| {
            self.wrong(node, what, NodeKind::Array);
            Vec::new()
        })
    }

    fn id(&mut self, text: &str, place: Place) -> Option<ShapeId> {
        let id = ShapeId::parse(text);
        if id.is_none() {
            self.report(
                Diagnostic::error("bad-shape-id", format!("`{text}` is not a shape id"))
                    .at(place, "expected `namespace#Shape` or `namespace#Shape$member`")
                    .help("ids in the JSON AST are absolute; write the namespace out"),
            );
        }
        id
    }

    fn kind<'a>(&mut self, fields: &[NodeEntry<'a>], shape: &NodeEntry<'a>) -> Option<std::borrow::Cow<'a, str>> {
        let Some(kind) = find(fields, "type") else {
            self.report(
                Diagnostic::error("no-type", format!("`{}` has no `type`", shape.key))
                    .at(shape.key_place, "this shape")
                    .help("give it a `type`, for example \"structure\""),
            );
            return None;
        };
        let text = kind.as_str();
        if text.is_none() {
            self.wrong(kind, "the `type` of a shape", NodeKind::String);
        }
        text
    }

    fn shape<'a>(&mut self, id: ShapeId, entry: &NodeEntry<'a>, fields: &[NodeEntry<'a>]) -> Option<Shape<'a>> {
        let name = find(fields, "type")?;
        let kind = self.shape_kind(name, fields)?;
        let what = format!("a shape of type {}", kind.keyword());
        self.unknown_keys(fields, keys::of_shape(&kind), &what);
        let mut traits = self.traits(fields);
        if name.text() == "\"set\"" {
            // Version 2.0 has no sets: they are lists of unique elements.
            let unique = ShapeId::parse("smithy.api#uniqueItems");
            traits.extend(unique.map(|id| (id, Node::synthetic("{}", name.place()))));
        }
        Some(Shape {
            members: self.members(fields, &kind, &id),
            traits,
            mixins: self.references(fields, "mixins"),
            id,
            kind,
            place: entry.key_place,
            version: self.version,
        })
    }

    fn traits<'a>(&mut self, fields: &[NodeEntry<'a>]) -> Traits<'a> {
        let mut traits = Traits::new();
        if let Some(node) = find(fields, "traits") {
            for entry in self.entries(node, "`traits`").into_iter().flatten() {
                if let Some(id) = self.id(&entry.key, entry.key_place) {
                    traits.insert(id, entry.value);
                }
            }
        }
        traits
    }

    /// Reads a reference, which is an object with the key `target`.
    fn reference(&mut self, node: Node<'_>) -> Option<Reference> {
        self.target(node, node.get("target"))
    }

    /// Reads the `target` of a reference, which is this node.
    fn target(&mut self, node: Node<'_>, target: Option<Node<'_>>) -> Option<Reference> {
        let Some(target) = target else {
            self.report(
                Diagnostic::error("no-target", "a reference must be an object with a `target`")
                    .at(node.place(), "no `target` in this")
                    .help("write `{ \"target\": \"namespace#Shape\" }`"),
            );
            return None;
        };
        let Some(text) = target.as_str() else {
            self.wrong(target, "a `target`", NodeKind::String);
            return None;
        };
        Some(Reference {
            id: self.id(&text, target.place())?,
            place: target.place(),
        })
    }

    fn references(&mut self, fields: &[NodeEntry<'_>], key: &str) -> Vec<Reference> {
        let Some(node) = find(fields, key) else {
            return Vec::new();
        };
        let elements = self.elements(node, &format!("`{key}`"));
        elements
            .into_iter()
            .filter_map(|element| self.reference(element))
            .collect()
    }
}

fn find<'a>(fields: &[NodeEntry<'a>], key: &str) -> Option<Node<'a>> {
    fields.iter().find(|entry| entry.key == key).map(|entry| entry.value)
}
