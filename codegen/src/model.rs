//! Smithy models: the readers of files, and the merge of all files of a run into one model.

pub mod ast;
pub mod iam;
pub mod select;
pub(crate) mod session;

pub(crate) mod node;
pub(crate) mod prelude;
pub(crate) mod traits;

mod apply;
mod circles;
mod customize;
mod duplicates;
mod files;
mod idl;
mod json_ast;
mod legacy;
mod merge;
mod mixins;
mod places;
mod print;
mod similar;
mod validate;
mod validation;

use crate::diagnostics::Diagnostics;

use self::ast::{Model, ShapeId};

pub use self::files::Files;
pub use self::validation::{SelectorError, Suppression};

/// Loads the files of a run as one model, without the validation of [`load_valid`] and with the
/// customizations of the AWS SDKs. Findings go to `diagnostics`.
pub fn load<'f>(files: &'f Files<'_>, diagnostics: &mut Diagnostics) -> Model<'f> {
    let mut model = merged(files, diagnostics);
    flatten(&mut model, diagnostics);
    customize::customize(&mut model);
    model
}

/// Loads the files of a run as one model and validates it. Findings go to `diagnostics`, without
/// those that the user or the model suppresses.
pub fn load_valid<'f>(files: &'f Files<'_>, suppressions: &[Suppression], diagnostics: &mut Diagnostics) -> Model<'f> {
    let mut model = merged(files, diagnostics);
    let has_valid_mixins = validation::check_mixins(&model, diagnostics);
    validation::check_enum_traits(&model, diagnostics);
    let has_mixins = model.shapes.values().any(|shape| shape.has_trait(traits::MIXIN));
    flatten(&mut model, diagnostics);
    if has_valid_mixins {
        validation::validate(&model, has_mixins, || with_mixins(files), diagnostics);
    }
    validation::suppress(&model, suppressions, diagnostics);
    model
}

/// Returns the ids of the shapes and members that a selector yields, those of the prelude
/// included. Findings go to `diagnostics`.
///
/// # Errors
/// Fails if the selector is invalid.
pub fn select_shapes(
    files: &Files<'_>,
    selector: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ShapeId>, SelectorError> {
    let mut model = merged(files, diagnostics);
    mixins::flatten(&mut model, diagnostics);
    validation::select(&model, selector, diagnostics)
}

/// Returns the unflattened model, with its mixins and the traits of version 1.0. The problems of
/// its files are already reported.
fn with_mixins<'f>(files: &'f Files<'_>) -> Model<'f> {
    let unseen = &mut Diagnostics::default();
    let mut model = merged(files, unseen);
    mixins::flatten(&mut model, unseen);
    model
}

/// Applies mixins, upgrades shapes of version 1.0, and checks references.
fn flatten(model: &mut Model<'_>, diagnostics: &mut Diagnostics) {
    mixins::flatten(model, diagnostics);
    mixins::remove(model);
    legacy::upgrade(model);
    validate::targets(model, diagnostics);
    circles::required_members(model, diagnostics);
    validate::collections(model, diagnostics);
}

/// Returns the JSON AST of the files as one model of version 2.0. Findings go to `diagnostics`; if
/// there is an error among them, returns `None`. References are not checked, so a part of a model
/// can be printed.
pub fn to_json(files: &Files<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let mut model = merged(files, diagnostics);
    legacy::upgrade(&mut model);
    (!diagnostics.has_errors()).then(|| print::print(&model, files))
}

/// Merges the files and applies their `apply` statements.
fn merged<'f>(files: &'f Files<'_>, diagnostics: &mut Diagnostics) -> Model<'f> {
    let roots = files.roots(diagnostics);
    let read = |(root, source)| json_ast::file(root, source, diagnostics);
    let files = roots.into_iter().filter_map(read).collect();
    let mut model = merge::merge(files, diagnostics);
    apply::apply(&mut model, diagnostics);
    model
}
