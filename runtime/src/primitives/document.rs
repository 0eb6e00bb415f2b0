//! Content without a schema.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Number;

/// A value of the Smithy type `document`: any JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Document {
    /// Values by name.
    Object(HashMap<String, Document>),
    /// Values in order.
    Array(Vec<Document>),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A boolean.
    Bool(bool),
    /// No value.
    #[default]
    Null,
}

impl Document {
    /// Returns the values of an object.
    pub fn as_object(&self) -> Option<&HashMap<String, Document>> {
        match self {
            Self::Object(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the values of an object, to change.
    pub fn as_object_mut(&mut self) -> Option<&mut HashMap<String, Document>> {
        match self {
            Self::Object(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the values of an array.
    pub fn as_array(&self) -> Option<&Vec<Document>> {
        match self {
            Self::Array(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the values of an array, to change.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Document>> {
        match self {
            Self::Array(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the value of a number.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of a string.
    pub fn as_string(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of a boolean.
    #[inline]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns `Some(())` if it is null.
    pub fn as_null(&self) -> Option<()> {
        self.is_null().then_some(())
    }

    /// Returns whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Returns whether it is an array.
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Returns whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Returns whether it is a string.
    pub fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    /// Returns whether it is a boolean.
    pub fn is_bool(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Returns whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<bool> for Document {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Document {
    #[inline]
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<Cow<'_, str>> for Document {
    #[inline]
    fn from(value: Cow<'_, str>) -> Self {
        Self::String(value.into_owned())
    }
}

impl From<String> for Document {
    #[inline]
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Vec<Document>> for Document {
    #[inline]
    fn from(values: Vec<Document>) -> Self {
        Self::Array(values)
    }
}

impl From<HashMap<String, Document>> for Document {
    #[inline]
    fn from(values: HashMap<String, Document>) -> Self {
        Self::Object(values)
    }
}

impl From<u64> for Document {
    #[inline]
    fn from(value: u64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<i64> for Document {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<i32> for Document {
    #[inline]
    fn from(value: i32) -> Self {
        Self::Number(Number::from(i64::from(value)))
    }
}

impl From<f64> for Document {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Number(Number::Float(value))
    }
}

impl From<Number> for Document {
    #[inline]
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl<T> From<Option<T>> for Document
where
    Document: From<T>,
{
    #[inline]
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}
