//! The tunnel that an HTTP proxy opens to a server (RFC 9110, section 9.3.6).

use std::future::poll_fn;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::classify::{AUTHENTICATION, ConnectFailure};
use super::io::Stream;
use super::target::Target;
use crate::http::proxy::Proxy;

/// The largest head of a response of a proxy, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// Asks the proxy at the other end of the stream for a tunnel to the server.
pub(super) async fn open(stream: &mut Stream, target: &Target, proxy: &Proxy) -> Result<(), ConnectFailure> {
    let mut host = target.host.clone();
    if host.contains(':') {
        host = format!("[{host}]");
    }
    let server = format!("{host}:{}", target.port);
    let mut request = format!("CONNECT {server} HTTP/1.1\r\nhost: {server}\r\n").into_bytes();
    if let Some(authorization) = &proxy.authorization {
        request.extend_from_slice(b"proxy-authorization: ");
        request.extend_from_slice(authorization.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    write(stream, &request)
        .await
        .map_err(|error| ConnectFailure::of_system(error.into()))?;
    let head = read(stream)
        .await
        .map_err(|error| ConnectFailure::of_system(error.into()))?;
    check_status(&head)
}

/// Checks the status line of the response.
fn check_status(head: &[u8]) -> Result<(), ConnectFailure> {
    let line = String::from_utf8_lossy(head.split(|byte| *byte == b'\r').next().unwrap_or_default()).into_owned();
    let mut words = line.splitn(3, ' ');
    let http = words.next().is_some_and(|version| version.starts_with("HTTP/1."));
    let status = words
        .next()
        .filter(|_| http)
        .and_then(|status| status.parse::<u16>().ok());
    let reason: String = words
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(80)
        .collect();
    let refusal = |status: u16| {
        format!("it refused the tunnel: {status} {reason}")
            .trim_end()
            .to_owned()
    };
    match status {
        Some(200..=299) => Ok(()),
        Some(407) => Err(ConnectFailure::user(AUTHENTICATION.to_owned())),
        // The proxy or its path to the server is unavailable, which may be transient.
        Some(status @ (429 | 500..=599)) => Err(ConnectFailure::io(refusal(status), refusal(status).into())),
        Some(status) => Err(ConnectFailure::user(refusal(status))),
        None => {
            let reason = "it did not respond with HTTP: check that it is an HTTP proxy";
            Err(ConnectFailure::user(reason.to_owned()))
        }
    }
}

async fn write(stream: &mut Stream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = poll_fn(|context| Pin::new(&mut *stream).poll_write(context, bytes)).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = bytes.get(written..).unwrap_or_default();
    }
    poll_fn(|context| Pin::new(&mut *stream).poll_flush(context)).await
}

/// Reads the head of a response. Nothing follows it before the client sends data, so nothing is
/// lost.
async fn read(stream: &mut Stream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.ends_with(b"\r\n\r\n") {
        let mut buffer = ReadBuf::new(&mut part);
        poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut buffer)).await?;
        if buffer.filled().is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(buffer.filled());
        if !head.starts_with(b"HTTP/1.".get(..head.len()).unwrap_or(b"HTTP/1.")) {
            // Other data may have no end.
            return Ok(head);
        }
        if head.len() > MAX_HEAD {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its response is too long"));
        }
    }
    Ok(head)
}
