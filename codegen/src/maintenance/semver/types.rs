//! Prints types as Rust.

use crate::ir::{Field, Presence, Type};

/// Returns the type of a field.
pub(super) fn of_field(field: &Field) -> String {
    let ty = of(&field.ty);
    match field.presence {
        Presence::Optional => format!("Option<{ty}>"),
        Presence::Required | Presence::Defaulted(_) => ty,
    }
}

/// Returns a type.
pub(super) fn of(ty: &Type) -> String {
    let optional = |ty: &Type, is_sparse: bool| {
        if is_sparse {
            format!("Option<{}>", of(ty))
        } else {
            of(ty)
        }
    };
    match ty {
        Type::Boolean => "bool".to_owned(),
        Type::Byte => "i8".to_owned(),
        Type::Short => "i16".to_owned(),
        Type::Integer => "i32".to_owned(),
        Type::Long => "i64".to_owned(),
        Type::Float => "f32".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::BigInteger => "BigInteger".to_owned(),
        Type::BigDecimal => "BigDecimal".to_owned(),
        Type::String => "String".to_owned(),
        Type::Blob => "Blob".to_owned(),
        Type::Timestamp => "DateTime".to_owned(),
        Type::Document => "Document".to_owned(),
        Type::Enum(name) | Type::IntEnum(name) | Type::Structure(name) | Type::Union(name) => name.clone(),
        Type::Exception(name) => format!("error::{name}"),
        Type::ByteStream => "ByteStream".to_owned(),
        Type::EventReceiver(name) => format!("EventReceiver<{name}>"),
        Type::EventStreamSender(name) => format!("EventStreamSender<{name}>"),
        Type::Boxed(inner) => format!("Box<{}>", of(inner)),
        Type::List { element, sparse } => format!("Vec<{}>", optional(element, *sparse)),
        Type::Map { key, value, sparse } => format!("HashMap<{}, {}>", of(key), optional(value, *sparse)),
    }
}
