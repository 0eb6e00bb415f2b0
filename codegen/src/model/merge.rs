//! Merges the shapes of all files into one model.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Place;

use super::ast::{Model, Shape};
use super::json_ast::JsonAstFile;
use super::node::{Node, NodeKind};
use super::{duplicates, prelude};

/// Merges the shapes of all files and of Smithy's prelude.
pub(super) fn merge<'a>(files: Vec<JsonAstFile<'a>>, diagnostics: &mut Diagnostics) -> Model<'a> {
    let mut model = Model {
        shapes: prelude::shapes(),
        ..Model::default()
    };
    for file in files {
        model.applied.extend(file.applied);
        model.unreadable.extend(file.unreadable);
        for (key, key_place, value) in file.metadata {
            add_metadata(&mut model, key, key_place, value, diagnostics);
        }
        for shape in file.shapes {
            let earlier = model.shapes.get(&shape.id);
            if let Some(prelude) = earlier.filter(|earlier| earlier.place.file == usize::MAX) {
                // Some tools write the prelude into every model, which is valid if it is the same.
                if std::mem::discriminant(&prelude.kind) != std::mem::discriminant(&shape.kind) {
                    diagnostics.push(
                        Diagnostic::error(
                            "duplicate-shape",
                            format!("`{}` differs from Smithy's prelude", shape.id),
                        )
                        .at(shape.place, "belongs to the prelude")
                        .shape(&shape.id)
                        .help("give the shape a namespace of your own"),
                    );
                }
            } else if let Some(earlier) = model.shapes.get_mut(&shape.id) {
                if let Some(difference) = duplicates::merge(earlier, &shape) {
                    diagnostics.push(conflict(earlier, &shape, &difference));
                }
            } else {
                model.shapes.insert(shape.id.clone(), shape);
            }
        }
    }
    model
}

fn conflict(earlier: &Shape<'_>, later: &Shape<'_>, difference: &str) -> Diagnostic {
    Diagnostic::error(
        "duplicate-shape",
        format!("the shape `{}` has two different definitions", later.id.name()),
    )
    .at(later.place, format!("the second definition: {difference}"))
    .and_at(earlier.place, "the first definition")
    .shape(&later.id)
    .help("remove one of the two, or make one an `apply` statement if it only adds traits")
}

/// Adds the value of a metadata key. Lists of several files are joined; other values must be equal.
fn add_metadata<'a>(
    model: &mut Model<'a>,
    key: String,
    key_place: Place,
    value: Node<'a>,
    diagnostics: &mut Diagnostics,
) {
    let values = model.metadata.entry(key.clone()).or_default();
    let is_list = |node: &Node<'_>| node.kind() == NodeKind::Array;
    match values.first() {
        Some(first) if is_list(first) && is_list(&value) => {}
        Some(first) if first.text() == value.text() => return,
        Some(first) => {
            diagnostics.push(
                Diagnostic::error("conflicting-metadata", format!("the metadata `{key}` has two values"))
                    .at(key_place, "another value here")
                    .and_at(first.place(), "the first value")
                    .help("remove one of the two; only lists are joined"),
            );
            return;
        }
        None => {}
    }
    values.push(value);
}
