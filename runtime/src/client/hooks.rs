//! What one call does beside the usual: changes to its requests, looks at its responses.

use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};

type BeforeSigning = Box<dyn Fn(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync>;
type AfterResponse = Box<dyn Fn(&HttpResponse) + Send + Sync>;

/// Run in the order in which they were added, for each attempt.
#[derive(Default)]
pub(crate) struct Hooks {
    before_signing: Vec<BeforeSigning>,
    after_response: Vec<AfterResponse>,
}

impl Hooks {
    pub(crate) fn before_signing(
        &mut self,
        hook: impl Fn(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync + 'static,
    ) {
        self.before_signing.push(Box::new(hook));
    }

    pub(crate) fn after_response(&mut self, hook: impl Fn(&HttpResponse) + Send + Sync + 'static) {
        self.after_response.push(Box::new(hook));
    }

    pub(super) fn run_before_signing(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.before_signing.iter().try_for_each(|hook| hook(request))
    }

    pub(super) fn run_after_response(&self, response: &HttpResponse) {
        self.after_response.iter().for_each(|hook| hook(response));
    }
}
