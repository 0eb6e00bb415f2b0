//! The futures that providers of credentials and of tokens return.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Credentials, CredentialsError, Token, TokenError};
use crate::future::BoxFuture;

type CredentialsResult = Result<Credentials, CredentialsError>;
type TokenResult = Result<Token, TokenError>;

/// The future of [`ProvideCredentials`](super::ProvideCredentials): credentials now or later.
pub struct ProvideCredentials<'a>(State<'a, CredentialsResult>);

enum State<'a, T> {
    Ready(Option<T>),
    Later(BoxFuture<'a, T>),
}

impl<T> State<'_, T> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<T> {
        match self {
            State::Ready(result) => result.take().map_or(Poll::Pending, Poll::Ready),
            State::Later(future) => future.as_mut().poll(context),
        }
    }
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
        self.0.poll(context)
    }
}

impl fmt::Debug for ProvideCredentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProvideCredentials")
    }
}

/// The future of [`ProvideToken`](super::ProvideToken): a token now or later.
pub struct ProvideToken<'a>(State<'a, TokenResult>);

impl<'a> ProvideToken<'a> {
    /// Returns the token of another future.
    pub fn new(future: impl Future<Output = TokenResult> + Send + 'a) -> Self {
        Self(State::Later(Box::pin(future)))
    }

    /// Returns a token that is available at once.
    pub fn ready(token: TokenResult) -> Self {
        Self(State::Ready(Some(token)))
    }
}

impl Future for ProvideToken<'_> {
    type Output = TokenResult;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(context)
    }
}

impl fmt::Debug for ProvideToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProvideToken")
    }
}
