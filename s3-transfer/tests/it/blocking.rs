//! Streams of a blocking client as readers.

use std::io::{BufRead, Read};

use s3::blocking::Client;
use s3::primitives::ByteStream;

use crate::files::{MIB, content};
use crate::store::{Fault, Store};

#[test]
fn a_stream_is_read_by_the_traits_of_the_standard_library() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(Store::start());
    let content = content(2 * MIB);
    store.put("/bucket/key", content.clone());
    store.put("/bucket/lines", b"one\ntwo\n".to_vec());
    let client = Client::from_conf(store.client().config().clone());
    let get = |key: &str| client.get_object().bucket("bucket").key(key).send().unwrap().body;

    let mut read = Vec::new();
    client.blocking_reader(get("key")).read_to_end(&mut read).unwrap();
    assert!(read == content);
    let lines = client.blocking_reader(get("lines")).lines();
    assert_eq!(lines.collect::<Result<Vec<_>, _>>().unwrap(), ["one", "two"]);

    store.fail(|_| Some(Fault::Cut(1000)));
    let mut reader = client.blocking_reader(get("key"));
    reader.read_to_end(&mut Vec::new()).unwrap_err();
}

#[tokio::test]
async fn a_reader_does_not_block_an_async_runtime() {
    let store = Store::start().await;
    let client = Client::from_conf(store.client().config().clone());
    let mut reader = client.blocking_reader(ByteStream::from_static(b"content"));
    let error = reader.read(&mut [0; 1]).unwrap_err();
    assert!(error.to_string().contains("async runtime"), "{error}");
}
