//! The reader of the Smithy IDL, versions 1.0 and 2.0: translates files to JSON AST whose values
//! have their places in the files.
//!
//! Names can only be resolved with all files of a run (a shape of the same namespace may be in
//! another file, and the value of an annotation depends on the type of the trait), so all files are
//! parsed before any is translated.

mod emit;
mod index;
mod json;
mod lexer;
mod parser;
mod prelude;
mod syntax;
mod text;

use std::cell::RefCell;

use crate::diagnostics::Diagnostics;
use crate::model::node::Node;
use crate::model::places::PlaceMap;
use crate::source::Source;

use self::index::IdlIndex;
use self::syntax::IdlFile;

pub(super) use self::prelude::NAMESPACE as PRELUDE;

/// The JSON AST of an IDL file.
#[derive(Debug)]
pub(crate) struct Translation {
    /// The JSON text.
    pub(crate) json: String,
    /// The places of its values in the IDL file.
    pub(crate) places: PlaceMap,
}

/// Returns the length of the number at the start of a text, or the reason for which there is none.
pub(super) fn number_length(text: &[u8]) -> Result<usize, &'static str> {
    text::number(text).map_err(|(_, problem)| problem)
}

/// Returns whether a source is an IDL file, by its name.
pub(crate) fn is_idl(source: &Source) -> bool {
    source.name.ends_with(".smithy")
}

/// Translates the IDL files among the sources; the result has `None` for each of the others.
///
/// Returns `None` if a file has syntax errors. They and all other findings are added to
/// `diagnostics`.
pub(crate) fn translate(sources: &[&Source], diagnostics: &mut Diagnostics) -> Option<Vec<Option<Translation>>> {
    let mut findings = Vec::new();
    let files: Vec<Option<IdlFile<'_>>> = sources
        .iter()
        .enumerate()
        .map(|(number, source)| is_idl(source).then(|| parser::parse(number, &source.text, &mut findings)))
        .collect();
    let mut has_errors = false;
    for finding in findings {
        has_errors |= finding.is_error();
        diagnostics.push(finding);
    }
    if has_errors {
        return None;
    }
    let mut index = IdlIndex::default();
    if files.iter().any(Option::is_some) {
        for (number, (source, file)) in sources.iter().zip(&files).enumerate() {
            match file {
                Some(file) => index.add_file(file),
                // The reader of the JSON AST reports its errors.
                None => drop(Node::root(number, source).map(|root| index.add_json(root))),
            }
        }
    }
    let findings = RefCell::new(Vec::new());
    let translate = |(number, file): (usize, &Option<IdlFile<'_>>)| {
        let file = file.as_ref()?;
        let size = sources.get(number).map_or(0, |source| source.text.len());
        Some(emit::emit(number, size, file, &index, &findings))
    };
    let translations = files.iter().enumerate().map(translate).collect();
    findings
        .into_inner()
        .into_iter()
        .for_each(|finding| diagnostics.push(finding));
    Some(translations)
}
