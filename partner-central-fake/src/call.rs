//! A call of an operation.

use serde_json::Value;

use crate::json;
use crate::model::{Model, Operation};

/// An operation and its input, which the model's constraints accept.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) model: &'a Model,
    pub(crate) operation: &'a Operation,
    pub(crate) input: &'a Value,
}

impl Call<'_> {
    /// Returns a text of the input; empty if it is absent. A required one is always present.
    pub(crate) fn text(&self, path: &str) -> &str {
        json::text(self.input, path).unwrap_or_default()
    }

    /// Returns the tags in the input.
    pub(crate) fn tags(&self) -> &[Value] {
        json::list(self.input, "Tags")
    }
}
