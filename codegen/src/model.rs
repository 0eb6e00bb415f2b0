//! Smithy models: the readers of files, and the one model that all files of a run make.

pub mod ast;
pub mod select;

pub(crate) mod node;
pub(crate) mod prelude;
pub(crate) mod traits;

mod apply;
mod json_ast;
mod legacy;
mod merge;
mod mixins;
mod validate;

use crate::diagnostics::Diagnostics;
use crate::source::Source;

use self::ast::Model;

/// Reads the files of a run as one model. Findings go to `diagnostics`.
pub fn load<'a>(sources: &'a [Source], diagnostics: &mut Diagnostics) -> Model<'a> {
    let mut files = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        files.extend(json_ast::file(index, source, diagnostics));
    }
    let mut model = merge::merge(files, diagnostics);
    apply::apply(&mut model, diagnostics);
    mixins::flatten(&mut model, diagnostics);
    legacy::upgrade(&mut model);
    validate::targets(&model, diagnostics);
    validate::collections(&mut model, diagnostics);
    model
}
