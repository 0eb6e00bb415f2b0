//! The settings of checksums.

use std::fmt;
use std::str::FromStr;

use super::{Builder, Config};

/// Defines a setting whose values are `when_supported` and `when_required`.
macro_rules! checksum_setting {
    ($(#[$docs:meta])* $name:ident, $error:ident, $supported:literal, $required:literal) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            #[doc = $supported]
            #[default]
            WhenSupported,
            #[doc = $required]
            WhenRequired,
        }

        impl $name {
            /// Returns the name of the value in settings.
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::WhenSupported => "when_supported",
                    Self::WhenRequired => "when_required",
                }
            }
        }

        impl fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = $error;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let mut values = [Self::WhenSupported, Self::WhenRequired].into_iter();
                let found = values.find(|value| text.eq_ignore_ascii_case(value.as_str()));
                found.ok_or_else(|| $error { found: text.to_owned() })
            }
        }

        #[doc = concat!("The error for a text that is not a [`", stringify!($name), "`].")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $error {
            found: String,
        }

        impl fmt::Display for $error {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "expected when_supported or when_required, found {:?}", self.found)
            }
        }

        impl std::error::Error for $error {}
    };
}

checksum_setting! {
    /// The requests that are sent with a checksum.
    RequestChecksumCalculation,
    UnknownRequestChecksumCalculationError,
    "Requests of all operations that support a checksum.",
    "Requests of operations that require a checksum, and those whose input names an algorithm."
}

checksum_setting! {
    /// The responses whose checksum is verified.
    ResponseChecksumValidation,
    UnknownResponseChecksumValidationError,
    "Responses of all operations that support a checksum.",
    "Responses of calls whose input asks for it."
}

impl Config {
    /// Returns the requests that are sent with a checksum.
    pub fn request_checksum_calculation(&self) -> Option<RequestChecksumCalculation> {
        self.inner.request_checksum_calculation
    }

    /// Returns the responses whose checksum is verified.
    pub fn response_checksum_validation(&self) -> Option<ResponseChecksumValidation> {
        self.inner.response_checksum_validation
    }
}

impl Builder {
    /// Sets the requests that are sent with a checksum. The default is `WhenSupported`. Object
    /// stores that do not support the checksums of Amazon S3 need `WhenRequired`.
    #[must_use]
    pub fn request_checksum_calculation(mut self, calculation: RequestChecksumCalculation) -> Self {
        self.set_request_checksum_calculation(Some(calculation));
        self
    }

    /// Sets or clears the requests that are sent with a checksum.
    pub fn set_request_checksum_calculation(&mut self, calculation: Option<RequestChecksumCalculation>) -> &mut Self {
        self.settings.request_checksum_calculation = calculation;
        self
    }

    /// Sets the responses whose checksum is verified. The default is `WhenSupported`.
    #[must_use]
    pub fn response_checksum_validation(mut self, validation: ResponseChecksumValidation) -> Self {
        self.set_response_checksum_validation(Some(validation));
        self
    }

    /// Sets or clears the responses whose checksum is verified.
    pub fn set_response_checksum_validation(&mut self, validation: Option<ResponseChecksumValidation>) -> &mut Self {
        self.settings.response_checksum_validation = validation;
        self
    }
}
