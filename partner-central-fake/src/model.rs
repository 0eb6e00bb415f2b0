//! The facts of the service: shapes, their constraints, operations.

mod parse;
mod pattern;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

pub(crate) use self::pattern::Pattern;

/// The model that the client is generated from. The file is a link into `model/`, which becomes a
/// copy in the package of this crate.
const FACTS: &str = include_str!("../model.json");

/// The namespace of all shapes, which names in this crate omit.
pub(crate) const NAMESPACE: &str = "com.amazonaws.partnercentralselling#";

/// The service's model, indexed by shape name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    shapes: BTreeMap<String, Arc<Shape>>,
    operations: BTreeMap<String, Arc<Operation>>,
}

/// A shape, with the constraints that apply to its values.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) kind: Kind,
    pub(crate) constraints: Constraints,
    /// The HTTP status of an error structure.
    pub(crate) status: Option<u16>,
    default: Option<Value>,
}

/// The kind of a shape, with its members.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Structure(Vec<Member>),
    Union(Vec<Member>),
    List(Member),
    Map { key: Box<Member>, value: Box<Member> },
    Enum(Vec<String>),
    String,
    Integer,
    Timestamp,
    Unit,
}

/// A member of a shape, with the constraints that its traits add.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) required: bool,
    pub(crate) constraints: Constraints,
    default: Option<Value>,
}

/// Constraint traits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constraints {
    pub(crate) length: Option<Bounds>,
    pub(crate) range: Option<Bounds>,
    pub(crate) pattern: Option<Arc<Pattern>>,
    pub(crate) unique_items: bool,
}

/// An inclusive range, open at either end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) read_only: bool,
    /// The member of the output that holds the items of a page.
    pub(crate) items: Option<String>,
}

impl Model {
    /// Returns the model, which is parsed once.
    pub(crate) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| parse::parse(FACTS))
    }

    pub(crate) fn shape(&self, name: &str) -> Option<&Shape> {
        self.shapes.get(name).map(|shape| &**shape)
    }

    pub(crate) fn operation(&self, name: &str) -> Option<Arc<Operation>> {
        self.operations.get(name).cloned()
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.values().map(|operation| &**operation)
    }

    /// Returns the members of a structure or union.
    pub(crate) fn members(&self, name: &str) -> &[Member] {
        match self.shape(name).map(|shape| &shape.kind) {
            Some(Kind::Structure(members) | Kind::Union(members)) => members,
            _ => &[],
        }
    }

    /// Returns the member of a structure or union.
    pub(crate) fn member(&self, shape: &str, name: &str) -> Option<&Member> {
        self.members(shape).iter().find(|member| member.name == name)
    }

    /// Returns a value without members that are not in the shape, at every level.
    pub(crate) fn project(&self, shape: &str, value: &Value) -> Value {
        match (self.shape(shape).map(|shape| &shape.kind), value) {
            (Some(Kind::Structure(members) | Kind::Union(members)), Value::Object(object)) => {
                let known = members.iter().filter_map(|member| {
                    let value = object.get(&member.name).filter(|value| !value.is_null())?;
                    Some((member.name.clone(), self.project(&member.target, value)))
                });
                Value::Object(known.collect())
            }
            (Some(Kind::List(element)), Value::Array(values)) => values
                .iter()
                .map(|value| self.project(&element.target, value))
                .collect(),
            (Some(Kind::Map { value: held, .. }), Value::Object(entries)) => entries
                .iter()
                .map(|(key, value)| (key.clone(), self.project(&held.target, value)))
                .collect(),
            _ => value.clone(),
        }
    }

    /// Sets members of an input that are absent and have a default other than the empty value.
    pub(crate) fn fill_defaults(&self, shape: &str, object: &mut Map<String, Value>) {
        for member in self.members(shape) {
            let default = member.default.as_ref();
            let default = default.or_else(|| self.shape(&member.target)?.default.as_ref());
            match (object.get_mut(&member.name), default) {
                (Some(Value::Object(held)), _) => self.fill_defaults(&member.target, held),
                (None, Some(default)) if *default != "" => {
                    object.insert(member.name.clone(), default.clone());
                }
                _ => {}
            }
        }
    }

    /// Adds a value to an enum.
    pub(crate) fn add_enum_value(&mut self, shape: &str, value: &str) {
        if let Some(shape) = self.shapes.get_mut(shape)
            && let Kind::Enum(values) = &mut Arc::make_mut(shape).kind
        {
            values.push(value.to_owned());
        }
    }

    /// Adds an optional member to a structure or union.
    pub(crate) fn add_member(&mut self, shape: &str, name: &str, target: &str) {
        if let Some(shape) = self.shapes.get_mut(shape)
            && let Kind::Structure(members) | Kind::Union(members) = &mut Arc::make_mut(shape).kind
        {
            members.push(Member::new(name, target));
        }
    }
}

impl Member {
    fn new(name: &str, target: &str) -> Self {
        Self {
            name: name.to_owned(),
            target: target.to_owned(),
            required: false,
            constraints: Constraints::default(),
            default: None,
        }
    }
}

impl Constraints {
    /// Returns these constraints, completed by those of the target: a trait of a member replaces
    /// the trait of its target.
    pub(crate) fn or(&self, target: &Self) -> Self {
        Self {
            length: self.length.or(target.length),
            range: self.range.or(target.range),
            pattern: self.pattern.as_ref().or(target.pattern.as_ref()).cloned(),
            unique_items: self.unique_items || target.unique_items,
        }
    }
}

impl Bounds {
    pub(crate) fn contains(self, value: i64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }
}
