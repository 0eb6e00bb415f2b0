//! The selectors in traits of a model: their syntax and their results.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Check;
use super::graph::ModelGraph;
use super::selector::{Evaluator, Selector, SelectorError};
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Model, ShapeId};
use crate::model::node::Node;
use crate::model::traits::TRAIT;
use crate::source::Place;

/// The items that selectors select, each evaluated once.
pub(super) struct Selections<'g, 'm, 'a> {
    graph: &'g ModelGraph<'m, 'a>,
    evaluator: Evaluator<'g, 'm, 'a>,
    known: RefCell<HashMap<String, Option<Rc<[bool]>>>>,
}

impl<'g, 'm, 'a> Selections<'g, 'm, 'a> {
    pub(super) fn new(graph: &'g ModelGraph<'m, 'a>) -> Self {
        Self {
            graph,
            evaluator: Evaluator::new(graph),
            known: RefCell::default(),
        }
    }

    /// Returns for each item of the graph whether a selector yields it, or `None` if it is invalid,
    /// which is reported at its place.
    pub(super) fn select(&self, text: &str) -> Option<Rc<[bool]>> {
        if let Some(selected) = self.known.borrow().get(text) {
            return selected.clone();
        }
        let selector = Selector::parse(text).ok();
        let selected: Option<Rc<[bool]>> = selector.map(|selector| self.evaluator.select(&selector).into());
        self.known.borrow_mut().insert(text.to_owned(), selected.clone());
        selected
    }

    /// Returns whether a selector yields a shape or member, if the selector is valid.
    pub(super) fn selects(&self, text: &str, id: &ShapeId) -> Option<bool> {
        let number = self.graph.number_of(id)?;
        Some(self.select(text)?[number])
    }
}

/// Checks the selectors of trait definitions, of `@idRef` and of `@traitValidators` of the model.
pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for (_, item) in check.graph.items() {
        for id in [TRAIT, "smithy.api#idRef"] {
            let selector = item.trait_value(id).and_then(|value| value.get("selector"));
            if let Some(node) = selector {
                syntax(check, node, &item.id());
            }
        }
        let validators = item
            .trait_value("smithy.api#traitValidators")
            .and_then(|value| value.entries());
        for validator in validators.into_iter().flatten() {
            if let Some(node) = validator.value.get("selector") {
                syntax(check, node, &item.id());
            }
        }
    }
}

fn syntax(check: &mut Check<'_, '_, '_>, node: Node<'_>, holder: &ShapeId) {
    for finding in findings(node) {
        check.report(finding.shape(holder));
    }
}

/// Returns an error if a value is not a selector, and warnings for unknown names in it.
pub(super) fn findings(node: Node<'_>) -> Vec<Diagnostic> {
    let Some(text) = node.as_str() else {
        return Vec::new();
    };
    match Selector::parse(&text) {
        Ok(selector) => {
            let warning = |unknown: &SelectorError| {
                Diagnostic::warning("unknown-selector-name", format!("in a selector, {unknown}"))
                    .at(place_in(node, unknown.offset), "is not known")
            };
            selector.unknown().iter().map(warning).collect()
        }
        Err(error) => {
            let problem = format!("invalid selector: {error}");
            vec![Diagnostic::error("invalid-selector", problem).at(place_in(node, error.offset), "not valid from here")]
        }
    }
}

/// Returns the unknown names in a valid selector.
pub(super) fn unknown_names(text: &str) -> Vec<String> {
    let selector = Selector::parse(text).ok();
    let unknown = selector.iter().flat_map(Selector::unknown);
    unknown.map(ToString::to_string).collect()
}

/// Returns the place of a byte of a string, or of the whole string if it has escapes or is a text
/// block.
fn place_in(node: Node<'_>, offset: usize) -> Place {
    let place = node.place();
    let is_verbatim = node.text().len() == place.end - place.start && !node.text().contains('\\');
    if !is_verbatim {
        return place;
    }
    let start = (place.start + 1 + offset).min(place.end);
    Place {
        start,
        end: (start + 1).min(place.end),
        ..place
    }
}

/// Returns the ids of the shapes and members that a selector yields, of a flattened model and of
/// the prelude.
///
/// # Errors
/// Fails if the selector is invalid.
pub(in crate::model) fn select(
    model: &Model<'_>,
    definitions: &Model<'_>,
    text: &str,
) -> Result<Vec<ShapeId>, SelectorError> {
    let selector = Selector::parse(text)?;
    let graph = ModelGraph::with_definitions(model, definitions);
    let selected = Evaluator::new(&graph).select(&selector);
    let items = graph.items().filter(|(number, _)| selected[*number]);
    let mut ids: Vec<ShapeId> = items.map(|(_, item)| item.id()).collect();
    ids.retain(|id| id.namespace() == "smithy.api" || in_model(model, id));
    Ok(ids)
}

fn in_model(model: &Model<'_>, id: &ShapeId) -> bool {
    let shape = id.member().map_or_else(|| id.clone(), |(shape, _)| shape);
    model.shape(&shape).is_some()
}
