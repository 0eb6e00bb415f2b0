//! The choice of a service's protocol.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Protocol;
use crate::model::ast::Shape;
use crate::model::traits::{
    AWS_JSON_1_0, AWS_JSON_1_1, AWS_QUERY, EC2_QUERY, REST_JSON_1, REST_XML, RPC_V2_CBOR, RPC_V2_JSON,
};
use crate::suggest::{did_you_mean, known_names};

/// A protocol that the generator knows.
pub(crate) struct KnownProtocol {
    /// The trait's id.
    pub(crate) id: &'static str,
    /// The protocol.
    pub(crate) protocol: Protocol,
    /// Whether the runtime speaks it.
    pub(crate) supported: bool,
}

const fn known(id: &'static str, protocol: Protocol, supported: bool) -> KnownProtocol {
    KnownProtocol {
        id,
        protocol,
        supported,
    }
}

/// Every protocol. A service with several takes the first that is supported; the order is that of
/// the AWS SDKs.
pub(crate) const PROTOCOLS: &[KnownProtocol] = &[
    known(RPC_V2_CBOR, Protocol::RpcV2Cbor, true),
    known(RPC_V2_JSON, Protocol::RpcV2Json, true),
    known(AWS_JSON_1_0, Protocol::AwsJson10, true),
    known(AWS_JSON_1_1, Protocol::AwsJson11, true),
    known(REST_JSON_1, Protocol::RestJson1, true),
    known(REST_XML, Protocol::RestXml, true),
    known(AWS_QUERY, Protocol::AwsQuery, true),
    known(EC2_QUERY, Protocol::Ec2Query, true),
];

/// Returns a help text for an unknown protocol; `None` for a known one.
pub(crate) fn unknown_protocol(wanted: &str) -> Option<String> {
    let is_known = |known: &KnownProtocol| known.id == wanted || known.id.rsplit('#').next() == Some(wanted);
    let names = || PROTOCOLS.iter().map(|known| known.id);
    (!PROTOCOLS.iter().any(is_known)).then(|| known_names(wanted, "the protocols are", names()))
}

/// Chooses the protocol of a service: the one that the caller wants, else the first that is
/// supported.
pub(crate) fn choose(
    service: &Shape<'_>,
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<&'static KnownProtocol> {
    let spoken = |known: &&KnownProtocol| service.has_trait(known.id);
    let Some(wanted) = wanted else {
        let found = PROTOCOLS.iter().filter(spoken).find(|known| known.supported);
        if found.is_none() {
            diagnostics.push(none_supported(service));
        }
        return found;
    };
    let is_wanted = |known: &&KnownProtocol| known.id == wanted || known.id.rsplit('#').next() == Some(wanted);
    let found = PROTOCOLS.iter().filter(spoken).find(is_wanted);
    match found {
        Some(known) if known.supported => return found,
        Some(known) => diagnostics.push(
            Diagnostic::error(
                "no-protocol",
                format!("the protocol `{}` is not supported yet", known.id),
            )
            .at(service.place, has(service))
            .shape(&service.id)
            .help(format!("supported protocols: {}", supported())),
        ),
        None => diagnostics.push(
            Diagnostic::error(
                "no-protocol",
                format!("`{}` does not have the protocol `{wanted}`", service.id.name()),
            )
            .at(service.place, has(service))
            .shape(&service.id)
            .help(
                did_you_mean(wanted, PROTOCOLS.iter().filter(spoken).map(|known| known.id)).unwrap_or_else(|| {
                    "give --protocol the id or the name of a protocol trait of the service".to_owned()
                }),
            ),
        ),
    }
    None
}

fn none_supported(service: &Shape<'_>) -> Diagnostic {
    Diagnostic::error(
        "no-protocol",
        format!("`{}` has no protocol that is supported", service.id.name()),
    )
    .at(service.place, has(service))
    .shape(&service.id)
    .help(format!(
        "supported are {}; a service that also speaks one of them can say so with an `apply` in a second --model file",
        supported()
    ))
}

/// Returns the names of a service's protocol traits.
fn has(service: &Shape<'_>) -> String {
    let named: Vec<_> = service
        .traits
        .keys()
        .filter(|id| id.namespace().ends_with("protocols"))
        .map(|id| format!("`{id}`"))
        .collect();
    match named.is_empty() {
        true => "it names none".to_owned(),
        false => format!("it has {}", named.join(", ")),
    }
}

fn supported() -> String {
    let names: Vec<_> = PROTOCOLS
        .iter()
        .filter(|known| known.supported)
        .map(|known| format!("`{}`", known.id))
        .collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
