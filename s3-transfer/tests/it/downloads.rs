//! Downloads to files and as streams: interrupted, changed, verified and resumed.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::CrcAlgorithm;
use s3::operation::get_object::GetObjectInput;
use s3::operation::get_object::builders::GetObjectInputBuilder;
use s3_transfer::{DownloadState, Progress, TransferError, TransferManager};

use crate::files::{MIB, TempFile, content};
use crate::store::{Fault, Request, Store};

fn manager(store: &Store) -> TransferManager {
    let builder = TransferManager::builder(store.client());
    builder.part_size(5 * MIB).concurrency(3).memory(16 * MIB).build()
}

fn input() -> GetObjectInputBuilder {
    GetObjectInput::builder().bucket("bucket").key("key")
}

fn ranges(requests: &[Request]) -> Vec<&str> {
    let gets = requests.iter().filter(|request| request.method == "GET");
    gets.map(|request| request.header("range")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_arrive_whole_in_files_and_streams() {
    let store = Store::start().await;
    for size in [0, 1, 5 * MIB, 11 * MIB + 3] {
        let content = content(size);
        store.put("/bucket/key", content.clone());
        let file = TempFile::new();
        let downloaded = manager(&store).download(input()).to_path(file.path()).await.unwrap();
        assert_eq!(downloaded.size, size);
        assert!(std::fs::read(file.path()).unwrap() == content, "{size} bytes");
        assert_eq!(file.siblings(), ["file"]);
        let download = manager(&store).download(input()).into_stream().await.unwrap();
        assert_eq!(download.head.content_length, Some(i64::try_from(size).unwrap()));
        let streamed = download.body.collect().await.unwrap().into_bytes();
        assert!(streamed == content, "{size} bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_range_names_the_entity_tag() {
    let store = Store::start().await;
    store.put("/bucket/key", content(11 * MIB));
    let file = TempFile::new();
    manager(&store).download(input()).to_path(file.path()).await.unwrap();
    let requests = store.take_requests();
    let gets: Vec<_> = requests.iter().filter(|request| request.method == "GET").collect();
    assert_eq!(gets.len(), 3);
    assert!(gets.iter().all(|get| get.header("if-match").starts_with('"')));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_that_breaks_off_goes_on_where_it_ended() {
    let store = Store::start().await;
    let content = content(5 * MIB);
    store.put("/bucket/key", content.clone());
    let mut cuts = 3;
    store.fail(move |request| {
        let fails = request.method == "GET" && cuts > 0;
        cuts -= i32::from(fails);
        fails.then_some(Fault::Cut(1_000_000))
    });
    let download = manager(&store).download(input()).into_stream().await.unwrap();
    assert!(download.body.collect().await.unwrap().into_bytes() == content);
    let requests = store.take_requests();
    let starts: Vec<_> = (0..4)
        .map(|million| format!("bytes={}-5242879", million * 1_000_000))
        .collect();
    assert_eq!(ranges(&requests), starts);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_that_never_has_data_is_an_error() {
    let store = Store::start().await;
    store.put("/bucket/key", content(11 * MIB));
    store.fail(|request| (request.method == "GET").then_some(Fault::Cut(0)));
    let file = TempFile::new();
    manager(&store)
        .download(input())
        .to_path(file.path())
        .await
        .unwrap_err();
    assert_eq!(file.siblings(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_changes_is_an_error() {
    let store = Arc::new(Store::start().await);
    store.put("/bucket/key", content(30 * MIB));
    let file = TempFile::new();
    let (other, changed) = (Mutex::new(Some(content(29 * MIB))), Arc::clone(&store));
    let download = manager(&store).download(input()).on_progress(move |_| {
        if let Some(content) = other.lock().unwrap().take() {
            changed.put("/bucket/key", content);
        }
    });
    let error = download.to_path(file.path()).await.unwrap_err();
    assert!(matches!(error, TransferError::Changed(_)), "{error:?}");
    assert_eq!(file.siblings(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checksum_of_the_whole_object_is_verified() {
    let store = Store::start().await;
    let content = content(12 * MIB + 5);
    let cases = [
        ("x-amz-checksum-crc32", CrcAlgorithm::Crc32IsoHdlc, 4),
        ("x-amz-checksum-crc32c", CrcAlgorithm::Crc32Iscsi, 4),
        ("x-amz-checksum-crc64nvme", CrcAlgorithm::Crc64Nvme, 8),
    ];
    for (name, algorithm, length) in cases {
        let checksum = crc_fast::checksum(algorithm, &content);
        for (checksum, is_right) in [(checksum, true), (checksum ^ 1, false)] {
            let text = STANDARD.encode(&checksum.to_be_bytes()[8 - length..]);
            store.put_with_checksum("/bucket/key", content.clone(), name, text);
            let file = TempFile::new();
            let to_path = manager(&store).download(input()).to_path(file.path()).await;
            let stream = manager(&store).download(input()).into_stream().await.unwrap();
            let streamed = stream.body.collect().await;
            assert_eq!((to_path.is_ok(), streamed.is_ok()), (is_right, is_right), "{name}");
            if let Err(error) = to_path {
                assert!(matches!(error, TransferError::Checksum { .. }), "{error:?}");
                assert_eq!(file.siblings(), [""; 0]);
            }
        }
    }
}

/// Downloads until a part fails, and returns the state.
async fn interrupted(store: &Store, file: &TempFile) -> DownloadState {
    let state = Arc::new(Mutex::new(None));
    store.fail(|request| {
        let is_last = request.header("range").starts_with("bytes=20971520-");
        is_last.then_some(Fault::Error(403, "AccessDenied"))
    });
    let kept = Arc::clone(&state);
    let download = manager(store).download(input());
    let download = download.resumable(move |state| *kept.lock().unwrap() = Some(serde_json::to_string(state).unwrap()));
    download.to_path(file.path()).await.unwrap_err();
    store.fail(|_| None);
    store.take_requests();
    let stored = state.lock().unwrap().take().unwrap();
    serde_json::from_str(&stored).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_resumed_with_the_parts_that_are_missing() {
    let store = Store::start().await;
    let content = content(24 * MIB);
    store.put("/bucket/key", content.clone());
    let file = TempFile::new();
    let state = interrupted(&store, &file).await;
    assert_eq!(file.siblings(), ["file.part"]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let done = state.parts.len();
    let download = manager(&store)
        .download(input())
        .resume(state)
        .on_progress(move |progress: Progress| kept.lock().unwrap().push(progress.bytes));
    download.to_path(file.path()).await.unwrap();
    assert!(std::fs::read(file.path()).unwrap() == content);
    assert_eq!(file.siblings(), ["file"]);
    assert_eq!(ranges(&store.take_requests()).len() + done, 5);
    assert_eq!(seen.lock().unwrap().iter().max(), Some(&(24 * MIB)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_has_changed_is_not_resumed() {
    let store = Store::start().await;
    store.put("/bucket/key", content(24 * MIB));
    let file = TempFile::new();
    let state = interrupted(&store, &file).await;
    store.put("/bucket/key", content(23 * MIB));
    let download = manager(&store).download(input()).resume(state);
    let error = download.to_path(file.path()).await.unwrap_err();
    assert!(matches!(error, TransferError::Changed(_)), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_stream_ends_the_download() {
    let store = Store::start().await;
    store.put("/bucket/key", content(60 * MIB));
    let mut download = manager(&store).download(input()).into_stream().await.unwrap();
    download.body.next().await.unwrap().unwrap();
    drop(download);
    let requests = ranges(&store.take_requests()).len();
    // No more than the parts that fit into memory were asked for.
    assert!(requests <= 4, "{requests}");
}

#[tokio::test]
async fn inputs_that_describe_no_download_are_refused() {
    let store = Store::start().await;
    let file = TempFile::new();
    let download = manager(&store).download(input().range("bytes=0-1"));
    assert!(matches!(
        download.to_path(file.path()).await,
        Err(TransferError::Input(_))
    ));
    let error = manager(&store)
        .download(input())
        .to_path(file.path())
        .await
        .unwrap_err();
    assert!(matches!(error, TransferError::Service(_)), "{error:?}");
    store.put("/bucket/key", content(1));
    let stream = manager(&store).download(input()).resumable(|_| {}).into_stream().await;
    assert!(matches!(stream, Err(TransferError::Input(_))));
}
