//! Successful responses without a body.

use crate::schema::{Member, MemberTraits, Schema};
use crate::serde::DeserializeError;
#[cfg(any(feature = "rpc", feature = "aws-query", feature = "ec2-query"))]
use crate::serde::{MemberSlot, ShapeDeserializer};
use crate::text;

/// A deserializer of the output of a body that is empty or null: a structure without members. If
/// some members are required, it is an error, because default values would look like those of the
/// service.
#[cfg(any(feature = "rpc", feature = "aws-query", feature = "ec2-query"))]
pub(super) struct AbsentBody;

#[cfg(any(feature = "rpc", feature = "aws-query", feature = "ec2-query"))]
impl ShapeDeserializer for AbsentBody {
    fn structure(&mut self, schema: &'static Schema, _: &mut [&mut dyn MemberSlot]) -> Result<(), DeserializeError> {
        check(schema, |_| true)
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}

/// Checks that none of the members that would be in the body is required.
pub(super) fn check(schema: &'static Schema, is_in_body: impl Fn(&Member) -> bool) -> Result<(), DeserializeError> {
    let mut required = Vec::new();
    for member in schema.members() {
        if member.traits().has(MemberTraits::REQUIRED) && is_in_body(member) {
            required.push(member.name);
        }
    }
    match required.is_empty() {
        true => Ok(()),
        false => Err(DeserializeError::new(
            schema.name(),
            format!(
                "the body is empty, and lacks required members: {}",
                text::join(required, ", ")
            ),
            None,
        )),
    }
}
