//! The support of a trait by the protocol of the client.

use super::TraitSupport;
use crate::ir::Protocol;

/// The support of a trait in the table, by protocol where that makes a difference.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    Supported(&'static str),
    Ignored(&'static str),
    /// It is the trait of a protocol.
    ProtocolTrait(Protocol),
    /// It is supported with these protocols, and ignored with all others.
    When(fn(Protocol) -> bool, &'static str, &'static str),
}

impl Rule {
    /// Returns the support in a client that speaks the protocol; of any protocol if there is none.
    pub(super) fn of(self, protocol: Option<Protocol>) -> TraitSupport {
        match self {
            Self::Supported(text) => TraitSupport::Supported(text),
            Self::Ignored(text) => TraitSupport::Ignored(text),
            Self::ProtocolTrait(own) if protocol.is_none_or(|protocol| protocol == own) => {
                TraitSupport::Supported("the protocol")
            }
            Self::ProtocolTrait(_) => TraitSupport::Ignored("the client speaks another protocol of the service"),
            Self::When(applies, text, _) if protocol.is_none_or(applies) => TraitSupport::Supported(text),
            Self::When(.., reason) => TraitSupport::Ignored(reason),
        }
    }
}

use self::Rule::When;

pub(super) const SERVER_SIDE: &str = "for servers and gateways";
pub(super) const IAM: &str = "for authorization policies";
pub(super) const TOOLING: &str = "for tools that look at models";

pub(super) const BINDINGS: Rule = When(
    Protocol::has_bindings,
    "HTTP bindings",
    "the service's protocol has no HTTP bindings",
);
pub(super) const CHECKSUMS: Rule = When(
    Protocol::has_bindings,
    "checksums of requests and responses",
    "the service's protocol has no headers for checksums",
);
pub(super) const MEDIA_TYPES: Rule = When(
    Protocol::has_bindings,
    "the content type of payloads, and base64 in headers",
    "the content is passed on unchanged",
);
pub(super) const XML: Rule = When(
    Protocol::has_xml,
    "names and namespaces in XML",
    "the service's protocol has no XML",
);
pub(super) const UNWRAPPED_OUTPUT: Rule = When(
    Protocol::has_xml,
    "the root element of a response is the output's only member",
    "the service's protocol has no XML",
);
pub(super) const EC2_NAMES: Rule = When(
    |protocol| protocol == Protocol::Ec2Query,
    "names of parameters",
    "the service's protocol is not ec2Query",
);
pub(super) const JSON_NAMES: Rule = When(
    Protocol::has_json_names,
    "names in JSON",
    "the service's protocol takes the member's name",
);
pub(super) const TIMESTAMP_FORMATS: Rule = When(
    Protocol::has_timestamp_formats,
    "the form of timestamps on the wire",
    "the service's protocol has one form of timestamps",
);
