//! A server that takes any body, and sends as many bytes as the key of an object says.

use std::error::Error;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const BUFFER: usize = 256 * 1024;

/// Prints the URL, then serves until the process is stopped.
pub(crate) async fn serve() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            // A client that leaves ends its connection.
            let _ = connection(stream).await;
        });
    }
}

async fn connection(mut stream: TcpStream) -> std::io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    while let Some((head, rest)) = head(&mut stream).await? {
        if head.contains("expect: 100-continue") {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        match length.and_then(|length| length.parse::<u64>().ok()) {
            Some(length) => {
                let mut left = length.saturating_sub(rest.len() as u64);
                while left > 0 {
                    let count = stream.read(&mut buffer).await?;
                    left = left.saturating_sub(count.max(1) as u64);
                }
            }
            None if head.contains("transfer-encoding: chunked") => {
                to_last_chunk(&mut stream, rest, &mut buffer).await?
            }
            None => {}
        }
        let path = head.split(' ').nth(1).unwrap_or_default();
        let key = path.split('?').next().and_then(|path| path.rsplit('/').next());
        let size: u64 = key.and_then(|key| key.parse().ok()).unwrap_or_default();
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n");
        stream.write_all(answer.as_bytes()).await?;
        buffer.fill(0);
        let mut left = size;
        while left > 0 {
            let count = usize::try_from(left).unwrap_or(BUFFER).min(BUFFER);
            stream.write_all(buffer.get(..count).unwrap_or_default()).await?;
            left -= count as u64;
        }
    }
    Ok(())
}

/// Reads the head of a request, and the part of the body that was received with it.
async fn head(stream: &mut TcpStream) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut text = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await?;
        if count == 0 {
            return Ok(None);
        }
        text.extend_from_slice(part.get(..count).unwrap_or_default());
        if let Some(end) = text.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let rest = text.split_off(end + 4);
            return Ok(Some((String::from_utf8_lossy(&text).into_owned(), rest)));
        }
    }
}

/// Reads a chunked body to its end. The data has no line breaks.
async fn to_last_chunk(stream: &mut TcpStream, rest: Vec<u8>, buffer: &mut [u8]) -> std::io::Result<()> {
    const END: &[u8] = b"\r\n0\r\n\r\n";
    let mut tail = rest;
    while !tail.ends_with(END) {
        let count = stream.read(buffer).await?;
        if count == 0 {
            return Ok(());
        }
        tail.extend_from_slice(buffer.get(..count).unwrap_or_default());
        tail.drain(..tail.len().saturating_sub(END.len()));
    }
    Ok(())
}
