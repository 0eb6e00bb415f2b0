//! The errors of providers.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::BoxError;

/// Declares the error of a kind of providers: the subject of its texts, and the text of each
/// constructor.
macro_rules! provider_error {
    (
        $(#[$docs:meta])* $name:ident:
        $not_loaded:literal, $invalid:literal, $failed:literal, $unhandled:literal
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $name {
            problem: &'static str,
            source: Option<Arc<dyn Error + Send + Sync>>,
        }

        impl $name {
            fn with_source(problem: &'static str, source: impl Into<BoxError>) -> Self {
                Self {
                    problem,
                    source: Some(source.into().into()),
                }
            }

            /// Returns the error of a provider that has no credentials.
            pub fn not_loaded(source: impl Into<BoxError>) -> Self {
                Self::with_source($not_loaded, source)
            }

            /// Returns the error of a provider that has nothing to return and gives no reason.
            pub fn not_loaded_no_source() -> Self {
                Self {
                    problem: $not_loaded,
                    source: None,
                }
            }

            /// Returns the error of a provider that is set up wrongly.
            pub fn invalid_configuration(source: impl Into<BoxError>) -> Self {
                Self::with_source($invalid, source)
            }

            /// Returns the error of a provider that failed.
            pub fn provider_error(source: impl Into<BoxError>) -> Self {
                Self::with_source($failed, source)
            }

            /// Returns an error of any other kind.
            pub fn unhandled(source: impl Into<BoxError>) -> Self {
                Self::with_source($unhandled, source)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.problem)?;
                match &self.source {
                    Some(source) => write!(f, ": {}", crate::box_error::Chain(source.as_ref())),
                    None => Ok(()),
                }
            }
        }

        impl Error for $name {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                self.source.as_deref().map(|source| source as _)
            }
        }
    };
}

provider_error! {
    /// An error of a credentials provider; cheap to clone, since many calls may wait for the same
    /// credentials.
    CredentialsError:
    "no credentials",
    "the credentials provider is not set up correctly",
    "the credentials provider failed",
    "credentials could not be loaded"
}

provider_error! {
    /// An error of a token provider; cheap to clone, since many calls may wait for the same token.
    TokenError:
    "no token",
    "the token provider is not set up correctly",
    "the token provider failed",
    "a token could not be loaded"
}
