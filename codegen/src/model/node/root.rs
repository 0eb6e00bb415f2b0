//! Reads the root of a file: JSON of limited nesting.

use serde_json::value::RawValue;

use super::Node;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Place, Source};

/// The maximum nesting of a model. Deeper files are malformed or hostile.
const MAX_DEPTH: usize = 200;

impl<'a> Node<'a> {
    /// Returns the root of a file.
    ///
    /// # Errors
    /// The file is not JSON, or it nests too deeply.
    pub fn root(file: usize, source: &'a Source) -> Result<Self, Box<Diagnostic>> {
        let raw: &RawValue = serde_json::from_str(&source.text).map_err(|error| not_json(file, source, &error))?;
        let start = raw.get().as_ptr() as usize - source.text.as_ptr() as usize;
        match too_deep(raw.get()) {
            None => Ok(Self {
                text: raw.get(),
                file,
                start,
                places: None,
            }),
            Some(at) => {
                let place = Place {
                    file,
                    start: start + at,
                    end: start + at + 1,
                };
                let message = format!("{} nests deeper than {MAX_DEPTH} levels", source.name);
                let diagnostic = Diagnostic::error("too-deep", message)
                    .at(place, "too deep here")
                    .help("a model has no need for this; check how the file was made");
                Err(Box::new(diagnostic))
            }
        }
    }
}

/// Returns the root of a file that may be absent or not JSON; the latter is reported.
pub(crate) fn optional_root<'a>(
    file: usize,
    source: Option<&'a Source>,
    diagnostics: &mut Diagnostics,
) -> Option<Node<'a>> {
    Node::root(file, source?)
        .map_err(|diagnostic| diagnostics.push(*diagnostic))
        .ok()
}

/// Returns the offset at which the text nests too deeply, if it does.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Returns the byte at a line and column as serde_json counts them: both from one, columns in
/// bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Returns the error of a file that is not JSON. The snippet shows the position, so the text of the
/// problem omits it.
fn not_json(file: usize, source: &Source, error: &serde_json::Error) -> Box<Diagnostic> {
    let start = offset_of(&source.text, error.line(), error.column());
    let place = Place {
        file,
        start,
        end: (start + 1).min(source.text.len().max(start)),
    };
    let message = error.to_string();
    let problem = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(problem, _)| problem);
    let diagnostic = Diagnostic::error("not-json", format!("{} is not JSON", source.name))
        .at(place, problem)
        .help("give a Smithy model: JSON AST in a `.json` file, or IDL in a `.smithy` file");
    Box::new(diagnostic)
}
