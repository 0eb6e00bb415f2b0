//! The files of a run as JSON AST, read from either format.

use crate::diagnostics::Diagnostics;
use crate::source::Source;

use super::idl::{self, Translation};
use super::node::Node;

/// Models of Smithy's own packages that others depend on: a namespace and its text.
const BUILT_IN: [(&str, &str); 1] = [("smithy.framework", include_str!("files/framework.smithy"))];

/// The files of a run. Those in the IDL are translated to JSON AST.
#[derive(Debug)]
pub struct Files<'a> {
    sources: &'a [Source],
    /// Smithy's own models that the files need; they follow the files.
    built_in: Vec<Source>,
    translations: Option<Vec<Option<Translation>>>,
}

impl<'a> Files<'a> {
    /// Translates the IDL files. Findings are added to `diagnostics`; after syntax errors no model
    /// is read.
    pub fn read(sources: &'a [Source], diagnostics: &mut Diagnostics) -> Self {
        let mut built_in = Vec::new();
        for (namespace, text) in BUILT_IN {
            let reference = format!("{namespace}#");
            let is_needed = sources.iter().any(|source| source.text.contains(&reference));
            if is_needed && !sources.iter().any(|source| defines(source, namespace)) {
                built_in.push(Source::new(format!("{namespace}.smithy"), text));
            }
        }
        let all: Vec<&Source> = sources.iter().chain(&built_in).collect();
        let translations = idl::translate(&all, diagnostics);
        Self {
            sources,
            built_in,
            translations,
        }
    }

    /// Returns whether a file was given, and is not one of Smithy's own.
    pub(super) fn is_given(&self, file: usize) -> bool {
        file < self.sources.len()
    }

    /// Returns the JSON AST of each file that could be read, with its source.
    pub(super) fn roots(&self, diagnostics: &mut Diagnostics) -> Vec<(Node<'_>, &Source)> {
        let sources = self.sources.iter().chain(&self.built_in);
        let translations = self.translations.iter().flatten();
        let mut roots = Vec::new();
        for (index, (source, translation)) in sources.zip(translations).enumerate() {
            match translation {
                Some(translation) => {
                    let root = Node::translated(index, &translation.json, &translation.places);
                    roots.push((root, source));
                }
                None => match Node::root(index, source) {
                    Ok(root) => roots.push((root, source)),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                },
            }
        }
        roots
    }
}

/// Returns whether a file probably defines shapes in a namespace.
fn defines(source: &Source, namespace: &str) -> bool {
    if idl::is_idl(source) {
        let statement = format!("namespace {namespace}");
        return source.text.lines().any(|line| line.trim_end() == statement);
    }
    // In JSON AST, the id of a defined shape is a key.
    let key = format!("\"{namespace}#");
    let mut keys = source.text.match_indices(&key);
    keys.any(|(at, _)| {
        let rest = source.text[at + 1..].split_once('"').map_or("", |(_, rest)| rest);
        rest.trim_start().starts_with(':')
    })
}
