//! The progress of a flow, which the caller stores as text.

use std::error::Error;
use std::fmt;

use partnercentral_selling::error::BoxError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::FlowError;

/// Returns an idempotency token that was not used before.
pub(crate) fn new_token() -> String {
    Uuid::new_v4().to_string()
}

/// A task of the service: the token of its start, and its id once it was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TaskProgress {
    pub(crate) token: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) task: Option<String>,
}

impl TaskProgress {
    pub(crate) fn new() -> Self {
        Self {
            token: new_token(),
            task: None,
        }
    }
}

/// Stores the progress with the function of the caller.
pub(crate) fn store<P>(progress: &P, mut save: impl FnMut(&P) -> Result<(), BoxError>) -> Result<(), FlowError> {
    save(progress).map_err(FlowError::Save)
}

/// Implements `Display` and `FromStr` for a progress.
macro_rules! stored_as_text {
    ($progress:ty, $flow:literal) => {
        impl ::std::default::Default for $progress {
            fn default() -> Self {
                Self::new()
            }
        }

        impl ::std::fmt::Display for $progress {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let text = ::serde_json::to_string(self).map_err(|_| ::std::fmt::Error)?;
                f.write_str(&text)
            }
        }

        impl ::std::str::FromStr for $progress {
            type Err = $crate::progress::ProgressError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                ::serde_json::from_str(text).map_err(|error| $crate::progress::ProgressError::new($flow, error))
            }
        }
    };
}
pub(crate) use stored_as_text;

/// The error for a text that is not the stored progress of a flow.
#[derive(Debug)]
pub struct ProgressError {
    flow: &'static str,
    source: serde_json::Error,
}

impl ProgressError {
    pub(crate) fn new(flow: &'static str, source: serde_json::Error) -> Self {
        Self { flow, source }
    }
}

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the progress of {}: {}", self.flow, self.source)
    }
}

impl Error for ProgressError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
