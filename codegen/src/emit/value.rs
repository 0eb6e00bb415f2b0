//! Values as Rust expressions over the public API of the generated crate: builders, enums,
//! literals.
//!
//! The expressions name the modules `operation`, `primitives` and `types`, and `HashMap`, which the
//! file has to import.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::value::{Document, EnumLiteral, Floating, StructurePath, StructureValue, Timestamp, Value};
use crate::rust::ident;

use super::tokens::prefixed;

/// The way to unwrap a `Result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwrapping {
    /// By `unwrap`, in tests.
    Unwrap,
    /// By `?`, in examples.
    Try,
}

impl Unwrapping {
    fn tokens(self) -> TokenStream {
        match self {
            Self::Unwrap => quote!(.unwrap()),
            Self::Try => quote!(?),
        }
    }
}

/// Returns the value as an expression of its own type.
pub(crate) fn value(value: &Value, unwrapping: Unwrapping) -> TokenStream {
    let inner = |inner: &Value| self::value(inner, unwrapping);
    match value {
        Value::Boolean(on) => quote!(#on),
        Value::Integer(number) => integer(number),
        Value::Float(number) => floating(number, &quote!(f32)),
        Value::Double(number) => floating(number, &quote!(f64)),
        Value::BigInteger(digits) => parsed(digits, &quote!(BigInteger), unwrapping),
        Value::BigDecimal(digits) => parsed(digits, &quote!(BigDecimal), unwrapping),
        Value::String(text) => quote!(#text.to_owned()),
        Value::Blob(text) => quote!(primitives::Blob::new(#text)),
        Value::Timestamp(time) => timestamp(time, unwrapping),
        Value::Document(content) => document(content),
        Value::Enum { name, value } => enumeration(name, value, |text| quote!(#text)),
        Value::IntEnum { name, value } => enumeration(name, value, integer),
        Value::Structure(shape) => structure(shape, unwrapping),
        Value::Union { name, variant, value } => {
            let (name, variant) = (ident(name), ident(variant));
            let value = value.as_deref().map(inner).map(|value| quote!((#value)));
            quote!(types::#name::#variant #value)
        }
        Value::UnknownUnion(name) => {
            let name = ident(name);
            quote!(types::#name::Unknown(primitives::UnknownVariant::default()))
        }
        Value::ByteStream(text) => quote!(primitives::ByteStream::from_static(#text.as_bytes())),
        Value::Events { received, events } => {
            let stream = ident(if *received {
                "EventReceiver"
            } else {
                "EventStreamSender"
            });
            let events = events.iter().map(inner);
            quote!(primitives::event_stream::#stream::from_events([#(Ok(#events)),*]))
        }
        Value::Boxed(value) => wrapped(&quote!(Box::new), inner(value)),
        Value::List(elements) if elements.is_empty() => quote!(Vec::new()),
        Value::List(elements) => {
            let elements = elements.iter().map(inner);
            quote!(vec![#(#elements),*])
        }
        Value::Map(entries) if entries.is_empty() => quote!(HashMap::new()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (inner(key), inner(value));
                quote!((#key, #value))
            });
            quote!(HashMap::from([#(#entries),*]))
        }
        Value::Present(value) => wrapped(&quote!(Some), inner(value)),
        Value::Absent => quote!(None),
        Value::Variable(name) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// Returns the structure, by its builder.
pub(crate) fn structure(shape: &StructureValue, unwrapping: Unwrapping) -> TokenStream {
    let path = path(&shape.path);
    let setters = setters(shape, unwrapping);
    let unwrap = shape.fallible.then(|| unwrapping.tokens());
    quote!(#path::builder() #setters .build() #unwrap)
}

/// Returns the calls that set a structure's fields in a builder or in a call of an operation.
pub(crate) fn setters(shape: &StructureValue, unwrapping: Unwrapping) -> TokenStream {
    shape
        .fields
        .iter()
        .map(|(field, value)| setter(field, value, unwrapping))
        .collect()
}

/// Returns the calls that set one field. Lists and maps are set element by element, as in
/// hand-written code.
fn setter(field: &str, value: &Value, unwrapping: Unwrapping) -> TokenStream {
    let name = ident(field);
    match value {
        Value::List(elements) if !elements.is_empty() => {
            let elements = elements.iter().map(|element| argument(element, unwrapping));
            quote!(#(.#name(#elements))*)
        }
        Value::Map(entries) if !entries.is_empty() => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (argument(key, unwrapping), argument(value, unwrapping));
                quote!(#key, #value)
            });
            quote!(#(.#name(#entries))*)
        }
        Value::List(_) | Value::Map(_) => {
            let (set, value) = (prefixed("set", field), self::value(value, unwrapping));
            quote!(.#set(Some(#value)))
        }
        value => {
            let value = argument(value, unwrapping);
            quote!(.#name(#value))
        }
    }
}

/// Returns a value as the argument of a setter. Setters take strings by `Into`, and box values
/// themselves.
fn argument(value: &Value, unwrapping: Unwrapping) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Boxed(inner) => self::value(inner, unwrapping),
        value => self::value(value, unwrapping),
    }
}

fn path(path: &StructurePath) -> TokenStream {
    match path {
        StructurePath::Type(name) => {
            let name = ident(name);
            quote!(types::#name)
        }
        StructurePath::Exception(name) => {
            let name = ident(name);
            quote!(types::error::#name)
        }
        StructurePath::Operation { module, name } => {
            let (module, name) = (ident(module), ident(name));
            quote!(operation::#module::#name)
        }
    }
}

fn wrapped(function: &TokenStream, value: TokenStream) -> TokenStream {
    quote!(#function(#value))
}

fn integer(number: &i64) -> TokenStream {
    let number = Literal::i64_unsuffixed(*number);
    quote!(#number)
}

fn floating(number: &Floating, ty: &TokenStream) -> TokenStream {
    match number {
        Floating::Finite(text) => decimal(text),
        Floating::NaN => quote!(#ty::NAN),
        Floating::Infinity => quote!(#ty::INFINITY),
        Floating::NegativeInfinity => quote!(#ty::NEG_INFINITY),
    }
}

/// Returns a literal of a floating type.
fn decimal(text: &str) -> TokenStream {
    let text = if text.contains(['.', 'e', 'E']) {
        text.to_owned()
    } else {
        format!("{text}.0")
    };
    text.parse().unwrap_or_else(|_| quote!(0.0))
}

fn parsed(digits: &str, ty: &TokenStream, unwrapping: Unwrapping) -> TokenStream {
    let unwrap = unwrapping.tokens();
    quote!(#digits.parse::<primitives::#ty>()#unwrap)
}

fn timestamp(time: &Timestamp, unwrapping: Unwrapping) -> TokenStream {
    match time {
        Timestamp::Epoch(seconds, nanos) => {
            let (seconds, sub) = (Literal::i64_unsuffixed(*seconds), Literal::u32_unsuffixed(*nanos));
            if *nanos == 0 {
                quote!(primitives::DateTime::from_secs(#seconds))
            } else {
                quote!(primitives::DateTime::from_secs_and_nanos(#seconds, #sub))
            }
        }
        Timestamp::Text(text) => {
            let unwrap = unwrapping.tokens();
            quote!(primitives::DateTime::from_str(#text, primitives::DateTimeFormat::DateTimeWithOffset)#unwrap)
        }
    }
}

fn enumeration<T>(name: &str, value: &EnumLiteral<T>, literal: impl Fn(&T) -> TokenStream) -> TokenStream {
    let name = ident(name);
    match value {
        EnumLiteral::Known(variant) => {
            let variant = ident(variant);
            quote!(types::#name::#variant)
        }
        EnumLiteral::Unknown(value) => {
            let value = literal(value);
            quote!(types::#name::from(#value))
        }
    }
}

fn document(content: &Document) -> TokenStream {
    match content {
        Document::Null => quote!(primitives::Document::Null),
        Document::Boolean(on) => quote!(primitives::Document::from(#on)),
        Document::Integer(text) => match (text.parse::<i64>(), text.parse::<u64>()) {
            (Ok(number), _) => {
                let number = Literal::i64_suffixed(number);
                quote!(primitives::Document::from(#number))
            }
            (_, Ok(number)) => {
                let number = Literal::u64_suffixed(number);
                quote!(primitives::Document::from(#number))
            }
            _ => {
                let number = decimal(text);
                quote!(primitives::Document::from(#number))
            }
        },
        Document::Float(text) => {
            let number = decimal(text);
            quote!(primitives::Document::from(#number))
        }
        Document::String(text) => quote!(primitives::Document::from(#text)),
        Document::Array(elements) => {
            let elements = elements.iter().map(document);
            quote!(primitives::Document::Array(vec![#(#elements),*]))
        }
        Document::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = document(value);
                quote!((#key.to_owned(), #value))
            });
            quote!(primitives::Document::Object(HashMap::from([#(#entries),*])))
        }
    }
}
