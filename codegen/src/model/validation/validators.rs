//! The validators that a model configures in its metadata `validators`.

use std::borrow::Cow;

use super::graph::{GraphItem, ModelGraph};
use super::selections::findings;
use super::selector::{Evaluator, Match, Selector, value_path};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::Model;
use crate::model::node::Node;

/// Runs the validators of a model. `model` has its mixins and its traits of version 1.0, because
/// selectors can refer to them.
pub(super) fn check(model: &Model<'_>, definitions: &Model<'_>, diagnostics: &mut Diagnostics) {
    let graph = ModelGraph::with_definitions(model, definitions);
    let evaluator = Evaluator::new(&graph);
    let metadata = model.metadata.get("validators").into_iter().flatten();
    for entry in metadata.filter_map(Node::elements).flatten() {
        match Validator::read(entry, diagnostics) {
            Some(validator) => validator.run(model, &graph, &evaluator, diagnostics),
            None => continue,
        }
    }
}

/// A validator and its settings.
struct Validator<'a> {
    entry: Node<'a>,
    emits_each: bool,
    id: String,
    selector: Selector,
    template: Option<String>,
}

impl<'a> Validator<'a> {
    /// Reads a validator. Returns `None` if it is unknown or invalid, which is reported.
    fn read(entry: Node<'a>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(|value| value.as_str());
        let name = text("name").or_else(|| {
            diagnostics.push(invalid(entry, "a validator needs a `name`"));
            None
        })?;
        let emits_each = match &*name {
            "EmitEachSelector" => true,
            "EmitNoneSelector" => false,
            _ => {
                let problem = format!("the validator `{name}` is not known, so it checks nothing");
                diagnostics.push(
                    Diagnostic::warning(format!("UnknownValidator_{name}"), problem)
                        .at(entry.place(), "not known")
                        .help("the validators are `EmitEachSelector` and `EmitNoneSelector`"),
                );
                return None;
            }
        };
        let setting = |key: &str| entry.get("configuration").and_then(|all| all.get(key));
        let Some(node) = setting("selector") else {
            diagnostics.push(invalid(entry, &format!("the validator `{name}` needs a `selector`")));
            return None;
        };
        for finding in findings(node)
            .into_iter()
            .chain(entry.get("selector").into_iter().flat_map(findings))
        {
            diagnostics.push(finding);
        }
        let template = setting("messageTemplate");
        let is_valid = template.is_none_or(|node| check_template(node, diagnostics));
        Some(Self {
            entry,
            emits_each,
            id: text("id").unwrap_or(name).into_owned(),
            selector: Selector::parse(&node.as_str()?).ok()?,
            template: template
                .filter(|_| is_valid)
                .and_then(|node| node.as_str())
                .map(Cow::into_owned),
        })
    }

    fn run(
        &self,
        model: &Model<'_>,
        graph: &ModelGraph<'_, '_>,
        evaluator: &Evaluator<'_, '_, '_>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut matches = evaluator.matches(&self.selector);
        // Findings in Smithy's own shapes are dropped.
        matches.retain(|found| {
            let id = &graph.item(found.number).shape.id;
            id.namespace() != "smithy.api" && model.shape(id).is_some()
        });
        if !self.emits_each {
            if matches.is_empty()
                && let Some(event) = self.event("no shape matches the selector of the validator")
            {
                diagnostics.push(event.at(self.entry.place(), "this validator"));
            }
            return;
        }
        let filter = self
            .entry
            .get("selector")
            .and_then(|node| Selector::parse(&node.as_str()?).ok());
        let filter = filter.map(|selector| evaluator.select(&selector));
        for found in &matches {
            let item = graph.item(found.number);
            if filter.as_ref().is_none_or(|selected| selected[found.number]) && self.covers(item) {
                self.emit(item, found, evaluator, diagnostics);
            }
        }
    }

    fn emit(
        &self,
        item: GraphItem<'_, '_>,
        found: &Match,
        evaluator: &Evaluator<'_, '_, '_>,
        diagnostics: &mut Diagnostics,
    ) {
        let (place, label) = match self
            .entry
            .get("configuration")
            .and_then(|all| all.get("bindToTrait")?.as_str())
        {
            Some(id) => {
                let id = if id.contains('#') {
                    id
                } else {
                    format!("smithy.api#{id}").into()
                };
                let Some(value) = item.trait_value(&id) else { return };
                (value.place(), "the value of the trait")
            }
            None => (item.place(), "matches the selector of the validator"),
        };
        let problem = match &self.template {
            Some(template) => expand(template, found, evaluator),
            None => "the shape matches the selector of the validator".to_owned(),
        };
        if let Some(event) = self.event(&problem) {
            diagnostics.push(event.at(place, label).shape(item.id()));
        }
    }

    /// Returns whether the validator covers the namespace of an item.
    fn covers(&self, item: GraphItem<'_, '_>) -> bool {
        let namespaces = self.entry.get("namespaces").and_then(|list| list.elements());
        namespaces.is_none_or(|list| {
            let mut names = list.iter().filter_map(Node::as_str);
            names.any(|name| name == item.shape.id.namespace())
        })
    }

    /// Returns an event of the validator's severity, or `None` for the severity NOTE.
    fn event(&self, problem: &str) -> Option<Diagnostic> {
        let text = |key: &str| self.entry.get(key).and_then(|value| value.as_str());
        let problem = match text("message") {
            Some(message) => message.replace("{super}", problem),
            None => problem.to_owned(),
        };
        let problem = format!("{}: {problem}", self.id);
        match text("severity").as_deref() {
            Some("NOTE") => None,
            Some("WARNING") => Some(Diagnostic::warning(self.id.clone(), problem)),
            _ => Some(Diagnostic::danger(self.id.clone(), problem)),
        }
    }
}

fn invalid(node: Node<'_>, problem: &str) -> Diagnostic {
    Diagnostic::error("invalid-validator", problem).at(node.place(), "in this entry of the metadata `validators`")
}

/// Replaces each `@{..}` of a valid template by the attribute of the item; `@@` is `@`.
fn expand(template: &str, found: &Match, evaluator: &Evaluator<'_, '_, '_>) -> String {
    let (mut out, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('@') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("@@") {
            out.push('@');
            rest = after;
        } else if let Ok((path, length)) = value_path(rest) {
            out.push_str(&evaluator.value(found).at(&path).message());
            rest = &rest[length..];
        } else {
            break;
        }
    }
    out + rest
}

/// Reports the first `@` of a template that is neither escaped nor followed by a path.
fn check_template(node: Node<'_>, diagnostics: &mut Diagnostics) -> bool {
    let text = node.as_str().unwrap_or_default();
    let mut rest = &*text;
    while let Some(at) = rest.find('@') {
        rest = &rest[at..];
        match rest.strip_prefix("@@") {
            Some(after) => rest = after,
            None => match value_path(rest) {
                Ok((_, length)) => rest = &rest[length..],
                Err(error) => {
                    let at = text.len() - rest.len();
                    let problem = format!(
                        "invalid template of a message: the `@` at character {} begins no path: {}",
                        text[..at].chars().count() + 1,
                        error.problem
                    );
                    diagnostics.push(
                        Diagnostic::error("invalid-validator", problem)
                            .at(node.place(), "this template")
                            .help("write `@{id}` or another path, and `@@` for the character `@`"),
                    );
                    return false;
                }
            },
        }
    }
    true
}
