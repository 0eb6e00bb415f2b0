//! Converts documentation to doc comments, with links to the shapes and operations that it names.

use std::borrow::Cow;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Docs;
use crate::markdown::{self, MarkdownDocument};
use crate::model::ast::Traits;
use crate::model::prelude;
use crate::model::select::Selection;
use crate::model::traits::DOCUMENTATION;

use super::links::Links;

/// The documentation of a model, and the shapes and members without documentation.
pub(super) struct Texts {
    links: Links,
    missing: Vec<String>,
    found: usize,
}

impl Texts {
    pub(super) fn new(selection: &Selection<'_, '_>) -> Self {
        Self {
            links: Links::new(selection),
            missing: Vec::new(),
            found: 0,
        }
    }

    /// Returns the text of a shape or member; records one without a text.
    pub(super) fn of(&mut self, traits: &Traits<'_>, id: &str) -> Docs {
        let docs = self.of_value(traits, id);
        if docs.lines.is_empty() && id != prelude::UNIT {
            self.missing.push(id.to_owned());
        } else {
            self.found += 1;
        }
        docs
    }

    /// Returns the text of an enum's value, which is optional.
    pub(super) fn of_value(&self, traits: &Traits<'_>, id: &str) -> Docs {
        let text = text(traits).map(|text| MarkdownDocument::parse(&text).link_code(|name| self.links.path(name, id)));
        Docs {
            lines: text.map(|text| text.lines(markdown::WIDTH)).unwrap_or_default(),
        }
    }

    /// Returns a text of another trait than `documentation`.
    pub(super) fn plain(&self, text: &str) -> Docs {
        Docs {
            lines: markdown::wrap(text, markdown::WIDTH),
        }
    }

    /// Returns the first sentence of a text, on one line and without links to items.
    pub(super) fn summary(&self, traits: &Traits<'_>) -> String {
        text(traits)
            .map(|text| MarkdownDocument::parse(&text).summary())
            .unwrap_or_default()
    }

    /// Reports one warning for all shapes and members without a text.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let mut missing = self.missing.clone();
        missing.sort();
        missing.dedup();
        if let Some(first) = missing.first() {
            let count = missing.len();
            let (shapes, rest) = if count == 1 {
                ("shape or member has", String::new())
            } else {
                ("shapes and members have", format!(", and {} more", count - 1))
            };
            diagnostics.push(
                Diagnostic::warning(
                    "undocumented",
                    format!("{count} {shapes} no documentation: `{first}`{rest}"),
                )
                .help("add texts as `apply` statements with `smithy.api#documentation`, in a file given with --model"),
            );
        }
    }
}

fn text<'t>(traits: &'t Traits<'_>) -> Option<Cow<'t, str>> {
    traits
        .iter()
        .find(|(id, _)| id.as_str() == DOCUMENTATION)
        .and_then(|(_, value)| value.as_str())
}
