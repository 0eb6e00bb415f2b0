//! Reports shapes and operations that would have the same name in Rust.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::ir;
use crate::model::ast::Model;
use crate::names;

use super::Lowering;

impl Lowering<'_, '_, '_> {
    /// Reports two shapes that have the same Rust name.
    pub(super) fn check_names(&mut self, service: &ir::Service) {
        const RENAME: &str = "give one of them another name with the `rename` of the service";
        let types = service
            .structures
            .iter()
            .map(|shape| (shape.name.as_str(), shape.id.as_str()))
            .chain(
                service
                    .unions
                    .iter()
                    .map(|shape| (shape.name.as_str(), shape.id.as_str())),
            )
            .chain(
                service
                    .enums
                    .iter()
                    .map(|shape| (shape.name.as_str(), shape.id.as_str())),
            );
        self.check_distinct(types.collect(), "two shapes become the type", RENAME);
        let exceptions = service
            .exceptions
            .iter()
            .map(|shape| (shape.name.as_str(), shape.id.as_str()));
        self.check_distinct(exceptions.collect(), "two exceptions become the type", RENAME);
        let operations: Vec<_> = self
            .selection
            .operations
            .iter()
            .map(|shape| (names::method(shape.id.name()), shape.id.as_str()))
            .collect();
        let operations = operations.iter().map(|(method, id)| (method.as_str(), *id)).collect();
        self.check_distinct(
            operations,
            "two operations become the client method",
            "choose one of them with --operations",
        );
    }

    fn check_distinct(&mut self, names: Vec<(&str, &str)>, problem: &str, help: &str) {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let place = |model: &Model<'_>, id: &str| model.shape(id).map(|shape| shape.place);
        for (name, id) in names {
            let Some(first) = seen.insert(name, id) else { continue };
            let mut diagnostic = Diagnostic::error("name-collision", format!("{problem} `{}`", names::unraw(name)))
                .shape(id)
                .help(format!("the other one is `{first}`; {help}"));
            if let (Some(here), Some(there)) = (place(self.model(), id), place(self.model(), first)) {
                diagnostic = diagnostic.at(here, "one of them").and_at(there, "the other one");
            }
            self.diagnostics.push(diagnostic);
        }
    }
}
