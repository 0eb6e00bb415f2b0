//! Checksums of requests.

use smithy_client_runtime::config::http::Body;
use smithy_client_runtime::config::{Builder, RequestChecksumCalculation, ResponseChecksumValidation};
use smithy_client_runtime::primitives::ByteStream;

use super::{HTTPS, Input, Letters, OfUnknownLength, Recorder, call, config, header, in_memory, sent, stream};

#[tokio::test]
async fn a_body_in_memory_has_its_checksum_in_a_header() {
    for (algorithm, name, expected) in [
        (None, "crc32", "y/Q5Jg=="),
        (Some("CRC32C"), "crc32c", "4waSgw=="),
        (Some("CRC64NVME"), "crc64nvme", "rosUhgp5mIg="),
        (Some("SHA1"), "sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (Some("SHA256"), "sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ] {
        let input = Input {
            algorithm: algorithm.map(str::to_owned),
            ..in_memory()
        };
        let request = sent(|config| config, HTTPS, input).await;
        let named = algorithm.unwrap_or("CRC32");
        assert_eq!(header(&request, "x-amz-sdk-checksum-algorithm"), Some(named));
        assert_eq!(header(&request, &format!("x-amz-checksum-{name}")), Some(expected));
        assert_eq!(header(&request, "content-encoding"), None);
        assert_eq!(request.body(), "123456789");
        let authorization = header(&request, "authorization").unwrap();
        assert!(authorization.contains(&format!("x-amz-checksum-{name};")));
    }
}

#[tokio::test]
async fn a_stream_has_its_checksum_in_a_trailer() {
    let input = Input {
        encoding: Some("gzip".to_owned()),
        ..stream()
    };
    let request = sent(|config| config, HTTPS, input).await;
    for (name, expected) in [
        ("content-encoding", "gzip,aws-chunked"),
        ("x-amz-decoded-content-length", "9"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    ] {
        assert_eq!(header(&request, name), Some(expected));
    }
    let body = "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
    assert_eq!(request.body(), body);
    let length = body.len().to_string();
    assert_eq!(header(&request, "content-length"), Some(length.as_str()));
}

#[tokio::test]
async fn without_tls_the_chunks_are_signed() {
    let request = sent(|config| config, "http://store.example", stream()).await;
    assert_eq!(
        header(&request, "x-amz-content-sha256"),
        Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
    );
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(body.starts_with("9;chunk-signature="), "{body}");
    assert!(body.contains("\r\nx-amz-trailer-signature:"), "{body}");
    let length = body.len().to_string();
    assert_eq!(header(&request, "content-length"), Some(length.as_str()));
}

/// Returns an input with a stream that does not know its length.
fn of_unknown_length(length: Option<i64>) -> Input {
    let letters = OfUnknownLength(Letters(b"123456789".to_vec()));
    Input {
        length,
        body: Some(ByteStream::new(Body::from_stream(letters))),
        ..Input::default()
    }
}

#[tokio::test]
async fn a_stream_has_the_length_of_the_input() {
    for url in [HTTPS, "http://store.example"] {
        let request = sent(|config| config, url, of_unknown_length(Some(9))).await;
        assert_eq!(header(&request, "x-amz-decoded-content-length"), Some("9"));
        let length = request.body().len().to_string();
        assert_eq!(header(&request, "content-length"), Some(length.as_str()));
        assert_eq!(header(&request, "transfer-encoding"), None);
    }
}

#[tokio::test]
async fn a_stream_without_a_length_is_an_error() {
    for url in [HTTPS, "http://store.example"] {
        let recorder = Recorder::default();
        let called = call(config(&recorder, url).build(), of_unknown_length(None)).await;
        assert_eq!(
            called.unwrap_err().to_string(),
            "Exchange: nothing was sent: the service requires the length of the stream: set `content_length`, send a \
             file, bytes or a body that knows its length, or upload it in parts"
        );
        assert!(recorder.requests.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_checksum_of_the_input_is_sent_as_it_is() {
    for body in [in_memory(), stream()] {
        let input = Input {
            sum: Some("by the caller".to_owned()),
            ..body
        };
        let request = sent(|config| config, HTTPS, input).await;
        assert_eq!(header(&request, "x-amz-checksum-sha256"), Some("by the caller"));
        assert_eq!(header(&request, "x-amz-checksum-crc32"), None);
        assert_eq!(header(&request, "x-amz-trailer"), None);
        assert_eq!(request.body(), "123456789");
    }
}

#[tokio::test]
async fn the_settings_turn_checksums_off() {
    let off = |config: Builder| {
        config
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
    };
    for input in [in_memory(), stream()] {
        let request = sent(off, HTTPS, input).await;
        let named = request.headers().keys().map(http::HeaderName::as_str);
        assert!(!named.into_iter().any(|name| name.contains("checksum")));
        assert_eq!(request.body(), "123456789");
    }
    // The input asks for a checksum.
    let input = Input {
        algorithm: Some("SHA1".to_owned()),
        ..in_memory()
    };
    let request = sent(off, HTTPS, input).await;
    assert!(header(&request, "x-amz-checksum-sha1").is_some());
}

#[tokio::test]
async fn an_unknown_algorithm_is_an_error() {
    let input = Input {
        algorithm: Some("XXHASH64".to_owned()),
        ..in_memory()
    };
    let error = call(config(&Recorder::default(), HTTPS).build(), input)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Exchange: nothing was sent: the checksum algorithm \"XXHASH64\" is not one of CRC32C, CRC32, CRC64NVME, \
        SHA1, SHA256, SHA512, MD5: set the checksum itself"
    );
}
