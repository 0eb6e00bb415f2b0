//! The validation of a model: the rules of the specification beyond the form of its files.

mod breaking_changes;
mod constraints;
mod defaults;
mod definitions;
mod enums;
mod errors;
mod graph;
mod http;
mod metadata;
mod mixins;
mod names;
mod operations;
mod pagination;
mod privacy;
mod protocols;
mod references;
mod resources;
mod selections;
mod selector;
mod streaming;
mod suppressions;
mod traits;
mod validators;
mod values;
mod waiters;
mod wire_names;

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::ast::{Model, Shape, ShapeId};

use self::graph::ModelGraph;

pub(super) use self::constraints::check_enum_traits;
pub(super) use self::mixins::check as check_mixins;
pub use self::selector::SelectorError;
pub use self::suppressions::Suppression;
pub(super) use self::suppressions::apply as suppress;

/// Returns the shapes and members of a flattened model that a selector yields.
///
/// # Errors
/// Fails if the selector is invalid.
pub(super) fn select(
    model: &Model<'_>,
    selector: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ShapeId>, SelectorError> {
    for unknown in selections::unknown_names(selector) {
        let problem = format!("in the selector, {unknown}");
        diagnostics.push(Diagnostic::warning("unknown-selector-name", problem));
    }
    selections::select(model, definitions::model(), selector)
}

/// Checks a whole model whose mixins are flattened. `with_mixins` creates the unflattened model, if
/// it has mixins, for their traits and for the validators that the model configures. Findings go to
/// `diagnostics`.
pub(super) fn validate<'f>(
    model: &Model<'_>,
    has_mixins: bool,
    with_mixins: impl FnOnce() -> Model<'f>,
    diagnostics: &mut Diagnostics,
) {
    // No finding refers to a place in the definitions, which users do not have.
    let definitions = definitions::model();
    let graph = ModelGraph::new(model);
    let mut check = Check {
        model,
        definitions,
        graph: &graph,
        diagnostics,
    };
    traits::check(&mut check);
    enums::check(&mut check);
    defaults::check(&mut check);
    errors::check(&mut check);
    http::check(&mut check);
    names::check(&mut check);
    pagination::check(&mut check);
    resources::check(&mut check);
    waiters::check(&mut check);
    selections::check(&mut check);
    constraints::check(&mut check);
    streaming::check(&mut check);
    operations::check(&mut check);
    references::check(&mut check);
    wire_names::check(&mut check);
    privacy::check(&mut check);
    protocols::check(&mut check);
    breaking_changes::check(&mut check);
    metadata::check(&mut check);
    let has_validators = model.metadata.contains_key("validators");
    if !has_validators && !has_mixins {
        return;
    }
    let model = with_mixins();
    if has_mixins {
        let graph = ModelGraph::new(&model);
        traits::check_mixins(&mut Check {
            model: &model,
            definitions,
            graph: &graph,
            diagnostics,
        });
    }
    if has_validators {
        validators::check(&model, definitions, diagnostics);
    }
}

/// The checks of a run.
struct Check<'c, 'm, 'a> {
    /// The model of the files.
    model: &'m Model<'a>,
    /// The definitions of Smithy's own traits.
    definitions: &'m Model<'a>,
    graph: &'c ModelGraph<'m, 'a>,
    diagnostics: &'c mut Diagnostics,
}

impl<'m, 'a> Check<'_, 'm, 'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns the definition of a trait, of the model itself or of Smithy's own.
    fn definition(&self, id: &ShapeId) -> Option<&'m Shape<'a>> {
        self.model.shape(id).or_else(|| self.definitions.shape(id))
    }

    /// Returns the shapes of a kind.
    fn shapes(&self) -> impl Iterator<Item = &'m Shape<'a>> + use<'m, 'a> {
        self.model.shapes.values()
    }
}
