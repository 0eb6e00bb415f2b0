//! Events as lines of JSON.

use super::{STREAMS, call};
use crate::place::Place;
use crate::server::serve;

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// A message of an event stream with headers that are texts.
fn message(headers: &[(&str, &str)], payload: &str) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in headers {
        block.push(u8::try_from(name.len()).unwrap());
        block.extend_from_slice(name.as_bytes());
        block.push(7);
        block.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
        block.extend_from_slice(value.as_bytes());
    }
    let length = |length: usize| u32::try_from(length).unwrap().to_be_bytes();
    let mut message = [length(block.len() + payload.len() + 16), length(block.len())].concat();
    message.extend_from_slice(&crc32(&message).to_be_bytes());
    message.extend_from_slice(&block);
    message.extend_from_slice(payload.as_bytes());
    message.extend_from_slice(&crc32(&message).to_be_bytes());
    message
}

fn event(name: &str, payload: &str) -> Vec<u8> {
    let headers = [
        (":message-type", "event"),
        (":event-type", name),
        (":content-type", "application/json"),
    ];
    message(&headers, payload)
}

#[test]
fn events_are_lines_of_json() {
    let place = Place::with(&[("a.smithy", STREAMS)]);
    let head = "200 OK\r\ncontent-type: application/vnd.amazon.eventstream";
    let mut body = event("word", r#"{"text":"hello","volume":3}"#);
    body.extend(event("new", r#"{"a":[1]}"#));
    body.extend(event("end", "{}"));
    let (url, server) = serve(head, &body);
    let ran = call(&place, &["--operation", "Listen", "--endpoint", &url], b"");
    server.join().unwrap();
    ran.ends_with_code(0);
    assert_eq!(
        ran.out,
        "{\"word\":{\"text\":\"hello\",\"volume\":3}}\n{\"new\":{\"a\":[1]}}\n{\"end\":{}}\n"
    );

    let exception = [(":message-type", "exception"), (":exception-type", "tired")];
    body.extend(message(&exception, r#"{"message":"enough"}"#));
    let (url, server) = serve(head, &body);
    let ran = call(&place, &["--operation", "Listen", "--endpoint", &url], b"");
    server.join().unwrap();
    // The exception is known by the shape of its member.
    let printed = ["hello", "\"message\": \"enough\""];
    ran.ends_with_code(1).reports(&["Tired: enough"]).prints(&printed);

    let damaged = [&body[..40], &[0xff], &body[41..]].concat();
    let (url, server) = serve(head, &damaged);
    let ran = call(&place, &["--operation", "Listen", "--endpoint", &url], b"");
    server.join().unwrap();
    ran.ends_with_code(1).reports(&["error: "]);
}

#[test]
fn events_are_sent_from_lines_of_json() {
    let words = "{\"word\":{\"text\":\"one\"}}\n\n{\"end\":{}}\n";
    let place = Place::with(&[("a.smithy", STREAMS), ("words.ndjson", words)]);
    let (url, server) = serve("200 OK\r\ncontent-type: application/json", br#"{"count":2}"#);
    let arguments = ["--operation", "Talk", "--stream", "words.ndjson", "--endpoint", &url];
    call(&place, &arguments, b"")
        .ends_with_code(0)
        .prints(&["\"count\": 2"]);
    let request = server.join().unwrap();
    let has = |part: &[u8]| request.windows(part.len()).any(|window| window == part);
    assert!(has(b"{\"text\":\"one\"}") && has(b":event-type"));

    place.put("words.ndjson", "{\"word\":{\"txt\":\"one\"}}\n");
    let ran = call(&place, &arguments, b"");
    ran.ends_with_code(2)
        .reports(&["words.ndjson:1: word: there is no member `txt`; did you mean `text`?"]);
}
