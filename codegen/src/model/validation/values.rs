//! Checks node values against their shapes.

mod limits;
mod timestamps;

use super::selections::Selections;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Member, Model, Shape, ShapeId, ShapeKind, Traits};
use crate::model::node::{Node, NodeEntry, NodeKind};
use crate::source::Place;
use crate::suggest::did_you_mean;

use self::timestamps::timestamp_problem;

/// The maximum nesting of values: that of files.
const MAX_DEPTH: usize = 200;

/// The check of one value, for example that of a trait.
pub(super) struct ValueCheck<'c, 'm, 'a> {
    /// The model of the files.
    pub(super) model: &'m Model<'a>,
    /// The definitions of Smithy's own traits.
    pub(super) definitions: &'m Model<'a>,
    /// The description of the value in messages, for example "the trait `smithy.api#range`".
    pub(super) subject: &'c str,
    /// The shape or member that has the value.
    pub(super) holder: &'c ShapeId,
    /// Whether `@length`, `@pattern`, `@range` and `@uniqueItems` are checked.
    pub(super) has_limits: bool,
    /// Whether timestamps must have the format of their shape or member.
    pub(super) has_formats: bool,
    /// The shapes that the selectors of `@idRef` select, if they are to be checked.
    pub(super) selections: Option<&'c Selections<'c, 'm, 'a>>,
    pub(super) diagnostics: &'c mut Diagnostics,
}

impl<'m, 'a> ValueCheck<'_, 'm, 'a> {
    fn shape(&self, id: &ShapeId) -> Option<&'m Shape<'a>> {
        self.model.shape(id).or_else(|| self.definitions.shape(id))
    }

    fn report(&mut self, place: Place, problem: &str, label: String, help: Option<String>) {
        let mut error = Diagnostic::error(
            "invalid-value",
            format!("invalid value for {}: {problem}", self.subject),
        )
        .at(place, label)
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
            self.report(node.place(), &problem, format!("this is {}", node.kind()), None);
        }
        fits
    }

    /// Checks a value against a shape.
    pub(super) fn check(&mut self, node: Node<'a>, id: &ShapeId) {
        self.check_at(node, id, &Traits::new(), 0);
    }

    /// Checks a value against a member and its target.
    pub(super) fn check_member(&mut self, node: Node<'a>, member: &'m Member<'a>) {
        self.member(node, member, 0);
    }

    fn member(&mut self, node: Node<'a>, member: &'m Member<'a>, depth: usize) {
        self.check_at(node, &member.target.id, &member.traits, depth + 1);
    }

    /// Checks a value against a shape. `traits` are those of the member that targets it.
    fn check_at(&mut self, node: Node<'a>, id: &ShapeId, traits: &Traits<'a>, depth: usize) {
        let Some(shape) = self.shape(id).filter(|_| depth < MAX_DEPTH) else {
            return;
        };
        match &shape.kind {
            ShapeKind::Boolean => drop(self.expect(node, NodeKind::Boolean)),
            ShapeKind::Blob | ShapeKind::String => drop(self.expect(node, NodeKind::String)),
            ShapeKind::Enum => self.enumeration(node, shape),
            ShapeKind::Byte => self.integer(node, i8::MIN.into(), i8::MAX.into()),
            ShapeKind::Short => self.integer(node, i16::MIN.into(), i16::MAX.into()),
            ShapeKind::Integer => self.integer(node, i32::MIN.into(), i32::MAX.into()),
            ShapeKind::IntEnum => self.int_enum(node, shape),
            ShapeKind::Long => self.integer(node, i64::MIN, i64::MAX),
            ShapeKind::BigInteger | ShapeKind::BigDecimal => drop(self.expect(node, NodeKind::Number)),
            ShapeKind::Float | ShapeKind::Double => self.float(node),
            ShapeKind::Timestamp => self.timestamp(node, shape, traits),
            ShapeKind::Document => {}
            ShapeKind::List => self.list(node, shape, depth),
            ShapeKind::Map => self.map(node, shape, depth),
            ShapeKind::Structure => self.structure(node, shape, depth),
            ShapeKind::Union => self.union(node, shape, depth),
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {}
        }
        self.constraints(node, shape, traits);
    }

    fn integer(&mut self, node: Node<'_>, min: i64, max: i64) {
        if self.expect(node, NodeKind::Number) && !node.as_i64().is_some_and(|value| (min..=max).contains(&value)) {
            let problem = format!("expected an integer from {min} to {max}, found {}", node.text());
            self.report(node.place(), &problem, "not such an integer".to_owned(), None);
        }
    }

    fn int_enum(&mut self, node: Node<'_>, shape: &Shape<'a>) {
        if !self.expect(node, NodeKind::Number) {
            return;
        }
        let value = |member: &Member<'a>| {
            member
                .trait_value("smithy.api#enumValue")
                .and_then(|value| value.as_i64())
        };
        let values: Vec<i64> = shape.members.iter().filter_map(value).collect();
        if !node.as_i64().is_some_and(|value| values.contains(&value)) {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            let problem = format!("expected one of {}, found {}", values.join(", "), node.text());
            self.report(node.place(), &problem, "not one of the values".to_owned(), None);
        }
    }

    fn float(&mut self, node: Node<'_>) {
        let special = node.as_str();
        if !matches!(special.as_deref(), Some("NaN" | "Infinity" | "-Infinity")) {
            self.expect(node, NodeKind::Number);
        }
    }

    fn timestamp(&mut self, node: Node<'_>, shape: &Shape<'a>, traits: &Traits<'a>) {
        let format = |traits: &Traits<'a>| {
            traits
                .get("smithy.api#timestampFormat")
                .and_then(|value| value.as_str())
        };
        let format = format(traits).or_else(|| format(&shape.traits));
        let format = format.filter(|_| self.has_formats);
        if let Some(problem) = timestamp_problem(node, format.as_deref()) {
            self.report(node.place(), &problem, "not such a timestamp".to_owned(), None);
        }
    }

    fn enumeration(&mut self, node: Node<'_>, shape: &Shape<'a>) {
        if self.expect(node, NodeKind::String) {
            self.enum_value(&node.as_str().unwrap_or_default(), node.place(), shape);
        }
    }

    fn enum_value(&mut self, text: &str, place: Place, shape: &Shape<'a>) {
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
            let help = did_you_mean(text, values.iter().map(String::as_str));
            let problem = format!("expected one of {expected}, found {text:?}");
            self.report(place, &problem, "not one of the values".to_owned(), help);
        }
    }

    fn list(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Array) {
            return;
        }
        for element in node.elements().unwrap_or_default() {
            self.element(element, shape, "member", depth);
        }
    }

    fn map(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Object) {
            return;
        }
        for entry in node.entries().unwrap_or_default() {
            if let Some(key) = shape.member("key") {
                self.key(&entry, key);
            }
            self.element(entry.value, shape, "value", depth);
        }
    }

    fn key(&mut self, entry: &NodeEntry<'a>, key: &'m Member<'a>) {
        let Some(target) = self.shape(&key.target.id) else {
            return;
        };
        if matches!(target.kind, ShapeKind::Enum) {
            self.enum_value(&entry.key, entry.key_place, target);
        }
        self.text_constraints(&entry.key, entry.key_place, &key.traits, &key.name);
        self.text_constraints(&entry.key, entry.key_place, &target.traits, target.id.name());
    }

    /// Checks an element of a list or a value of a map, which may be null if the collection is
    /// sparse.
    fn element(&mut self, node: Node<'a>, shape: &'m Shape<'a>, name: &str, depth: usize) {
        if let Some(member) = shape.member(name)
            && !(node.is_null() && shape.has_trait("smithy.api#sparse"))
        {
            self.member(node, member, depth);
        }
    }

    fn structure(&mut self, node: Node<'a>, shape: &'m Shape<'a>, depth: usize) {
        if !self.expect(node, NodeKind::Object) {
            return;
        }
        let entries = node.entries().unwrap_or_default();
        for entry in &entries {
            match shape.member(&entry.key) {
                Some(member) => self.member(entry.value, member, depth),
                None => self.unknown_member(&entry.key, entry.value, shape),
            }
        }
        for member in &shape.members {
            let is_required = member.has_trait("smithy.api#required") && !member.has_trait("smithy.api#default");
            if is_required && !entries.iter().any(|entry| entry.key == member.name) {
                let problem = format!("the member `{}` is required", member.name);
                self.report(node.place(), &problem, format!("has no `{}`", member.name), None);
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
            node.place(),
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
            self.report(node.place(), &problem, "a union has one member".to_owned(), None);
        }
        for entry in entries {
            match shape.member(&entry.key) {
                Some(member) => self.member(entry.value, member, depth),
                None => self.unknown_member(&entry.key, entry.value, shape),
            }
        }
    }
}
