//! The model as tests need it: the members of each shape, the sensitive ones, and values with all
//! members.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Map, Value, json};

const NAMESPACE: &str = "com.amazonaws.partnercentralselling#";

/// The model that the client is generated from.
#[derive(Clone, Debug)]
pub struct Model {
    shapes: Map<String, Value>,
}

/// A text in a value, with its traits in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The member that holds it, as `Shape$Member`.
    pub member: String,
    /// The text.
    pub text: String,
    /// Whether the text is sensitive.
    pub sensitive: bool,
}

/// A member of a structure or union, or what a list or map holds.
struct Member<'a> {
    name: &'a str,
    target: &'a str,
    sensitive: bool,
}

impl Model {
    /// Reads the model of this repository.
    ///
    /// # Errors
    /// The file is missing, or is not valid JSON.
    pub fn load() -> io::Result<Self> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../model/partnercentral-selling/model.json"
        );
        let mut model: Value = serde_json::from_slice(&std::fs::read(path)?)?;
        match model.get_mut("shapes").map(Value::take) {
            Some(Value::Object(shapes)) => Ok(Self { shapes }),
            _ => Err(io::Error::other("the model has no shapes")),
        }
    }

    /// Returns the names of all operations.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.shapes
            .keys()
            .filter(|shape| self.kind(shape) == "operation")
            .filter_map(|shape| shape.strip_prefix(NAMESPACE))
    }

    /// Returns the id of an operation's input structure.
    pub fn input(&self, operation: &str) -> &str {
        self.text(&[NAMESPACE, operation].concat(), "/input/target")
    }

    /// Returns the id of an operation's output structure.
    pub fn output(&self, operation: &str) -> &str {
        self.text(&[NAMESPACE, operation].concat(), "/output/target")
    }

    /// Returns a value with all members of a shape. A function makes the strings, given whether
    /// they are sensitive; unions hold the variant of this number, counted round.
    pub fn fill(&self, shape: &str, variant: usize, text: &mut dyn FnMut(bool) -> String) -> Value {
        self.fill_member(shape, self.is_sensitive(shape), variant, text)
    }

    /// Returns the texts in a value of a shape.
    pub fn leaves(&self, shape: &str, value: &Value) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        self.visit(shape, value, &mut |member, sensitive, value| {
            if let Value::String(text) = value {
                leaves.push(Leaf {
                    member: member.to_owned(),
                    text: text.clone(),
                    sensitive,
                });
            }
        });
        leaves
    }

    /// Returns the members of structures and unions that a value has, as `Shape$Member`.
    pub fn members_of(&self, shape: &str, value: &Value) -> BTreeSet<String> {
        let mut members = BTreeSet::new();
        self.visit(shape, value, &mut |member, _, _| {
            members.insert(member.to_owned());
        });
        members
    }

    /// Returns every member of a structure or union and of all that they hold, as `Shape$Member`.
    pub fn members(&self, shape: &str) -> BTreeSet<String> {
        let mut open = vec![shape.to_owned()];
        let mut seen = BTreeSet::new();
        let mut members = BTreeSet::new();
        while let Some(shape) = open.pop() {
            if !seen.insert(shape.clone()) {
                continue;
            }
            for member in self.targets(&shape) {
                if matches!(self.kind(&shape), "structure" | "union") {
                    members.insert(named(&shape, member.name));
                }
                open.push(member.target.to_owned());
            }
        }
        members
    }

    fn kind<'a>(&'a self, shape: &'a str) -> &'a str {
        match self.text(shape, "/type") {
            "" => shape.rsplit_once('#').map_or("", |(_, prelude)| prelude),
            kind => kind,
        }
    }

    fn text(&self, shape: &str, pointer: &str) -> &str {
        self.shapes
            .get(shape)
            .and_then(|shape| shape.pointer(pointer))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn is_sensitive(&self, shape: &str) -> bool {
        self.shapes.get(shape).is_some_and(is_sensitive)
    }

    fn targets<'a>(&'a self, shape: &str) -> Vec<Member<'a>> {
        let (Some(value), kind) = (self.shapes.get(shape), self.kind(shape)) else {
            return Vec::new();
        };
        let named: Vec<(&'a str, &'a Value)> = match (kind, value.get("members")) {
            ("structure" | "union", Some(Value::Object(members))) => {
                members.iter().map(|(name, member)| (name.as_str(), member)).collect()
            }
            ("list" | "map", _) => ["member", "key", "value"]
                .into_iter()
                .filter_map(|name| Some((name, value.get(name)?)))
                .collect(),
            _ => Vec::new(),
        };
        let member = |&(name, member): &(&'a str, &'a Value)| {
            let target = member.get("target").and_then(Value::as_str).unwrap_or_default();
            Member {
                name,
                target,
                sensitive: is_sensitive(member) || self.is_sensitive(target),
            }
        };
        named.iter().map(member).collect()
    }

    fn fill_member(&self, shape: &str, sensitive: bool, variant: usize, text: &mut dyn FnMut(bool) -> String) -> Value {
        let members = self.targets(shape);
        let mut fill =
            |member: &Member<'_>| self.fill_member(member.target, sensitive || member.sensitive, variant, text);
        let first_value = |shape: &Value| {
            let members = shape.get("members")?.as_object()?;
            members
                .values()
                .next()?
                .pointer("/traits/smithy.api#enumValue")
                .cloned()
        };
        match (self.kind(shape), &members[..]) {
            ("structure", members) => members
                .iter()
                .map(|member| (member.name.to_owned(), fill(member)))
                .collect(),
            ("union", members) => match members.get(variant % members.len().max(1)) {
                Some(member) => json!({ member.name: fill(member) }),
                None => Value::Null,
            },
            ("list", [member]) => json!([fill(member)]),
            ("map", [_, value]) => json!({ "key": fill(value) }),
            ("enum" | "intEnum", _) => self.shapes.get(shape).and_then(first_value).unwrap_or_default(),
            ("timestamp" | "Timestamp", _) => json!("2026-01-31T23:59:58.123Z"),
            ("boolean" | "Boolean", _) => json!(true),
            ("string" | "String", _) => json!(text(sensitive)),
            _ => json!(7),
        }
    }

    /// Hands every member that a value has to a function: its name as `Shape$Member`, whether it is
    /// sensitive, and its value; elements of lists and maps go under the name of the member that
    /// holds them.
    fn visit(&self, shape: &str, value: &Value, take: &mut dyn FnMut(&str, bool, &Value)) {
        for member in self.targets(shape) {
            if let Some(inner) = value.get(member.name) {
                self.visit_member(&named(shape, member.name), &member, inner, take);
            }
        }
    }

    fn visit_member(&self, name: &str, member: &Member<'_>, value: &Value, take: &mut dyn FnMut(&str, bool, &Value)) {
        take(name, member.sensitive, value);
        let held: Vec<&Value> = match (self.kind(member.target), value) {
            ("list", Value::Array(elements)) => elements.iter().collect(),
            ("map", Value::Object(entries)) => entries.values().collect(),
            _ => return self.visit(member.target, value, take),
        };
        if let Some(element) = self.targets(member.target).last() {
            let element = Member {
                sensitive: member.sensitive || element.sensitive,
                ..*element
            };
            held.into_iter()
                .for_each(|value| self.visit_member(name, &element, value, take));
        }
    }
}

fn is_sensitive(value: &Value) -> bool {
    value.pointer("/traits/smithy.api#sensitive").is_some()
}

fn named(shape: &str, member: &str) -> String {
    format!("{}${member}", shape.trim_start_matches(NAMESPACE))
}
