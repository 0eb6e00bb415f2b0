//! Validation errors by field, and readable texts of the service.

use std::borrow::Cow;

use partnercentral_selling::Error;
use partnercentral_selling::error::SdkError;
use partnercentral_selling::types::ValidationExceptionError;

/// The entries of a validation error.
///
/// ```
/// # use partnercentral_selling::{Error, error::SdkError};
/// use partner_central::validation::Validation;
///
/// # fn show(error: SdkError<Error>) {
/// if let Some(entry) = error.field("Project.Title") {
///     eprintln!("the title: {}", entry.message());
/// }
/// eprintln!("{}", error.summary());
/// # }
/// ```
pub trait Validation {
    /// Returns the entries, in the order of the service. There are none if the error is not a
    /// validation error.
    fn entries(&self) -> &[ValidationExceptionError];

    /// Returns the error in one line, without HTML entities: the message of the service, or the
    /// entries if it is empty.
    fn summary(&self) -> String;

    /// Returns the first entry about a field.
    ///
    /// `path` is a path of member names, such as `Project.Title`. An index such as in
    /// `Project.ExpectedCustomerSpend[0].Amount` is optional, and upper and lower case are equal:
    /// the service is not consistent in either.
    fn field(&self, path: &str) -> Option<&ValidationExceptionError> {
        let wanted = normalized(path);
        self.entries()
            .iter()
            .find(|entry| entry.field_name().is_some_and(|name| normalized(name) == wanted))
    }
}

impl Validation for Error {
    fn entries(&self) -> &[ValidationExceptionError] {
        match self {
            Self::ValidationException(exception) => exception.error_list(),
            _ => &[],
        }
    }

    fn summary(&self) -> String {
        let message = match self {
            Self::ValidationException(exception) => exception.message(),
            _ => self.meta().message().unwrap_or_default(),
        };
        match message.trim() {
            "" => listed(self.entries()).unwrap_or_else(|| self.to_string()),
            message => decoded(message),
        }
    }
}

impl Validation for SdkError<Error> {
    fn entries(&self) -> &[ValidationExceptionError] {
        self.as_service_error().map_or(&[], Validation::entries)
    }

    fn summary(&self) -> String {
        self.as_service_error()
            .map_or_else(|| self.to_string(), Validation::summary)
    }
}

/// Returns the text with its HTML entities decoded: `&amp;` becomes `&`.
pub fn decoded(text: &str) -> String {
    html_escape::decode_html_entities(text).into_owned()
}

fn listed(entries: &[ValidationExceptionError]) -> Option<String> {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            let message = match entry.message().trim() {
                "" => Cow::Borrowed(entry.code().as_str()),
                message => Cow::Owned(decoded(message)),
            };
            match entry.field_name() {
                Some(field) => format!("{field}: {message}"),
                None => message.into_owned(),
            }
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// Returns a path in lower case and without indexes.
fn normalized(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut is_index = false;
    for character in path.trim().trim_start_matches("$.").trim_start_matches('/').chars() {
        match character {
            '[' => is_index = true,
            ']' => is_index = false,
            _ if is_index => {}
            '/' => text.push('.'),
            character => text.extend(character.to_lowercase()),
        }
    }
    text
}
