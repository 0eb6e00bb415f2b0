//! The traits for the location and the names of values in a protocol: HTTP bindings, JSON and XML
//! names, timestamp formats.
//!
//! Traits that the service's protocol ignores are omitted, so that generated schemas stay small.

use crate::ir::{HeaderWidth, Http, MemberSchema, Nested, Payload, Protocol, TimestampFormat, Trait, XmlNamespace};
use crate::model::ast::{Member, Reference, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{
    EC2_QUERY_NAME, EVENT_HEADER, EVENT_PAYLOAD, HTTP, HTTP_HEADER, HTTP_LABEL, HTTP_PAYLOAD, HTTP_PREFIX_HEADERS,
    HTTP_QUERY, HTTP_QUERY_PARAMS, HTTP_RESPONSE_CODE, JSON_NAME, MEDIA_TYPE, TIMESTAMP_FORMAT, XML_ATTRIBUTE,
    XML_FLATTENED, XML_NAME, XML_NAMESPACE,
};

use super::{Lowering, customizations, traits};

/// The maximum nesting of lists and maps; traits of deeper ones are omitted.
const MAX_DEPTH: usize = 32;

impl Protocol {
    /// Returns whether members can be bound to parts of an HTTP message.
    pub(crate) fn has_bindings(self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml)
    }

    /// Returns whether the protocol uses `@jsonName`.
    pub(crate) fn has_json_names(self) -> bool {
        self == Self::RestJson1
    }

    /// Returns whether requests or responses are XML.
    pub(crate) fn has_xml(self) -> bool {
        matches!(self, Self::RestXml | Self::AwsQuery | Self::Ec2Query)
    }

    /// Returns whether the protocol uses `@timestampFormat`.
    pub(crate) fn has_timestamp_formats(self) -> bool {
        !matches!(self, Self::RpcV2Cbor | Self::RpcV2Json)
    }
}

impl<'a> Lowering<'_, '_, 'a> {
    /// Returns the schema of a member of a structure or union; only members of messages have
    /// bindings.
    pub(super) fn member_schema(
        &mut self,
        holder: &Shape<'a>,
        member: &Member<'a>,
        sensitive: bool,
        of_message: bool,
    ) -> MemberSchema {
        let mut schema = self.level(holder, member, 0);
        if sensitive {
            schema.traits.insert(0, Trait::Sensitive);
        }
        if self.protocol.has_bindings() && of_message {
            schema.traits.extend(self.location(holder, member));
        }
        if member.has_trait(EVENT_HEADER) {
            schema.traits.push(Trait::EventHeader(self.header_width(member)));
        }
        if member.has_trait(EVENT_PAYLOAD) {
            schema.traits.push(Trait::EventPayload(self.payload(member)));
        }
        schema
    }

    /// Returns the traits of a structure or union itself.
    pub(super) fn shape_schema(&mut self, shape: &Shape<'a>) -> Vec<Trait> {
        if !self.protocol.has_xml() {
            return Vec::new();
        }
        let name = shape.trait_value(XML_NAME).and_then(|value| self.text(shape, value));
        let namespace = shape
            .trait_value(XML_NAMESPACE)
            .and_then(|value| self.xml_namespace(shape, value));
        let name = name.map(Trait::XmlName);
        name.into_iter().chain(namespace.map(Trait::XmlNamespace)).collect()
    }

    /// Returns the traits of a member that do not depend on its location, and the schema of its
    /// content.
    fn level(&mut self, holder: &Shape<'a>, member: &Member<'a>, depth: usize) -> MemberSchema {
        let mut found = Vec::new();
        let target = self.model().shape(&member.target.id);
        if self.protocol.has_timestamp_formats() {
            let format = self.timestamp_format(holder, member);
            found.extend(format.map(Trait::TimestampFormat));
        }
        if self.protocol.has_json_names() {
            found.extend(self.named(holder, member, JSON_NAME).map(Trait::JsonName));
        }
        if self.protocol.has_xml() {
            found.extend(member.has_trait(XML_ATTRIBUTE).then_some(Trait::XmlAttribute));
            found.extend(member.has_trait(XML_FLATTENED).then_some(Trait::XmlFlattened));
            found.extend(self.named(holder, member, XML_NAME).map(Trait::XmlName));
            let namespace = member.trait_value(XML_NAMESPACE);
            found.extend(
                namespace
                    .and_then(|value| self.xml_namespace(holder, value))
                    .map(Trait::XmlNamespace),
            );
        }
        if self.protocol == Protocol::Ec2Query {
            found.extend(self.named(holder, member, EC2_QUERY_NAME).map(Trait::Ec2QueryName));
        }
        if self.protocol.has_bindings()
            && let Some(target) = target
        {
            let media_type = target.trait_value(MEDIA_TYPE);
            let media_type = media_type.and_then(|value| self.text(target, value));
            found.extend(media_type.map(Trait::MediaType));
        }
        let is_union = target.is_some_and(|target| matches!(target.kind, ShapeKind::Union));
        if self.streams(member) && (is_union || self.protocol.has_bindings()) {
            found.push(Trait::Streaming);
        }
        let nested = target.filter(|_| depth < MAX_DEPTH);
        let nested = nested.and_then(|target| self.nested(target, depth));
        MemberSchema { traits: found, nested }
    }

    /// Returns the schemas of elements, keys and values, unless none of them has traits.
    fn nested(&mut self, target: &Shape<'a>, depth: usize) -> Option<Nested> {
        let mut level = |name: &str| {
            let member = target.member(name);
            member.map_or_else(MemberSchema::default, |member| self.level(target, member, depth + 1))
        };
        let nothing = MemberSchema::default();
        match target.kind {
            ShapeKind::List => {
                let element = level("member");
                (element != nothing).then(|| Nested::List(Box::new(element)))
            }
            ShapeKind::Map => {
                let (key, value) = (level("key"), level("value"));
                (key != nothing || value != nothing).then(|| Nested::Map {
                    key: Box::new(key),
                    value: Box::new(value),
                })
            }
            _ => None,
        }
    }

    fn location(&mut self, holder: &Shape<'a>, member: &Member<'a>) -> Option<Trait> {
        let has = |id: &str| member.has_trait(id);
        if has(HTTP_HEADER) {
            self.named(holder, member, HTTP_HEADER).map(Trait::Header)
        } else if has(HTTP_PREFIX_HEADERS) {
            let prefix = self.named(holder, member, HTTP_PREFIX_HEADERS);
            prefix.map(Trait::PrefixHeaders)
        } else if has(HTTP_QUERY) {
            self.named(holder, member, HTTP_QUERY).map(Trait::Query)
        } else if has(HTTP_QUERY_PARAMS) {
            Some(Trait::QueryParams)
        } else if has(HTTP_LABEL) {
            Some(Trait::Label)
        } else if has(HTTP_PAYLOAD) {
            Some(Trait::Payload(self.payload(member)))
        } else {
            has(HTTP_RESPONSE_CODE).then_some(Trait::ResponseCode)
        }
    }

    fn header_width(&self, member: &Member<'a>) -> HeaderWidth {
        match self.model().shape(&member.target.id).map(|target| &target.kind) {
            Some(ShapeKind::Byte) => HeaderWidth::Byte,
            Some(ShapeKind::Short) => HeaderWidth::Short,
            Some(ShapeKind::Long) => HeaderWidth::Long,
            _ => HeaderWidth::Other,
        }
    }

    fn payload(&self, member: &Member<'a>) -> Payload {
        match self.model().shape(&member.target.id).map(|target| &target.kind) {
            Some(ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum) => Payload::Raw,
            Some(ShapeKind::Structure) => Payload::Structure,
            _ => Payload::Encoded,
        }
    }

    /// Returns the value of a trait that is a string.
    fn named(&mut self, holder: &Shape<'a>, member: &Member<'a>, id: &str) -> Option<String> {
        let value = member.trait_value(id)?;
        let text = value.as_str().map(|text| text.into_owned());
        if text.is_none() {
            self.wrong_trait(holder, member, id, value, "must be a string");
        }
        text
    }

    fn text(&mut self, shape: &Shape<'a>, value: Node<'a>) -> Option<String> {
        let text = value.as_str().map(|text| text.into_owned());
        if text.is_none() {
            traits::wrong(shape, value, "must be a string", self.diagnostics);
        }
        text
    }

    /// Reads `@xmlNamespace`.
    pub(super) fn xml_namespace(&mut self, shape: &Shape<'a>, value: Node<'a>) -> Option<XmlNamespace> {
        Some(XmlNamespace {
            uri: traits::required(shape, value, "uri", self.diagnostics)?,
            prefix: traits::optional(shape, value, "prefix", self.diagnostics),
        })
    }

    /// Reads `@http` of an operation, which protocols with HTTP bindings need.
    pub(super) fn http(&mut self, shape: &Shape<'a>, input: Option<&Reference>) -> Option<Http> {
        if !self.protocol.has_bindings() {
            return None;
        }
        let Some(value) = shape.trait_value(HTTP) else {
            self.diagnostics.push(
                crate::diagnostics::Diagnostic::error(
                    "no-http",
                    format!("the operation `{}` has no `smithy.api#http`", shape.id.name()),
                )
                .at(shape.place, "the service's protocol needs it")
                .shape(&shape.id)
                .help("give the operation the trait with `method` and `uri`"),
            );
            return None;
        };
        let method = traits::required(shape, value, "method", self.diagnostics)?;
        let mut uri = traits::required(shape, value, "uri", self.diagnostics)?;
        let service = self.selection.service;
        if service.endpoint_rules().is_some() {
            uri = customizations::uri_pattern(&traits::sdk_id(service), uri);
        }
        let sdk_id = traits::sdk_id(service);
        let members = input
            .and_then(|input| self.model().shape(&input.id))
            .map(|input| &input.members);
        for member in members.into_iter().flatten() {
            if customizations::is_id_with_path(&sdk_id, member.target.id.name()) {
                let name = &member.name;
                uri = uri.replace(&format!("{{{name}}}"), &format!("{{{name}~}}"));
            }
        }
        let code = match value.get("code") {
            None => Some(200),
            Some(code) => code.as_i64().and_then(|code| u16::try_from(code).ok()),
        };
        if code.is_none() {
            traits::wrong(shape, value, "`code` must be an HTTP status", self.diagnostics);
        }
        Some(Http {
            method,
            uri,
            code: code?,
        })
    }

    /// Returns the format of a timestamp, from the member or its target.
    fn timestamp_format(&mut self, holder: &Shape<'a>, member: &Member<'a>) -> Option<TimestampFormat> {
        let target = self.model().shape(&member.target.id)?;
        if !matches!(target.kind, ShapeKind::Timestamp) {
            return None;
        }
        let value = member
            .trait_value(TIMESTAMP_FORMAT)
            .or_else(|| target.trait_value(TIMESTAMP_FORMAT))?;
        let format = match value.as_str().as_deref() {
            Some("date-time") => Some(TimestampFormat::DateTime),
            Some("http-date") => Some(TimestampFormat::HttpDate),
            Some("epoch-seconds") => Some(TimestampFormat::EpochSeconds),
            _ => None,
        };
        if format.is_none() {
            let label = "not one of \"date-time\", \"http-date\", \"epoch-seconds\"";
            self.wrong_trait(holder, member, TIMESTAMP_FORMAT, value, label);
        }
        format
    }
}
