//! A server for one request.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// Answers one request. Returns the URL and, in the end, the request.
pub(crate) fn serve(head: &str, body: &[u8]) -> (String, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let head = format!(
        "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let response = [head.as_bytes(), body].concat();
    let server = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let (mut request, mut piece) = (Vec::new(), [0; 4096]);
        while !is_whole(&request) {
            let length = connection.read(&mut piece).unwrap();
            request.extend_from_slice(&piece[..length]);
        }
        connection.write_all(&response).unwrap();
        request
    });
    (url, server)
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]);
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    match length {
        Some(length) => request.len() >= end + 4 + length.parse::<usize>().unwrap(),
        None => !head.contains("transfer-encoding: chunked") || request.ends_with(b"0\r\n\r\n"),
    }
}
