//! Suggestions for references to shapes that do not exist.

use super::ast::{Model, Reference, Shape, ShapeId};
use super::idl::PRELUDE;
use crate::suggest::{closest, did_you_mean};

/// Returns a help text with the shape that was probably meant: of those that fit, one with the same
/// name in another namespace, or with a similar name in the same namespace or in the prelude.
pub(super) fn shape(model: &Model<'_>, wanted: &Reference, fits: impl Fn(&Shape<'_>) -> bool) -> Option<String> {
    let namespace = wanted.id.namespace();
    // For a name without a namespace, a name without a namespace is suggested.
    let is_short = wanted.place.end.saturating_sub(wanted.place.start) == wanted.id.name().len();
    let shapes = || model.shapes.values().filter(|shape| fits(shape));
    let near = shapes().filter(|shape| [namespace, PRELUDE].contains(&shape.id.namespace()));
    let far = shapes().filter(|shape| shape.id.namespace() != namespace && shape.id.name() == wanted.id.name());
    let found = closest(wanted.id.name(), near.map(|shape| shape.id.as_str()));
    let found = far.map(|shape| shape.id.as_str()).next().or(found)?;
    let shown = match found.split_once('#') {
        Some((of, name)) if is_short && (of == namespace || of == PRELUDE) => name,
        _ => found,
    };
    Some(format!("did you mean `{shown}`?"))
}

/// Returns a help text with the shape or member that an `apply` statement probably means.
pub(super) fn target(model: &Model<'_>, wanted: &ShapeId) -> Option<String> {
    let ids = model.shapes.keys().map(ShapeId::as_str);
    let Some((shape, member)) = wanted.member() else {
        return did_you_mean(wanted.as_str(), ids);
    };
    match model.shape(&shape) {
        Some(known) => did_you_mean(member, known.members.iter().map(|member| member.name.as_str())),
        None => did_you_mean(shape.as_str(), ids),
    }
}
