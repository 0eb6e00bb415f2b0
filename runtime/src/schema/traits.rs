//! The traits of a member: bits, and a block of arguments if a trait has some.

use super::{Member, MemberRef};
use crate::primitives::DateTimeFormat;

/// The traits of a member that protocols use.
///
/// In the text of a schema they are these words, each for the Smithy trait of that name:
/// - `sensitive`, `required`, `idempotency_token`, `sparse`, `streaming`, `xml_attribute`,
///   `xml_flattened`, `host_label`;
/// - `date_time`, `http_date`, `epoch_seconds`: the value of `timestampFormat`;
/// - the location of the value, see [`Location`]: `header=NAME`, `prefix_headers=PREFIX`,
///   `query=NAME`, `query_params`, `label`, `payload` with `raw` or `structure`, `response_code`,
///   `event_header` with `byte`, `short` or `long` for an integer of that size, `event_payload`
///   with `raw` or `structure`;
/// - `json_name=`, `xml_name=`, `xml_namespace=URI`, `xml_prefix=`, `media_type=`,
///   `ec2_query_name=`.
#[derive(Debug)]
pub struct MemberTraits {
    bits: u32,
    arguments: Option<Box<Arguments>>,
}

/// The arguments of traits, and the members of lists and maps.
#[derive(Debug, Default)]
struct Arguments {
    location_name: &'static str,
    json_name: Option<&'static str>,
    xml_name: Option<&'static str>,
    xml_namespace: Option<XmlNamespace>,
    media_type: Option<&'static str>,
    ec2_query_name: Option<&'static str>,
    key: Option<Member>,
    element: Option<Member>,
}

/// The part of an HTTP message or event that contains the value of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// The body, with all other members that have no location.
    Body,
    /// The header of this name (`smithy.api#httpHeader`).
    Header(&'static str),
    /// The headers whose names start with this prefix (`smithy.api#httpPrefixHeaders`).
    PrefixHeaders(&'static str),
    /// The query parameter of this name (`smithy.api#httpQuery`).
    Query(&'static str),
    /// Query parameters, one for each entry of a map (`smithy.api#httpQueryParams`).
    QueryParams,
    /// The label of the URI pattern that has the member's name (`smithy.api#httpLabel`).
    Label,
    /// The body as a whole (`smithy.api#httpPayload`).
    Payload,
    /// The status code of the response (`smithy.api#httpResponseCode`).
    ResponseCode,
    /// A header of an event (`smithy.api#eventHeader`).
    EventHeader,
    /// The payload of an event (`smithy.api#eventPayload`).
    EventPayload,
}

/// The namespace of an XML element (`smithy.api#xmlNamespace`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The prefix, empty for the default namespace.
    pub prefix: &'static str,
    /// The URI.
    pub uri: &'static str,
}

const TIMESTAMP: u32 = 3 << 8;
const DATE_TIME: u32 = 1 << 8;
const HTTP_DATE: u32 = 2 << 8;
const EPOCH_SECONDS: u32 = 3 << 8;

const LOCATION: u32 = 15 << 12;
const HEADER: u32 = 1 << 12;
const PREFIX_HEADERS: u32 = 2 << 12;
const QUERY: u32 = 3 << 12;
const QUERY_PARAMS: u32 = 4 << 12;
const LABEL: u32 = 5 << 12;
const PAYLOAD: u32 = 6 << 12;
const RESPONSE_CODE: u32 = 7 << 12;
const EVENT_HEADER: u32 = 8 << 12;
const EVENT_PAYLOAD: u32 = 9 << 12;

impl MemberTraits {
    /// No traits.
    pub const NONE: Self = Self {
        bits: 0,
        arguments: None,
    };
    /// `smithy.api#sensitive`: the value must not be shown. A list or map is sensitive if its
    /// elements, keys or values are.
    pub const SENSITIVE: u32 = 1;
    /// `smithy.api#required`
    pub const REQUIRED: u32 = 2;
    /// `smithy.api#idempotencyToken`
    pub const IDEMPOTENCY_TOKEN: u32 = 4;
    /// `smithy.api#sparse`: the list or map may contain null.
    pub const SPARSE: u32 = 8;
    /// `smithy.api#streaming`
    pub const STREAMING: u32 = 16;
    /// `smithy.api#xmlAttribute`
    pub const XML_ATTRIBUTE: u32 = 32;
    /// `smithy.api#xmlFlattened`
    pub const XML_FLATTENED: u32 = 64;
    /// `smithy.api#hostLabel`: the value is part of the host, in addition to its location.
    pub const HOST_LABEL: u32 = 128;
    /// The payload is a string, an enum or a blob, which is the body as it is.
    pub const RAW: u32 = 1 << 16;
    /// The payload is a structure.
    pub const STRUCTURE: u32 = 1 << 17;

    /// The value is a byte, which has a type of its own in the header of an event.
    pub const BYTE: u32 = 1 << 18;
    /// The value is a short, which has a type of its own in the header of an event.
    pub const SHORT: u32 = 1 << 19;
    /// The value is a long, which has a type of its own in the header of an event.
    pub const LONG: u32 = 1 << 20;

    /// Returns whether the traits have this bit, which is one of the constants.
    #[inline]
    pub const fn has(&self, bit: u32) -> bool {
        self.bits & bit != 0
    }

    /// Returns the format of the timestamp (`smithy.api#timestampFormat`).
    #[inline]
    pub const fn timestamp_format(&self) -> Option<DateTimeFormat> {
        match self.bits & TIMESTAMP {
            DATE_TIME => Some(DateTimeFormat::DateTime),
            HTTP_DATE => Some(DateTimeFormat::HttpDate),
            EPOCH_SECONDS => Some(DateTimeFormat::EpochSeconds),
            _ => None,
        }
    }

    /// Returns the location of the value in an HTTP message or event.
    #[inline]
    pub fn location(&self) -> Location {
        let name = self.arguments.as_ref().map_or("", |arguments| arguments.location_name);
        match self.bits & LOCATION {
            HEADER => Location::Header(name),
            PREFIX_HEADERS => Location::PrefixHeaders(name),
            QUERY => Location::Query(name),
            QUERY_PARAMS => Location::QueryParams,
            LABEL => Location::Label,
            PAYLOAD => Location::Payload,
            RESPONSE_CODE => Location::ResponseCode,
            EVENT_HEADER => Location::EventHeader,
            EVENT_PAYLOAD => Location::EventPayload,
            _ => Location::Body,
        }
    }

    /// Returns the name in JSON (`smithy.api#jsonName`).
    pub fn json_name(&self) -> Option<&'static str> {
        self.arguments.as_ref()?.json_name
    }

    /// Returns the name in XML (`smithy.api#xmlName`), which may have a prefix.
    pub fn xml_name(&self) -> Option<&'static str> {
        self.arguments.as_ref()?.xml_name
    }

    /// Returns the XML namespace (`smithy.api#xmlNamespace`).
    pub fn xml_namespace(&self) -> Option<XmlNamespace> {
        self.arguments.as_ref()?.xml_namespace
    }

    /// Returns the media type of the content (`smithy.api#mediaType`).
    pub fn media_type(&self) -> Option<&'static str> {
        self.arguments.as_ref()?.media_type
    }

    /// Returns the name in ec2Query requests (`aws.protocols#ec2QueryName`).
    pub fn ec2_query_name(&self) -> Option<&'static str> {
        self.arguments.as_ref()?.ec2_query_name
    }

    #[inline]
    pub(super) fn element(&'static self) -> Option<MemberRef> {
        self.arguments.as_ref()?.element.as_ref()
    }

    #[inline]
    pub(super) fn key(&'static self) -> Option<MemberRef> {
        self.arguments.as_ref()?.key.as_ref()
    }

    fn arguments(&mut self) -> &mut Arguments {
        self.arguments.get_or_insert_default()
    }

    /// Marks the value as sensitive.
    pub(super) fn set_sensitive(&mut self) {
        self.bits |= Self::SENSITIVE;
    }

    /// Adds the member of a list's elements or a map's values.
    pub(super) fn set_element(&mut self, element: Member) {
        self.arguments().element = Some(element);
    }

    /// Adds the member of a map's keys.
    pub(super) fn set_key(&mut self, key: Member) {
        self.arguments().key = Some(key);
    }

    /// Adds the trait of this word and value; the value is empty if the trait has none.
    pub(super) fn add(&mut self, word: &str, value: &'static str) {
        self.bits |= match word {
            "sensitive" => Self::SENSITIVE,
            "required" => Self::REQUIRED,
            "idempotency_token" => Self::IDEMPOTENCY_TOKEN,
            "sparse" => Self::SPARSE,
            "streaming" => Self::STREAMING,
            "xml_attribute" => Self::XML_ATTRIBUTE,
            "xml_flattened" => Self::XML_FLATTENED,
            "host_label" => Self::HOST_LABEL,
            "raw" => Self::RAW,
            "structure" => Self::STRUCTURE,
            "byte" => Self::BYTE,
            "short" => Self::SHORT,
            "long" => Self::LONG,
            "date_time" => DATE_TIME,
            "http_date" => HTTP_DATE,
            "epoch_seconds" => EPOCH_SECONDS,
            "query_params" => QUERY_PARAMS,
            "label" => LABEL,
            "payload" => PAYLOAD,
            "response_code" => RESPONSE_CODE,
            "event_header" => EVENT_HEADER,
            "event_payload" => EVENT_PAYLOAD,
            _ => self.add_argument(word, value),
        };
    }

    fn add_argument(&mut self, word: &str, value: &'static str) -> u32 {
        let arguments = self.arguments();
        match word {
            "header" | "prefix_headers" | "query" => arguments.location_name = value,
            "json_name" => arguments.json_name = Some(value),
            "xml_name" => arguments.xml_name = Some(value),
            "xml_namespace" => arguments.xml_namespace.get_or_insert_default().uri = value,
            "xml_prefix" => arguments.xml_namespace.get_or_insert_default().prefix = value,
            "media_type" => arguments.media_type = Some(value),
            "ec2_query_name" => arguments.ec2_query_name = Some(value),
            _ => return Self::SENSITIVE,
        }
        match word {
            "header" => HEADER,
            "prefix_headers" => PREFIX_HEADERS,
            "query" => QUERY,
            _ => 0,
        }
    }
}
