//! The types of JMESPath expressions over the shapes of a model.

use crate::model::ast::{Model, Shape, ShapeId, ShapeKind};
use crate::paths::jmespath::{Comparator, Expression};
use crate::suggest::did_you_mean;

/// A type of values.
#[derive(Clone)]
pub(super) enum Type<'m, 'a> {
    /// An unknown type.
    Any,
    Null,
    Boolean,
    Number,
    String,
    List(Box<Type<'m, 'a>>),
    Map(Box<Type<'m, 'a>>),
    Structure(&'m Shape<'a>),
    /// An object with these members.
    Members(Vec<(String, Type<'m, 'a>)>),
}

impl Type<'_, '_> {
    /// Returns whether values of this type can be of another type.
    pub(super) fn can_be(&self, other: &Type<'_, '_>) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, Type::Any) => true,
            (Self::List(a), Type::List(b)) => a.can_be(b),
            (
                Self::Structure(_) | Self::Members(_) | Self::Map(_),
                Type::Structure(_) | Type::Members(_) | Type::Map(_),
            ) => true,
            (Self::Null, Type::Null)
            | (Self::Boolean, Type::Boolean)
            | (Self::Number, Type::Number)
            | (Self::String, Type::String) => true,
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

/// The functions of JMESPath: name, minimum and maximum number of arguments, type of the result by
/// its first letter.
const FUNCTIONS: [(&str, usize, usize, char); 26] = [
    ("abs", 1, 1, 'n'),
    ("avg", 1, 1, 'n'),
    ("ceil", 1, 1, 'n'),
    ("contains", 2, 2, 'b'),
    ("ends_with", 2, 2, 'b'),
    ("floor", 1, 1, 'n'),
    ("join", 2, 2, 's'),
    ("keys", 1, 1, 'k'),
    ("length", 1, 1, 'n'),
    ("map", 2, 2, 'a'),
    ("max", 1, 1, 'a'),
    ("max_by", 2, 2, 'a'),
    ("merge", 1, usize::MAX, 'a'),
    ("min", 1, 1, 'a'),
    ("min_by", 2, 2, 'a'),
    ("not_null", 1, usize::MAX, 'a'),
    ("reverse", 1, 1, '1'),
    ("sort", 1, 1, '1'),
    ("sort_by", 2, 2, '1'),
    ("starts_with", 2, 2, 'b'),
    ("sum", 1, 1, 'n'),
    ("to_array", 1, 1, 'a'),
    ("to_number", 1, 1, 'n'),
    ("to_string", 1, 1, 's'),
    ("type", 1, 1, 's'),
    ("values", 1, 1, 'v'),
];

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
    pub(super) fn result(&mut self, expression: &Expression, from: &Type<'m, 'a>) -> Type<'m, 'a> {
        match expression {
            Expression::Current => from.clone(),
            Expression::Field(name) => self.field(name, from),
            Expression::Literal(value) => literal(value),
            Expression::Index(_) => self.element(from),
            Expression::Slice(..) => Type::List(Box::new(self.element(from))),
            Expression::Then(left, right) => {
                let left = self.result(left, from);
                self.result(right, &left)
            }
            Expression::Flatten(list) => {
                let list = self.result(list, from);
                match self.element(&list) {
                    Type::List(inner) => Type::List(inner),
                    element => Type::List(Box::new(element)),
                }
            }
            Expression::ListProjection(left, right) => {
                let left = self.result(left, from);
                let element = self.element(&left);
                Type::List(Box::new(self.result(right, &element)))
            }
            Expression::ObjectProjection(left, right) => {
                let value = match self.result(left, from) {
                    Type::Map(value) => *value,
                    _ => Type::Any,
                };
                Type::List(Box::new(self.result(right, &value)))
            }
            Expression::Filter { list, condition, then } => {
                let list = self.result(list, from);
                let element = self.element(&list);
                self.result(condition, &element);
                Type::List(Box::new(self.result(then, &element)))
            }
            Expression::MultiSelectList(elements) => {
                let types: Vec<_> = elements.iter().map(|element| self.result(element, from)).collect();
                let first = types.first().cloned().unwrap_or(Type::Any);
                let is_same = types.iter().all(|other| other.can_be(&first));
                Type::List(Box::new(if is_same { first } else { Type::Any }))
            }
            Expression::MultiSelectHash(entries) => {
                let member = |(name, value): &(String, Expression)| (name.clone(), self.result(value, from));
                Type::Members(entries.iter().map(member).collect())
            }
            Expression::Function(name, arguments) => self.function(name, arguments, from),
            Expression::Reference(_) => Type::Any,
            Expression::Compare(comparator, left, right) => self.compare(*comparator, left, right, from),
            Expression::And(left, right) | Expression::Or(left, right) => {
                let (left, right) = (self.result(left, from), self.result(right, from));
                if left.can_be(&right) { left } else { Type::Any }
            }
            Expression::Not(inner) => {
                self.result(inner, from);
                Type::Boolean
            }
        }
    }

    fn field(&mut self, name: &str, from: &Type<'m, 'a>) -> Type<'m, 'a> {
        let (found, names): (Option<Type<'m, 'a>>, Vec<&str>) = match from {
            Type::Any => return Type::Any,
            Type::Map(value) => return (**value).clone(),
            Type::Structure(shape) => {
                let target = shape.member(name).map(|member| self.of(&member.target.id));
                (
                    target,
                    shape.members.iter().map(|member| member.name.as_str()).collect(),
                )
            }
            Type::Members(members) => {
                let member = members.iter().find(|(known, _)| known == name);
                (
                    member.map(|(_, member)| member.clone()),
                    members.iter().map(|(known, _)| known.as_str()).collect(),
                )
            }
            other => {
                let problem = format!("{} has no member `{name}`", other.describe());
                self.problems.push((false, problem));
                return Type::Any;
            }
        };
        found.unwrap_or_else(|| {
            let hint = did_you_mean(name, names.into_iter()).map_or(String::new(), |hint| format!("; {hint}"));
            self.problems
                .push((false, format!("there is no member `{name}`{hint}")));
            Type::Any
        })
    }

    /// Returns the type of the elements of a list.
    fn element(&mut self, list: &Type<'m, 'a>) -> Type<'m, 'a> {
        match list {
            Type::Any => Type::Any,
            Type::List(element) => (**element).clone(),
            other => {
                self.problems
                    .push((false, format!("{} has no elements", other.describe())));
                Type::Any
            }
        }
    }

    fn function(&mut self, name: &str, arguments: &[Expression], from: &Type<'m, 'a>) -> Type<'m, 'a> {
        let types: Vec<_> = arguments.iter().map(|argument| self.result(argument, from)).collect();
        let Some((_, min, max, result)) = FUNCTIONS.into_iter().find(|(known, ..)| *known == name) else {
            let names = FUNCTIONS.iter().map(|(known, ..)| *known);
            let hint = did_you_mean(name, names).map_or(String::new(), |hint| format!("; {hint}"));
            self.problems
                .push((true, format!("there is no function `{name}`{hint}")));
            return Type::Any;
        };
        if !(min..=max).contains(&types.len()) {
            self.problems
                .push((true, format!("`{name}` takes another number of arguments")));
        }
        let first = types.first().cloned().unwrap_or(Type::Any);
        let has_length = |of: &Type<'_, '_>| !matches!(of, Type::Null | Type::Boolean | Type::Number);
        if name == "length" && !has_length(&first) {
            self.problems
                .push((true, format!("{} has no length", first.describe())));
        }
        match result {
            'n' => Type::Number,
            'b' => Type::Boolean,
            's' => Type::String,
            'k' => Type::List(Box::new(Type::String)),
            'v' => match first {
                Type::Map(value) => Type::List(value),
                _ => Type::List(Box::new(Type::Any)),
            },
            '1' => first,
            _ => Type::Any,
        }
    }

    fn compare(
        &mut self,
        comparator: Comparator,
        left: &Expression,
        right: &Expression,
        from: &Type<'m, 'a>,
    ) -> Type<'m, 'a> {
        let (left, right) = (self.result(left, from), self.result(right, from));
        if matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
            return Type::Boolean;
        }
        for side in [left, right] {
            if !side.can_be(&Type::Number) {
                self.problems
                    .push((false, format!("{} cannot be compared by order", side.describe())));
                return Type::Null;
            }
        }
        Type::Boolean
    }

    /// Returns the type of the values of a shape.
    fn of(&self, id: &ShapeId) -> Type<'m, 'a> {
        let Some(shape) = self.model.shape(id) else {
            return Type::Any;
        };
        let held = |name: &str| {
            shape
                .member(name)
                .map_or(Type::Any, |member| self.of(&member.target.id))
        };
        match shape.kind {
            ShapeKind::Boolean => Type::Boolean,
            ShapeKind::String | ShapeKind::Enum | ShapeKind::Blob => Type::String,
            ShapeKind::List => Type::List(Box::new(held("member"))),
            ShapeKind::Map => Type::Map(Box::new(held("value"))),
            ShapeKind::Structure | ShapeKind::Union => Type::Structure(shape),
            ShapeKind::Document | ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => Type::Any,
            _ => Type::Number,
        }
    }
}

fn literal<'m, 'a>(value: &serde_json::Value) -> Type<'m, 'a> {
    match value {
        serde_json::Value::Null => Type::Null,
        serde_json::Value::Bool(_) => Type::Boolean,
        serde_json::Value::Number(_) => Type::Number,
        serde_json::Value::String(_) => Type::String,
        serde_json::Value::Array(elements) => {
            let first = elements.first().map_or(Type::Any, literal);
            Type::List(Box::new(first))
        }
        serde_json::Value::Object(members) => Type::Members(
            members
                .iter()
                .map(|(name, value)| (name.clone(), literal(value)))
                .collect(),
        ),
    }
}
