//! Faults that a test asks for.

use std::collections::VecDeque;
use std::time::Duration;

use crate::error::ServiceError;
use crate::http::Answer;

/// A fault of the service, of the network, or of a proxy.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The service responds with this error and does nothing.
    Error(ServiceError),
    /// A proxy responds with this status and body.
    Status(u16, String),
    /// The connection is reset before the operation takes effect.
    Reset,
    /// The operation takes effect, and the connection is reset before the response.
    LostResponse,
    /// The response is delayed by this time.
    Delay(Duration),
    /// The response is not HTTP.
    Garbage,
    /// No response is sent, and the connection stays open.
    Stall,
    /// The last bytes of the response are missing, and the connection is closed.
    Cut(usize),
}

impl Fault {
    /// Returns the response of a fault that prevents the operation from taking effect, except an
    /// error of the service, which the caller handles.
    pub(crate) fn before(&self) -> Option<Answer> {
        match self {
            Self::Status(status, body) => Some(Answer::with_headers(
                *status,
                &[("content-type", "text/html")],
                body.clone(),
            )),
            Self::Reset => Some(Answer::reset()),
            Self::Garbage => Some(Answer::raw("\u{0}\u{1}this is not HTTP\r\n\r\n")),
            Self::Stall => Some(Answer::stall()),
            Self::Error(_) | Self::LostResponse | Self::Delay(_) | Self::Cut(_) => None,
        }
    }

    /// Changes the response of an operation that took effect.
    pub(crate) fn after(&self, answer: Answer) -> Answer {
        match self {
            Self::LostResponse => Answer::reset(),
            Self::Delay(delay) => answer.after(*delay),
            Self::Cut(bytes) => answer.cut(*bytes),
            _ => answer,
        }
    }
}

/// The pending faults.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    queue: VecDeque<(Option<String>, Fault)>,
    rate: Option<(f64, Fault)>,
    seen: u64,
}

impl Faults {
    /// Adds a fault for the next request, or for the next one of an operation.
    pub(crate) fn push(&mut self, operation: Option<&str>, fault: Fault) {
        self.queue.push_back((operation.map(str::to_owned), fault));
    }

    /// Sets a fault for this share of the requests; zero removes it.
    pub(crate) fn set_rate(&mut self, rate: f64, fault: Fault) {
        self.rate = (rate > 0.0).then_some((rate, fault));
    }

    /// Returns the fault of a request.
    pub(crate) fn take(&mut self, operation: &str) -> Option<Fault> {
        let matches = |(name, _): &(Option<String>, Fault)| name.as_deref().is_none_or(|name| name == operation);
        if let Some(at) = self.queue.iter().position(matches) {
            return self.queue.remove(at).map(|(_, fault)| fault);
        }
        let (rate, fault) = self.rate.as_ref()?;
        self.seen += 1;
        // Spread evenly instead of at random, so that a run can be repeated.
        let count = |seen: u64| (seen as f64 * rate) as u64;
        (count(self.seen) > count(self.seen - 1)).then(|| fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_wait_for_their_operation() {
        let mut faults = Faults::default();
        faults.push(Some("GetOpportunity"), Fault::Reset);
        faults.push(None, Fault::Stall);
        assert_eq!(faults.take("ListOpportunities"), Some(Fault::Stall));
        assert_eq!(faults.take("ListOpportunities"), None);
        assert_eq!(faults.take("GetOpportunity"), Some(Fault::Reset));
    }

    #[test]
    fn a_rate_is_kept_exactly() {
        let mut faults = Faults::default();
        faults.set_rate(0.25, Fault::Reset);
        let faulty = (0..100).filter(|_| faults.take("GetOpportunity").is_some()).count();
        assert_eq!(faulty, 25);
    }
}
