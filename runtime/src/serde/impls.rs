//! Serialization and deserialization of Rust's own types and the primitives.

mod collections;

use super::{DeserializeError, DeserializeShape, SerializeShape, ShapeDeserializer, ShapeSerializer};
use crate::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, UnknownVariant, blob_from_base64, date_time,
};
use crate::schema::{Member, MemberRef};

macro_rules! forward {
    ($($target:ty: $method:ident($($convert:tt)*) $({ $($text:tt)* })?;)*) => {$(
        impl SerializeShape for $target {
            #[inline]
            fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
                serializer.$method(member, $($convert)* self);
            }
        }

        impl DeserializeShape for $target {
            const OVERWRITES: bool = true;

            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn ShapeDeserializer,
            ) -> Result<(), DeserializeError> {
                *slot = deserializer.$method()?;
                Ok(())
            }

            #[inline]
            fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
                deserializer.$method()
            }

            $($($text)*)?
        }
    )*};
}

forward! {
    bool: boolean(*);
    f32: float(*);
    f64: double(*) {
        #[inline]
        fn read_run(values: &mut Vec<Self>, deserializer: &mut dyn ShapeDeserializer) {
            deserializer.doubles(values);
        }
    };
    String: string() {
        const FROM_STR: bool = true;

        #[inline]
        fn from_text(text: &str) -> Option<Self> {
            Some(text.to_owned())
        }
    };
    Blob: blob() {
        #[inline]
        fn from_text(text: &str) -> Option<Self> {
            blob_from_base64(text)
        }
    };
    DateTime: timestamp() {
        #[inline]
        fn read_run(values: &mut Vec<Self>, deserializer: &mut dyn ShapeDeserializer) {
            deserializer.timestamps(values);
        }

        #[inline]
        fn from_member_text(text: &str, member: &Member) -> Option<Self> {
            match member.traits().timestamp_format() {
                Some(DateTimeFormat::DateTime) => date_time::parse(text, DateTimeFormat::DateTimeWithOffset).ok(),
                _ => None,
            }
        }

        const HAS_STARTS: bool = true;

        #[inline]
        fn from_start(payload: &[u8; 32], member: &Member) -> Option<(Self, usize)> {
            match member.traits().timestamp_format() {
                Some(DateTimeFormat::DateTime) => date_time::parse_start(payload),
                _ => None,
            }
        }
    };
    BigInteger: big_integer();
    BigDecimal: big_decimal();
}

macro_rules! integers {
    ($($target:ty)*) => {$(
        impl SerializeShape for $target {
            #[inline]
            fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
                serializer.integer(member, i64::from(*self));
            }
        }

        impl DeserializeShape for $target {
            const OVERWRITES: bool = true;

            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn ShapeDeserializer,
            ) -> Result<(), DeserializeError> {
                *slot = Self::read(deserializer)?;
                Ok(())
            }

            #[inline]
            fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
                // The bounds make the cast exact.
                let value = deserializer.integer(i64::from(Self::MIN), i64::from(Self::MAX))?;
                Ok(value as Self)
            }
        }
    )*};
}

integers!(i8 i16 i32 i64);

impl SerializeShape for Document {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.document(member, self);
    }
}

/// An empty union has no value, so it is omitted. In a list or map it is an error.
impl SerializeShape for UnknownVariant {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        if !self.is_empty() {
            serializer.unknown_union(member, self);
        }
    }

    fn write_element(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        match self.is_empty() {
            true => serializer.unsupported(member, "an empty union"),
            false => serializer.unknown_union(member, self),
        }
    }
}

impl DeserializeShape for Document {
    const NULLABLE: bool = true;
    const OVERWRITES: bool = true;

    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = deserializer.document()?;
        Ok(())
    }

    fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        deserializer.document()
    }
}

impl<T: SerializeShape> SerializeShape for Option<T> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        if let Some(value) = self {
            value.write(member, serializer);
        }
    }

    fn write_element(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        match self {
            Some(value) => value.write_element(member, serializer),
            None => serializer.null(member),
        }
    }
}

impl<T: DeserializeShape> DeserializeShape for Option<T> {
    const NULLABLE: bool = true;
    const FROM_STR: bool = T::FROM_STR;
    const OVERWRITES: bool = true;
    const HAS_STARTS: bool = T::HAS_STARTS;

    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        T::from_text(text).map(Some)
    }

    #[inline]
    fn from_member_text(text: &str, member: &Member) -> Option<Self> {
        T::from_member_text(text, member).map(Some)
    }

    #[inline]
    fn from_start(payload: &[u8; 32], member: &Member) -> Option<(Self, usize)> {
        let (value, length) = T::from_start(payload, member)?;
        Some((Some(value), length))
    }

    fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        match deserializer.null()? {
            true => Ok(None),
            false => T::read(deserializer).map(Some),
        }
    }

    // Null members are skipped before this is called.
    #[inline]
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        T::read_into(slot.insert(T::corrected()), deserializer)
    }
}

impl<T: SerializeShape> SerializeShape for Box<T> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        T::write(self, member, serializer);
    }

    fn write_element(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        T::write_element(self, member, serializer);
    }
}

impl<T: DeserializeShape> DeserializeShape for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    #[inline]
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        T::read_into(slot, deserializer)
    }
}
