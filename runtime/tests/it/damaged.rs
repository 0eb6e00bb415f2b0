//! Bodies that emulators and faulty services send: empty bodies, null, and truncated strings.

use smithy_client_runtime::config::http::HttpResponse;
use smithy_client_runtime::endpoint::custom_only;
use smithy_client_runtime::operation::{ClientProtocol, Idempotency, Operation, Service, ServiceTraits};
use smithy_client_runtime::protocol;
use smithy_client_runtime::schema::Schema;
use smithy_client_runtime::serde::{DeserializeError, ShapeDeserializer};

static OPTIONAL: Schema = Schema::new("com.example#Output", "Name;Size;");
static REQUIRED: Schema = Schema::new("com.example#Output", "Name required;Size;");
#[cfg(feature = "rest")]
static HEADER: Schema = Schema::new("com.example#Output", "Name required header=x-name;Size;");
#[cfg(feature = "rest")]
static TEXT: Schema = Schema::new("com.example#Output", "Name required payload raw;");
#[cfg(feature = "rest")]
static DOCUMENT: Schema = Schema::new("com.example#Output", "Nested required payload structure;");

/// Returns the protocols that are built, by name.
fn protocols() -> Vec<(&'static str, &'static dyn ClientProtocol)> {
    vec![
        ("awsJson1_0", &protocol::AWS_JSON_1_0),
        ("awsJson1_1", &protocol::AWS_JSON_1_1),
        #[cfg(feature = "rpc-v2-json")]
        ("rpcv2Json", &protocol::RPC_V2_JSON),
        #[cfg(feature = "rpc-v2-cbor")]
        ("rpcv2Cbor", &protocol::RPC_V2_CBOR),
        #[cfg(feature = "rest-json")]
        ("restJson1", &protocol::REST_JSON_1),
        #[cfg(feature = "rest-xml")]
        ("restXml", &protocol::REST_XML),
        #[cfg(feature = "aws-query")]
        ("awsQuery", &protocol::AWS_QUERY),
        #[cfg(feature = "ec2-query")]
        ("ec2Query", &protocol::EC2_QUERY),
    ]
}

fn operation(protocol: &'static dyn ClientProtocol) -> &'static Operation {
    let service = Box::leak(Box::new(Service {
        name: "Damaged",
        sdk_id: "Damaged",
        version: "1",
        signing_name: "damaged",
        traits: ServiceTraits::NONE,
        retryable_errors: &[],
        protocol,
        resolve_endpoint: custom_only,
    }));
    Box::leak(Box::new(Operation::new(service, "Get", Idempotency::ReadOnly)))
}

fn response(status: u16, headers: &[(&str, &[u8])], body: &[u8]) -> HttpResponse {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    HttpResponse::from(response.body(bytes::Bytes::copy_from_slice(body)).unwrap())
}

type Output = (Option<String>, Option<i32>);

fn read(
    protocol: &'static dyn ClientProtocol,
    schema: &'static Schema,
    response: &HttpResponse,
) -> Result<Output, DeserializeError> {
    let mut output = Output::default();
    let mut read = |deserializer: &mut dyn ShapeDeserializer| match schema.members() {
        [_] => deserializer.structure(schema, &mut [&mut output.0]),
        _ => deserializer.structure(schema, &mut [&mut output.0, &mut output.1]),
    };
    protocol.response(operation(protocol), response, &mut read)?;
    Ok(output)
}

/// Returns the bodies without a value.
fn absent(protocol: &str) -> &'static [&'static [u8]] {
    match protocol {
        "rpcv2Cbor" => &[b"", &[0xf6], &[0xf7]],
        "restXml" | "awsQuery" | "ec2Query" => &[b"", b" \n"],
        _ => &[b"", b" \r\n", b"null", b" null\n"],
    }
}

#[test]
fn a_body_that_holds_nothing_is_an_output_without_members() {
    for (name, protocol) in protocols() {
        for body in absent(name) {
            let response = response(200, &[], body);
            assert_eq!(
                read(protocol, &OPTIONAL, &response).unwrap(),
                (None, None),
                "{name} {body:?}"
            );
            let error = read(protocol, &REQUIRED, &response).unwrap_err();
            assert_eq!(
                error.to_string(),
                "Output: the body is empty, and lacks required members: Name",
                "{name} {body:?}"
            );
        }
    }
}

#[cfg(feature = "rest")]
#[test]
fn only_members_of_the_body_can_be_missing_in_it() {
    for (name, protocol) in protocols().into_iter().filter(|(name, _)| name.starts_with("rest")) {
        for body in absent(name) {
            let with_header = response(200, &[("x-name", b"n")], body);
            let found = read(protocol, &HEADER, &with_header).unwrap();
            assert_eq!(found, (Some("n".to_owned()), None), "{name}");
            // The missing part of a header is not known.
            let without = response(200, &[], body);
            assert_eq!(read(protocol, &HEADER, &without).unwrap(), (None, None), "{name}");
            let error = read(protocol, &DOCUMENT, &without).unwrap_err();
            assert!(
                error.to_string().contains("lacks required members: Nested"),
                "{name}: {error}"
            );
        }
        // An empty string is a value.
        assert_eq!(read(protocol, &TEXT, &response(200, &[], b"")).unwrap(), (None, None));
    }
}

#[test]
fn an_error_without_a_body_keeps_its_code() {
    for (name, protocol) in protocols() {
        for body in absent(name) {
            let response = response(400, &[("x-amzn-errortype", b"Broken")], body);
            let (code, metadata) = protocol.error_metadata(operation(protocol), &response);
            let expected = (!matches!(name, "restXml" | "awsQuery" | "ec2Query")).then_some("Broken");
            assert_eq!(code.as_deref(), expected, "{name} {body:?}");
            assert!(
                std::error::Error::source(&metadata).is_none(),
                "{name} {body:?}: {metadata:?}"
            );
            let mut output = Output::default();
            let mut read = |deserializer: &mut dyn ShapeDeserializer| {
                deserializer.structure(&REQUIRED, &mut [&mut output.0, &mut output.1])
            };
            protocol.error(operation(protocol), &response, &mut read).unwrap();
        }
    }
}

/// Returns bodies with a string that the service truncated, followed by another member.
fn cut(protocol: &str) -> Vec<Vec<u8>> {
    let bytes = |parts: &[&[u8]]| parts.concat();
    // The first bytes of an emoji, and a byte that begins no character.
    let texts: [&[u8]; 3] = [b"a\xf0\x9f\x98", b"a\xff", b"a\xc3"];
    match protocol {
        "rpcv2Cbor" => {
            let piece = |text: &[u8]| bytes(&[&[0x60 + u8::try_from(text.len()).unwrap()], text]);
            let long = |text: &[u8]| bytes(&[&[0x79, 0, u8::try_from(text.len()).unwrap()], text]);
            let name = |value: Vec<u8>| bytes(&[&[0xa2, 0x64], b"Name", &value, &[0x64], b"Size", &[7]]);
            let whole = texts.iter().map(|text| name(piece(text)));
            let longer = texts.iter().map(|text| name(long(text)));
            let pieces = texts
                .iter()
                .map(|text| name(bytes(&[&[0x7f], &piece(&text[..1]), &piece(&text[1..]), &[0xff]])));
            whole.chain(longer).chain(pieces).collect()
        }
        "restXml" | "awsQuery" | "ec2Query" => {
            let xml = |text: &[u8]| {
                let output = bytes(&[b"<Name>", text, b"</Name><Size>7</Size>"]);
                match protocol {
                    "awsQuery" => bytes(&[b"<R><GetResult>", &output, b"</GetResult></R>"]),
                    _ => bytes(&[b"<R>", &output, b"</R>"]),
                }
            };
            let references = [&b"a&#xD83D;"[..], b"a&#55357;"];
            texts.iter().chain(&references).map(|text| xml(text)).collect()
        }
        _ => {
            let json = |text: &[u8]| bytes(&[b"{\"Name\":\"", text, b"\",\"Size\":7}"]);
            let escapes = [&b"a\\ud83d"[..], b"a\\uDE00"];
            texts.iter().chain(&escapes).map(|text| json(text)).collect()
        }
    }
}

#[test]
fn text_that_is_cut_does_not_lose_the_rest() {
    for (name, protocol) in protocols() {
        for body in cut(name) {
            let found = read(protocol, &OPTIONAL, &response(200, &[], &body)).unwrap();
            assert_eq!(found, (Some("a\u{fffd}".to_owned()), Some(7)), "{name} {body:?}");
        }
    }
}

#[test]
fn an_unknown_member_or_a_key_may_be_cut_too() {
    let body = b"{\"Other\xff\":\"\xff\",\"Name\":\"n\\ud83e\\u0041\\ud83e\\udd80\"}";
    let found = read(&protocol::AWS_JSON_1_0, &OPTIONAL, &response(200, &[], body)).unwrap();
    assert_eq!(found.0.as_deref(), Some("n\u{fffd}A🦀"));
    #[cfg(feature = "rpc-v2-cbor")]
    {
        let body = [
            &[0xa2, 0x62][..],
            b"O\xff",
            &[0x61],
            b"\xff",
            &[0x64],
            b"Name",
            &[0x61],
            b"n",
        ]
        .concat();
        let found = read(&protocol::RPC_V2_CBOR, &OPTIONAL, &response(200, &[], &body)).unwrap();
        assert_eq!(found.0.as_deref(), Some("n"));
    }
}

#[test]
fn bytes_that_are_not_text_are_no_json() {
    for body in [&b"\xff\xfe{}"[..], b"{\"Size\":\xff}", b"\x1f\x8b\x08"] {
        assert!(read(&protocol::AWS_JSON_1_0, &OPTIONAL, &response(200, &[], body)).is_err());
    }
}

#[test]
fn an_error_whose_message_is_cut_keeps_it() {
    for (name, protocol) in protocols() {
        let json = b"{\"__type\":\"Broken\",\"message\":\"a\xf0\x9f\"}".to_vec();
        let cbor = [
            &[0xa2, 0x66][..],
            b"__type",
            &[0x66],
            b"Broken",
            &[0x67],
            b"message",
            &[0x63],
            b"a\xf0\x9f",
        ];
        let xml = b"<E><Error><Code>Broken</Code><Message>a\xf0\x9f</Message></Error></E>".to_vec();
        let body = match name {
            "rpcv2Cbor" => cbor.concat(),
            "restXml" | "awsQuery" | "ec2Query" => xml,
            _ => json,
        };
        let (code, metadata) = protocol.error_metadata(operation(protocol), &response(400, &[], &body));
        let expected = (Some("Broken"), Some("a\u{fffd}"));
        assert_eq!((code.as_deref(), metadata.message()), expected, "{name}");
    }
}

#[cfg(feature = "rest")]
#[test]
fn headers_and_texts_may_be_cut() {
    for (name, protocol) in protocols().into_iter().filter(|(name, _)| name.starts_with("rest")) {
        for (value, expected) in [(&b"a\xf0\x9f"[..], "a\u{fffd}"), ("größe".as_bytes(), "größe")] {
            let of_header = response(200, &[("x-name", value)], b"");
            assert_eq!(
                read(protocol, &HEADER, &of_header).unwrap().0.as_deref(),
                Some(expected),
                "{name}"
            );
            let of_body = response(200, &[], value);
            assert_eq!(
                read(protocol, &TEXT, &of_body).unwrap().0.as_deref(),
                Some(expected),
                "{name}"
            );
        }
    }
}
