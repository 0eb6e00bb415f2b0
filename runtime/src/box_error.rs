//! The type-erased error, and the text of an error with its causes.

use std::error::Error;
use std::fmt;

use crate::text;

/// Any error that may cross threads.
pub type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// Displays an error and those of its causes that add to its text.
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&error_chain(self.0))
    }
}

/// Returns the text of an error, followed by the texts of its causes that are not in it yet.
pub(crate) fn error_chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if text::position(&text, &cause_text).is_none() {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}
