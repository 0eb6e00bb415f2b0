//! The bytes of a connection: counted, so that it is known what was sent, and probed, so that a closed one is not used.

use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use socket2::{SockRef, Socket};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// What a probe takes at once: the session tickets of TLS 1.3 fit, and hyper's buffer is not filled with zeros for nothing.
const PROBE: usize = 512;

/// A stream of bytes both ways: TCP, TLS over it, or TLS over a proxy's TLS. One type, so that hyper is compiled once.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

pub(super) type Stream = Box<dyn Duplex>;

/// What went through a connection. Only the one future that holds the connection writes here.
pub(super) struct Meter {
    since: Instant,
    sent: AtomicU64,
    sent_at: AtomicU64,
    received: AtomicU64,
    probing: AtomicBool,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self {
            since: Instant::now(),
            sent: AtomicU64::new(0),
            sent_at: AtomicU64::new(0),
            received: AtomicU64::new(0),
            probing: AtomicBool::new(false),
        }
    }

    /// The bytes of requests that were handed to TLS or to the system.
    pub(super) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// The bytes of responses.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// When the last bytes were sent.
    pub(super) fn sent_at(&self) -> Instant {
        self.since + Duration::from_nanos(self.sent_at.load(Ordering::Relaxed))
    }

    /// Lets reads ask the system, and not only what the reactor has heard of by now.
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

/// The socket.
pub(super) struct Wire {
    pub(super) tcp: TcpStream,
    pub(super) meter: Arc<Meter>,
}

impl Wire {
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

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.tcp).poll_read(context, buffer) {
            Poll::Pending if self.meter.probing.load(Ordering::Relaxed) => self.read_now(buffer),
            read => read,
        }
    }
}

impl AsyncWrite for Wire {
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

/// What HTTP goes over, above TLS.
pub(super) struct Metered {
    pub(super) stream: Stream,
    pub(super) meter: Arc<Meter>,
}

impl AsyncRead for Metered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        let count = buffer.filled().len() - before;
        self.meter.received.fetch_add(count as u64, Ordering::Relaxed);
        read
    }
}

impl AsyncWrite for Metered {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.meter.wrote(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.meter.wrote(&written);
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
