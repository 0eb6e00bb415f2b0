//! Blobs that stream from and to files and standard streams.

use super::{STREAMS, call};
use crate::place::Place;
use crate::server::serve;

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
