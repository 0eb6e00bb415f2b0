//! The files of a run as JSON AST, whichever format they have.

use crate::diagnostics::Diagnostics;
use crate::source::Source;

use super::idl::{self, Translation};
use super::node::Node;

/// The files of a run, of which those in the IDL are translated to JSON AST.
#[derive(Debug)]
pub struct Files<'a> {
    sources: &'a [Source],
    translations: Option<Vec<Option<Translation>>>,
}

impl<'a> Files<'a> {
    /// Translates the files that need it. Findings go to `diagnostics`; after syntax errors nothing is read.
    pub fn read(sources: &'a [Source], diagnostics: &mut Diagnostics) -> Self {
        Self {
            sources,
            translations: idl::translate(sources, diagnostics),
        }
    }

    /// Returns the JSON AST of each file that could be read, with its source.
    pub(super) fn roots(&self, diagnostics: &mut Diagnostics) -> Vec<(Node<'_>, &Source)> {
        let translations = self.translations.iter().flatten();
        let mut roots = Vec::new();
        for (index, (source, translation)) in self.sources.iter().zip(translations).enumerate() {
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
