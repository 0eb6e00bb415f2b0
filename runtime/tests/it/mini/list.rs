//! The operation that lists invitations in pages.

use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds};
use smithy_client_runtime::paginate::{PaginatedInput, PaginatedItems};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

use super::{Error, SERVICE};

static LIST: Operation = Operation::new(&SERVICE, "ListInvitations", Idempotency::ReadOnly);

static LIST_INPUT: Schema = Schema::new("com.example#ListInvitationsRequest", "NextToken;MaxResults;");

#[derive(Clone, Debug, Default)]
pub struct ListInput {
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

impl SerializeShape for ListInput {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(member, &LIST_INPUT, &[&self.next_token, &self.max_results]);
    }
}

impl OperationInput for ListInput {
    type Output = ListOutput;
    type Error = Error;
    const OPERATION: &'static Operation = &LIST;
}

impl PaginatedInput for ListInput {
    type Token = String;

    fn token(&self) -> Option<&String> {
        self.next_token.as_ref()
    }

    fn set_token(&mut self, token: String) {
        self.next_token = Some(token);
    }

    fn set_page_size(&mut self, size: i32) {
        self.max_results = Some(size);
    }

    fn next_token(output: &ListOutput) -> Option<String> {
        output.next_token.clone()
    }
}

impl PaginatedItems for ListInput {
    type Item = String;

    fn items(output: ListOutput) -> Vec<String> {
        output.arns
    }
}

static LIST_OUTPUT: Schema = Schema::new("com.example#ListInvitationsResponse", "Arns;NextToken;");

#[derive(Debug, Default)]
pub struct ListOutput {
    pub arns: Vec<String>,
    pub next_token: Option<String>,
}

impl ErrorCorrection for ListOutput {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for ListOutput {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(&LIST_OUTPUT, &mut [&mut slot.arns, &mut slot.next_token])
    }
}

impl OperationOutput for ListOutput {
    fn set_request_id(&mut self, _: RequestIds) {}
}
