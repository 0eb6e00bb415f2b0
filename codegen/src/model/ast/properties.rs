//! The properties of operations, resources and services.

use std::collections::BTreeMap;

use super::Reference;
use crate::model::node::Node;

/// The properties of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationProps {
    /// The input structure.
    pub input: Option<Reference>,
    /// The output structure.
    pub output: Option<Reference>,
    /// The exceptions of this operation.
    pub errors: Vec<Reference>,
}

/// The properties of a resource.
#[derive(Clone, Debug, Default)]
pub struct ResourceProps {
    /// Its identifiers by name.
    pub identifiers: Vec<(String, Reference)>,
    /// Its properties by name.
    pub properties: Vec<(String, Reference)>,
    /// Its lifecycle operations, each with the name of its part: `create`, `put` and so on.
    pub lifecycle: Vec<(&'static str, Reference)>,
    /// Its instance operations.
    pub operations: Vec<Reference>,
    /// Its collection operations.
    pub collection_operations: Vec<Reference>,
    /// The resources below it.
    pub resources: Vec<Reference>,
}

impl ResourceProps {
    /// Returns its lifecycle, instance and collection operations.
    pub fn bound_operations(&self) -> impl Iterator<Item = &Reference> {
        let lifecycle = self.lifecycle.iter().map(|(_, operation)| operation);
        lifecycle.chain(&self.operations).chain(&self.collection_operations)
    }
}

/// The properties of a service.
#[derive(Clone, Debug, Default)]
pub struct ServiceProps<'a> {
    /// The API version.
    pub version: String,
    /// The operations bound to the service itself.
    pub operations: Vec<Reference>,
    /// The resources bound to the service.
    pub resources: Vec<Reference>,
    /// The exceptions of every operation.
    pub errors: Vec<Reference>,
    /// Other names for shapes within the closure.
    pub rename: BTreeMap<String, Node<'a>>,
}
