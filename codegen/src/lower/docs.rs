//! Documentation: Markdown, wrapped, with links to the shapes and operations that it names.

use std::borrow::Cow;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Docs;
use crate::markdown;
use crate::model::ast::Traits;
use crate::model::prelude;
use crate::model::select::Selection;
use crate::model::traits::DOCUMENTATION;

use super::links::Links;

const WIDTH: usize = 110;

/// The texts of a model, and what has none.
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

    /// The text of a shape or member, noted as missing if there is none.
    pub(super) fn of(&mut self, traits: &Traits<'_>, id: &str) -> Docs {
        let docs = self.of_value(traits, id);
        if docs.lines.is_empty() && id != prelude::UNIT {
            self.missing.push(id.to_owned());
        } else {
            self.found += 1;
        }
        docs
    }

    /// The text of an enum's value, which may well have none.
    pub(super) fn of_value(&self, traits: &Traits<'_>, id: &str) -> Docs {
        let markdown = text(traits)
            .map(|text| self.link(&markdown::to_markdown(&text), id))
            .unwrap_or_default();
        Docs {
            lines: markdown::wrap(&markdown, WIDTH),
        }
    }

    /// A text that stands by itself in the model.
    pub(super) fn plain(&self, text: &str) -> Docs {
        Docs {
            lines: markdown::wrap(&markdown::to_markdown(text), WIDTH),
        }
    }

    /// The first sentence of a text, on one line and without links.
    pub(super) fn summary(&self, traits: &Traits<'_>) -> String {
        let markdown = text(traits)
            .map(|text| markdown::to_markdown(&text))
            .unwrap_or_default();
        first_sentence(markdown.lines().next().unwrap_or_default()).to_owned()
    }

    /// One warning for all that has no text.
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

    /// Makes links of the names in backticks that are shapes, operations, or members of the shape that the text stands at, except
    /// in blocks of code and within links.
    fn link(&self, markdown: &str, id: &str) -> String {
        let mut linked = String::with_capacity(markdown.len());
        let mut fenced = false;
        for line in markdown.split_inclusive('\n') {
            fenced ^= line.trim_start().starts_with("```");
            if fenced {
                linked.push_str(line)
            } else {
                self.link_line(line, id, &mut linked)
            }
        }
        linked
    }

    fn link_line(&self, line: &str, id: &str, linked: &mut String) {
        let (mut done, mut brackets) = (0, 0i32);
        for span in markdown::code_spans(line) {
            let before = &line[done..span.start];
            brackets += before.matches('[').count() as i32 - before.matches(']').count() as i32;
            let code = &line[span.clone()];
            let path = self.links.path(code.trim_matches('`'), id).filter(|_| brackets <= 0);
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

fn text<'t>(traits: &'t Traits<'_>) -> Option<Cow<'t, str>> {
    traits
        .iter()
        .find(|(id, _)| id.as_str() == DOCUMENTATION)
        .and_then(|(_, value)| value.as_str())
}

/// Up to the first full stop that ends a sentence: not those of `e.g.`, of numbers, or in code.
fn first_sentence(paragraph: &str) -> &str {
    let code = markdown::code_spans(paragraph);
    let is_end = |at: usize| {
        let (before, after) = (&paragraph[..at], &paragraph[at + 1..]);
        let next = after.trim_start().chars().next();
        let abbreviates = ["e.g", "i.e", "etc", "vs", "no"]
            .iter()
            .any(|word| before.ends_with(word));
        after.starts_with(char::is_whitespace)
            && !abbreviates
            && next.is_some_and(|next| !next.is_lowercase())
            && !code.iter().any(|span| span.contains(&at))
    };
    match paragraph.match_indices('.').find(|(at, _)| is_end(*at)) {
        Some((at, _)) => &paragraph[..=at],
        None => paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        for (paragraph, sentence) in [
            ("Makes a plan. Then more.", "Makes a plan."),
            ("Makes a plan", "Makes a plan"),
            ("Up to 1.5 times, e.g. Twice. More.", "Up to 1.5 times, e.g. Twice."),
            ("Takes `a. B` along. More.", "Takes `a. B` along."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(paragraph), sentence);
        }
    }
}
