//! The parts of an error response that are common to several protocols.

use super::error_code::sanitize;
use crate::codec::Codec;
use crate::error::{BoxError, ErrorMetadata, ErrorMetadataBuilder};
use crate::primitives::Document;
use crate::schema::Schema;
use crate::serde::MemberSlot;

static ERROR: Schema = Schema::new("smithy.client#Error", "__type;code;message;Message;errorMessage;");

/// The members of an error with its code and message, in any spelling.
#[derive(Default)]
pub(super) struct ErrorBody {
    /// A modelled exception may have a member of one of these names and another type.
    members: [Document; 5],
}

impl ErrorBody {
    /// Reads the members from a body. If the content is truncated, the members before the end are
    /// used, and the problem becomes the source of the metadata.
    pub(super) fn read(codec: &dyn Codec, body: &[u8]) -> (Self, ErrorMetadataBuilder) {
        let mut found = Self::default();
        let body = if codec.is_absent(body) { &[] } else { body };
        let result = codec.deserialize(body, &mut |deserializer| {
            let [a, b, c, d, e] = &mut found.members;
            let mut slots: [&mut dyn MemberSlot; 5] = [a, b, c, d, e];
            deserializer.structure(&ERROR, &mut slots)
        });
        match result {
            Ok(()) => (found, ErrorMetadata::builder()),
            Err(problem) => {
                let problem: BoxError = problem.into();
                (found, ErrorMetadata::builder().source(problem))
            }
        }
    }

    /// Returns the code in `__type`, else that in `code`.
    #[cfg(feature = "rpc")]
    pub(super) fn type_or_code(&self) -> Option<&str> {
        let [kind, code, ..] = &self.members;
        sanitized(kind).or_else(|| sanitized(code))
    }

    /// Returns the code in `code`, else that in `__type`.
    #[cfg(feature = "rest")]
    pub(super) fn code_or_type(&self) -> Option<&str> {
        let [kind, code, ..] = &self.members;
        sanitized(code).or_else(|| sanitized(kind))
    }

    /// Adds the message, if there is one.
    pub(super) fn message(&self, builder: ErrorMetadataBuilder) -> ErrorMetadataBuilder {
        let [_, _, messages @ ..] = &self.members;
        for message in messages {
            if let Some(message) = message.as_string() {
                return builder.message(message);
            }
        }
        builder
    }
}

fn sanitized(code: &Document) -> Option<&str> {
    code.as_string().and_then(sanitize)
}
