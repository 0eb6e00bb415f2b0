//! The text of a schema, in the grammar of the runtime's `schema` module.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{HeaderWidth, MemberSchema, Nested, Payload, TimestampFormat, Trait, UnionVariant};

/// Returns the record of a member, without its semicolon.
pub(super) fn record(name: &str, is_required: bool, schema: &MemberSchema) -> String {
    let mut text = escaped(name);
    if is_required {
        text.push_str(" required");
    }
    level(&mut text, schema);
    text
}

/// Returns the record of the traits of a structure or union itself; `None` if there are none.
pub(super) fn shape_record(traits: &[Trait]) -> Option<String> {
    let mut text = String::new();
    traits.iter().for_each(|it| write_trait(&mut text, it));
    (!text.is_empty()).then_some(text)
}

/// Returns the text of a schema: the traits of the shape, and the members with their traits.
pub(crate) fn text<'m>(traits: &[Trait], members: impl Iterator<Item = (&'m str, &'m MemberSchema)>) -> String {
    let records = members.map(|(name, schema)| record(name, false, schema));
    let all = shape_record(traits).into_iter().chain(records);
    all.map(|record| record + ";").collect()
}

/// Returns the `static SCHEMA` of a union.
pub(super) fn of_union(id: &str, traits: &[Trait], variants: &[UnionVariant]) -> TokenStream {
    let members = variants.iter();
    let text = text(
        traits,
        members.map(|variant| (variant.member_name.as_str(), &variant.schema)),
    );
    quote! {
        static SCHEMA: schema::Schema = schema::Schema::new(#id, #text);
    }
}

fn level(text: &mut String, schema: &MemberSchema) {
    schema.traits.iter().for_each(|it| write_trait(text, it));
    match &schema.nested {
        None => {}
        Some(Nested::List(element)) => {
            text.push('[');
            level(text, element);
            text.push(']');
        }
        Some(Nested::Map { key, value }) => {
            text.push('{');
            level(text, key);
            text.push(',');
            level(text, value);
            text.push('}');
        }
    }
}

fn write_trait(text: &mut String, it: &Trait) {
    let mut add = |word: &str, value: Option<&str>| {
        text.push(' ');
        text.push_str(word);
        if let Some(value) = value {
            text.push('=');
            text.push_str(&escaped(value));
        }
    };
    match it {
        Trait::Sensitive => add("sensitive", None),
        Trait::Streaming => add("streaming", None),
        Trait::TimestampFormat(TimestampFormat::DateTime) => add("date_time", None),
        Trait::TimestampFormat(TimestampFormat::HttpDate) => add("http_date", None),
        Trait::TimestampFormat(TimestampFormat::EpochSeconds) => add("epoch_seconds", None),
        Trait::Header(name) => add("header", Some(name)),
        Trait::PrefixHeaders(prefix) => add("prefix_headers", Some(prefix)),
        Trait::Query(name) => add("query", Some(name)),
        Trait::QueryParams => add("query_params", None),
        Trait::Label => add("label", None),
        Trait::Payload(payload) => {
            add("payload", None);
            form(*payload).into_iter().for_each(|word| add(word, None));
        }
        Trait::ResponseCode => add("response_code", None),
        Trait::EventHeader(width) => {
            add("event_header", None);
            match width {
                HeaderWidth::Byte => add("byte", None),
                HeaderWidth::Short => add("short", None),
                HeaderWidth::Long => add("long", None),
                HeaderWidth::Other => {}
            }
        }
        Trait::EventPayload(payload) => {
            add("event_payload", None);
            form(*payload).into_iter().for_each(|word| add(word, None));
        }
        Trait::JsonName(name) => add("json_name", Some(name)),
        Trait::MediaType(name) => add("media_type", Some(name)),
        Trait::XmlAttribute => add("xml_attribute", None),
        Trait::XmlFlattened => add("xml_flattened", None),
        Trait::XmlName(name) => add("xml_name", Some(name)),
        Trait::XmlNamespace(namespace) => {
            add("xml_namespace", Some(&namespace.uri));
            if let Some(prefix) = &namespace.prefix {
                add("xml_prefix", Some(prefix));
            }
        }
        Trait::Ec2QueryName(name) => add("ec2_query_name", Some(name)),
    }
}

fn form(payload: Payload) -> Option<&'static str> {
    match payload {
        Payload::Raw => Some("raw"),
        Payload::Structure => Some("structure"),
        Payload::Encoded => None,
    }
}

/// Puts a backslash before each special character of the grammar.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, ' ' | ';' | '=' | ',' | '[' | ']' | '{' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests;
