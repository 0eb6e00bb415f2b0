//! Checks a value against the constraints of its member and of the member's target.

use super::ValueCheck;
use crate::model::ast::{Shape, ShapeId, ShapeKind, Traits};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::{LENGTH, PATTERN, RANGE, UNIQUE_ITEMS};
use crate::patterns;
use crate::source::Place;

/// The maximum length of texts that are matched with patterns.
const MAX_MATCHED: usize = 2_000;

impl<'a> ValueCheck<'_, '_, 'a> {
    /// Checks a value against the constraints of its shape and of the member that targets it.
    pub(super) fn constraints(&mut self, node: Node<'a>, shape: &Shape<'a>, traits: &Traits<'a>) {
        for (traits, name) in [(traits, "the member"), (&shape.traits, shape.id.name())] {
            match node.kind() {
                NodeKind::String if matches!(shape.kind, ShapeKind::Blob) => {}
                NodeKind::String => {
                    let text = node.as_str().unwrap_or_default();
                    self.text_constraints(&text, node.place(), traits, name);
                }
                NodeKind::Number => self.range(node, traits, name),
                NodeKind::Array => {
                    let elements = node.elements().unwrap_or_default();
                    self.length(node.place(), traits, name, elements.len());
                    self.unique(&elements, traits, name);
                }
                NodeKind::Object => {
                    let length = node.entries().unwrap_or_default().len();
                    self.length(node.place(), traits, name, length);
                }
                NodeKind::Boolean | NodeKind::Null => {}
            }
        }
    }

    /// Checks a text against the constraints of a shape or member.
    pub(super) fn text_constraints(&mut self, text: &str, place: Place, traits: &Traits<'a>, name: &str) {
        self.length(place, traits, name, text.chars().count());
        self.pattern(text, place, traits, name);
        if let Some(reference) = traits.get("smithy.api#idRef") {
            self.reference(place, text, *reference);
        }
    }

    fn length(&mut self, place: Place, traits: &Traits<'a>, name: &str, length: usize) {
        let Some(limits) = traits.get(LENGTH).filter(|_| self.has_limits) else {
            return;
        };
        let limit = |key: &str| limits.get(key)?.as_i64();
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        if limit("min").is_some_and(|min| length < min) || limit("max").is_some_and(|max| length > max) {
            let problem = format!("the length {length} is outside of `@length` of {}", quoted(name));
            self.report(place, &problem, "too short or too long".to_owned(), None);
        }
    }

    fn pattern(&mut self, text: &str, place: Place, traits: &Traits<'a>, name: &str) {
        let Some(pattern) = traits.get(PATTERN).filter(|_| self.has_limits) else {
            return;
        };
        let Ok(compiled) = patterns::compile(&pattern.as_str().unwrap_or_default()) else {
            return;
        };
        if text.len() <= MAX_MATCHED && !compiled.is_match(text) {
            let problem = format!("{text:?} does not match `@pattern` of {}", quoted(name));
            let help = format!("write a text that matches {}", pattern.text());
            self.report(place, &problem, "does not match".to_owned(), Some(help));
        }
    }

    fn range(&mut self, node: Node<'_>, traits: &Traits<'a>, name: &str) {
        let Some(limits) = traits.get(RANGE).filter(|_| self.has_limits) else {
            return;
        };
        let number = |node: Node<'_>| node.text().parse::<f64>().ok();
        let limit = |key: &str| limits.get(key).and_then(number);
        let value = number(node).unwrap_or_default();
        if limit("min").is_some_and(|min| value < min) || limit("max").is_some_and(|max| value > max) {
            let problem = format!("{} is outside of `@range` of {}", node.text(), quoted(name));
            self.report(node.place(), &problem, "too small or too large".to_owned(), None);
        }
    }

    fn unique(&mut self, elements: &[Node<'a>], traits: &Traits<'a>, name: &str) {
        if !self.has_limits || !traits.contains_key(UNIQUE_ITEMS) {
            return;
        }
        let is_repeated = |at: &usize| elements[..*at].iter().any(|other| other.text() == elements[*at].text());
        if let Some(at) = (1..elements.len()).find(is_repeated) {
            let problem = format!("the elements of {} must be unique", quoted(name));
            self.report(
                elements[at].place(),
                &problem,
                "is in the list already".to_owned(),
                None,
            );
        }
    }

    /// Checks the id of a shape against `@idRef`.
    fn reference(&mut self, place: Place, text: &str, settings: Node<'_>) {
        let Some(id) = ShapeId::parse(text) else {
            let problem = format!("`{text}` is not the id of a shape");
            let label = "write an id such as `com.example#Shape`".to_owned();
            return self.report(place, &problem, label, None);
        };
        if !self.exists(&id) {
            let must_exist = settings.get("failWhenMissing").and_then(|value| value.as_bool());
            if must_exist == Some(true) {
                let problem = format!("the shape `{text}` does not exist");
                self.report(place, &problem, "no such shape in any of the files".to_owned(), None);
            }
            return;
        }
        let selector = settings.get("selector").and_then(|value| value.as_str());
        if let (Some(selector), Some(selections)) = (selector, self.selections)
            && selections.selects(&selector, &id) == Some(false)
        {
            let problem = format!("the shape `{text}` does not match `{selector}`");
            self.report(place, &problem, "a shape of another kind".to_owned(), None);
        }
    }

    /// Returns whether a shape or member exists.
    fn exists(&self, id: &ShapeId) -> bool {
        match id.member() {
            Some((shape, member)) => self.shape(&shape).is_some_and(|shape| shape.member(member).is_some()),
            None => self.shape(id).is_some(),
        }
    }
}

fn quoted(name: &str) -> String {
    if name == "the member" {
        return name.to_owned();
    }
    format!("`{name}`")
}
