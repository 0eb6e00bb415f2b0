//! Lowers a model to a client: determines every Rust name, type, presence, boxing and text, once.

mod auth;
mod bindings;
mod bound_members;
pub(crate) mod by_name;
mod checksums;
mod constraints;
mod context_params;
mod customizations;
mod discovery;
mod docs;
mod endpoint_calls;
mod enums;
mod examples;
mod links;
mod name_collisions;
mod operation_index;
mod operations;
mod pagination;
mod path_walker;
pub(crate) mod protocol;
mod rate_limits;
mod recursion;
mod resources;
mod shapes;
mod streaming;
mod tasks;
mod trait_summary;
pub(crate) mod traits;
mod types;
mod updates;
pub(crate) mod value;
mod waiters;

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::endpoint_rules::ir::Rules;
use crate::ir::{self, Protocol};
use crate::model::ast::{Model, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::prelude::UNIT;
use crate::model::select::{Reach, Selection};
use crate::model::session::creates_session;
use crate::model::traits::{
    AWS_QUERY_COMPATIBLE, ERROR, HTTP_ERROR, REST_XML, RETRYABLE, SERVICE, SIGV4, SIGV4A, XML_NAMESPACE,
};
use crate::names;
use crate::options::Compatibility;

use self::docs::Texts;

pub(crate) use self::traits::endpoint_rules;

/// Returns the name of a service in settings and packages.
pub(crate) fn sdk_id(service: &Shape<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    traits::service_facts(service, diagnostics).sdk_id
}

/// Lowers the client of a selection; `partitions` are those of `aws.partition`.
pub(crate) fn lower(
    selection: &Selection<'_, '_>,
    protocol: Protocol,
    compatibility: Compatibility,
    partitions: Option<Node<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Service> {
    let mut lowering = Lowering {
        selection,
        protocol,
        compatibility,
        boxed: recursion::boxed_members(selection),
        texts: Texts::new(selection),
        diagnostics,
    };
    let rules = traits::endpoint_rules(selection.service, partitions, lowering.diagnostics);
    let (rules, cases) = rules.map_or_else(Default::default, |lowered| (Some(lowered.rules), lowered.cases));
    let mut service = lowering.service(rules);
    lowering.add_shapes(&mut service);
    lowering.check_names(&service);
    if !lowering.diagnostics.has_errors() {
        lowering.texts.report(lowering.diagnostics);
    }
    if service.endpoint.is_none() && lowering.diagnostics.has_errors() {
        return None;
    }
    service.operations.sort_by(|a, b| a.method.cmp(&b.method));
    service.endpoint_calls = endpoint_calls::of_cases(selection, &service, &cases);
    bound_members::add(selection, &mut service, lowering.diagnostics);
    updates::add(selection, &mut service, lowering.diagnostics);
    tasks::add(selection, &mut service, lowering.diagnostics);
    resources::add(selection, &mut service, lowering.diagnostics);
    constraints::add(selection, &mut service);
    examples::add(selection, &mut service);
    service.first_call = operation_index::first_call(selection, &service.operations);
    (!lowering.diagnostics.has_errors()).then_some(service)
}

struct Lowering<'l, 'm, 'a> {
    selection: &'l Selection<'m, 'a>,
    protocol: Protocol,
    compatibility: Compatibility,
    boxed: BTreeSet<(ShapeId, String)>,
    texts: Texts,
    diagnostics: &'l mut Diagnostics,
}

impl<'m, 'a> Lowering<'_, 'm, 'a> {
    fn model(&self) -> &'m Model<'a> {
        self.selection.model
    }

    /// Returns the service without its operations and its shapes.
    fn service(&mut self, endpoint: Option<Rules>) -> ir::Service {
        let shape = self.selection.service;
        let facts = traits::service_facts(shape, self.diagnostics);
        let version = match &shape.kind {
            ShapeKind::Service(props) => props.version.clone(),
            _ => String::new(),
        };
        let name = shape.id.name().to_owned();
        let package = names::package(facts.sdk_id.as_deref(), &name);
        let sdk_id = facts.sdk_id.unwrap_or_else(|| name.clone());
        let xml_namespace = shape
            .trait_value(XML_NAMESPACE)
            .filter(|_| self.protocol.has_xml())
            .and_then(|value| self.xml_namespace(shape, value));
        let no_error_wrapping = shape
            .trait_value(REST_XML)
            .is_some_and(|value| value.get("noErrorWrapping").and_then(|no| no.as_bool()) == Some(true));
        ir::Service {
            crate_name: names::crate_name(&package),
            package,
            endpoint_variable: names::endpoint_variable(&sdk_id),
            uses_sdk_types: self.compatibility == Compatibility::AwsSdk,
            id: shape.id.to_string(),
            sdk_id,
            title: facts.title.unwrap_or_else(|| name.clone()),
            signing_name: facts.signing_name.unwrap_or_default(),
            is_aws: [SERVICE, SIGV4, SIGV4A].iter().any(|id| shape.has_trait(id)),
            auth_schemes: auth::schemes(shape, None),
            api_key: auth::api_key(shape, self.diagnostics),
            shape: name,
            version,
            protocol: self.protocol,
            xml_namespace,
            headers: customizations::headers(&traits::sdk_id(shape)),
            no_error_wrapping,
            create_session: self.create_session(),
            endpoint_discovery: self.endpoint_discovery(),
            query_compatible: shape.has_trait(AWS_QUERY_COMPATIBLE),
            retryable: Vec::new(),
            statuses: Vec::new(),
            docs: self.texts.of(&shape.traits, shape.id.as_str()),
            bound_members: Vec::new(),
            operations: Vec::new(),
            groups: operation_index::of(self.selection),
            first_call: None,
            resources: Vec::new(),
            arns: Vec::new(),
            constraints: ir::Constraints::default(),
            rate_limits: rate_limits::of_service(self.selection, self.diagnostics),
            structures: Vec::new(),
            exceptions: Vec::new(),
            unions: Vec::new(),
            enums: Vec::new(),
            client_params: self.client_params(),
            endpoint,
            endpoint_calls: Vec::new(),
        }
    }

    /// Adds the operations that are selected, and the shapes that they need.
    fn add_shapes(&mut self, service: &mut ir::Service) {
        for operation in &self.selection.operations {
            service.operations.extend(self.operation(operation));
        }
        for id in &self.selection.exceptions {
            service.exceptions.extend(self.exception(id));
            service.retryable.extend(self.retryable(id));
            service.statuses.extend(self.status(id));
        }
        for (id, reach) in &self.selection.shapes {
            self.value_shape(id, *reach, service);
        }
        service.exceptions.sort_by(|a, b| a.name.cmp(&b.name));
        shapes::settle_query_codes(&mut service.exceptions);
        service.retryable.sort();
        service.statuses.sort();
        service.structures.sort_by(|a, b| a.name.cmp(&b.name));
        service.unions.sort_by(|a, b| a.name.cmp(&b.name));
        service.enums.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// Returns the method of the operation that creates the sessions of buckets.
    fn create_session(&self) -> Option<String> {
        let mut operations = self.selection.operations.iter();
        let found = operations.find(|operation| creates_session(self.model(), operation))?;
        Some(names::method(found.id.name()))
    }

    fn retryable(&mut self, id: &ShapeId) -> Option<(String, ir::Retryable)> {
        let shape = self.model().shape(id)?;
        let value = shape.trait_value(RETRYABLE)?;
        let kind = match value.get("throttling").map(|throttling| throttling.as_bool()) {
            None | Some(Some(false)) => ir::Retryable::Transient,
            Some(Some(true)) => ir::Retryable::Throttling,
            Some(None) => {
                traits::wrong(shape, value, "`throttling` is true or false", self.diagnostics);
                return None;
            }
        };
        Some((id.name().to_owned(), kind))
    }

    /// Returns the HTTP status of an exception; by the specification 400 or 500 if the model has
    /// none.
    fn status(&self, id: &ShapeId) -> Option<(String, u16)> {
        let shape = self.model().shape(id)?;
        let given = shape.trait_value(HTTP_ERROR).and_then(|status| status.as_i64());
        let by_fault = match shape.trait_text(ERROR).as_deref() {
            Some("server") => 500,
            _ => 400,
        };
        let status = given.and_then(|status| status.try_into().ok()).unwrap_or(by_fault);
        Some((self.shape_name(shape), status))
    }

    fn value_shape(&mut self, id: &ShapeId, reach: Reach, service: &mut ir::Service) {
        let Some(shape) = self.model().shape(id) else { return };
        match shape.kind {
            ShapeKind::Structure if id.as_str() == UNIT || self.selection.exceptions.contains(id) => {}
            ShapeKind::Structure => service.structures.push(self.data_structure(shape, reach)),
            ShapeKind::Union => service.unions.push(self.union(shape, reach)),
            ShapeKind::IntEnum if self.compatibility == Compatibility::AwsSdk => {}
            ShapeKind::Enum | ShapeKind::IntEnum => service.enums.push(self.enumeration(shape)),
            _ => {}
        }
    }

    /// Returns the name of a shape within the service's closure (`rename` included).
    fn shape_name(&self, shape: &Shape<'a>) -> String {
        shape_name(self.selection, &shape.id)
    }
}

fn shape_name(selection: &Selection<'_, '_>, id: &ShapeId) -> String {
    let renamed = match &selection.service.kind {
        ShapeKind::Service(props) => props.rename.get(id.as_str()).and_then(Node::as_str),
        _ => None,
    };
    let name = renamed.unwrap_or_else(|| id.name().into());
    if selection.exceptions.contains(id) {
        names::exception(&name)
    } else {
        names::type_name(&name)
    }
}
