//! Checksums of responses.

use smithy_client_runtime::config::ResponseChecksumValidation;

use super::{HTTPS, Recorder, call, config, header, in_memory};

#[tokio::test]
async fn responses_are_verified_while_they_stream() {
    for (headers, problem) in [
        (vec![("x-amz-checksum-crc32", "y/Q5Jg==")], None),
        (
            vec![("x-amz-checksum-crc32", "AAAAAA==")],
            Some("CRC32 expected AAAAAA==, found y/Q5Jg=="),
        ),
        (vec![("x-amz-checksum-sha256", "wrong")], Some("SHA256 expected wrong")),
        // A checksum of checksums, an algorithm that the operation does not list, and none.
        (vec![("x-amz-checksum-crc32", "AAAAAA==-2")], None),
        (vec![("x-amz-checksum-sha1", "wrong")], None),
        (vec![], None),
    ] {
        let recorder = Recorder {
            headers,
            body: Some("123456789"),
            ..Recorder::default()
        };
        let output = call(config(&recorder, HTTPS).build(), in_memory()).await.unwrap();
        let read = output.body.collect().await;
        match problem {
            None => assert_eq!(read.unwrap().to_vec(), b"123456789"),
            Some(problem) => {
                let error = read.unwrap_err();
                let text = format!(
                    "{error}: {:?}",
                    std::error::Error::source(&error).map(ToString::to_string)
                );
                assert!(text.contains(problem), "{text}");
            }
        }
        let request = recorder.requests.lock().unwrap().remove(0);
        assert_eq!(header(&request, "x-amz-checksum-mode"), Some("ENABLED"));
    }
}

#[tokio::test]
async fn without_validation_nothing_is_verified() {
    let recorder = Recorder {
        headers: vec![("x-amz-checksum-crc32", "AAAAAA==")],
        body: Some("123456789"),
        ..Recorder::default()
    };
    let config = config(&recorder, HTTPS).response_checksum_validation(ResponseChecksumValidation::WhenRequired);
    let mut body = call(config.build(), in_memory()).await.unwrap().body;
    let mut count = 0;
    while let Some(data) = body.next().await {
        count += data.unwrap().len();
    }
    assert_eq!(count, 9);
}
