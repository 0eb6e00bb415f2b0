//! The I/O of a connection. It counts bytes, to know what was sent, and probes the socket, so that
//! a closed connection is not reused.

use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use socket2::{SockRef, Socket};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The largest number of bytes that a probe reads. The session tickets of TLS 1.3 fit, and only
/// this part of hyper's buffer has to be initialized.
const PROBE: usize = 512;

/// A bidirectional byte stream: TCP, TLS over TCP, or TLS over the TLS of a proxy. One type, so
/// that hyper is compiled once.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

pub(super) type Stream = Box<dyn Duplex>;

/// The numbers of bytes of a connection. Only the future that owns the connection changes them.
pub(super) struct ByteCounters {
    since: Instant,
    sent: AtomicU64,
    sent_at: AtomicU64,
    received: AtomicU64,
    probing: AtomicBool,
}

impl ByteCounters {
    pub(super) fn new() -> Self {
        Self {
            since: Instant::now(),
            sent: AtomicU64::new(0),
            sent_at: AtomicU64::new(0),
            received: AtomicU64::new(0),
            probing: AtomicBool::new(false),
        }
    }

    /// Returns the number of bytes that TLS or the system accepted.
    pub(super) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Returns the number of bytes that were received.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Returns when the last bytes were sent.
    pub(super) fn sent_at(&self) -> Instant {
        self.since + Duration::from_nanos(self.sent_at.load(Ordering::Relaxed))
    }

    /// Sets whether reads ask the system instead of the reactor, which may not know of new data
    /// yet.
    pub(super) fn probe(&self, on: bool) {
        self.probing.store(on, Ordering::Relaxed);
    }

    fn wrote(&self, written: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(count)) = written {
            let at = u64::try_from(self.since.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.sent_at.store(at, Ordering::Relaxed);
            self.sent.fetch_add(*count as u64, Ordering::Relaxed);
        }
    }
}

/// The TCP socket.
pub(super) struct TcpIo {
    pub(super) tcp: TcpStream,
    pub(super) counters: Arc<ByteCounters>,
}

impl TcpIo {
    fn read_now(&self, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let socket = SockRef::from(&self.tcp);
        let mut socket: &Socket = &socket;
        let most = buffer.remaining().min(PROBE);
        match socket.read(buffer.initialize_unfilled_to(most)) {
            Ok(count) => {
                buffer.advance(count);
                Poll::Ready(Ok(()))
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl AsyncRead for TcpIo {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.tcp).poll_read(context, buffer) {
            Poll::Pending if self.counters.probing.load(Ordering::Relaxed) => self.read_now(buffer),
            read => read,
        }
    }
}

impl AsyncWrite for TcpIo {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

/// The stream under HTTP, above TLS, with its bytes counted.
pub(super) struct CountedIo {
    pub(super) stream: Stream,
    pub(super) counters: Arc<ByteCounters>,
}

impl AsyncRead for CountedIo {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        let count = buffer.filled().len() - before;
        self.counters.received.fetch_add(count as u64, Ordering::Relaxed);
        read
    }
}

impl AsyncWrite for CountedIo {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.counters.wrote(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.counters.wrote(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
