//! `serde` for generated types: values have the JSON form that services give them.

mod record;

use serde_json::Deserializer;

use self::record::Form;
use crate::codec::json::JsonCodec;
use crate::primitives::DateTimeFormat;
use crate::schema::Member;
use crate::serde::{Codec, DeserializeShape, SerializeShape};

pub use ::serde;

static JSON: JsonCodec = JsonCodec {
    media_type: "application/json",
    default_timestamp: DateTimeFormat::EpochSeconds,
    has_big_number_strings: false,
};

/// Writes the JSON form of a value to any serializer.
///
/// # Errors
/// JSON cannot represent the value, or the serializer fails.
pub fn serialize<S: serde::Serializer>(shape: &dyn SerializeShape, serializer: S) -> Result<S::Ok, S::Error> {
    let json = JSON.serialize(&mut |writer| shape.write(Member::root(), writer));
    let json = json.map_err(serde::ser::Error::custom)?;
    serde_transcode::transcode(&mut Deserializer::from_slice(&json), serializer)
}

/// Reads a value that has the JSON form, or a record of texts, from any deserializer.
///
/// # Errors
/// The deserializer fails, or its value is not one of the shape.
pub fn deserialize<'de, T: DeserializeShape, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = match Form::of::<T>() {
        Form::Structure(members) => record::read(deserializer, &members)?,
        Form::Union => record::read(deserializer, &[])?,
        Form::Value if T::FROM_STR => {
            let text = <String as serde::Deserialize>::deserialize(deserializer)?;
            serde_json::to_vec(&text).map_err(serde::de::Error::custom)?
        }
        Form::Value => json_of(deserializer)?,
    };
    let mut value = None;
    let read = JSON.deserialize(&json, &mut |reader| {
        value = Some(T::read(reader)?);
        Ok(())
    });
    read.map_err(serde::de::Error::custom)?;
    value.ok_or_else(|| serde::de::Error::custom("there is no value"))
}

/// Returns the JSON form of the value that a deserializer has.
fn json_of<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let mut json = Vec::new();
    serde_transcode::transcode(deserializer, &mut serde_json::Serializer::new(&mut json))
        .map_err(serde::de::Error::custom)?;
    Ok(json)
}

/// Implements `serde::Serialize` and `serde::Deserialize` for types.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_shapes {
    ($($shape:path),* $(,)?) => {$(
        impl $crate::__private::shape_serde::serde::Serialize for $shape {
            fn serialize<S: $crate::__private::shape_serde::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::shape_serde::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::shape_serde::serde::Deserialize<'de> for $shape {
            fn deserialize<D: $crate::__private::shape_serde::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::shape_serde::deserialize(deserializer)
            }
        }
    )*};
}
