//! A service by hand with an operation for each direction.

use smithy_client_runtime::endpoint::Endpoint;
use smithy_client_runtime::error::{ErrorMetadata, ProvideErrorMetadata, Unhandled};
use smithy_client_runtime::operation::{
    Idempotency, Operation, OperationInput, OperationOutput, Service, ServiceError, ServiceTraits,
};
use smithy_client_runtime::primitives::ByteStream;
use smithy_client_runtime::protocol::REST_JSON_1;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

pub(crate) static SERVICE: Service = Service {
    name: "Streams",
    sdk_id: "Streams",
    version: "2022-07-26",
    signing_name: "streams",
    traits: ServiceTraits::NONE,
    retryable_errors: &[],
    protocol: &REST_JSON_1,
    resolve_endpoint: |request| Ok(Endpoint::new(request.endpoint.unwrap_or_default())),
};

static UPLOAD: Operation = Operation::new(&SERVICE, "Upload", Idempotency::Idempotent).http("PUT", "/0", 200);

static DOWNLOAD: Operation = Operation::new(&SERVICE, "Download", Idempotency::ReadOnly)
    .http("GET", "/{Size}", 200)
    .streams_output();

static BODY: Schema = Schema::new("bench#Body", "Body payload raw streaming;");
static SIZE: Schema = Schema::new("bench#Size", "Size label;");
static NOTHING: Schema = Schema::new("bench#Nothing", "");

#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) body: Option<ByteStream>,
}

impl SerializeShape for Upload {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &BODY, &[&self.body]);
    }
}

impl OperationInput for Upload {
    type Output = Nothing;
    type Error = Error;
    const OPERATION: &'static Operation = &UPLOAD;
}

#[derive(Debug)]
pub(crate) struct Download {
    pub(crate) size: u64,
}

impl SerializeShape for Download {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &SIZE, &[&self.size.to_string()]);
    }
}

impl OperationInput for Download {
    type Output = Downloaded;
    type Error = Error;
    const OPERATION: &'static Operation = &DOWNLOAD;
}

macro_rules! output {
    ($output:ident, $schema:ident, $($field:ident)?) => {
        impl ErrorCorrection for $output {
            fn corrected() -> Self {
                Self::default()
            }
        }

        impl DeserializeShape for $output {
            fn read_into(_slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
                deserializer.structure(&$schema, &mut [$(&mut _slot.$field)?])
            }
        }

        impl OperationOutput for $output {
            fn set_request_id(&mut self, _: Option<String>) {}
        }
    };
}

#[derive(Debug, Default)]
pub(crate) struct Nothing;

output!(Nothing, NOTHING,);

#[derive(Debug, Default)]
pub(crate) struct Downloaded {
    pub(crate) body: ByteStream,
}

output!(Downloaded, BODY, body);

#[derive(Debug)]
pub(crate) struct Error(Unhandled);

impl ServiceError for Error {
    fn read(_: &str, metadata: ErrorMetadata, _: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        Ok(Self::unhandled(metadata))
    }

    fn unhandled(metadata: ErrorMetadata) -> Self {
        Self(Unhandled::new(metadata))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ProvideErrorMetadata for Error {
    fn meta(&self) -> &ErrorMetadata {
        self.0.meta()
    }
}
