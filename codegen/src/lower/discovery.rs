//! Operations whose endpoint another operation has to tell (`clientDiscoveredEndpoint`); clients do
//! not ask by themselves.

use crate::diagnostics::Diagnostic;
use crate::model::ast::{Shape, ShapeId};
use crate::model::traits::{CLIENT_DISCOVERED_ENDPOINT, CLIENT_ENDPOINT_DISCOVERY};

use super::{Lowering, traits};

/// Returns the name of the operation that has to be asked for the endpoint of this one.
pub(super) fn asks(service: &Shape<'_>, operation: &Shape<'_>) -> Option<String> {
    let required = operation
        .trait_value(CLIENT_DISCOVERED_ENDPOINT)?
        .get("required")?
        .as_bool()?;
    let id = service
        .trait_value(CLIENT_ENDPOINT_DISCOVERY)?
        .get("operation")?
        .as_str()?;
    required.then(|| ShapeId::parse(&id).map(|id| id.name().to_owned()))?
}

impl Lowering<'_, '_, '_> {
    /// Warns, once for all, of operations that cannot be sent to the endpoint of the rules.
    pub(super) fn check_discovery(&mut self) {
        let service = self.selection.service;
        let Some(value) = service.trait_value(CLIENT_ENDPOINT_DISCOVERY) else {
            return;
        };
        if value
            .get("operation")
            .and_then(|id| ShapeId::parse(&id.as_str()?))
            .is_none()
        {
            traits::wrong(service, value, "needs an `operation`, the id of one", self.diagnostics);
            return;
        }
        let mut asked = String::new();
        let mut names = Vec::new();
        for operation in &self.selection.operations {
            if let Some(name) = asks(service, operation) {
                asked = name;
                names.push(format!("`{}`", operation.id.name()));
            }
        }
        if names.is_empty() {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "endpoint-discovery",
                format!("clients do not look for the endpoint that some operations need: {}", names.join(", ")),
            )
            .at(value.place(), format!("`{asked}` tells the endpoint"))
            .shape(&service.id)
            .help(format!(
                "users call `{asked}` and make a client whose `endpoint_url` is `https://` and the address that it returns; the documentation of the operations says so"
            )),
        );
    }
}
