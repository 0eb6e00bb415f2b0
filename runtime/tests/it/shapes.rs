//! Shapes as generated code defines them, by hand.

use std::collections::HashMap;
use std::fmt;

use smithy_client_runtime::codec::json::{JsonReader, JsonWriter};
use smithy_client_runtime::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Redacted, UnknownVariant, UnknownVariantValue,
};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    ErrorCorrection, ReadError, ReadShape, ShapeReader, ShapeWriter, Variant, WriteShape, corrected,
};
use smithy_client_runtime::{int_enum, string_enum};

/// Reads a whole body.
pub(crate) fn from_json<T: ReadShape>(body: impl AsRef<[u8]>) -> Result<T, ReadError> {
    let mut reader = JsonReader::new(body.as_ref(), DateTimeFormat::EpochSeconds);
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Writes a whole body.
pub(crate) fn to_json(value: &dyn WriteShape) -> String {
    let mut writer = JsonWriter::new(DateTimeFormat::EpochSeconds);
    value.write(Member::root(), &mut writer);
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

macro_rules! structure {
    ($name:ident $schema:ident { $($index:literal $field:ident: $type:ty = $wire:literal $($mark:ident)?,)* }) => {
        static $schema: Schema = Schema::new(
            concat!("com.example#", stringify!($name)),
            stringify!($($wire $($mark)?;)*),
        );

        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl WriteShape for $name {
            #[inline]
            fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
                writer.begin_structure(member, &$schema);
                $(self.$field.write($schema.member($index), writer);)*
                writer.end_structure();
            }
        }

        impl ReadShape for $name {
            #[inline]
            fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
                $(let mut $field: Option<$type> = None;)*
                reader.structure(&$schema, &mut [$(&mut $field),*])?;
                Ok(Self { $($field: corrected($field),)* })
            }
        }

        impl ErrorCorrection for $name {
            fn corrected() -> Self {
                Self { $($field: corrected(None),)* }
            }
        }
    };
}

structure!(Invitation INVITATION {
    0 message: Secret = "Message" sensitive,
    1 receiver: Option<Receiver> = "Receiver",
    2 stage: Option<Stage> = "Stage",
});

structure!(Account ACCOUNT {
    0 alias: Option<String> = "Alias",
    1 aws_account_id: String = "AwsAccountId",
});

structure!(Everything EVERYTHING {
    0 boolean: Option<bool> = "Boolean",
    1 byte: Option<i8> = "Byte",
    2 integer: Option<i32> = "Integer",
    3 long: Option<i64> = "Long",
    4 float: Option<f32> = "Float",
    5 double: Option<f64> = "Double",
    6 big_integer: Option<BigInteger> = "BigInteger",
    7 big_decimal: Option<BigDecimal> = "BigDecimal",
    8 blob: Option<Blob> = "Blob",
    9 seconds: Option<DateTime> = "Seconds",
    10 dates: Option<Vec<DateTime>> = "Dates" date_time,
    11 http_dates: Option<HashMap<String, DateTime>> = "HttpDates" http_date,
    12 document: Option<Document> = "Document",
    13 dense: Option<Vec<String>> = "Dense",
    14 sparse: Option<Vec<Option<String>>> = "Sparse",
    15 dense_map: Option<HashMap<String, i32>> = "DenseMap",
    16 sparse_map: Option<HashMap<String, Option<i32>>> = "SparseMap",
    17 recursive: Option<Box<Everything>> = "Recursive",
    18 list: Option<Vec<Everything>> = "List",
    19 stages: Option<HashMap<Stage, Vec<Faces>>> = "Stages",
    20 secret_map: Option<HashMap<String, Vec<i32>>> = "SecretMap" sensitive,
    21 date: Option<DateTime> = "Date" date_time,
});

/// A sensitive string, which generated code redacts in the structure's `Debug`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted.fmt(f)
    }
}

impl WriteShape for Secret {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        self.0.write(member, writer);
    }
}

impl ReadShape for Secret {
    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        reader.read().map(Self)
    }
}

impl ErrorCorrection for Secret {
    fn corrected() -> Self {
        Self(String::corrected())
    }
}

static RECEIVER: Schema = Schema::new("com.example#Receiver", stringify!("Account"; "Accounts";));

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Receiver {
    Account(Account),
    Accounts(Vec<Account>),
    Unknown(UnknownVariant),
}

impl WriteShape for Receiver {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        writer.begin_structure(member, &RECEIVER);
        match self {
            Self::Account(value) => value.write(RECEIVER.member(0), writer),
            Self::Accounts(value) => value.write(RECEIVER.member(1), writer),
            Self::Unknown(value) => writer.unknown(value),
        }
        writer.end_structure();
    }
}

impl ErrorCorrection for Receiver {
    fn corrected() -> Self {
        Self::Unknown(UnknownVariant::default())
    }
}

impl ReadShape for Receiver {
    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        let value = match reader.begin_union(&RECEIVER)? {
            Variant::Known(0) => Self::Account(reader.read()?),
            Variant::Known(_) => Self::Accounts(reader.read()?),
            Variant::Unknown(variant) => Self::Unknown(variant),
        };
        reader.end_union()?;
        Ok(value)
    }
}

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(crate) enum Stage {
    Prospect,
    TechnicalValidation,
    Unknown(UnknownVariantValue),
}

string_enum! { Stage { Prospect = "Prospect", TechnicalValidation = "Technical Validation", } }

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Faces {
    Heart,
    Spade,
    Unknown(i32),
}

int_enum! { Faces { Heart = 1, Spade = -4, } }
