//! Uploads: in one request and in parts, from files, memory and streams, failed and resumed.

mod failures;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use s3::operation::put_object::PutObjectInput;
use s3::operation::put_object::builders::PutObjectInputBuilder;
use s3::primitives::ByteStream;
use s3_transfer::{Progress, Source, TransferError, TransferManager};

use crate::files::{MIB, TempFile, content};
use crate::store::{Request, Store};

fn manager(store: &Store) -> TransferManager {
    let builder = TransferManager::builder(store.client());
    builder
        .part_size(5 * MIB)
        .multipart_threshold(6 * MIB)
        .concurrency(3)
        .build()
}

fn input() -> PutObjectInputBuilder {
    PutObjectInput::builder()
        .bucket("bucket")
        .key("a/key")
        .content_type("text/plain")
}

/// Returns the stream of a content, in pieces that do not divide a part evenly.
fn stream(content: &[u8]) -> ByteStream {
    let pieces: Vec<Bytes> = content.chunks(777_777).map(Bytes::copy_from_slice).collect();
    ByteStream::from_stream(Pieces(pieces.into_iter()))
}

struct Pieces(std::vec::IntoIter<Bytes>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next().map(Ok))
    }
}

fn parts_of(requests: &[Request]) -> Vec<&str> {
    let mut numbers: Vec<_> = requests
        .iter()
        .filter(|request| request.method == "PUT")
        .filter_map(|request| request.query.get("partNumber").map(String::as_str))
        .collect();
    numbers.sort_unstable();
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_arrive_whole_from_each_source() {
    let store = Store::start().await;
    for (size, parts) in [(0, 0), (1, 0), (6 * MIB - 1, 0), (10 * MIB, 2), (12 * MIB + 3, 3)] {
        let content = content(size);
        let file = TempFile::with(&content);
        let sources = [
            ("file", Source::path(file.path()), parts),
            ("bytes", Source::from(content.clone()), parts),
            // The size of a stream shows only when there are more bytes than one part has.
            (
                "stream",
                Source::from(stream(&content)),
                if size == 6 * MIB - 1 { 2 } else { parts },
            ),
        ];
        for (name, source, parts) in sources {
            let uploaded = manager(&store).upload(input(), source).send().await.unwrap();
            assert_eq!((uploaded.size, uploaded.parts), (size, parts), "{name}, {size} bytes");
            assert!(
                store.object("/bucket/a/key").unwrap() == content,
                "{name}, {size} bytes"
            );
            assert!(store.uploads().is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_have_checksums_and_the_object_its_metadata() {
    let store = Store::start().await;
    let input = input().metadata("made-by", "a test").if_none_match("*");
    let data = content(11 * MIB);
    manager(&store).upload(input, data).send().await.unwrap();
    let requests = store.take_requests();
    let (first, last) = (requests.first().unwrap(), requests.last().unwrap());
    for (name, value) in [
        ("content-type", "text/plain"),
        ("x-amz-meta-made-by", "a test"),
        ("x-amz-checksum-algorithm", "CRC32"),
    ] {
        assert_eq!(first.header(name), value);
    }
    assert_eq!(last.header("if-none-match"), "*");
    assert_eq!(last.header("x-amz-mp-object-size"), (11 * MIB).to_string());
    let parts = requests.iter().filter(|request| request.method == "PUT");
    assert!(
        parts.clone().count() == 3
            && parts
                .clone()
                .all(|part| !part.header("x-amz-checksum-crc32").is_empty())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_ends_with_all_bytes() {
    let store = Store::start().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let upload = manager(&store).upload(input(), content(13 * MIB));
    let upload = upload.on_progress(move |progress: Progress| kept.lock().unwrap().push(progress));
    upload.send().await.unwrap();
    let seen = seen.lock().unwrap();
    let bytes: Vec<_> = seen.iter().map(|progress| progress.bytes).collect();
    assert!(bytes.is_sorted() && bytes.len() == 3, "{bytes:?}");
    assert_eq!(
        seen.last().map(|last| (last.bytes, last.total)),
        Some((13 * MIB, Some(13 * MIB)))
    );
}

#[tokio::test]
async fn inputs_that_describe_no_upload_are_refused() {
    let store = Store::start().await;
    let file = TempFile::with(b"x");
    let cases = [
        (PutObjectInput::builder().key("k"), Source::path(file.path()), "bucket"),
        (PutObjectInput::builder().bucket("b"), Source::path(file.path()), "key"),
        (
            input().body(ByteStream::from_static(b"x")),
            Source::path(file.path()),
            "body",
        ),
        (input(), Source::path(std::env::temp_dir()), "folder"),
        (input(), Source::path("/no/such/file"), "/no/such/file"),
    ];
    for (input, source, expected) in cases {
        let error = manager(&store).upload(input, source).send().await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let upload = manager(&store).upload(input(), stream(b"x")).resumable(|_| {});
    assert!(matches!(upload.send().await, Err(TransferError::Input(_))));
    assert!(store.take_requests().is_empty());
}

#[tokio::test]
async fn one_request_of_unknown_length_needs_the_length() {
    let store = Store::start().await;
    let content = content(3 * MIB + 1);
    let put = |length: Option<i64>| {
        let call = store.client().put_object().bucket("bucket").key("a/key");
        call.set_content_length(length).body(stream(&content)).send()
    };
    let error = put(None).await.unwrap_err().to_string();
    assert!(
        error.starts_with("PutObject: nothing was sent: the service requires the length"),
        "{error}"
    );
    assert!(store.take_requests().is_empty());

    let size = i64::try_from(content.len()).unwrap();
    put(Some(size)).await.unwrap();
    let request = store.take_requests().remove(0);
    assert_eq!(request.header("x-amz-decoded-content-length"), size.to_string());
    assert_eq!(request.header("transfer-encoding"), "");
    assert_eq!(store.object("/bucket/a/key").unwrap(), content);

    for (length, problem) in [(size + 1, "it has fewer"), (size - 1, "it has more")] {
        let error = put(Some(length)).await.unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
    }
}
