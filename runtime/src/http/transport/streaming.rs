//! Responses whose bodies are read by the program, and requests that wait for the server's consent
//! before they send a large body.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::EXPECT;
use hyper::body::{Body as _, Incoming};
use tokio::runtime::Handle;
use tokio::time::Sleep;

use super::classify;
use super::pool::{Lease, Pool};
use crate::box_error::BoxError;
use crate::http::{Body, BodyStream, HttpRequest, StreamedResponse};

/// The time to wait for the status 100, which servers may not send: that of the AWS SDKs.
const CONTINUE_TIMEOUT: Duration = Duration::from_secs(1);

/// Returns the request, and whether the body of a successful response is left to the caller. A body
/// of the request that has to wait for the status 100 is replaced by one that does.
pub(super) fn prepare(mut request: HttpRequest) -> (HttpRequest, bool) {
    if request.headers().contains_key(EXPECT) {
        let consent = Arc::new(Consent::default());
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = Body::from_stream(AwaitingConsent {
            body,
            consent: Arc::clone(&consent),
            timer: None,
        });
        hyper::ext::on_informational(&mut request, move |response| {
            if response.status() == StatusCode::CONTINUE {
                consent.give();
            }
        });
    }
    let streams = request.extensions_mut().remove::<StreamedResponse>().is_some();
    (request, streams)
}

/// The body of a response, which owns its connection and drives it as it is polled.
pub(super) struct ResponseStream {
    /// Unset once the response is complete or has failed. Dropping it closes the connection.
    lease: Option<Lease>,
    body: Incoming,
    read_timeout: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
    pool: Arc<Pool>,
    runtime: Handle,
}

impl ResponseStream {
    pub(super) fn new(
        lease: Lease,
        body: Incoming,
        read_timeout: Option<Duration>,
        pool: Arc<Pool>,
        runtime: Handle,
    ) -> Self {
        Self {
            lease: Some(lease),
            body,
            read_timeout,
            timer: None,
            pool,
            runtime,
        }
    }

    /// Gives the connection back once the response is complete.
    fn finish(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.release(&self.pool, &self.runtime);
        }
    }
}

impl BodyStream for ResponseStream {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let Some(lease) = &mut self.lease else {
            return Poll::Ready(None);
        };
        let piece = {
            // Timers and sockets belong to the runtime that opened the connection.
            let _runtime = self.runtime.enter();
            ready!(
                lease
                    .connection
                    .poll_piece(context, &mut self.body, self.read_timeout, &mut self.timer)
            )
        };
        self.timer = None;
        match piece {
            Ok(Some(data)) => {
                // Consumers that know the length do not ask for the end.
                if self.body.is_end_stream() {
                    lease.connection.settle();
                    self.finish();
                }
                Poll::Ready(Some(Ok(data)))
            }
            Ok(None) => {
                self.finish();
                Poll::Ready(None)
            }
            Err(failure) => {
                let error = classify::receiving(failure, &lease.host_pool.target);
                self.lease = None;
                Poll::Ready(Some(Err(error.into())))
            }
        }
    }

    fn content_length(&self) -> Option<u64> {
        self.body.size_hint().exact()
    }
}

/// The consent of the server to a large body.
#[derive(Default)]
struct Consent(Mutex<(bool, Option<Waker>)>);

impl Consent {
    fn give(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = true;
        if let Some(waker) = state.1.take() {
            waker.wake();
        }
    }

    /// Returns whether the consent is there, and wakes the task when it comes.
    fn is_given(&self, context: &Context<'_>) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 = Some(context.waker().clone());
        state.0
    }
}

/// A body that is sent once the server consents, or stays silent for a second.
struct AwaitingConsent {
    body: Body,
    consent: Arc<Consent>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl BodyStream for AwaitingConsent {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if !self.consent.is_given(context) {
            let timer = self
                .timer
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(CONTINUE_TIMEOUT)));
            ready!(timer.as_mut().poll(context));
            self.consent.give();
        }
        self.body.poll_data(context)
    }

    fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }
}
