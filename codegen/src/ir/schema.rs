//! The schema of a shape as data: the traits that the service's protocol uses.

use super::TimestampFormat;

/// The schema of a member, of the elements of a list, or of the keys or values of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberSchema {
    /// The traits.
    pub traits: Vec<Trait>,
    /// The schemas of the elements, keys and values, if any of them has traits.
    pub nested: Option<Nested>,
}

/// The elements of a list, or the keys and values of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nested {
    /// The elements of a list.
    List(Box<MemberSchema>),
    /// The entries of a map.
    Map {
        /// The keys.
        key: Box<MemberSchema>,
        /// The values.
        value: Box<MemberSchema>,
    },
}

/// A trait that a protocol uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    /// `smithy.api#sensitive`, of the member or of values within its list or map.
    Sensitive,
    /// `smithy.api#streaming`
    Streaming,
    /// `smithy.api#timestampFormat`
    TimestampFormat(TimestampFormat),
    /// `smithy.api#httpHeader`
    Header(String),
    /// `smithy.api#httpPrefixHeaders`
    PrefixHeaders(String),
    /// `smithy.api#httpQuery`
    Query(String),
    /// `smithy.api#httpQueryParams`
    QueryParams,
    /// `smithy.api#httpLabel`
    Label,
    /// `smithy.api#httpPayload`
    Payload(Payload),
    /// `smithy.api#httpResponseCode`
    ResponseCode,
    /// `smithy.api#eventHeader`
    EventHeader(HeaderWidth),
    /// `smithy.api#eventPayload`
    EventPayload(Payload),
    /// `smithy.api#jsonName`
    JsonName(String),
    /// `smithy.api#mediaType`
    MediaType(String),
    /// `smithy.api#xmlAttribute`
    XmlAttribute,
    /// `smithy.api#xmlFlattened`
    XmlFlattened,
    /// `smithy.api#xmlName`
    XmlName(String),
    /// `smithy.api#xmlNamespace`
    XmlNamespace(XmlNamespace),
    /// `aws.protocols#ec2QueryName`
    Ec2QueryName(String),
}

/// The width of an integer in the header of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderWidth {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Short,
    /// 64 bits.
    Long,
    /// 32 bits, or a value that is not an integer.
    Other,
}

/// The form of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A string, an enum or a blob: the body as it is.
    Raw,
    /// A structure in the protocol's format.
    Structure,
    /// Any other value in the protocol's format.
    Encoded,
}

/// An XML namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The prefix; the default namespace has none.
    pub prefix: Option<String>,
    /// The URI.
    pub uri: String,
}

/// The HTTP request of an operation (`smithy.api#http`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The pattern of path and query, with labels in braces. A label that ends with `~` takes the
    /// part after the last slash of its value.
    pub uri: String,
    /// The status code of a successful response.
    pub code: u16,
}
