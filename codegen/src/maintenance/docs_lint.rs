//! Checks of a model's texts: each shape and member has one, each text has a shape, none is copied
//! from a reference, and all follow the house style.

mod style;

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::markdown::MarkdownDocument;
use crate::model;
use crate::model::ast::{Model, Shape, ShapeKind, Traits};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::DOCUMENTATION;
use crate::source::{Place, Source};

/// The number of consecutive words that a copy shares with the reference.
const SHARED: usize = 8;

/// The numbers of checked texts and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Shapes and members with a text.
    pub texts: usize,
    /// Words in those texts and in the guides.
    pub words: usize,
    /// Words in the texts of the reference.
    pub reference: usize,
}

/// Checks the texts of a model, which can be several files, and `guides`, each of them one text.
///
/// The index of a guide's file follows those of the model's files. Without a reference, the search
/// for copies is skipped.
pub fn check(model: &[Source], guides: &[Source], reference: Option<&Source>, diagnostics: &mut Diagnostics) -> Counts {
    let files = model::Files::read(model, diagnostics);
    let loaded = model::load(&files, diagnostics);
    let texts = texts(&loaded, diagnostics);
    let mut counts = Counts {
        texts: texts.len(),
        ..Counts::default()
    };
    let prose = reference
        .map(|reference| prose(reference, diagnostics))
        .unwrap_or_default();
    counts.reference = prose.iter().map(|text| words(text).len()).sum();
    let known = runs(&prose);
    for text in &texts {
        counts.words += check_copy(&text.text, text.place, &text.id, &known, diagnostics);
        style::check_opening(&text.text, text.place, &text.id, diagnostics);
    }
    for (at, guide) in guides.iter().enumerate() {
        style::check_width(guide, model.len() + at, diagnostics);
        for (start, paragraph) in paragraphs(&guide.text) {
            let place = Place {
                file: model.len() + at,
                start,
                end: start + paragraph.lines().next().map_or(0, str::len),
            };
            counts.words += check_copy(paragraph, place, &guide.name, &known, diagnostics);
        }
    }
    counts
}

/// A text of the model.
struct Text {
    /// The shape or member that the text describes.
    id: String,
    text: String,
    place: Place,
}

/// Returns all texts and reports the shapes and members without one.
fn texts(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Vec<Text> {
    let mut texts = Vec::new();
    for shape in model
        .shapes
        .values()
        .filter(|shape| !shape.id.namespace().starts_with("smithy."))
    {
        let mut add = |traits: &Traits<'_>, id: String, place: Place, needed: bool| match text_of(traits) {
            Some((text, place)) => texts.push(Text { id, text, place }),
            None if needed => diagnostics.push(
                Diagnostic::error("undocumented", format!("`{id}` has no text"))
                    .at(place, "documentation is missing")
                    .shape(&id)
                    .help(format!("apply `{DOCUMENTATION}` to it in documentation.json")),
            ),
            None => {}
        };
        add(&shape.traits, shape.id.to_string(), shape.place, true);
        for member in &shape.members {
            add(
                &member.traits,
                shape.id.with_member(&member.name).to_string(),
                member.place,
                needs_texts_of_members(shape),
            );
        }
    }
    texts
}

/// Returns whether each member needs a text: values of enums and elements of lists and maps do not.
fn needs_texts_of_members(shape: &Shape<'_>) -> bool {
    matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union)
}

fn text_of(traits: &Traits<'_>) -> Option<(String, Place)> {
    let (_, node) = traits.iter().find(|(id, _)| id.as_str() == DOCUMENTATION)?;
    let text = node.as_str().filter(|text| !text.trim().is_empty())?;
    Some((text.into_owned(), node.place()))
}

/// Returns the texts of another model: every string under a key that ends in `documentation`.
fn prose(reference: &Source, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut prose = Vec::new();
    match Node::root(0, reference) {
        Ok(root) => collect(root, &mut prose),
        Err(_) => diagnostics.push(
            Diagnostic::error("not-json", format!("{} is not JSON", reference.name))
                .help("the texts are compared with this file"),
        ),
    }
    prose
}

fn collect(node: Node<'_>, prose: &mut Vec<String>) {
    for entry in node.entries().into_iter().flatten() {
        match entry
            .value
            .as_str()
            .filter(|_| entry.key.to_ascii_lowercase().ends_with("documentation"))
        {
            Some(text) => prose.push(MarkdownDocument::parse(&text).lines(usize::MAX).join("\n")),
            None => collect(entry.value, prose),
        }
    }
    if node.kind() == NodeKind::Array {
        node.elements()
            .into_iter()
            .flatten()
            .for_each(|element| collect(element, prose));
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split("\n\n").map(move |paragraph| {
        let at = start;
        start += paragraph.len() + 2;
        (at, paragraph)
    })
}

/// Returns the words of a text in lower case without punctuation; a URL is one word.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("](", "] ( ");
    let pieces = text.split_whitespace().flat_map(|piece| {
        if piece.contains("://") {
            vec![piece]
        } else {
            piece.split(|c: char| !c.is_alphanumeric()).collect()
        }
    });
    pieces.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn runs(texts: &[String]) -> HashSet<Vec<String>> {
    texts
        .iter()
        .flat_map(|text| words(text).windows(SHARED).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect()
}

/// Reports a text that is copied from the reference; returns the number of its words.
fn check_copy(
    text: &str,
    place: Place,
    id: &str,
    known: &HashSet<Vec<String>>,
    diagnostics: &mut Diagnostics,
) -> usize {
    let words = words(text);
    if let Some(run) = words.windows(SHARED).find(|run| known.contains(*run)) {
        diagnostics.push(
            Diagnostic::error(
                "copied-text",
                format!(
                    "{SHARED} consecutive words are those of the reference: \"{}\"",
                    run.join(" ")
                ),
            )
            .at(place, "in this text")
            .shape(id)
            .help("write it in other words"),
        );
    }
    words.len()
}

#[cfg(test)]
mod tests;
