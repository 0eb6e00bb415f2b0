//! The Rust type, presence, sensitivity and timestamp format of a member.

use crate::diagnostics::Diagnostic;
use crate::ir::{Default, Presence, Type};
use crate::model::ast::{Member, Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::{CLIENT_OPTIONAL, DEFAULT};
use crate::options::Compatibility;

use super::Lowering;

impl<'a> Lowering<'_, '_, 'a> {
    /// Returns the type of a member of `holder`, boxed if the shape would contain itself.
    pub(super) fn member_type(&self, holder: &ShapeId, member: &Member<'a>) -> Type {
        let ty = self.target_type(&member.target.id);
        if self.boxed.contains(&(holder.clone(), member.name.clone())) {
            Type::Boxed(Box::new(ty))
        } else {
            ty
        }
    }

    fn target_type(&self, id: &ShapeId) -> Type {
        let Some(shape) = self.model().shape(id) else {
            return Type::Document;
        };
        let element = |name: &str| {
            let target = shape.member(name).map(|member| self.target_type(&member.target.id));
            Box::new(target.unwrap_or(Type::String))
        };
        match &shape.kind {
            ShapeKind::Blob => Type::Blob,
            ShapeKind::Boolean => Type::Boolean,
            ShapeKind::String => Type::String,
            ShapeKind::Byte => Type::Byte,
            ShapeKind::Short => Type::Short,
            ShapeKind::Integer => Type::Integer,
            ShapeKind::Long => Type::Long,
            ShapeKind::Float => Type::Float,
            ShapeKind::Double => Type::Double,
            ShapeKind::BigInteger => Type::BigInteger,
            ShapeKind::BigDecimal => Type::BigDecimal,
            ShapeKind::Timestamp => Type::Timestamp,
            ShapeKind::Enum => Type::Enum(self.shape_name(shape)),
            // The official crates have no types for integer enums.
            ShapeKind::IntEnum if self.compatibility == Compatibility::AwsSdk => Type::Integer,
            ShapeKind::IntEnum => Type::IntEnum(self.shape_name(shape)),
            ShapeKind::List => Type::List {
                element: element("member"),
                sparse: shape.is_sparse(),
            },
            ShapeKind::Map => Type::Map {
                key: element("key"),
                value: element("value"),
                sparse: shape.is_sparse(),
            },
            ShapeKind::Structure if self.selection.exceptions.contains(id) => Type::Exception(self.shape_name(shape)),
            ShapeKind::Structure => Type::Structure(self.shape_name(shape)),
            ShapeKind::Union => Type::Union(self.shape_name(shape)),
            ShapeKind::Document | ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                Type::Document
            }
        }
    }

    /// Returns the presence of a member of a structure that is not an input.
    ///
    /// Follows the specification's rules for clients: `@clientOptional` takes precedence over all,
    /// `@default` over `@required`.
    pub(super) fn presence(&mut self, holder: &Shape<'a>, member: &Member<'a>, ty: &Type) -> Presence {
        let presence = self.presence_of(member, ty);
        if let (Presence::Optional, false, Some(value)) = (
            &presence,
            member.has_trait(CLIENT_OPTIONAL),
            member.trait_value(DEFAULT).filter(|value| !value.is_null()),
        ) {
            let label = format!("not a default for the type {}", kind_of(ty));
            self.wrong_trait(holder, member, DEFAULT, value, &label);
        }
        presence
    }

    /// Returns the presence without reporting invalid defaults.
    pub(super) fn presence_of(&self, member: &Member<'a>, ty: &Type) -> Presence {
        if member.has_trait(CLIENT_OPTIONAL) {
            return Presence::Optional;
        }
        match member.trait_value(DEFAULT).filter(|value| !value.is_null()) {
            Some(value) => default_value(value, ty).map_or(Presence::Optional, Presence::Defaulted),
            None if member.is_required() && !self.is_optional_for_the_sdk(ty) => Presence::Required,
            None => Presence::Optional,
        }
    }

    /// Returns whether required members of this type are optional, because the official crates have
    /// no default value for a missing structure or union.
    fn is_optional_for_the_sdk(&self, ty: &Type) -> bool {
        let has_no_default = matches!(
            ty,
            Type::Structure(_) | Type::Exception(_) | Type::Union(_) | Type::Boxed(_)
        );
        self.compatibility == Compatibility::AwsSdk && has_no_default
    }

    /// Returns whether a value is never shown: its shape is sensitive, or a list or map of
    /// sensitive values.
    pub(super) fn is_sensitive(&self, member: &Member<'a>) -> bool {
        member.is_sensitive() || self.is_sensitive_shape(&member.target.id, 0)
    }

    fn is_sensitive_shape(&self, id: &ShapeId, depth: usize) -> bool {
        let Some(shape) = self.model().shape(id).filter(|_| depth < 32) else {
            return false;
        };
        let in_elements = matches!(shape.kind, ShapeKind::List | ShapeKind::Map)
            && shape
                .members
                .iter()
                .any(|member| member.is_sensitive() || self.is_sensitive_shape(&member.target.id, depth + 1));
        shape.is_sensitive() || in_elements
    }

    pub(super) fn wrong_trait(
        &mut self,
        holder: &Shape<'a>,
        member: &Member<'a>,
        id: &str,
        value: Node<'_>,
        label: &str,
    ) {
        self.diagnostics.push(
            Diagnostic::error("wrong-trait-value", format!("invalid value for trait `{id}`"))
                .at(value.place(), label)
                .shape(holder.id.with_member(&member.name))
                .help("correct the value; the Smithy specification defines the values of each trait"),
        );
    }
}

/// Returns the default of a member; `None` if the value does not fit the type.
fn default_value(value: Node<'_>, ty: &Type) -> Option<Default> {
    let number = || (value.kind() == NodeKind::Number).then(|| value.text().to_owned());
    let is_zero = |text: &String| text.parse::<f64>() == Ok(0.0);
    match ty {
        Type::Boolean => value.as_bool().map(|on| if on { Default::True } else { Default::Rust }),
        Type::Byte | Type::Short | Type::Integer | Type::Long => {
            let number = value.as_i64().filter(|number| fits(*number, ty))?.to_string();
            Some(unless(is_zero, number, Default::Number))
        }
        Type::Float | Type::Double => number().map(|text| unless(is_zero, text, Default::Number)),
        Type::BigInteger | Type::BigDecimal => number().map(|text| unless(is_zero, text, Default::String)),
        Type::Blob if !value.as_str().is_some_and(|text| is_base64(&text)) => None,
        Type::String | Type::Blob => {
            let text = value.as_str()?.into_owned();
            Some(unless(String::is_empty, text, Default::String))
        }
        Type::Enum(_) => value.as_str().map(|text| Default::EnumValue(text.into_owned())),
        Type::IntEnum(_) => {
            let number = value.as_i64().filter(|number| fits(*number, ty));
            number.map(Default::IntEnumValue)
        }
        Type::Timestamp if value.kind() == NodeKind::Number => {
            number().map(|text| unless(is_zero, text, Default::EpochSeconds))
        }
        Type::Timestamp => {
            let text = value.as_str().filter(|text| is_date_time(text))?;
            Some(Default::DateTime(text.into_owned()))
        }
        Type::List { .. } => value.elements().filter(Vec::is_empty).map(|_| Default::Rust),
        Type::Map { .. } => value.entries().filter(Vec::is_empty).map(|_| Default::Rust),
        Type::Document => document_default(value),
        Type::Structure(_) | Type::Exception(_) | Type::Union(_) | Type::Boxed(_) => None,
        Type::ByteStream | Type::EventReceiver(_) | Type::EventStreamSender(_) => None,
    }
}

/// Returns the default with this text, unless it equals the type's own default.
fn unless(is_own: impl Fn(&String) -> bool, text: String, default: impl Fn(String) -> Default) -> Default {
    match is_own(&text) {
        true => Default::Rust,
        false => default(text),
    }
}

/// Returns whether a number is in the range of its type.
fn fits(number: i64, ty: &Type) -> bool {
    match ty {
        Type::Byte => i8::try_from(number).is_ok(),
        Type::Short => i16::try_from(number).is_ok(),
        Type::Integer | Type::IntEnum(_) => i32::try_from(number).is_ok(),
        _ => true,
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    digits.len() % 4 != 1
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// Returns whether a text has the form of RFC 3339, for example `1985-04-12T23:20:50.52Z`.
fn is_date_time(text: &str) -> bool {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let form = b"0000-00-00T00:00:00";
    let fits = form.iter().enumerate().all(|(at, byte)| {
        if *byte == b'0' {
            is_digit(at)
        } else {
            text.as_bytes().get(at) == Some(byte)
        }
    });
    fits && text
        .get(form.len()..)
        .is_some_and(|rest| rest.ends_with('Z') || rest.contains(['+', '-']))
}

fn document_default(value: Node<'_>) -> Option<Default> {
    let inner = match value.kind() {
        NodeKind::Boolean => value
            .as_bool()
            .map(|on| if on { Default::True } else { Default::Rust })?,
        NodeKind::String => Default::String(value.as_str()?.into_owned()),
        NodeKind::Number => Default::Number(value.text().to_owned()),
        NodeKind::Array => return value.elements().filter(Vec::is_empty).map(|_| Default::EmptyArray),
        NodeKind::Object => return value.entries().filter(Vec::is_empty).map(|_| Default::EmptyObject),
        NodeKind::Null => return None,
    };
    Some(Default::Document(Box::new(inner)))
}

fn kind_of(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::Byte => "byte",
        Type::Short => "short",
        Type::Integer => "integer",
        Type::Long => "long",
        Type::BigInteger => "bigInteger",
        Type::Float | Type::Double | Type::BigDecimal => "number",
        Type::String => "string",
        Type::Blob => "blob (text in base64)",
        Type::Timestamp => "timestamp (seconds or text as 1985-04-12T23:20:50Z)",
        Type::Enum(_) | Type::IntEnum(_) => "enum",
        Type::List { .. } => "list (only an empty one can be)",
        Type::Map { .. } => "map (only an empty one can be)",
        Type::Document => "document (a boolean, number, string, or an empty array or object can be)",
        Type::Structure(_) | Type::Exception(_) | Type::Union(_) | Type::Boxed(_) => {
            "structure or union (they have none)"
        }
        Type::ByteStream | Type::EventReceiver(_) | Type::EventStreamSender(_) => "stream (it has none)",
    }
}
