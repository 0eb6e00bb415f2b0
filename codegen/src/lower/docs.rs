//! Documentation: Markdown, wrapped, with links to the shapes and operations that it names.

use std::collections::BTreeMap;

use crate::ast::{ShapeId, ShapeKind, Traits, prelude};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Docs;
use crate::markdown;
use crate::names;
use crate::select::Selection;

const DOCUMENTATION: &str = "smithy.api#documentation";
const WIDTH: usize = 110;

/// The texts of a model, and what has none.
pub(super) struct Texts {
    /// From a shape's name to the path of its Rust item.
    links: BTreeMap<String, String>,
    missing: Vec<String>,
    found: usize,
}

impl Texts {
    pub(super) fn new(selection: &Selection<'_, '_>) -> Self {
        Self { links: links(selection), missing: Vec::new(), found: 0 }
    }

    /// The text of a shape or member, noted as missing if there is none.
    pub(super) fn of(&mut self, traits: &Traits<'_>, id: &str) -> Docs {
        let docs = self.of_value(traits);
        if docs.lines.is_empty() && id != prelude::UNIT {
            self.missing.push(id.to_owned());
        } else {
            self.found += 1;
        }
        docs
    }

    /// The text of an enum's value, which may well have none.
    pub(super) fn of_value(&self, traits: &Traits<'_>) -> Docs {
        let text = traits.iter().find(|(id, _)| id.as_str() == DOCUMENTATION).and_then(|(_, value)| value.as_str());
        let markdown = text.map(|text| self.link(&markdown::to_markdown(&text))).unwrap_or_default();
        Docs { lines: markdown::wrap(&markdown, WIDTH) }
    }

    /// One warning for all that has no text.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let mut missing = self.missing.clone();
        missing.sort();
        missing.dedup();
        if let Some(first) = missing.first() {
            let count = missing.len();
            let (shapes, rest) = if count == 1 { ("shape or member has", String::new()) } else { ("shapes and members have", format!(", and {} more", count - 1)) };
            diagnostics.push(
                Diagnostic::warning("undocumented", format!("{count} {shapes} no documentation: `{first}`{rest}"))
                    .help("add texts as `apply` statements with `smithy.api#documentation`, in a file given with --model"),
            );
        }
    }

    /// Makes links of the names in backticks that are shapes or operations of this client, except in blocks of code and within
    /// links.
    fn link(&self, markdown: &str) -> String {
        let mut linked = String::with_capacity(markdown.len());
        let mut fenced = false;
        for line in markdown.split_inclusive('\n') {
            fenced ^= line.trim_start().starts_with("```");
            if fenced { linked.push_str(line) } else { self.link_line(line, &mut linked) }
        }
        linked
    }

    fn link_line(&self, line: &str, linked: &mut String) {
        let (mut done, mut brackets) = (0, 0i32);
        for span in markdown::code_spans(line) {
            let before = &line[done..span.start];
            brackets += before.matches('[').count() as i32 - before.matches(']').count() as i32;
            let code = &line[span.clone()];
            let path = self.links.get(code.trim_matches('`')).filter(|_| brackets <= 0);
            linked.push_str(before);
            match path {
                Some(path) => linked.push_str(&format!("[{code}]({path})")),
                None => linked.push_str(code),
            }
            done = span.end;
        }
        linked.push_str(&line[done..]);
    }
}

fn links(selection: &Selection<'_, '_>) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for id in selection.shapes.keys().chain(&selection.exceptions) {
        let Some(shape) = selection.model.shape(id) else { continue };
        let module = if selection.exceptions.contains(id) { "types::error" } else { "types" };
        if matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union | ShapeKind::Enum | ShapeKind::IntEnum) && id.as_str() != prelude::UNIT {
            links.insert(id.name().to_owned(), format!("crate::{module}::{}", names::type_name(id.name())));
        }
    }
    for operation in &selection.operations {
        let (stem, module) = (names::type_name(operation.id.name()), names::module(operation.id.name()));
        links.insert(operation.id.name().to_owned(), format!("crate::Client::{}", names::bare(&module)));
        if let ShapeKind::Operation(props) = &operation.kind {
            for (reference, suffix) in [(&props.input, "Input"), (&props.output, "Output")] {
                if let Some(id) = reference.as_ref().map(|reference| &reference.id).filter(|id: &&ShapeId| id.as_str() != prelude::UNIT) {
                    links.entry(id.name().to_owned()).or_insert(format!("crate::operation::{module}::{stem}{suffix}"));
                }
            }
        }
    }
    links
}
