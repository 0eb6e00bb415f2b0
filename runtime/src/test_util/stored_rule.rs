//! A rule as the mock stores it: the calls that it matches, and the remaining responses.

use std::any::Any;

use super::answer::Answer;
use super::attempt::AttemptedCall;
use super::report;
use crate::operation::{Operation, OperationInput};

type Predicate = Box<dyn Fn(&dyn Any) -> bool + Send + Sync>;
type Difference = Box<dyn Fn(&dyn Any, Option<&str>) -> Option<String> + Send + Sync>;

/// A rule as the mock stores it.
pub(super) struct StoredRule {
    pub(super) operation: &'static Operation,
    /// Shows an input of the operation.
    pub(super) debug: fn(&dyn Any) -> String,
    pub(super) predicate: Option<Predicate>,
    pub(super) difference: Option<Difference>,
    pub(super) answers: Vec<Answer>,
    pub(super) times: Option<usize>,
    given: usize,
    calls: usize,
    /// The last call with a response of this rule, whose retries match as well.
    last: Option<AttemptedCall>,
}

fn debug<I: OperationInput>(input: &dyn Any) -> String {
    input
        .downcast_ref::<I>()
        .map_or_else(String::new, |input| format!("{input:#?}"))
}

impl StoredRule {
    pub(super) fn new<I: OperationInput>() -> Self {
        Self {
            operation: I::OPERATION,
            debug: debug::<I>,
            predicate: None,
            difference: None,
            answers: Vec::new(),
            given: 0,
            calls: 0,
            times: None,
            last: None,
        }
    }

    /// Returns the reason for which the rule does not match the call, if it does not.
    pub(super) fn refusal(&self, call: &AttemptedCall) -> Option<String> {
        if self.is_of_last(call) {
            return None;
        }
        let input = call.input();
        if let Some(difference) = &self.difference
            && let Some(difference) = difference(input, call.token.as_deref())
        {
            return Some(format!("expects another input (-) than this one (+):\n{difference}"));
        }
        if self.predicate.as_ref().is_some_and(|predicate| !predicate(input)) {
            return Some("does not take this input: its `when` says so".to_owned());
        }
        match self.times {
            Some(times) if self.calls >= times => Some(format!("has already had its {}", report::calls(times))),
            _ => None,
        }
    }

    fn is_of_last(&self, call: &AttemptedCall) -> bool {
        self.last.as_ref().is_some_and(|last| last.is_of_call(call))
    }

    /// Returns the response to an attempt of a matching call.
    pub(super) fn answer(&mut self, call: &AttemptedCall) -> Option<Answer> {
        if !self.is_of_last(call) {
            self.calls += 1;
            self.last = Some(call.clone());
        }
        let answer = self.answers.get(self.given).or(self.answers.last()).cloned();
        self.given += 1;
        answer
    }

    /// Returns the difference between the calls and the expectation of the rule, if there is one.
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
