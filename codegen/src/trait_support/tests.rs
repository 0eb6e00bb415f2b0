//! The table of traits against the protocols, and against the traits that the generator reads.

use super::table::KNOWN;
use super::*;

const PROTOCOLS: [Protocol; 8] = [
    Protocol::AwsJson10,
    Protocol::AwsJson11,
    Protocol::RestJson1,
    Protocol::RestXml,
    Protocol::AwsQuery,
    Protocol::Ec2Query,
    Protocol::RpcV2Cbor,
    Protocol::RpcV2Json,
];

/// Returns the protocols that support a trait.
fn supporting(id: &str) -> Vec<Protocol> {
    let is_supported = |protocol: &Protocol| matches!(support(id, Some(*protocol)), TraitSupport::Supported(_));
    PROTOCOLS.into_iter().filter(is_supported).collect()
}

#[test]
fn the_table_is_sorted_for_the_search() {
    assert!(KNOWN.is_sorted_by_key(|(id, _)| id));
}

#[test]
fn bindings_are_supported_by_rest_protocols_and_names_of_xml_by_those_with_xml() {
    let rest = [Protocol::RestJson1, Protocol::RestXml];
    let xml = [Protocol::RestXml, Protocol::AwsQuery, Protocol::Ec2Query];
    let of_xml = |id: &str| id.contains("#xml") || id.ends_with("XmlOutput");
    let of_bindings = |id: &str| {
        let name = id.strip_prefix("smithy.api#http").unwrap_or("Auth");
        // Authentication, checksums and statuses of errors do not depend on the protocol.
        !(name.ends_with("Auth") || name == "ChecksumRequired" || name == "Error")
    };
    for (id, _) in KNOWN {
        if of_xml(id) {
            assert_eq!(supporting(id), xml, "{id}");
        } else if of_bindings(id) {
            assert_eq!(supporting(id), rest, "{id}");
        }
    }
    assert_eq!(supporting("smithy.api#jsonName"), [Protocol::RestJson1]);
    assert_eq!(supporting("aws.protocols#ec2QueryName"), [Protocol::Ec2Query]);
    assert_eq!(supporting("aws.protocols#restXml"), [Protocol::RestXml]);
}

#[test]
fn a_reason_is_never_that_of_another_protocol() {
    let own = [
        ("HTTP bindings", Protocol::has_bindings as fn(Protocol) -> bool),
        ("headers", Protocol::has_bindings),
        ("XML", Protocol::has_xml),
        ("names in JSON", Protocol::has_json_names),
        ("one form of timestamps", Protocol::has_timestamp_formats),
    ];
    for (id, _) in KNOWN {
        for protocol in PROTOCOLS {
            let TraitSupport::Ignored(reason) = support(id, Some(protocol)) else {
                continue;
            };
            for (words, has) in own {
                assert!(
                    !(reason.contains(words) && has(protocol)),
                    "{protocol:?} {id}: {reason}"
                );
            }
        }
    }
}

#[test]
fn traits_that_the_generator_reads_are_supported() {
    // Read only to validate models.
    let validation = ["smithy.api#trait"];
    let ids = include_str!("../model/traits.rs").split('"').filter(|text| {
        let (namespace, name) = text.split_once('#').unwrap_or_default();
        !namespace.is_empty() && !name.is_empty() && !text.contains(char::is_whitespace)
    });
    let mut count = 0;
    for id in ids {
        count += 1;
        let supported = matches!(support(id, None), TraitSupport::Supported(_));
        assert_eq!(supported, !validation.contains(&id), "{id}: {:?}", support(id, None));
    }
    assert!(count > 80, "{count}");
}
