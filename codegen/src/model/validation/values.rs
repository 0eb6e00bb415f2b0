//! Node values against the shapes that they are values of.

use super::selections::Selections;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Member, Model, Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::suggest::did_you_mean;

/// Values nest no deeper than the files that hold them.
const MAX_DEPTH: usize = 200;

/// The check of one value, for instance that of a trait.
pub(super) struct ValueCheck<'c, 'm, 'a> {
    /// The model of the files.
    pub(super) model: &'m Model<'a>,
    /// The definitions of Smithy's own traits.
    pub(super) definitions: &'m Model<'a>,
    /// The value as messages name it, for instance "the trait `smithy.api#range`".
    pub(super) subject: &'c str,
    /// The shape or member that has the value.
    pub(super) holder: &'c ShapeId,
    /// Whether `@length` and `@range` count.
    pub(super) has_limits: bool,
    /// The shapes that the selectors of `@idRef` select, if they are to be checked.
    pub(super) selections: Option<&'c Selections<'c, 'm, 'a>>,
    pub(super) diagnostics: &'c mut Diagnostics,
}

impl<'m, 'a> ValueCheck<'_, 'm, 'a> {
    fn shape(&self, id: &ShapeId) -> Option<&'m Shape<'a>> {
        self.model.shape(id).or_else(|| self.definitions.shape(id))
    }

    fn report(&mut self, node: Node<'_>, problem: &str, label: String, help: Option<String>) {
        let mut error = Diagnostic::error(
            "invalid-value",
            format!("invalid value for {}: {problem}", self.subject),
        )
        .at(node.place(), label)
        .shape(self.holder);
        if let Some(help) = help {
            error = error.help(help);
        }
        self.diagnostics.push(error);
    }

    fn expect(&mut self, node: Node<'_>, kind: NodeKind) -> bool {
        let fits = node.kind() == kind;
        if !fits {
            let problem = format!("expected {kind}, found {}", node.kind());
            self.report(node, &problem, format!("this is {}", node.kind()), None);
        }
        fits
    }

    /// Checks a value against a shape.
    pub(super) fn check(&mut self, node: Node<'a>, id: &ShapeId) {
        self.check_at(node, id, 0);
    }

    fn check_at(&mut self, node: Node<'a>, id: &ShapeId, depth: usize) {
        let Some(shape) = self.shape(id).filter(|_| depth < MAX_DEPTH) else {
            return;
        };
        match &shape.kind {
            ShapeKind::Boolean => drop(self.expect(node, NodeKind::Boolean)),
            ShapeKind::Blob => drop(self.expect(node, NodeKind::String)),
            ShapeKind::String => self.string(node, shape),
            ShapeKind::Enum => self.enumeration(node, shape),
            ShapeKind::Byte => self.integer(node, i8::MIN.into(), i8::MAX.into()),
            ShapeKind::Short => self.integer(node, i16::MIN.into(), i16::MAX.into()),
            ShapeKind::Integer | ShapeKind::IntEnum => self.integer(node, i32::MIN.into(), i32::MAX.into()),
            ShapeKind::Long => self.integer(node, i64::MIN, i64::MAX),
            ShapeKind::BigInteger | ShapeKind::BigDecimal => drop(self.expect(node, NodeKind::Number)),
            ShapeKind::Float | ShapeKind::Double => self.float(node),
            ShapeKind::Timestamp => self.timestamp(node),
            ShapeKind::Document => {}
            ShapeKind::List => self.list(node, shape, depth),
            ShapeKind::Map => self.map(node, shape, depth),
            ShapeKind::Structure => self.structure(node, shape, depth),
            ShapeKind::Union => self.union(node, shape, depth),
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {}
        }
        self.range(node, shape);
    }

    fn integer(&mut self, node: Node<'_>, min: i64, max: i64) {
        if self.expect(node, NodeKind::Number) && !node.as_i64().is_some_and(|value| (min..=max).contains(&value)) {
            let problem = format!("expected an integer from {min} to {max}, found {}", node.text());
            self.report(node, &problem, "not such an integer".to_owned(), None);
        }
    }

    fn float(&mut self, node: Node<'_>) {
        let special = node.as_str();
        if !matches!(special.as_deref(), Some("NaN" | "Infinity" | "-Infinity")) {
            self.expect(node, NodeKind::Number);
        }
    }

    fn timestamp(&mut self, node: Node<'_>) {
        if !matches!(node.kind(), NodeKind::Number | NodeKind::String) {
            let problem = format!("expected a number or a string, found {}", node.kind());
            self.report(node, &problem, format!("this is {}", node.kind()), None);
        }
    }

    fn string(&mut self, node: Node<'_>, shape: &Shape<'a>) {
        if !self.expect(node, NodeKind::String) {
            return;
        }
        let text = node.as_str().unwrap_or_default();
        self.length(node, shape, text.chars().count());
        if let Some(reference) = shape.trait_value("smithy.api#idRef") {
            self.reference(node, &text, reference);
        }
    }

    /// Checks the id of a shape against `@idRef`.
    fn reference(&mut self, node: Node<'_>, text: &str, settings: Node<'_>) {
        let id = ShapeId::parse(text);
        if id.is_none() {
            let problem = format!("`{text}` is not the id of a shape");
            self.report(
                node,
                &problem,
                "write an id such as `com.example#Shape`".to_owned(),
                None,
            );
            return;
        }
        if id.as_ref().is_none_or(|id| !self.exists(id)) {
            let must_exist = settings.get("failWhenMissing").and_then(|value| value.as_bool());
            if must_exist == Some(true) {
                let problem = format!("the shape `{text}` does not exist");
                self.report(node, &problem, "no such shape in any of the files".to_owned(), None);
            }
            return;
        }
        let selector = settings.get("selector").and_then(|value| value.as_str());
        if let (Some(selector), Some(id), Some(selections)) = (selector, id, self.selections)
            && selections.selects(&selector, &id) == Some(false)
        {
            let problem = format!("the shape `{text}` does not match `{selector}`");
            self.report(node, &problem, "a shape of another kind".to_owned(), None);
        }
    }

    /// Tells whether a shape or member exists.
    fn exists(&self, id: &ShapeId) -> bool {
        match id.member() {
            Some((shape, member)) => self.shape(&shape).is_some_and(|shape| shape.member(member).is_some()),
            None => self.shape(id).is_some(),
        }
    }

    fn enumeration(&mut self, node: Node<'_>, shape: &Shape<'a>) {
        if !self.expect(node, NodeKind::String) {
            return;
        }
        let text = node.as_str().unwrap_or_default();
        let value = |member: &Member<'a>| match member.trait_value("smithy.api#enumValue") {
            Some(value) => value.as_str().unwrap_or_default().into_owned(),
            None => member.name.clone(),
        };
        let values: Vec<String> = shape.members.iter().map(value).collect();
        if !values.iter().any(|value| *value == text) {
            let expected = values
                .iter()
                .map(|value| format!("{value:?}"))
                .collect::<Vec<_>>()
                .join(", ");
            let help = did_you_mean(&text, values.iter().map(String::as_str));
            let problem = format!("expected one of {expected}, found {text:?}");
            self.report(node, &problem, "not one of the values".to_owned(), help);
        }
    }

    fn list(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Array) {
            return;
        }
        let elements = node.elements().unwrap_or_default();
        self.length(node, shape, elements.len());
        for element in elements {
            self.member(element, shape, "member", depth);
        }
    }

    fn map(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Object) {
            return;
        }
        let entries = node.entries().unwrap_or_default();
        self.length(node, shape, entries.len());
        for entry in entries {
            self.member(entry.value, shape, "value", depth);
        }
    }

    /// Checks an element of a list or a value of a map, which may be null if the collection is
    /// sparse.
    fn member(&mut self, node: Node<'a>, shape: &'m Shape<'a>, name: &str, depth: usize) {
        if let Some(member) = shape.member(name)
            && !(node.is_null() && shape.has_trait("smithy.api#sparse"))
        {
            self.check_at(node, &member.target.id, depth + 1);
        }
    }

    fn structure(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Object) {
            return;
        }
        let entries = node.entries().unwrap_or_default();
        for entry in &entries {
            match shape.member(&entry.key) {
                Some(member) => self.check_at(entry.value, &member.target.id, depth + 1),
                None => self.unknown_member(&entry.key, entry.value, shape),
            }
        }
        for member in &shape.members {
            let is_required = member.has_trait("smithy.api#required") && !member.has_trait("smithy.api#default");
            if is_required && !entries.iter().any(|entry| entry.key == member.name) {
                let problem = format!("the member `{}` is required", member.name);
                self.report(node, &problem, format!("has no `{}`", member.name), None);
            }
        }
    }

    fn unknown_member(&mut self, key: &str, node: Node<'_>, shape: &Shape<'a>) {
        let names = || shape.members.iter().map(|member| member.name.as_str());
        let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let known = if all.is_empty() {
            "it has no members".to_owned()
        } else {
            format!("its members are {all}")
        };
        let help = did_you_mean(key, names()).unwrap_or(known);
        self.report(
            node,
            &format!("it has no member `{key}`"),
            format!("`{key}` is unknown"),
            Some(help),
        );
    }

    fn union(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Object) {
            return;
        }
        let entries = node.entries().unwrap_or_default();
        if entries.len() != 1 {
            let problem = format!("expected exactly one member, found {}", entries.len());
            self.report(node, &problem, "a union has one member".to_owned(), None);
        }
        for entry in entries {
            match shape.member(&entry.key) {
                Some(member) => self.check_at(entry.value, &member.target.id, depth + 1),
                None => self.unknown_member(&entry.key, entry.value, shape),
            }
        }
    }

    fn length(&mut self, node: Node<'_>, shape: &Shape<'a>, length: usize) {
        let Some(limits) = shape.trait_value("smithy.api#length").filter(|_| self.has_limits) else {
            return;
        };
        let limit = |key: &str| limits.get(key)?.as_i64();
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        if limit("min").is_some_and(|min| length < min) || limit("max").is_some_and(|max| length > max) {
            let problem = format!("the length {length} is outside of `@length` of `{}`", shape.id.name());
            self.report(node, &problem, "too short or too long".to_owned(), None);
        }
    }

    fn range(&mut self, node: Node<'_>, shape: &Shape<'a>) {
        let limits = shape.trait_value("smithy.api#range").filter(|_| self.has_limits);
        let (Some(limits), NodeKind::Number) = (limits, node.kind()) else {
            return;
        };
        let number = |node: Node<'_>| node.text().parse::<f64>().ok();
        let limit = |key: &str| limits.get(key).and_then(number);
        let value = number(node).unwrap_or_default();
        if limit("min").is_some_and(|min| value < min) || limit("max").is_some_and(|max| value > max) {
            let problem = format!("{} is outside of `@range` of `{}`", node.text(), shape.id.name());
            self.report(node, &problem, "too small or too large".to_owned(), None);
        }
    }
}
