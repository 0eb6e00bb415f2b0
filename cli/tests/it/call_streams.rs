//! `smithy-codegen call` with streams, in each protocol, and with the endpoint rules of the model.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::place::{Place, Ran};
use crate::server::serve;

const ENVIRONMENT: [(&str, &str); 5] = [
    ("AWS_ACCESS_KEY_ID", "AKID"),
    ("AWS_SECRET_ACCESS_KEY", "SECRET"),
    ("AWS_REGION", "us-east-1"),
    ("AWS_CONFIG_FILE", "/nonexistent"),
    ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
];

fn call(place: &Place, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"));
    command.env_clear().envs(ENVIRONMENT).current_dir(place.path(""));
    command.args(["call", "--model", "a.smithy"]).args(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    Ran::from(child.wait_with_output().unwrap())
}

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

const STREAMS: &str = r#"$version: "2"
namespace a

@aws.protocols#restJson1
service Radio { version: "1", operations: [Upload, Download, Listen, Talk] }

@http(method: "PUT", uri: "/files/{name}")
@idempotent
operation Upload {
    input := { @httpLabel @required name: String, @httpPayload @required body: Body }
    output := { size: Integer }
}

@http(method: "GET", uri: "/files/{name}")
@readonly
operation Download {
    input := { @httpLabel @required name: String }
    output := { @httpHeader("x-kind") kind: String, @httpPayload @required body: Body }
}

@http(method: "POST", uri: "/listen")
operation Listen {
    output := { @httpPayload words: Words }
}

@http(method: "POST", uri: "/talk")
operation Talk {
    input := { @httpPayload words: Words }
    output := { count: Integer }
}

@streaming
blob Body

@streaming
union Words { word: Word, end: End, tired: Tired }

structure Word { text: String, volume: Integer }
structure End {}

@error("client")
structure Tired { message: String }
"#;

#[test]
fn blobs_stream_from_and_to_files_and_standard_streams() {
    let place = Place::with(&[("a.smithy", STREAMS), ("in.json", r#"{"name":"x"}"#)]);
    let bytes: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
    place.put("body.bin", &bytes);
    for file in ["body.bin", "-"] {
        let (url, server) = serve("200 OK\r\ncontent-type: application/json", br#"{"size":200000}"#);
        let arguments = [
            "--operation",
            "Upload",
            "--input",
            "in.json",
            "--stream",
            file,
            "--endpoint",
            &url,
        ];
        let ran = call(&place, &arguments, if file == "-" { &bytes } else { b"" });
        ran.ends_with_code(0).prints(&["\"size\": 200000"]);
        let request = server.join().unwrap();
        assert!(request.starts_with(b"PUT /files/x HTTP/1.1\r\n"));
        assert!(request.ends_with(&bytes), "{file}");
    }
    a_large_blob_is_sent_as_it_comes(&place);

    let download = |more: &[&str]| {
        let (url, server) = serve("200 OK\r\nx-kind: song", b"la la la");
        let arguments = ["--operation", "Download", "--input", "in.json", "--endpoint", &url];
        let ran = call(&place, &[&arguments[..], more].concat(), b"");
        server.join().unwrap();
        ran
    };
    let ran = download(&[]);
    ran.ends_with_code(0).reports(&["\"kind\": \"song\""]);
    assert_eq!(ran.out, "la la la");
    let ran = download(&["--out", "song.txt"]);
    ran.ends_with_code(0).prints(&["\"kind\": \"song\""]);
    assert_eq!(place.text("song.txt"), "la la la");
    let none = [
        "--operation",
        "Download",
        "--input",
        "in.json",
        "--stream",
        "body.bin",
        "--endpoint",
        "http://a",
    ];
    call(&place, &none, b"").ends_with_code(2).reports(&["has no stream"]);
}

fn a_large_blob_is_sent_as_it_comes(place: &Place) {
    let bytes: Vec<u8> = (0..9_000_000_u32).map(|at| (at % 249) as u8).collect();
    let (url, server) = serve("200 OK\r\ncontent-type: application/json", br#"{"size":9000000}"#);
    let arguments = [
        "--operation",
        "Upload",
        "--input",
        "in.json",
        "--stream",
        "-",
        "--endpoint",
        &url,
    ];
    call(place, &arguments, &bytes)
        .ends_with_code(0)
        .prints(&["\"size\": 9000000"]);
    let request = server.join().unwrap();
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    assert!(String::from_utf8_lossy(&request[..end]).contains("transfer-encoding: chunked"));
    assert!(without_chunks(&request[end + 4..]) == bytes);
}

/// Returns a body without the lengths of its chunks.
fn without_chunks(mut body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let line = body.windows(2).position(|window| window == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..line]).unwrap(), 16).unwrap();
        if length == 0 {
            return bytes;
        }
        bytes.extend_from_slice(&body[line + 2..line + 2 + length]);
        body = &body[line + 4 + length..];
    }
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

/// A service with the same operation in every protocol.
const SHOP: &str = r#"$version: "2"
namespace a

@PROTOCOL
@smithy.api#xmlNamespace(uri: "https://a.example/")
service Shop { version: "1", operations: [Buy] }

@http(method: "POST", uri: "/buy")
operation Buy {
    input := { item: String }
    output := { left: Integer }
}
"#;

#[test]
fn responses_are_read_in_each_protocol() {
    let query: &[u8] = b"<BuyResponse><BuyResult><left>3</left></BuyResult></BuyResponse>";
    for (protocol, media_type, body) in [
        (
            "aws.protocols#awsJson1_0",
            "application/x-amz-json-1.0",
            &b"{\"left\":3}"[..],
        ),
        (
            "aws.protocols#awsJson1_1",
            "application/x-amz-json-1.1",
            b"{\"left\":3}",
        ),
        ("aws.protocols#restJson1", "application/json", b"{\"left\":3}"),
        (
            "aws.protocols#restXml",
            "application/xml",
            b"<BuyOutput><left>3</left></BuyOutput>",
        ),
        ("aws.protocols#awsQuery", "text/xml", query),
        (
            "aws.protocols#ec2Query",
            "text/xml",
            b"<BuyResponse><left>3</left></BuyResponse>",
        ),
        (
            "smithy.protocols#rpcv2Cbor",
            "application/cbor\r\nsmithy-protocol: rpc-v2-cbor",
            b"\xa1\x64left\x03",
        ),
        (
            "smithy.protocols#rpcv2Json",
            "application/json\r\nsmithy-protocol: rpc-v2-json",
            b"{\"left\":3}",
        ),
    ] {
        let place = Place::with(&[
            ("a.smithy", &SHOP.replace("PROTOCOL", protocol)),
            ("in.json", r#"{"item":"pen"}"#),
        ]);
        let (url, server) = serve(&format!("200 OK\r\ncontent-type: {media_type}"), body);
        let ran = call(
            &place,
            &["--operation", "Buy", "--input", "in.json", "--endpoint", &url],
            b"",
        );
        server.join().unwrap();
        assert_eq!(ran.ends_with_code(0).out, "{\n  \"left\": 3\n}\n", "{protocol}");
    }
}

#[test]
fn a_dry_run_asks_nobody_for_credentials() {
    let model = SHOP.replace("@PROTOCOL", "@aws.protocols#restJson1\n@aws.auth#sigv4(name: \"shop\")");
    let place = Place::with(&[("a.smithy", &model)]);
    let ran = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"))
        .env_clear()
        .envs(ENVIRONMENT.into_iter().skip(2))
        .current_dir(place.path(""))
        .args(["call", "--model", "a.smithy", "--operation", "Buy", "--dry-run"])
        .args(["--endpoint", "http://a.example"])
        .output()
        .unwrap();
    let ran = Ran::from(ran);
    ran.ends_with_code(1)
        .reports(&["no credentials", "a dry run sends nothing"]);
    assert_eq!(ran.out, "");
}

#[test]
fn endpoints_follow_the_rules_of_the_model() {
    let rules = r#"$version: "2"
namespace a

@aws.protocols#restJson1
@aws.auth#sigv4(name: "shop")
@smithy.rules#endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true }
        Shelf: { type: "string" }
        Fast: { type: "boolean" }
        Kind: { type: "string" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Shelf" }] }
                { fn: "isSet", argv: [{ ref: "Fast" }] }
                { fn: "isSet", argv: [{ ref: "Kind" }] }
                { fn: "booleanEquals", argv: [{ ref: "Fast" }, true] }
                { fn: "substring", argv: [{ ref: "Shelf" }, 0, 2, false], assign: "Start" }
            ]
            endpoint: {
                url: "https://{Start}.fast.{Region}.shop.example"
                headers: { "x-kind": ["{Kind}"] }
                properties: { authSchemes: [{ name: "sigv4", signingName: "fast", signingRegion: "eu-west-9" }] }
            }
        }
        { type: "error", conditions: [], error: "no shelf" }
    ]
})
service Shop { version: "1", operations: [Buy] }

@http(method: "POST", uri: "/buy")
@smithy.rules#staticContextParams(Fast: { value: true })
@smithy.rules#operationContextParams(Kind: { path: "order.kind" })
operation Buy {
    input := {
        @smithy.rules#contextParam(name: "Shelf")
        shelf: String
        order: Order
    }
}

structure Order { kind: String }
"#;
    let input = r#"{"shelf":"abcd","order":{"kind":"books"}}"#;
    let place = Place::with(&[("a.smithy", rules), ("in.json", input)]);
    let arguments = ["--operation", "Buy", "--input", "in.json", "--dry-run"];
    call(&place, &arguments, b"").ends_with_code(0).prints(&[
        "POST https://ab.fast.us-east-1.shop.example/buy",
        "x-kind: books",
        "/eu-west-9/fast/aws4_request",
    ]);
    place.put("in.json", "{}");
    call(&place, &arguments, b"").ends_with_code(1).reports(&["no shelf"]);
}
