//! What operations, resources and services have beside traits.

use super::super::ast::{OperationProps, ResourceProps, ServiceProps};
use super::super::node::Entry;
use super::{Reader, find};

impl Reader<'_> {
    pub(super) fn operation(&mut self, fields: &[Entry<'_>]) -> OperationProps {
        OperationProps {
            input: find(fields, "input").and_then(|node| self.reference(node)),
            output: find(fields, "output").and_then(|node| self.reference(node)),
            errors: self.references(fields, "errors"),
        }
    }

    pub(super) fn resource(&mut self, fields: &[Entry<'_>]) -> ResourceProps {
        let mut operations = Vec::new();
        for lifecycle in ["create", "put", "read", "update", "delete", "list"] {
            operations.extend(find(fields, lifecycle).and_then(|node| self.reference(node)));
        }
        operations.extend(self.references(fields, "operations"));
        operations.extend(self.references(fields, "collectionOperations"));
        ResourceProps {
            operations,
            resources: self.references(fields, "resources"),
        }
    }

    pub(super) fn service<'a>(&mut self, fields: &[Entry<'a>]) -> ServiceProps<'a> {
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
