//! Errors without their type, and their texts.

use std::error::Error;
use std::fmt;

/// Any error that may cross threads.
pub type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// Shows an error and its causes, where the causes add to the text of the error.
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
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}
