//! Endpoint discovery: the operation that returns endpoints, and the operations whose endpoint it
//! returns (`aws.api#clientEndpointDiscovery`).

use crate::ir::{DiscoveredEndpoint, EndpointDiscovery, EndpointParam, EndpointParamValue, Protocol};
use crate::model::ast::{Member, Reference, Shape, ShapeId, ShapeKind};
use crate::model::select::discovery_operation;
use crate::model::traits::{
    AWS_QUERY_ERROR, CLIENT_DISCOVERED_ENDPOINT, CLIENT_ENDPOINT_DISCOVERY, CLIENT_ENDPOINT_DISCOVERY_ID,
};
use crate::names;
use crate::paths::ir::{PathEnd, PathValue};
use crate::paths::parse::PathSegment;

use super::path_walker::Position;
use super::{Lowering, traits};

/// The code of the error of an endpoint that is no longer valid, if the model names none.
const INVALID_ENDPOINT: &str = "InvalidEndpointException";

/// The members of the input of the operation that returns endpoints.
const INPUT: [&str; 2] = ["Operation", "Identifiers"];

/// The members of an endpoint.
const ENDPOINT: [&str; 2] = ["Address", "CachePeriodInMinutes"];

/// Returns whether an operation needs a discovered endpoint.
pub(super) fn discovered_endpoint(service: &Shape<'_>, operation: &Shape<'_>) -> Option<DiscoveredEndpoint> {
    discovery_operation(service)?;
    let required = operation.trait_value(CLIENT_DISCOVERED_ENDPOINT)?.get("required");
    Some(match required.and_then(|required| required.as_bool()) {
        Some(true) => DiscoveredEndpoint::Required,
        Some(false) | None => DiscoveredEndpoint::Optional,
    })
}

impl<'a> Lowering<'_, '_, 'a> {
    /// Returns the operation that returns endpoints, if an operation needs one.
    pub(super) fn endpoint_discovery(&mut self) -> Option<EndpointDiscovery> {
        let service = self.selection.service;
        let value = service.trait_value(CLIENT_ENDPOINT_DISCOVERY)?;
        let Some(id) = discovery_operation(service) else {
            traits::wrong(service, value, "needs an `operation`, the id of one", self.diagnostics);
            return None;
        };
        let mut operations = self.selection.operations.iter();
        if !operations.any(|operation| discovered_endpoint(service, operation).is_some()) {
            return None;
        }
        let operations = &self.selection.operations;
        let found = operations.iter().find(|operation| operation.id == id);
        let takes_identifiers = found.and_then(|operation| self.takes_identifiers(operation));
        let Some(takes_identifiers) = takes_identifiers else {
            const LABEL: &str = "`operation` is one of the service: its output has `Endpoints`, a list of structures \
                with `Address` and `CachePeriodInMinutes`; its input has `Operation` and `Identifiers`, or no member";
            traits::wrong(service, value, LABEL, self.diagnostics);
            return None;
        };
        let error = value.get("error").and_then(|id| ShapeId::parse(&id.as_str()?));
        Some(EndpointDiscovery {
            method: names::method(id.name()),
            error: error.map_or_else(|| INVALID_ENDPOINT.to_owned(), |id| self.error_code(&id)),
            takes_identifiers,
            of_client: self.endpoint_of_client(takes_identifiers),
        })
    }

    /// Returns whether operations need the endpoint of the whole client: those without identifiers,
    /// or all if the discovery takes none.
    fn endpoint_of_client(&self, takes_identifiers: bool) -> Option<DiscoveredEndpoint> {
        let modes = self.selection.operations.iter().filter_map(|operation| {
            let mode = discovered_endpoint(self.selection.service, operation)?;
            (!takes_identifiers || !self.has_identifiers(operation)).then_some(mode)
        });
        modes.reduce(|mode, other| match other {
            DiscoveredEndpoint::Required => other,
            DiscoveredEndpoint::Optional => mode,
        })
    }

    fn has_identifiers(&self, operation: &Shape<'a>) -> bool {
        let ShapeKind::Operation(props) = &operation.kind else {
            return false;
        };
        let input = props.input.as_ref().and_then(|input| self.model().shape(&input.id));
        let mut members = input.map(|input| input.members.iter()).into_iter().flatten();
        members.any(|member| member.trait_value(CLIENT_ENDPOINT_DISCOVERY_ID).is_some())
    }

    /// Returns the code by which the protocol reports an error.
    fn error_code(&self, id: &ShapeId) -> String {
        let shape = self.model().shape(id);
        let of_query = shape.and_then(|shape| shape.trait_value(AWS_QUERY_ERROR)?.get("code")?.as_str());
        match (self.protocol, of_query) {
            (Protocol::AwsQuery, Some(code)) => code.into_owned(),
            _ => id.name().to_owned(),
        }
    }

    /// Returns whether the operation that returns endpoints asks for identifiers, or `None` if
    /// required members are missing.
    fn takes_identifiers(&self, operation: &Shape<'a>) -> Option<bool> {
        let ShapeKind::Operation(props) = &operation.kind else {
            return None;
        };
        let output = self.model().shape(&props.output.as_ref()?.id)?;
        let endpoints = self.model().shape(&output.member("Endpoints")?.target.id)?;
        let endpoint = self.model().shape(&endpoints.member("member")?.target.id)?;
        let has = |shape: &Shape<'a>, name: &str| shape.members.iter().any(|member| member.name == name);
        let input = props.input.as_ref().and_then(|input| self.model().shape(&input.id));
        let members = input.map(|input| input.members.as_slice()).unwrap_or_default();
        let knows = |member: &Member<'a>| INPUT.contains(&member.name.as_str());
        let is_complete = members.is_empty() || (members.len() == INPUT.len() && members.iter().all(knows));
        (is_complete && ENDPOINT.iter().all(|name| has(endpoint, name))).then_some(!members.is_empty())
    }

    /// Returns the identifiers for the discovery of an endpoint in an input
    /// (`clientEndpointDiscoveryId`).
    pub(super) fn discovery_ids(&mut self, operation: &Shape<'a>, input: Option<&Reference>) -> Vec<EndpointParam> {
        let input = input.and_then(|reference| self.model().shape(&reference.id));
        let is_discovered = discovered_endpoint(self.selection.service, operation).is_some();
        let Some(input) = input.filter(|_| is_discovered) else {
            return Vec::new();
        };
        let mut ids = Vec::new();
        for member in &input.members {
            let Some(value) = member.trait_value(CLIENT_ENDPOINT_DISCOVERY_ID) else {
                continue;
            };
            let start = Position::start(input, crate::ir::Role::Input);
            let found = self.resolve_path(&start, &[PathSegment::Member(member.name.clone())]);
            match found {
                Some(path) if matches!(path.end, PathEnd::Value(PathValue::String { .. })) => ids.push(EndpointParam {
                    name: member.name.clone(),
                    value: EndpointParamValue::DiscoveryId(path),
                }),
                _ => traits::wrong(input, value, "identifiers of endpoints are strings", self.diagnostics),
            }
        }
        ids
    }
}
