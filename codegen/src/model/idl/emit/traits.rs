//! Traits: their full ids, values of annotations, and traits that are applied more than once.

use std::rc::Rc;

use super::Emitter;
use crate::diagnostics::Diagnostic;
use crate::model::idl::lexer::Span;
use crate::model::idl::syntax::{IdlTrait, IdlValue, IdlValueKind, IdlVersion};
use crate::suggest::did_you_mean;

/// A trait that the syntax of a shape implies: its id and its value.
pub(super) type Implied<'a> = (&'static str, Span, ImpliedValue<'a>);

/// The value of an implied trait.
pub(super) enum ImpliedValue<'a> {
    /// A value after `=`.
    Value(&'a IdlValue<'a>),
    /// The name of an enum's member.
    Name(&'a str),
}

impl<'a> Emitter<'a, '_> {
    /// Writes the traits of a shape or member, with those of `apply` statements and the one that
    /// its syntax implies.
    pub(super) fn traits_of(&mut self, id: &str, own: &'a [IdlTrait<'a>], implied: Option<Implied<'a>>) {
        let mut traits: Vec<&'a IdlTrait<'a>> = own.iter().collect();
        if let Some((_, applied)) = self.applied.get(id) {
            traits.extend(applied);
            self.used.insert(id.to_owned());
        }
        if !traits.is_empty() || implied.is_some() {
            self.traits(&traits, implied);
        }
    }

    pub(super) fn traits(&mut self, traits: &[&'a IdlTrait<'a>], implied: Option<Implied<'a>>) {
        let mut groups: Vec<(Rc<str>, Vec<&'a IdlTrait<'a>>)> = Vec::new();
        for one in traits {
            let id = self.resolve(&one.id.text);
            match groups.iter_mut().find(|(known, _)| *known == id) {
                Some((_, same)) => same.push(one),
                None => groups.push((id, vec![one])),
            }
        }
        let start = traits.first().map_or(Span::default(), |first| first.id.span);
        self.json.key("traits", start);
        self.json.open('{', start);
        for (id, same) in groups {
            if implied.as_ref().is_some_and(|(implied, ..)| **implied == *id) {
                self.report_conflict(&id, same[0].id.span, "the value after `=` differs");
                continue;
            }
            self.check_trait(&id, same[0].id.span);
            self.json.key(&id, same[0].id.span);
            self.trait_value(&id, &same);
        }
        if let Some((id, span, value)) = implied {
            self.json.key(id, span);
            match value {
                ImpliedValue::Value(value) => self.value(value),
                ImpliedValue::Name(name) => self.json.string(name, span),
            }
        }
        self.json.close('}');
    }

    /// Writes the value of a trait. Lists that are applied more than once are joined; other values
    /// must be equal.
    fn trait_value(&mut self, id: &str, same: &[&'a IdlTrait<'a>]) {
        let lists: Vec<_> = match same {
            [_] => Vec::new(),
            _ => same.iter().filter_map(|one| self.elements(id, one)).collect(),
        };
        if same.len() > 1 && lists.len() == same.len() {
            self.json.open('[', same[0].id.span);
            lists.into_iter().flatten().for_each(|element| self.value(element));
            self.json.close(']');
            return;
        }
        for other in &same[1..] {
            if !is_equal(same[0].value.as_ref(), other.value.as_ref()) {
                self.report_conflict(id, other.id.span, "another value than before");
            }
        }
        match &same[0].value {
            Some(value) => self.value(value),
            None => self.annotation(id, same[0].id.span),
        }
    }

    /// Returns the elements of a trait that is a list; without a value there are none.
    fn elements(&self, id: &str, one: &'a IdlTrait<'a>) -> Option<&'a [IdlValue<'a>]> {
        match one.value.as_ref().map(|value| &value.kind) {
            Some(IdlValueKind::Array(elements)) => Some(elements),
            None if matches!(self.kind(id).as_deref(), Some("list" | "set")) => Some(&[]),
            _ => None,
        }
    }

    /// Writes the value of a trait without one: empty, if the trait is a structure, map or list.
    fn annotation(&mut self, id: &str, span: Span) {
        match self.kind(id).as_deref() {
            Some("list" | "set") => {
                self.json.open('[', span);
                self.json.close(']');
            }
            Some("structure" | "map") | None => {
                self.json.open('{', span);
                self.json.close('}');
            }
            Some(_) => self.json.literal("null", span),
        }
    }

    fn check_trait(&self, id: &str, span: Span) {
        self.check_version(id, span);
        if self.is_unknown(id) {
            let error = Diagnostic::error("unknown-trait-id", format!("the trait `{id}` does not exist"))
                .at(self.place(span), "no such shape in any of the files");
            let help = "bring it with `use`, or give the file that defines it as well".to_owned();
            self.report(error.help(self.similar_trait(id).unwrap_or(help)));
        }
    }

    fn similar_trait(&self, id: &str) -> Option<String> {
        let (namespace, name) = id.split_once('#')?;
        let uses = self.file.uses.iter();
        let used = uses.filter_map(|id| Some(id.text.split_once('#')?.1));
        did_you_mean(name, self.index.traits_in(namespace).chain(used))
    }

    /// Reports a trait that does not exist in the version of the file.
    fn check_version(&self, id: &str, span: Span) {
        let (problem, help) = match (id, self.file.version) {
            ("smithy.api#mixin" | "smithy.api#default", IdlVersion::V1) => (
                format!("the trait `{id}` needs version 2.0 of the IDL, and this file is of version 1.0"),
                "begin the file with `$version: \"2.0\"`, or remove this",
            ),
            ("smithy.api#box", IdlVersion::V2) => (
                format!("version 2.0 of the IDL has no trait `{id}`"),
                "remove it: members without a default have none",
            ),
            _ => return,
        };
        self.report(
            Diagnostic::error("wrong-version", problem)
                .at(self.place(span), "not in the version of this file")
                .help(help),
        );
    }

    fn report_conflict(&self, id: &str, span: Span, label: &str) {
        self.report(
            Diagnostic::error(
                "conflicting-trait",
                format!("the trait `{id}` has two different values"),
            )
            .at(self.place(span), label)
            .help("remove one of the two"),
        );
    }
}

fn is_equal(a: Option<&IdlValue<'_>>, b: Option<&IdlValue<'_>>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        let is_empty =
            |value: &IdlValue<'_>| matches!(&value.kind, IdlValueKind::Object(entries) if entries.is_empty());
        return a.or(b).is_none_or(is_empty);
    };
    match (&a.kind, &b.kind) {
        (IdlValueKind::Null, IdlValueKind::Null) => true,
        (IdlValueKind::Boolean(a), IdlValueKind::Boolean(b)) => a == b,
        (IdlValueKind::Number(a), IdlValueKind::Number(b)) => a == b,
        (IdlValueKind::String(a), IdlValueKind::String(b)) => a == b,
        (IdlValueKind::ShapeId(a), IdlValueKind::ShapeId(b)) => a == b,
        (IdlValueKind::Array(a), IdlValueKind::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_equal(Some(a), Some(b)))
        }
        (IdlValueKind::Object(a), IdlValueKind::Object(b)) => {
            let same = |a: &crate::model::idl::syntax::IdlEntry<'_>| {
                b.iter()
                    .any(|b| a.key.text == b.key.text && is_equal(Some(&a.value), Some(&b.value)))
            };
            a.len() == b.len() && a.iter().all(same)
        }
        _ => false,
    }
}
