//! Uploads: in one request and in parts, from files, memory and streams, failed and resumed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use s3::operation::put_object::PutObjectInput;
use s3::operation::put_object::builders::PutObjectInputBuilder;
use s3::primitives::ByteStream;
use s3_transfer::{Progress, Source, TransferError, TransferManager, UploadState};
use tokio::runtime::Builder;
use tokio::sync::mpsc::unbounded_channel;

use crate::files::{MIB, TempFile, content};
use crate::store::{Fault, Request, Store};

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
async fn a_part_that_fails_in_passing_is_sent_again() {
    let store = Store::start().await;
    let mut failed = 0;
    store.fail(move |request| {
        let fails = request.query.get("partNumber").is_some_and(|number| number == "2") && failed < 2;
        failed += u32::from(fails);
        fails.then_some(Fault::Error(503, "SlowDown"))
    });
    let content = content(12 * MIB);
    let file = TempFile::with(&content);
    let upload = manager(&store).upload(input(), file.path());
    upload.send().await.unwrap();
    assert!(store.object("/bucket/a/key").unwrap() == content);
    assert_eq!(parts_of(&store.take_requests()), ["1", "2", "2", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_without_a_response_is_sent_again() {
    let store = Store::start().await;
    let mut is_first = true;
    store.fail(move |request| {
        let fails = request.query.get("partNumber").is_some_and(|number| number == "2");
        (fails && std::mem::take(&mut is_first)).then_some(Fault::Close)
    });
    let content = content(12 * MIB);
    manager(&store).upload(input(), content.clone()).send().await.unwrap();
    assert!(store.object("/bucket/a/key").unwrap() == content);
    assert_eq!(parts_of(&store.take_requests()), ["1", "2", "2", "3"]);
}

fn refuses_part(number: &'static str) -> impl FnMut(&Request) -> Option<Fault> + Send {
    move |request| {
        let fails = request.query.get("partNumber").is_some_and(|found| found == number);
        fails.then_some(Fault::Error(403, "AccessDenied"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_upload_is_aborted() {
    let store = Store::start().await;
    store.fail(refuses_part("3"));
    let content = content(12 * MIB);
    for source in [Source::from(content.clone()), Source::from(stream(&content))] {
        let error = manager(&store).upload(input(), source).send().await.unwrap_err();
        assert!(matches!(error, TransferError::Service(_)), "{error:?}");
        assert!(error.to_string().contains("AccessDenied"), "{error}");
        assert!(store.uploads().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_upload_is_aborted() {
    let store = Store::start().await;
    let (arrived, mut arrival) = unbounded_channel();
    store.fail(move |request| {
        let is_part = request.query.contains_key("partNumber");
        is_part.then(|| {
            let _ = arrived.send(());
            Fault::Stall
        })
    });
    let upload = manager(&store).upload(input(), content(12 * MIB)).send();
    tokio::select! {
        ended = upload => panic!("{ended:?}"),
        part = arrival.recv() => assert!(part.is_some()),
    }
    while !store.uploads().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_whose_runtime_ends_is_aborted() {
    for flavor in [Builder::new_current_thread, Builder::new_multi_thread] {
        let store = Store::start().await;
        let (arrived, mut arrival) = unbounded_channel();
        store.fail(move |request| {
            let is_part = request.query.contains_key("partNumber");
            is_part.then(|| {
                let _ = arrived.send(());
                Fault::Stall
            })
        });
        let upload = manager(&store).upload(input(), content(12 * MIB)).send();
        let ended = tokio::task::spawn_blocking(move || {
            let runtime = flavor().enable_all().build().unwrap();
            let task = runtime.spawn(upload);
            runtime.block_on(arrival.recv());
            assert!(!task.is_finished());
            drop(runtime);
        });
        ended.await.unwrap();
        assert!(store.uploads().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_resumed_with_the_parts_that_are_missing() {
    let store = Store::start().await;
    let content = content(23 * MIB);
    let file = TempFile::with(&content);
    let state = Arc::new(Mutex::new(None));
    store.fail(refuses_part("4"));
    let kept = Arc::clone(&state);
    let upload = manager(&store)
        .upload(input(), file.path())
        .resumable(move |state| *kept.lock().unwrap() = Some(serde_json::to_string(state).unwrap()));
    upload.send().await.unwrap_err();
    store.fail(|_| None);
    let sent: Vec<_> = store.uploads().remove(0);
    let stored = state.lock().unwrap().take().unwrap();
    store.take_requests();

    let state: UploadState = serde_json::from_str(&stored).unwrap();
    let upload = manager(&store).upload(input(), file.path()).resume(state.clone());
    let uploaded = upload.send().await.unwrap();
    assert_eq!((uploaded.size, uploaded.parts), (23 * MIB, 5));
    assert!(store.object("/bucket/a/key").unwrap() == content);
    let again = parts_of(&store.take_requests()).len();
    assert_eq!(again + sent.len(), 5, "{sent:?}");

    // The upload no longer exists.
    let upload = manager(&store).upload(input(), file.path()).resume(state);
    let error = upload.send().await.unwrap_err();
    assert!(error.to_string().contains("NoSuchUpload"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_has_changed_is_not_resumed() {
    let store = Store::start().await;
    store.fail(refuses_part("2"));
    let file = TempFile::with(&content(11 * MIB));
    let state = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&state);
    let upload = manager(&store).upload(input(), file.path());
    let upload = upload.resumable(move |state| *kept.lock().unwrap() = Some(state.clone()));
    upload.send().await.unwrap_err();
    let state = state.lock().unwrap().take().unwrap();
    std::fs::write(file.path(), content(12 * MIB)).unwrap();
    let upload = manager(&store).upload(input(), file.path()).resume(state.clone());
    assert!(matches!(upload.send().await, Err(TransferError::Changed(_))));
    let other = PutObjectInput::builder().bucket("bucket").key("another");
    let upload = manager(&store).upload(other, file.path()).resume(state.clone());
    assert!(matches!(upload.send().await, Err(TransferError::Input(_))));
    manager(&store).abort(&state).await.unwrap();
    manager(&store).abort(&state).await.unwrap();
    assert!(store.uploads().is_empty());
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
