//! The style of texts: their openings, and the width of the lines of guides.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Place, Source};

/// Openings of noun clauses, which leave the reader to guess the subject.
const OPENINGS: &[&str] = &["What", "Where", "How", "Who", "Whom", "That", "Those", "The same"];

/// The number of columns of a line.
const WIDTH: usize = 100;

/// Reports a text that opens with a noun clause.
pub(super) fn check_opening(text: &str, place: Place, id: &str, diagnostics: &mut Diagnostics) {
    let opens = |opening: &&&str| {
        text.strip_prefix(**opening)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if let Some(opening) = OPENINGS.iter().find(opens) {
        diagnostics.push(
            Diagnostic::error("opening", format!("the text of `{id}` opens with \"{opening}\""))
                .at(place, "in this text")
                .shape(id)
                .help("open with a noun phrase, or with a verb for an operation"),
        );
    }
}

/// Reports the lines of a guide that are too wide, except rows of tables and lines with a URL.
pub(super) fn check_width(guide: &Source, file: usize, diagnostics: &mut Diagnostics) {
    let mut start = 0;
    for line in guide.text.split('\n') {
        let width = line.chars().count();
        if width > WIDTH && !line.starts_with('|') && !line.contains("://") {
            let end = start + line.len();
            diagnostics.push(
                Diagnostic::error("width", format!("the line has {width} columns, the limit is {WIDTH}"))
                    .at(Place { file, start, end }, "too wide")
                    .help("break the line"),
            );
        }
        start += line.len() + 1;
    }
}
