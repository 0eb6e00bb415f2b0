//! The rules of a mock: which calls they take, and what they answer.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::carried::{AnyInput, Carried, Typed};
use super::mock::State;
use super::report;
use crate::error::ProvideErrorMetadata;
use crate::operation::{Operation, OperationInput, ServiceError};

/// What a mock answers to the calls of an operation.
///
/// Each function that answers adds to the rule's answers: the first attempt gets the first one, the next attempt, of the
/// same call or of another, the second, and so on; the last one is given as often as it is needed.
pub struct Rule<'m, I> {
    state: &'m State,
    index: usize,
    delay: Duration,
    input: PhantomData<fn(I)>,
}

type Predicate = Box<dyn Fn(&dyn Any) -> bool + Send + Sync>;
type Difference = Box<dyn Fn(&dyn AnyInput, Option<&str>) -> Option<String> + Send + Sync>;

/// A rule as the mock keeps it.
pub(super) struct Kept {
    pub(super) operation: &'static Operation,
    predicate: Option<Predicate>,
    difference: Option<Difference>,
    answers: Vec<Answer>,
    given: usize,
    calls: usize,
    times: Option<usize>,
    /// The call that it answered last, whose further attempts are its own too.
    last: Option<Carried>,
}

/// An answer, after a pause.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) delay: Duration,
    pub(super) kind: Kind,
}

#[derive(Clone)]
pub(super) enum Kind {
    Typed {
        status: u16,
        code: Option<String>,
        make: Arc<dyn Fn() -> Typed + Send + Sync>,
    },
    Status(u16),
    Garbage,
    Drop,
    NoConnection,
}

impl Kept {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            predicate: None,
            difference: None,
            answers: Vec::new(),
            given: 0,
            calls: 0,
            times: None,
            last: None,
        }
    }

    /// Why the rule does not take the call, if it does not.
    pub(super) fn refusal(&self, call: &Carried) -> Option<String> {
        if self.is_of_last(call) {
            return None;
        }
        let input: &dyn Any = call.input.as_ref();
        if let Some(difference) = &self.difference
            && let Some(difference) = difference(call.input.as_ref(), call.token.as_deref())
        {
            return Some(format!("wants another input (-), and this one came (+):\n{difference}"));
        }
        if self.predicate.as_ref().is_some_and(|predicate| !predicate(input)) {
            return Some("does not take this input: its `when` says so".to_owned());
        }
        match self.times {
            Some(times) if self.calls >= times => Some(format!("has had its {}", report::calls(times))),
            _ => None,
        }
    }

    fn is_of_last(&self, call: &Carried) -> bool {
        self.last.as_ref().is_some_and(|last| last.is_of_call(call))
    }

    /// The answer to an attempt of a call that it takes.
    pub(super) fn answer(&mut self, call: &Carried) -> Option<Answer> {
        if !self.is_of_last(call) {
            self.calls += 1;
            self.last = Some(call.clone());
        }
        let answer = self.answers.get(self.given).or(self.answers.last()).cloned();
        self.given += 1;
        answer
    }

    /// What is wrong with what came, if something is.
    pub(super) fn unmet(&self) -> Option<String> {
        let came = report::calls(self.calls);
        match self.times {
            Some(times) if times != self.calls => {
                Some(format!("expected {}, and there came {came}", report::calls(times)))
            }
            None if self.calls == 0 => Some("was never called".to_owned()),
            _ => None,
        }
    }
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

    fn change(self, change: impl FnOnce(&mut Kept)) -> Self {
        self.state.change(self.index, change);
        self
    }

    fn add(mut self, kind: Kind) -> Self {
        let delay = std::mem::take(&mut self.delay);
        self.change(|rule| rule.answers.push(Answer { delay, kind }))
    }

    /// Takes only calls whose input this is true for.
    pub fn when(self, predicate: impl Fn(&I) -> bool + Send + Sync + 'static) -> Self {
        self.change(|rule| {
            rule.predicate = Some(Box::new(move |input| input.downcast_ref().is_some_and(&predicate)));
        })
    }

    /// Takes only calls with this input; where another one comes, the test's failure shows how they differ.
    ///
    /// An idempotency token that is unset here may be any that the client made up.
    pub fn with_input(self, expected: I) -> Self
    where
        I: Clone + PartialEq,
    {
        self.change(|rule| {
            rule.difference = Some(Box::new(move |came, token| {
                let mut expected = expected.clone();
                if let Some(token) = token {
                    // What is missing was reported to the caller before anything was sent.
                    let _ = expected.prepare(&mut || token.to_owned());
                }
                let any: &dyn Any = came;
                let equal = any.downcast_ref::<I>().is_some_and(|came| *came == expected);
                (!equal).then(|| report::difference(&format!("{expected:#?}"), &format!("{came:#?}")))
            }));
        })
    }

    /// Takes this many calls and wants as many, however many attempts each has; without this, any number but none.
    pub fn times(self, times: usize) -> Self {
        self.change(|rule| rule.times = Some(times))
    }

    /// Holds the next answer back for this long.
    pub fn delays(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Answers with this output.
    pub fn returns(self, output: I::Output) -> Self
    where
        I::Output: Clone,
    {
        self.add(Kind::Typed {
            status: 200,
            code: None,
            make: Arc::new(move || Typed::new(output.clone())),
        })
    }

    /// Answers with these outputs, one after the other.
    pub fn returns_sequence(self, outputs: impl IntoIterator<Item = I::Output>) -> Self
    where
        I::Output: Clone,
    {
        outputs.into_iter().fold(self, Self::returns)
    }

    /// Answers with this error: an exception of the model, or any other of the service's.
    ///
    /// Its status is that of its metadata, else that of the model, else 400; what is tried again goes by status and code.
    pub fn returns_error(self, error: impl Into<I::Error>) -> Self
    where
        I::Error: Clone + ProvideErrorMetadata,
    {
        let error = error.into();
        self.add(Kind::Typed {
            status: error.meta().status().or(error.status()).unwrap_or(400),
            code: error.code().map(str::to_owned),
            make: Arc::new(move || Typed::new(error.clone())),
        })
    }

    /// Answers with this status and no body, as a proxy or an overloaded server does.
    pub fn status(self, status: u16) -> Self {
        self.add(Kind::Status(status))
    }

    /// Answers with status 200 and a body that is no answer.
    pub fn garbage(self) -> Self {
        self.add(Kind::Garbage)
    }

    /// Takes the request and closes the connection without an answer.
    pub fn drops(self) -> Self {
        self.add(Kind::Drop)
    }

    /// Lets no connection come about, so that nothing is sent.
    pub fn fails_to_connect(self) -> Self {
        self.add(Kind::NoConnection)
    }
}

impl<I> fmt::Debug for Rule<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("number", &(self.index + 1))
            .finish_non_exhaustive()
    }
}
