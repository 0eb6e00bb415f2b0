//! Shapes written by hand as generated code defines them.

use std::collections::HashMap;
use std::fmt;

use smithy_client_runtime::codec::json::{JsonDeserializer, JsonSerializer};
use smithy_client_runtime::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Redacted, UnknownVariant, UnknownVariantValue,
};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer, Variant,
    or_corrected,
};
use smithy_client_runtime::{int_enum, string_enum};

/// Reads a whole body.
pub(crate) fn from_json<T: DeserializeShape>(body: impl AsRef<[u8]>) -> Result<T, DeserializeError> {
    let mut reader = JsonDeserializer::new(body.as_ref(), DateTimeFormat::EpochSeconds);
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Writes a whole body.
pub(crate) fn to_json(value: &dyn SerializeShape) -> String {
    let mut writer = JsonSerializer::new(DateTimeFormat::EpochSeconds);
    value.write(Member::root(), &mut writer);
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

macro_rules! structure {
    ($name:ident $schema:ident { $($field:ident: $type:ty = $wire:literal,)* }) => {
        static $schema: Schema = Schema::new(
            concat!("com.example#", stringify!($name)),
            concat!($($wire, ";"),*),
        );

        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl SerializeShape for $name {
            #[inline]
            fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
                writer.structure(member, &$schema, &[$(&self.$field),*]);
            }
        }

        impl DeserializeShape for $name {
            #[inline]
            fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
                reader.structure(&$schema, &mut [$(&mut slot.$field),*])
            }
        }

        impl ErrorCorrection for $name {
            fn corrected() -> Self {
                Self { $($field: or_corrected(None),)* }
            }
        }
    };
}

structure!(Invitation INVITATION {
    message: Secret = "Message sensitive",
    receiver: Option<Receiver> = "Receiver",
    stage: Option<Stage> = "Stage",
});

structure!(Account ACCOUNT {
    alias: Option<String> = "Alias",
    aws_account_id: String = "AwsAccountId",
});

structure!(Everything EVERYTHING {
    boolean: Option<bool> = "Boolean",
    byte: Option<i8> = "Byte",
    integer: Option<i32> = "Integer",
    long: Option<i64> = "Long",
    float: Option<f32> = "Float",
    double: Option<f64> = "Double",
    big_integer: Option<BigInteger> = "BigInteger",
    big_decimal: Option<BigDecimal> = "BigDecimal",
    blob: Option<Blob> = "Blob",
    seconds: Option<DateTime> = "Seconds",
    dates: Option<Vec<DateTime>> = "Dates[ date_time]",
    http_dates: Option<HashMap<String, DateTime>> = "HttpDates{, http_date}",
    document: Option<Document> = "Document",
    dense: Option<Vec<String>> = "Dense",
    sparse: Option<Vec<Option<String>>> = "Sparse",
    dense_map: Option<HashMap<String, i32>> = "DenseMap",
    sparse_map: Option<HashMap<String, Option<i32>>> = "SparseMap",
    recursive: Option<Box<Everything>> = "Recursive",
    list: Option<Vec<Everything>> = "List",
    stages: Option<HashMap<Stage, Vec<Faces>>> = "Stages",
    secret_map: Option<HashMap<String, Vec<i32>>> = "SecretMap sensitive",
    date: Option<DateTime> = "Date date_time",
});

/// A sensitive string, which generated code redacts in the structure's `Debug`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted.fmt(f)
    }
}

impl SerializeShape for Secret {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        self.0.write(member, writer);
    }
}

impl DeserializeShape for Secret {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        slot.0 = reader.read()?;
        Ok(())
    }
}

impl ErrorCorrection for Secret {
    fn corrected() -> Self {
        Self(String::corrected())
    }
}

static RECEIVER: Schema = Schema::new("com.example#Receiver", "Account;Accounts;");

#[derive(Clone, Debug, PartialEq)]
pub enum Receiver {
    Account(Account),
    Accounts(Vec<Account>),
    Unknown(UnknownVariant),
}

impl SerializeShape for Receiver {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        match self {
            Self::Account(value) => writer.union(member, &RECEIVER, 0, value),
            Self::Accounts(value) => writer.union(member, &RECEIVER, 1, value),
            Self::Unknown(value) => value.write(member, writer),
        }
    }

    fn write_element(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        match self {
            Self::Unknown(value) => value.write_element(member, writer),
            _ => self.write(member, writer),
        }
    }
}

impl ErrorCorrection for Receiver {
    fn corrected() -> Self {
        Self::Unknown(UnknownVariant::default())
    }
}

impl DeserializeShape for Receiver {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = match reader.begin_union(&RECEIVER)? {
            Variant::Known(0) => Self::Account(reader.read()?),
            Variant::Known(_) => Self::Accounts(reader.read()?),
            Variant::Unknown(variant) => Self::Unknown(variant),
        };
        reader.end_union()
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

#[test]
fn an_index_beyond_the_members_is_no_member() {
    static PAIR: Schema = Schema::new("com.example#Pair", "Left;Right;");
    let names = [0, 1, 2, usize::MAX].map(|index| PAIR.member(index).map(|member| member.name));
    assert_eq!(names, [Some("Left"), Some("Right"), None, None]);
}
