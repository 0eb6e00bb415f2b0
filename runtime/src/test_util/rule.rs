//! The rules of a mock, as tests write them.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::answer::{Answer, AnswerKind};
use super::report;
use super::state::State;
use super::stored_rule::StoredRule;
use crate::error::ProvideErrorMetadata;
use crate::operation::{OperationInput, ServiceError};

/// The responses of a mock to the calls of an operation.
///
/// Each of the methods for responses adds one. The first attempt gets the first response, and the
/// next attempt, of any call, the second. The last response is repeated.
pub struct Rule<'m, I> {
    state: &'m State,
    index: usize,
    delay: Duration,
    input: PhantomData<fn(I)>,
}

impl<'m, I: OperationInput> Rule<'m, I> {
    pub(super) fn new(state: &'m State, index: usize) -> Self {
        Self {
            state,
            index,
            delay: Duration::ZERO,
            input: PhantomData,
        }
    }

    fn change(self, change: impl FnOnce(&mut StoredRule)) -> Self {
        self.state.change(self.index, change);
        self
    }

    fn add(mut self, kind: AnswerKind) -> Self {
        let delay = std::mem::take(&mut self.delay);
        self.change(|rule| rule.answers.push(Answer { delay, kind }))
    }

    /// Matches only calls whose input satisfies the predicate.
    pub fn when(self, predicate: impl Fn(&I) -> bool + Send + Sync + 'static) -> Self {
        self.change(|rule| {
            rule.predicate = Some(Box::new(move |input| input.downcast_ref().is_some_and(&predicate)));
        })
    }

    /// Matches only calls with this input. If a call has another input, the message of the test's
    /// failure shows the difference.
    ///
    /// An idempotency token that is unset here matches any that the client generated.
    pub fn with_input(self, expected: I) -> Self
    where
        I: Clone + PartialEq,
    {
        self.change(|rule| {
            rule.difference = Some(Box::new(move |came, token| {
                let mut expected = expected.clone();
                if let Some(token) = token {
                    // An unset required member is an error of the caller, so it is ignored here.
                    let _ = expected.prepare(&mut || token.to_owned());
                }
                let came = came.downcast_ref::<I>()?;
                (*came != expected).then(|| report::difference(&format!("{expected:#?}"), &format!("{came:#?}")))
            }));
        })
    }

    /// Expects this number of calls, regardless of their number of attempts; by default, at least
    /// one.
    pub fn times(self, times: usize) -> Self {
        self.change(|rule| rule.times = Some(times))
    }

    /// Delays the next response.
    pub fn delays(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Responds with this output.
    pub fn returns(self, output: I::Output) -> Self
    where
        I::Output: Clone,
    {
        self.add(AnswerKind::Typed {
            status: 200,
            code: None,
            make: Arc::new(move || Box::new(output.clone())),
        })
    }

    /// Responds with an output that a function creates for each attempt. Outputs with a stream need
    /// this, because they cannot be cloned.
    pub fn returns_with(self, make: impl Fn() -> I::Output + Send + Sync + 'static) -> Self {
        self.add(AnswerKind::Typed {
            status: 200,
            code: None,
            make: Arc::new(move || Box::new(make())),
        })
    }

    /// Responds with these outputs in order.
    pub fn returns_sequence(self, outputs: impl IntoIterator<Item = I::Output>) -> Self
    where
        I::Output: Clone,
    {
        outputs.into_iter().fold(self, Self::returns)
    }

    /// Responds with this error: an exception of the model, or any other error of the service.
    ///
    /// Its status is that of its metadata, else that of the model, else 400. The status and the
    /// code decide about retries.
    pub fn returns_error(self, error: impl Into<I::Error>) -> Self
    where
        I::Error: Clone + ProvideErrorMetadata,
    {
        let error = error.into();
        self.add(AnswerKind::Typed {
            status: error.meta().status().or(error.status()).unwrap_or(400),
            code: error.code().map(str::to_owned),
            make: Arc::new(move || Box::new(error.clone())),
        })
    }

    /// Responds with this status and no body, as a proxy or an overloaded server does.
    pub fn status(self, status: u16) -> Self {
        self.add(AnswerKind::Status(status))
    }

    /// Responds with status 200 and a body that cannot be read.
    pub fn garbage(self) -> Self {
        self.add(AnswerKind::Garbage)
    }

    /// Closes the connection without a response, after the request was sent.
    pub fn drops(self) -> Self {
        self.add(AnswerKind::Drop)
    }

    /// Opens no connection, so that nothing is sent.
    pub fn fails_to_connect(self) -> Self {
        self.add(AnswerKind::NoConnection)
    }
}

impl<I> fmt::Debug for Rule<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("number", &(self.index + 1))
            .finish_non_exhaustive()
    }
}
