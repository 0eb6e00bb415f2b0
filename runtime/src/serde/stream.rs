//! Serialization and deserialization of streaming blobs.

use super::{DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer};
use crate::primitives::ByteStream;
use crate::schema::MemberRef;

impl SerializeShape for ByteStream {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.streaming_blob(member, self.body());
    }
}

impl ErrorCorrection for ByteStream {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for ByteStream {
    const OVERWRITES: bool = true;

    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = Self::new(deserializer.streaming_blob()?);
        Ok(())
    }
}
