//! Uploads that fail in passing, fail for good, or are dropped.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use s3::operation::put_object::PutObjectInput;
use s3_transfer::{Source, TransferError, UploadState};
use tokio::runtime::Builder;
use tokio::sync::mpsc::unbounded_channel;

use super::{input, manager, parts_of, stream};
use crate::files::{MIB, TempFile, content};
use crate::store::{Fault, Request, Store};

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
