//! Streaming blobs over real HTTP: the bytes in both directions, and peers that stop.

mod download;
mod files;
pub mod observed;
mod service;
mod upload;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// The items of an iterator as a stream.
pub struct Iter<I>(pub I);

impl<I: Iterator + Unpin> futures_core::Stream for Iter<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<I::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

/// Reads until the received bytes end with these, or the connection is closed.
pub async fn read_to(stream: &mut TcpStream, end: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(end) {
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(count @ 1..) => bytes.extend_from_slice(&part[..count]),
            _ => break,
        }
    }
    bytes
}
