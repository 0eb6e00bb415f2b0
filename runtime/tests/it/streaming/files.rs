//! Streams from memory and from files, without a network.

use std::path::PathBuf;

use bytes::{Buf, Bytes};
use smithy_client_runtime::primitives::{AggregatedBytes, ByteStream, FsBuilder, Length};
use tokio::io::{AsyncBufReadExt, AsyncReadExt};

use super::Iter;

fn file(content: &[u8]) -> PathBuf {
    let path = crate::https_client::server::file("");
    std::fs::write(&path, content).unwrap();
    path
}

async fn collect(stream: ByteStream) -> String {
    String::from_utf8(stream.collect().await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn parts_of_files() {
    let path = file(b"0123456789");
    for (build, length, content) in [
        ((|file| file) as fn(FsBuilder) -> FsBuilder, 10, "0123456789"),
        (|file| file.offset(4), 6, "456789"),
        (|file| file.offset(10), 0, ""),
        (|file| file.offset(4).length(Length::Exact(3)), 3, "456"),
        (|file| file.offset(4).length(Length::UpTo(30)), 6, "456789"),
        (|file| file.buffer_size(3), 10, "0123456789"),
    ] {
        let stream = build(ByteStream::read_from().path(&path)).build().await.unwrap();
        assert_eq!(stream.size_hint(), (length, Some(length)));
        assert_eq!(collect(stream).await, content);
    }
    let open = tokio::fs::File::open(&path).await.unwrap();
    let stream = ByteStream::read_from().file(open).offset(8).build().await.unwrap();
    assert_eq!(collect(stream).await, "89");
    for (build, problem) in [
        (
            (|file: FsBuilder| file.offset(11)) as fn(FsBuilder) -> FsBuilder,
            "the file cannot be streamed: it has 10 bytes, and byte 11 is asked for",
        ),
        (
            |file| file.offset(4).length(Length::Exact(7)),
            "the file cannot be streamed: it has 6 bytes from byte 4 on, and not 7",
        ),
        (
            |file| file.path(env!("CARGO_TARGET_TMPDIR")),
            "the file cannot be streamed: it is a folder",
        ),
    ] {
        let error = build(ByteStream::read_from().path(&path)).build().await.unwrap_err();
        assert_eq!(error.to_string(), problem);
    }
    let error = ByteStream::read_from().build().await.unwrap_err();
    assert_eq!(error.to_string(), "the file cannot be streamed: set a path or a file");
    assert!(ByteStream::from_path("no such file").await.is_err());
}

#[tokio::test]
async fn a_file_that_shrinks_is_an_error() {
    let path = file(b"0123456789");
    let stream = ByteStream::read_from().path(&path).buffer_size(4);
    let mut stream = stream.build().await.unwrap();
    // Before the first read: later ones are ahead of what the stream returns.
    std::fs::write(&path, "01234").unwrap();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "0123");
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "4");
    let error = stream.try_next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the stream broke off: the file has become shorter while it was read"
    );
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn readers_and_aggregated_bytes() {
    let lines = ByteStream::from("one\ntwo\nthree");
    let mut lines = lines.into_async_read().lines();
    let mut read = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        read.push(line);
    }
    assert_eq!(read, ["one", "two", "three"]);

    let mut reader = pieces().into_async_read();
    let mut text = String::new();
    reader.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "abcdef");

    let mut collected: AggregatedBytes = pieces().collect().await.unwrap();
    assert_eq!(format!("{collected:?}"), "AggregatedBytes(<6 bytes>)");
    assert_eq!((collected.remaining(), collected.chunk()), (6, &b"abcdef"[..]));
    collected.advance(3);
    assert_eq!((collected.remaining(), collected.chunk()), (3, &b"def"[..]));
    assert_eq!(collected.into_bytes(), "def");
    assert_eq!(ByteStream::from_static(b"static").bytes(), Some(&b"static"[..]));
    assert_eq!(
        format!("{:?}", ByteStream::from(b"secret".to_vec())),
        "ByteStream(<6 bytes>)"
    );
}

/// Returns a stream of three pieces, by way of both `Stream` and `http_body::Body`.
fn pieces() -> ByteStream {
    let items = ["ab", "", "cd", "ef"].map(|item| Ok::<_, std::io::Error>(Bytes::from(item)));
    ByteStream::from_body_1_x(ByteStream::from_stream(Iter(items.into_iter())))
}
