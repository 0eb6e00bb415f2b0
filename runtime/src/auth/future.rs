//! The future that credentials providers return.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Credentials, CredentialsError};
use crate::future::BoxFuture;

type CredentialsResult = Result<Credentials, CredentialsError>;

/// The future of [`ProvideCredentials`](super::ProvideCredentials): credentials now or later.
pub struct ProvideCredentials<'a>(State<'a>);

enum State<'a> {
    Ready(Option<CredentialsResult>),
    Later(BoxFuture<'a, CredentialsResult>),
}

impl<'a> ProvideCredentials<'a> {
    /// Returns the credentials of another future.
    pub fn new(future: impl Future<Output = CredentialsResult> + Send + 'a) -> Self {
        Self(State::Later(Box::pin(future)))
    }

    /// Returns credentials that are available at once.
    pub fn ready(credentials: CredentialsResult) -> Self {
        Self(State::Ready(Some(credentials)))
    }
}

impl Future for ProvideCredentials<'_> {
    type Output = CredentialsResult;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(credentials) => credentials.take().map_or(Poll::Pending, Poll::Ready),
            State::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl fmt::Debug for ProvideCredentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProvideCredentials")
    }
}
