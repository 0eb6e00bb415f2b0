//! Messages as bytes: the official vectors, and properties.

use bytes::Bytes;
use proptest::prelude::*;
use smithy_client_runtime::event_stream::{Header, HeaderValue, Message, MessageDecoder, write_message};
use smithy_client_runtime::primitives::DateTime;

fn vector(name: &str) -> Option<Bytes> {
    let path = format!(
        "{}/../../shared/aws-test-data/event-stream-frames/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    match std::fs::read(path) {
        Ok(bytes) => Some(bytes.into()),
        Err(_) => {
            println!("skipped: ../shared/aws-test-data/event-stream-frames/{name} is not there");
            None
        }
    }
}

fn decode(bytes: Bytes) -> Result<Message, String> {
    let mut decoder = MessageDecoder::default();
    decoder.push(bytes);
    let message = decoder.next_message().map_err(|error| error.to_string())?;
    assert!(decoder.is_empty());
    message.ok_or_else(|| "the message is incomplete".to_owned())
}

#[test]
fn official_frames_are_read_and_written() {
    let all_headers = [
        Header::new("true", true),
        Header::new("false", false),
        Header::new("byte", 50_i8),
        Header::new("short", 20_000_i16),
        Header::new("int", 500_000_i32),
        Header::new("long", 50_000_000_000_i64),
        Header::new("bytes", Bytes::from_static(b"some bytes")),
        Header::new("str", "some str"),
        Header::new("time", DateTime::from_secs(5_000_000)),
        Header::new("uuid", 0xb79b_c914_de21_4e13_b8b2_bc47_e85b_7f0b_u128),
    ];
    let whole = Message::new_from_parts(all_headers.to_vec(), "some payload");
    let empty = Message::default().add_header(Header::new("some-header", 500_i16));
    for (name, message) in [
        ("valid_with_all_headers_and_payload", whole),
        ("valid_empty_payload", empty),
        ("valid_no_headers", Message::new("another test payload")),
    ] {
        let Some(bytes) = vector(name) else { continue };
        assert_eq!(write_message(&message).unwrap(), bytes, "{name}");
        assert_eq!(decode(bytes).unwrap(), message, "{name}");
    }
}

#[test]
fn official_invalid_frames_are_errors() {
    const CHECKSUM: &str = "the checksum of a message does not match";
    for (name, problem, repaired) in [
        ("invalid_header_name_length", CHECKSUM, Some("a header")),
        ("invalid_header_name_length_too_long", CHECKSUM, Some("a header")),
        ("invalid_header_string_length_cut_off", CHECKSUM, Some("a header")),
        ("invalid_header_string_value_length", CHECKSUM, Some("a header")),
        (
            "invalid_header_value_type",
            CHECKSUM,
            Some("a header has an unknown type"),
        ),
        (
            "invalid_headers_length",
            "the headers are longer than their message",
            None,
        ),
        ("invalid_message_checksum", CHECKSUM, None),
        (
            "invalid_prelude_checksum",
            "the checksum of the lengths does not match",
            None,
        ),
    ] {
        let Some(bytes) = vector(name) else { continue };
        let check = |bytes: Bytes, problem: &str| {
            let mut decoder = MessageDecoder::default();
            decoder.push(bytes);
            let error = decoder.next_message().unwrap_err().to_string();
            let expected = format!("the event stream is damaged: {problem}");
            assert!(error.starts_with(&expected), "{name}: {error}");
        };
        // With a checksum that matches, the headers are what is wrong.
        if let Some(problem) = repaired {
            let total = u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize;
            let mut bytes = bytes[..total].to_vec();
            let checksum = crc32fast::hash(&bytes[..total - 4]).to_be_bytes();
            bytes[total - 4..].copy_from_slice(&checksum);
            check(bytes.into(), problem);
        }
        check(bytes, problem);
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for (header, payload) in [
        (Header::new("", true), 0),
        (Header::new("n".repeat(256), true), 0),
        (Header::new("text", "x".repeat(65_536).as_str()), 0),
        (Header::new("time", DateTime::from_secs(i64::MAX)), 0),
        (Header::new("fits", true), 24 * 1024 * 1024),
    ] {
        let message = Message::new(vec![0; payload]).add_header(header);
        assert!(write_message(&message).unwrap_err().to_string().contains("event"));
    }
}

#[test]
fn debug_shows_no_content() {
    let message = Message::new("secret").add_header(Header::new("name", "secret"));
    let shown = format!("{message:?}");
    assert!(shown.contains("name") && !shown.contains("secret"), "{shown}");
}

fn value() -> impl Strategy<Value = HeaderValue> {
    prop_oneof![
        any::<bool>().prop_map(HeaderValue::from),
        any::<i8>().prop_map(HeaderValue::from),
        any::<i16>().prop_map(HeaderValue::from),
        any::<i32>().prop_map(HeaderValue::from),
        any::<i64>().prop_map(HeaderValue::from),
        any::<u128>().prop_map(HeaderValue::from),
        any::<String>().prop_map(HeaderValue::from),
        any::<Vec<u8>>().prop_map(|bytes| HeaderValue::from(Bytes::from(bytes))),
        (-1_000_000_000_000_i64..1_000_000_000_000).prop_map(|millis| DateTime::from_millis(millis).into()),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let headers = prop::collection::vec((".{1,60}", value()), 0..5);
    (headers, any::<Vec<u8>>()).prop_map(|(headers, payload)| {
        let headers = headers.into_iter().map(|(name, value)| Header::new(name, value));
        Message::new_from_parts(headers.collect(), payload)
    })
}

proptest! {
    #[test]
    fn messages_survive_in_any_pieces(messages in prop::collection::vec(message(), 1..4), size in 1_usize..40) {
        let bytes: Vec<u8> = messages.iter().flat_map(|message| write_message(message).unwrap()).collect();
        let mut decoder = MessageDecoder::default();
        let mut read = Vec::new();
        for piece in bytes.chunks(size) {
            decoder.push(Bytes::copy_from_slice(piece));
            while let Some(message) = decoder.next_message().unwrap() {
                read.push(message);
            }
        }
        prop_assert_eq!(read, messages);
        prop_assert!(decoder.is_empty());
    }

    #[test]
    fn a_changed_byte_is_noticed(message in message(), place: prop::sample::Index, change in 1_u8..) {
        let mut bytes = Vec::from(write_message(&message).unwrap());
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        let mut decoder = MessageDecoder::default();
        decoder.push(bytes.into());
        // A length that grows asks for more bytes, but its checksum is checked first.
        prop_assert!(decoder.next_message().is_err());
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
        let mut decoder = MessageDecoder::default();
        decoder.push(bytes.into());
        while let Ok(Some(_)) = decoder.next_message() {}
    }
}
