//! The operation that creates an invitation.

use smithy_client_runtime::error::{BuildError, RequestId};
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

use super::{Error, SERVICE};

static CREATE: Operation = Operation::new(&SERVICE, "CreateInvitation", Idempotency::Idempotent);

static CREATE_INPUT: Schema = Schema::new(
    "com.example#CreateInvitationRequest",
    "Catalog;ClientToken;Message sensitive;",
);

#[derive(Clone, Debug, Default)]
pub struct CreateInput {
    pub catalog: Option<String>,
    pub client_token: Option<String>,
    pub message: Option<String>,
}

impl SerializeShape for CreateInput {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(
            member,
            &CREATE_INPUT,
            &[&self.catalog, &self.client_token, &self.message],
        );
    }
}

impl OperationInput for CreateInput {
    type Output = CreateOutput;
    type Error = Error;
    const OPERATION: &'static Operation = &CREATE;

    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        self.client_token.get_or_insert_with(new_token);
        BuildError::check(
            "CreateInvitationInput",
            "catalog message",
            &[self.catalog.is_some(), self.message.is_some()],
        )
    }
}

static CREATE_OUTPUT: Schema = Schema::new("com.example#CreateInvitationResponse", "Arn;Count;");

#[derive(Debug, Default, PartialEq)]
pub struct CreateOutput {
    pub arn: String,
    pub count: Option<i32>,
    request_id: Option<String>,
}

impl ErrorCorrection for CreateOutput {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for CreateOutput {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(&CREATE_OUTPUT, &mut [&mut slot.arn, &mut slot.count])
    }
}

impl OperationOutput for CreateOutput {
    fn set_request_id(&mut self, ids: RequestIds) {
        self.request_id = ids.id().map(str::to_owned);
    }
}

impl RequestId for CreateOutput {
    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}
