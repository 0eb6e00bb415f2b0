//! Reads the properties of operations, resources and services.

use super::super::ast::{OperationProps, Reference, ResourceProps, ServiceProps};
use super::super::node::NodeEntry;
use super::{JsonAstReader, find};

impl JsonAstReader<'_> {
    pub(super) fn operation(&mut self, fields: &[NodeEntry<'_>]) -> OperationProps {
        OperationProps {
            input: find(fields, "input").and_then(|node| self.reference(node)),
            output: find(fields, "output").and_then(|node| self.reference(node)),
            errors: self.references(fields, "errors"),
        }
    }

    pub(super) fn resource(&mut self, fields: &[NodeEntry<'_>]) -> ResourceProps {
        let mut lifecycle = Vec::new();
        for part in ["create", "put", "read", "update", "delete", "list"] {
            let operation = find(fields, part).and_then(|node| self.reference(node));
            lifecycle.extend(operation.map(|operation| (part, operation)));
        }
        ResourceProps {
            identifiers: self.named_references(fields, "identifiers"),
            properties: self.named_references(fields, "properties"),
            lifecycle,
            operations: self.references(fields, "operations"),
            collection_operations: self.references(fields, "collectionOperations"),
            resources: self.references(fields, "resources"),
        }
    }

    fn named_references(&mut self, fields: &[NodeEntry<'_>], key: &str) -> Vec<(String, Reference)> {
        let entries = find(fields, key).and_then(|node| self.entries(node, &format!("`{key}`")));
        let reference = |entry: NodeEntry<'_>| Some((entry.key.into_owned(), self.reference(entry.value)?));
        entries.into_iter().flatten().filter_map(reference).collect()
    }

    pub(super) fn service<'a>(&mut self, fields: &[NodeEntry<'a>]) -> ServiceProps<'a> {
        let rename = find(fields, "rename").and_then(|node| self.entries(node, "`rename`"));
        ServiceProps {
            version: find(fields, "version")
                .and_then(|node| node.as_str())
                .unwrap_or_default()
                .into_owned(),
            operations: self.references(fields, "operations"),
            resources: self.references(fields, "resources"),
            errors: self.references(fields, "errors"),
            rename: rename
                .into_iter()
                .flatten()
                .map(|entry| (entry.key.into_owned(), entry.value))
                .collect(),
        }
    }
}
