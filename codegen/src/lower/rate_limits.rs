//! The quotas of requests that a service documents (`smithy.codegen#rateLimits`).
//!
//! The trait is a list of groups. Each has `perSecond`, and `operations` (their names) or
//! `readOnly` (`true`: those that only read); a group with neither has all other operations.

use crate::diagnostics::Diagnostics;
use crate::ir::{RateLimit, RateLimited};
use crate::model::ast::{Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::RATE_LIMITS;

use super::traits;

/// Returns the quotas of a service, in the order of the trait.
pub(super) fn of_service(selection: &Selection<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<RateLimit> {
    let service = selection.service;
    let Some(value) = service.trait_value(RATE_LIMITS) else {
        return Vec::new();
    };
    let Some(groups) = value.elements() else {
        traits::wrong(service, value, "a list of groups is needed", diagnostics);
        return Vec::new();
    };
    groups
        .into_iter()
        .filter_map(|group| match read(group) {
            Ok(limit) => {
                check_names(selection, service, group, &limit, diagnostics);
                Some(limit)
            }
            Err((value, label)) => {
                traits::wrong(service, value, label, diagnostics);
                None
            }
        })
        .collect()
}

fn read(group: Node<'_>) -> Result<RateLimit, (Node<'_>, &'static str)> {
    let rate = group.get("perSecond").ok_or((group, "`perSecond` is missing"))?;
    let per_second = rate
        .text()
        .parse()
        .ok()
        .filter(|rate: &f64| rate.is_finite() && *rate > 0.0)
        .ok_or((rate, "a positive number is needed"))?;
    let of = match (group.get("operations"), group.get("readOnly")) {
        (Some(names), None) => RateLimited::Named(strings(names).ok_or((names, "a list of names is needed"))?),
        (None, Some(read_only)) if read_only.as_bool() == Some(true) => RateLimited::ReadOnly,
        (None, None) => RateLimited::Others,
        _ => return Err((group, "either `operations` or `readOnly: true` is needed, or neither")),
    };
    Ok(RateLimit { of, per_second })
}

fn strings(value: Node<'_>) -> Option<Vec<String>> {
    let elements = value.elements()?.into_iter();
    elements
        .map(|element| element.as_str().map(std::borrow::Cow::into_owned))
        .collect()
}

/// Reports operations that the service does not have.
fn check_names(
    selection: &Selection<'_, '_>,
    service: &Shape<'_>,
    group: Node<'_>,
    limit: &RateLimit,
    diagnostics: &mut Diagnostics,
) {
    let RateLimited::Named(names) = &limit.of else { return };
    let shapes = selection.model.shapes.values();
    let operations = shapes.filter(|shape| matches!(shape.kind, ShapeKind::Operation(_)));
    let known: Vec<&str> = operations.map(|shape| shape.id.name()).collect();
    for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
        let problem = format!("the model has no operation `{name}`");
        let known = (name.as_str(), known.iter().copied());
        traits::unknown(service, group, &problem, known, diagnostics);
    }
}
