//! Operations of a model, in the form of the runtime.

use std::sync::OnceLock;

use smithy_client_runtime::endpoint::{self, Endpoint, EndpointError, EndpointRequest, HostPart};
use smithy_client_runtime::error::BuildError;
use smithy_client_runtime::operation::{
    ApiKeyLocation, AuthScheme, ClientProtocol, EndpointDiscovery, HttpChecksum, Idempotency, Operation,
    OperationInput, OperationOutput, Retryable, Service, ServiceTraits, Streaming,
};
use smithy_client_runtime::protocol;
use smithy_client_runtime::schema::{MemberRef, XmlNamespace};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};
use smithy_codegen::ir;

use super::call::{Call, current};
use super::context;
use super::shapes::{Shapes, Structure};
use super::value::{CallError, Value, read_structure};

impl Call {
    /// Creates the operations of a service.
    pub(crate) fn all(facts: &'static ir::Service, shapes: &'static Shapes) -> Vec<Self> {
        let service: &'static Service = Box::leak(Box::new(service(facts)));
        let call = |operation: &'static ir::Operation| Self {
            shapes,
            facts: operation,
            operation: Box::leak(Box::new(self::operation(operation, service))),
            input: Structure::new(&operation.input),
            output: Structure::new(&operation.output),
        };
        let calls: Vec<Self> = facts.operations.iter().map(call).collect();
        if let Some(discovery) = &facts.endpoint_discovery
            && let Some(call) = calls.iter().find(|call| call.facts.method == discovery.method)
        {
            let _ = DISCOVERY.set(call.operation);
        }
        calls
    }
}

/// The first part of the host of services of AWS.
static ENDPOINT_PREFIX: OnceLock<String> = OnceLock::new();

/// Sets the first part of the host of services of AWS.
pub(crate) fn set_endpoint_prefix(prefix: String) {
    let _ = ENDPOINT_PREFIX.set(prefix);
}

fn resolve_endpoint(request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
    if let Some(found) = super::endpoint::resolve(request) {
        return found;
    }
    match (request.endpoint, request.region, ENDPOINT_PREFIX.get()) {
        (None, Some(region), Some(prefix)) => Ok(Endpoint::new(format!("https://{prefix}.{region}.amazonaws.com"))),
        (None, _, _) => Err(EndpointError::new("no endpoint is known; give one with --endpoint")),
        _ => endpoint::custom_only(request),
    }
}

fn service(facts: &'static ir::Service) -> Service {
    let retryable = facts.retryable.iter().map(|(name, kind)| {
        let kind = match kind {
            ir::Retryable::Transient => Retryable::Transient,
            ir::Retryable::Throttling => Retryable::Throttling,
        };
        (name.as_str(), kind)
    });
    let headers = facts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Service {
        name: &facts.shape,
        sdk_id: &facts.sdk_id,
        version: &facts.version,
        signing_name: &facts.signing_name,
        traits: ServiceTraits {
            auth_schemes: schemes(&facts.auth_schemes),
            api_key: facts.api_key.as_ref().map(|location| match location {
                ir::ApiKeyLocation::Header { name, scheme } => ApiKeyLocation::Header {
                    name,
                    scheme: scheme.as_deref(),
                },
                ir::ApiKeyLocation::Query { name } => ApiKeyLocation::Query { name },
            }),
            query_compatible: facts.query_compatible,
            xml_namespace: facts.xml_namespace.as_ref().map(|namespace| XmlNamespace {
                prefix: namespace.prefix.as_deref().unwrap_or_default(),
                uri: &namespace.uri,
            }),
            headers: headers.collect::<Vec<_>>().leak(),
            no_error_wrapping: facts.no_error_wrapping,
            // Sessions of buckets are not supported.
            create_session: None,
            endpoint_discovery: facts.endpoint_discovery.as_ref().and_then(endpoint_discovery),
        },
        retryable_errors: retryable.collect::<Vec<_>>().leak(),
        protocol: client_protocol(facts.protocol),
        resolve_endpoint,
    }
}

/// The operation that returns the endpoint of the current one.
static DISCOVERY: OnceLock<&'static Operation> = OnceLock::new();

/// Whether endpoints are discovered.
static DISCOVERS: OnceLock<()> = OnceLock::new();

/// Enables endpoint discovery, which sends an additional request.
pub(crate) fn enable_discovery() {
    let _ = DISCOVERS.set(());
}

fn endpoint_discovery(facts: &'static ir::EndpointDiscovery) -> Option<&'static EndpointDiscovery> {
    DISCOVERS.get()?;
    Some(Box::leak(Box::new(EndpointDiscovery {
        operation: || DISCOVERY.get().copied().unwrap_or(&NONE),
        error: &facts.error,
        takes_identifiers: facts.takes_identifiers,
        of_client: facts.of_client.map(context::discovered_endpoint),
    })))
}

fn client_protocol(protocol: ir::Protocol) -> &'static dyn ClientProtocol {
    match protocol {
        ir::Protocol::RpcV2Cbor => &protocol::RPC_V2_CBOR,
        ir::Protocol::RpcV2Json => &protocol::RPC_V2_JSON,
        ir::Protocol::AwsJson10 => &protocol::AWS_JSON_1_0,
        ir::Protocol::AwsJson11 => &protocol::AWS_JSON_1_1,
        ir::Protocol::RestJson1 => &protocol::REST_JSON_1,
        ir::Protocol::RestXml => &protocol::REST_XML,
        ir::Protocol::AwsQuery => &protocol::AWS_QUERY,
        ir::Protocol::Ec2Query => &protocol::EC2_QUERY,
    }
}

fn schemes(schemes: &[ir::AuthScheme]) -> &'static [AuthScheme] {
    let schemes = schemes.iter().map(|scheme| match scheme {
        ir::AuthScheme::SigV4 => AuthScheme::SigV4,
        ir::AuthScheme::SigV4a => AuthScheme::SigV4a,
        ir::AuthScheme::HttpBearer => AuthScheme::HttpBearer,
        ir::AuthScheme::HttpApiKey => AuthScheme::HttpApiKey,
        ir::AuthScheme::HttpBasic => AuthScheme::HttpBasic,
        ir::AuthScheme::HttpDigest => AuthScheme::HttpDigest,
        ir::AuthScheme::NoAuth => AuthScheme::NoAuth,
    });
    schemes.collect::<Vec<_>>().leak()
}

fn operation(facts: &'static ir::Operation, service: &'static Service) -> Operation {
    let idempotency = match facts.idempotency {
        ir::Idempotency::ReadOnly => Idempotency::ReadOnly,
        ir::Idempotency::Idempotent => Idempotency::Idempotent,
        ir::Idempotency::NonIdempotent => Idempotency::NonIdempotent,
    };
    let mut operation = Operation::new(service, &facts.shape, idempotency);
    if let Some(http) = &facts.http {
        operation = operation.http(&http.method, &http.uri, http.code);
    }
    operation.gzip = facts.gzip;
    operation.checksum = facts.checksum;
    operation.unsigned_payload = facts.unsigned_payload;
    operation.tree_hash = facts.tree_hash;
    operation.discovered_endpoint = facts.discovered_endpoint.map(context::discovered_endpoint);
    let streaming = facts.streaming;
    operation.streaming = Streaming {
        output: streaming.output || streaming.events,
        events: streaming.events,
        sends_events: streaming.sends_events,
        awaits_initial_response: streaming.awaits_initial_response,
        requires_length: streaming.requires_length,
    };
    operation.http_checksum = facts.http_checksum.as_ref().map(|checksum| {
        let algorithms = checksum.response_algorithms.iter().map(String::as_str);
        let checksum = HttpChecksum {
            algorithm_header: checksum.algorithm_header.as_deref(),
            is_required: checksum.is_required,
            mode_header: checksum.mode_header.as_deref(),
            response_algorithms: algorithms.collect::<Vec<_>>().leak(),
        };
        &*Box::leak(Box::new(checksum))
    });
    operation.auth_schemes(schemes(&facts.auth_schemes))
}

/// The operation of inputs while nothing is called.
static NONE: Operation = Operation::new(
    &Service {
        name: "",
        sdk_id: "",
        version: "",
        signing_name: "",
        traits: ServiceTraits::NONE,
        retryable_errors: &[],
        protocol: &protocol::AWS_JSON_1_0,
        resolve_endpoint: endpoint::custom_only,
    },
    "",
    Idempotency::NonIdempotent,
);

/// The input of any operation.
#[derive(Debug)]
pub(crate) struct Input {
    call: Option<&'static ir::Operation>,
    value: Value,
}

impl Input {
    pub(crate) fn new(call: Call, value: Value) -> Self {
        Self {
            call: Some(call.facts),
            value,
        }
    }

    fn text(&self, field: &str) -> Option<&str> {
        let Value::Structure(structure, values) = &self.value else {
            return None;
        };
        let index = structure.fields().iter().position(|known| known.name == field)?;
        match values.get(index)? {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

impl SerializeShape for Input {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        self.value.write(member, serializer);
    }
}

impl OperationInput for Input {
    type Output = Output;
    type Error = CallError;
    const OPERATION: &'static Operation = &NONE;

    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        if let Value::Structure(structure, values) = &mut self.value {
            for (field, value) in structure.fields().iter().zip(values) {
                if field.idempotency_token && value.is_none() {
                    *value = Some(Value::String(new_token()));
                }
            }
        }
        Ok(())
    }

    fn endpoint_params(&self, request: &mut EndpointRequest<'_>) {
        if let Some(call) = self.call {
            context::set(&call.endpoint_params, &self.value, request);
        }
        let parts = self.call.map(|call| call.host_prefix.as_slice()).unwrap_or_default();
        if parts.is_empty() {
            return;
        }
        let parts: Vec<HostPart<'_>> = parts
            .iter()
            .map(|part| match part {
                ir::HostPart::Text(text) => HostPart::Text(text),
                ir::HostPart::Label { member_name, field } => HostPart::Label(member_name, self.text(field)),
            })
            .collect();
        request.set_host_prefix(&parts);
    }
}

/// The output of the operation that was called.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) value: Option<Value>,
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self { value: None }
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        let call = current().ok_or_else(|| deserializer.error("no operation is called"))?;
        slot.value = Some(read_structure(call.shapes, call.output, deserializer)?);
        Ok(())
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _request_id: smithy_client_runtime::operation::RequestIds) {}
}
