//! How Rust's own types and the primitives are handed to a protocol and taken from it.

use std::collections::HashMap;
use std::hash::Hash;

use super::{ReadError, ReadShape, ShapeReader, ShapeWriter, WriteShape};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document};
use crate::schema::Member;

macro_rules! forward {
    ($($target:ty: $method:ident($($convert:tt)*) $({ $($text:tt)* })?;)*) => {$(
        impl WriteShape for $target {
            fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
                writer.$method(member, $($convert)* self);
            }
        }

        impl ReadShape for $target {
            fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
                reader.$method()
            }

            $($($text)*)?
        }
    )*};
}

forward! {
    bool: boolean(*);
    f32: float(*);
    f64: double(*);
    String: string() {
        const IS_TEXT: bool = true;

        #[inline]
        fn from_text(text: &str) -> Option<Self> {
            Some(text.to_owned())
        }
    };
    Blob: blob() {
        #[inline]
        fn from_text(text: &str) -> Option<Self> {
            Self::from_base64(text)
        }
    };
    DateTime: timestamp() {
        #[inline]
        fn from_member_text(text: &str, member: &Member) -> Option<Self> {
            match member.timestamp_format() {
                Some(DateTimeFormat::DateTime) => Self::from_str(text, DateTimeFormat::DateTimeWithOffset).ok(),
                _ => None,
            }
        }
    };
    BigInteger: big_integer();
    BigDecimal: big_decimal();
}

macro_rules! integers {
    ($($target:ty)*) => {$(
        impl WriteShape for $target {
            fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
                writer.integer(member, i64::from(*self));
            }
        }

        impl ReadShape for $target {
            fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
                // The bounds make the cast exact.
                let value = reader.integer(i64::from(Self::MIN), i64::from(Self::MAX))?;
                Ok(value as Self)
            }
        }
    )*};
}

integers!(i8 i16 i32 i64);

impl WriteShape for Document {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        writer.document(member, self);
    }
}

impl ReadShape for Document {
    const NULLABLE: bool = true;

    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        reader.document()
    }
}

impl<T: WriteShape> WriteShape for Option<T> {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        if let Some(value) = self {
            value.write(member, writer);
        }
    }

    fn write_element(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        match self {
            Some(value) => value.write_element(member, writer),
            None => writer.null(member),
        }
    }
}

impl<T: ReadShape> ReadShape for Option<T> {
    const NULLABLE: bool = true;
    const IS_TEXT: bool = T::IS_TEXT;
    const COVERS: bool = true;

    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        T::from_text(text).map(Some)
    }

    #[inline]
    fn from_member_text(text: &str, member: &Member) -> Option<Self> {
        T::from_member_text(text, member).map(Some)
    }

    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        match reader.null()? {
            true => Ok(None),
            false => T::read(reader).map(Some),
        }
    }

    // Members that are null are passed over before it comes to this.
    #[inline]
    fn read_over(place: &mut Self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        T::read_over(place.insert(T::corrected()), reader)
    }
}

impl<T: WriteShape> WriteShape for Box<T> {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        T::write(self, member, writer);
    }

    fn write_element(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        T::write_element(self, member, writer);
    }
}

impl<T: ReadShape> ReadShape for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    #[inline]
    fn read_over(place: &mut Self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        T::read_over(place, reader)
    }
}

impl<T: WriteShape> WriteShape for Vec<T> {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        writer.begin_list(member, self.len());
        for value in self {
            value.write_element(member, writer);
        }
        writer.end_list();
    }
}

impl<T: ReadShape> ReadShape for Vec<T> {
    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        // What is small is moved as fast as it is made.
        let in_place = const { !T::NULLABLE && size_of::<T>() > 256 };
        let mut values = Self::new();
        reader.begin_list()?;
        while if T::NULLABLE {
            reader.next_element()?
        } else {
            reader.next_value()?
        } {
            let is_full = values.len() == values.capacity();
            if in_place && !is_full {
                // Made where it is to stay, which `push` does not do.
                values.resize_with(values.len() + 1, T::corrected);
                if let Some(value) = values.last_mut() {
                    T::read_over(value, reader)?;
                }
                continue;
            }
            let value = T::read(reader)?;
            if is_full {
                values.reserve_exact(reader.room(values.len(), size_of::<T>()));
            }
            values.push(value);
        }
        // What was more than a good guess goes back.
        if values.capacity() / 2 > values.len() + 4 {
            values.shrink_to_fit();
        }
        Ok(values)
    }
}

impl<K: AsRef<str>, T: WriteShape> WriteShape for HashMap<K, T> {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        writer.begin_map(member, self.len());
        for (key, value) in self {
            writer.key(key.as_ref());
            value.write_element(member, writer);
        }
        writer.end_map();
    }
}

impl<K: From<String> + Eq + Hash, T: ReadShape> ReadShape for HashMap<K, T> {
    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        let mut values = Self::new();
        reader.begin_map()?;
        while let Some(key) = reader.next_key()? {
            if T::NULLABLE || !reader.null()? {
                values.insert(K::from(key), T::read(reader)?);
            }
        }
        Ok(values)
    }
}
