//! The types of JMESPath expressions over the shapes of a model.

use super::functions::FUNCTIONS;
use crate::model::ast::{Model, Shape, ShapeId, ShapeKind};
use crate::paths::jmespath::{Comparator, Expression};
use crate::suggest::did_you_mean;

/// The type of the result of an expression.
#[derive(Clone)]
pub(super) enum JmesPathType<'m, 'a> {
    /// An unknown type.
    Any,
    Null,
    Boolean,
    Number,
    String,
    List(Box<JmesPathType<'m, 'a>>),
    Map(Box<JmesPathType<'m, 'a>>),
    Structure(&'m Shape<'a>),
    /// An object with these members.
    Members(Vec<(String, JmesPathType<'m, 'a>)>),
}

impl JmesPathType<'_, '_> {
    /// Returns whether values of this type can be of another type.
    pub(super) fn can_be(&self, other: &JmesPathType<'_, '_>) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, JmesPathType::Any) => true,
            (Self::List(a), JmesPathType::List(b)) => a.can_be(b),
            (
                Self::Structure(_) | Self::Members(_) | Self::Map(_),
                JmesPathType::Structure(_) | JmesPathType::Members(_) | JmesPathType::Map(_),
            ) => true,
            (Self::Null, JmesPathType::Null)
            | (Self::Boolean, JmesPathType::Boolean)
            | (Self::Number, JmesPathType::Number)
            | (Self::String, JmesPathType::String) => true,
            _ => false,
        }
    }

    /// Returns the name of the type in messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Structure(_) | Self::Members(_) => "an object",
        }
    }
}

/// The check of one expression.
pub(super) struct TypeCheck<'m, 'a> {
    model: &'m Model<'a>,
    /// The problems, and whether each is an error, which cannot be suppressed.
    pub(super) problems: Vec<(bool, String)>,
}

impl<'m, 'a> TypeCheck<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>) -> Self {
        Self {
            model,
            problems: Vec::new(),
        }
    }

    /// Returns the type of the result of an expression.
    pub(super) fn result(&mut self, expression: &Expression, from: &JmesPathType<'m, 'a>) -> JmesPathType<'m, 'a> {
        match expression {
            Expression::Current => from.clone(),
            Expression::Field(name) => self.field(name, from),
            Expression::Literal(value) => literal(value),
            Expression::Index(_) => self.element(from),
            Expression::Slice(..) => JmesPathType::List(Box::new(self.element(from))),
            Expression::Then(left, right) => {
                let left = self.result(left, from);
                self.result(right, &left)
            }
            Expression::Flatten(list) => {
                let list = self.result(list, from);
                match self.element(&list) {
                    JmesPathType::List(inner) => JmesPathType::List(inner),
                    element => JmesPathType::List(Box::new(element)),
                }
            }
            Expression::ListProjection(left, right) => {
                let left = self.result(left, from);
                let element = self.element(&left);
                JmesPathType::List(Box::new(self.result(right, &element)))
            }
            Expression::ObjectProjection(left, right) => {
                let value = match self.result(left, from) {
                    JmesPathType::Map(value) => *value,
                    _ => JmesPathType::Any,
                };
                JmesPathType::List(Box::new(self.result(right, &value)))
            }
            Expression::Filter { list, condition, then } => {
                let list = self.result(list, from);
                let element = self.element(&list);
                self.result(condition, &element);
                JmesPathType::List(Box::new(self.result(then, &element)))
            }
            Expression::MultiSelectList(elements) => {
                let types: Vec<_> = elements.iter().map(|element| self.result(element, from)).collect();
                let first = types.first().cloned().unwrap_or(JmesPathType::Any);
                let is_same = types.iter().all(|other| other.can_be(&first));
                JmesPathType::List(Box::new(if is_same { first } else { JmesPathType::Any }))
            }
            Expression::MultiSelectHash(entries) => {
                let member = |(name, value): &(String, Expression)| (name.clone(), self.result(value, from));
                JmesPathType::Members(entries.iter().map(member).collect())
            }
            Expression::Function(name, arguments) => self.function(name, arguments, from),
            Expression::Reference(_) => JmesPathType::Any,
            Expression::Compare(comparator, left, right) => self.compare(*comparator, left, right, from),
            Expression::And(left, right) | Expression::Or(left, right) => {
                let (left, right) = (self.result(left, from), self.result(right, from));
                if left.can_be(&right) { left } else { JmesPathType::Any }
            }
            Expression::Not(inner) => {
                self.result(inner, from);
                JmesPathType::Boolean
            }
        }
    }

    fn field(&mut self, name: &str, from: &JmesPathType<'m, 'a>) -> JmesPathType<'m, 'a> {
        let (found, names): (Option<JmesPathType<'m, 'a>>, Vec<&str>) = match from {
            JmesPathType::Any => return JmesPathType::Any,
            JmesPathType::Map(value) => return (**value).clone(),
            JmesPathType::Structure(shape) => {
                let target = shape.member(name).map(|member| self.of(&member.target.id));
                (
                    target,
                    shape.members.iter().map(|member| member.name.as_str()).collect(),
                )
            }
            JmesPathType::Members(members) => {
                let member = members.iter().find(|(known, _)| known == name);
                (
                    member.map(|(_, member)| member.clone()),
                    members.iter().map(|(known, _)| known.as_str()).collect(),
                )
            }
            other => {
                let problem = format!("{} has no member `{name}`", other.describe());
                self.problems.push((false, problem));
                return JmesPathType::Any;
            }
        };
        found.unwrap_or_else(|| {
            let hint = did_you_mean(name, names.into_iter()).map_or(String::new(), |hint| format!("; {hint}"));
            self.problems
                .push((false, format!("there is no member `{name}`{hint}")));
            JmesPathType::Any
        })
    }

    /// Returns the type of the elements of a list.
    fn element(&mut self, list: &JmesPathType<'m, 'a>) -> JmesPathType<'m, 'a> {
        match list {
            JmesPathType::Any => JmesPathType::Any,
            JmesPathType::List(element) => (**element).clone(),
            other => {
                self.problems
                    .push((false, format!("{} has no elements", other.describe())));
                JmesPathType::Any
            }
        }
    }

    fn function(&mut self, name: &str, arguments: &[Expression], from: &JmesPathType<'m, 'a>) -> JmesPathType<'m, 'a> {
        let types: Vec<_> = arguments.iter().map(|argument| self.result(argument, from)).collect();
        let Some((_, min, max, result)) = FUNCTIONS.into_iter().find(|(known, ..)| *known == name) else {
            let names = FUNCTIONS.iter().map(|(known, ..)| *known);
            let hint = did_you_mean(name, names).map_or(String::new(), |hint| format!("; {hint}"));
            self.problems
                .push((true, format!("there is no function `{name}`{hint}")));
            return JmesPathType::Any;
        };
        if !(min..=max).contains(&types.len()) {
            self.problems
                .push((true, format!("`{name}` takes another number of arguments")));
        }
        let first = types.first().cloned().unwrap_or(JmesPathType::Any);
        if name == "length" && matches!(first, JmesPathType::Null | JmesPathType::Boolean | JmesPathType::Number) {
            self.problems
                .push((true, format!("{} has no length", first.describe())));
        }
        match result {
            'n' => JmesPathType::Number,
            'b' => JmesPathType::Boolean,
            's' => JmesPathType::String,
            'k' => JmesPathType::List(Box::new(JmesPathType::String)),
            'v' => match first {
                JmesPathType::Map(value) => JmesPathType::List(value),
                _ => JmesPathType::List(Box::new(JmesPathType::Any)),
            },
            '1' => first,
            _ => JmesPathType::Any,
        }
    }

    fn compare(
        &mut self,
        comparator: Comparator,
        left: &Expression,
        right: &Expression,
        from: &JmesPathType<'m, 'a>,
    ) -> JmesPathType<'m, 'a> {
        let (left, right) = (self.result(left, from), self.result(right, from));
        if matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
            return JmesPathType::Boolean;
        }
        for side in [left, right] {
            if !side.can_be(&JmesPathType::Number) {
                self.problems
                    .push((false, format!("{} cannot be compared by order", side.describe())));
                return JmesPathType::Null;
            }
        }
        JmesPathType::Boolean
    }

    /// Returns the type of the values of a shape.
    fn of(&self, id: &ShapeId) -> JmesPathType<'m, 'a> {
        let Some(shape) = self.model.shape(id) else {
            return JmesPathType::Any;
        };
        let held = |name: &str| {
            shape
                .member(name)
                .map_or(JmesPathType::Any, |member| self.of(&member.target.id))
        };
        match shape.kind {
            ShapeKind::Boolean => JmesPathType::Boolean,
            ShapeKind::String | ShapeKind::Enum | ShapeKind::Blob => JmesPathType::String,
            ShapeKind::List => JmesPathType::List(Box::new(held("member"))),
            ShapeKind::Map => JmesPathType::Map(Box::new(held("value"))),
            ShapeKind::Structure | ShapeKind::Union => JmesPathType::Structure(shape),
            ShapeKind::Document | ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                JmesPathType::Any
            }
            _ => JmesPathType::Number,
        }
    }
}

fn literal<'m, 'a>(value: &serde_json::Value) -> JmesPathType<'m, 'a> {
    match value {
        serde_json::Value::Null => JmesPathType::Null,
        serde_json::Value::Bool(_) => JmesPathType::Boolean,
        serde_json::Value::Number(_) => JmesPathType::Number,
        serde_json::Value::String(_) => JmesPathType::String,
        serde_json::Value::Array(elements) => {
            let first = elements.first().map_or(JmesPathType::Any, literal);
            JmesPathType::List(Box::new(first))
        }
        serde_json::Value::Object(members) => JmesPathType::Members(
            members
                .iter()
                .map(|(name, value)| (name.clone(), literal(value)))
                .collect(),
        ),
    }
}
