//! The errors of values that a program builds: missing or invalid members, and unknown variants.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::BoxError;
use crate::serde::SerializeError;
use crate::text;

/// The error of a structure or a request that cannot be built from the given values.
#[derive(Clone, Debug)]
pub struct BuildError {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Missing {
        shape: &'static str,
        fields: Vec<&'static str>,
    },
    Invalid {
        field: &'static str,
        details: String,
    },
    Other(Arc<dyn Error + Send + Sync>),
}

impl BuildError {
    /// Checks that all required members of a shape are set. The error names those that are not.
    ///
    /// The fields are separated by spaces, and `set` has an element per field.
    pub fn check(shape: &'static str, fields: &'static str, set: &[bool]) -> Result<(), Self> {
        if set.iter().all(|set| *set) {
            return Ok(());
        }
        Err(Self::missing(shape, fields, set))
    }

    #[cold]
    fn missing(shape: &'static str, fields: &'static str, set: &[bool]) -> Self {
        let (mut unset, mut set) = (Vec::new(), set.iter());
        for name in fields.split(' ') {
            if !name.is_empty() && set.next() == Some(&false) {
                // A field may have the name of a keyword.
                unset.push(name.strip_prefix("r#").unwrap_or(name));
            }
        }
        let fields = unset;
        Self {
            kind: Kind::Missing { shape, fields },
        }
    }

    /// Returns the error for a required member that is unset.
    #[inline]
    pub fn missing_field(field: &'static str, details: &'static str) -> Self {
        Self {
            kind: Kind::Missing {
                shape: details,
                fields: vec![field],
            },
        }
    }

    /// Returns the error for a member with an invalid value.
    pub fn invalid_field(field: &'static str, details: impl Into<String>) -> Self {
        Self {
            kind: Kind::Invalid {
                field,
                details: details.into(),
            },
        }
    }

    /// Returns an error with another cause.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Other(source.into().into()),
        }
    }

    /// Returns the accessors of the required members that are unset.
    pub fn missing_fields(&self) -> &[&'static str] {
        match &self.kind {
            Kind::Missing { fields, .. } => fields,
            Kind::Invalid { .. } | Kind::Other(_) => &[],
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Missing { shape, fields } => {
                write!(
                    f,
                    "{shape} lacks required members: {}",
                    text::join(fields.iter().copied(), ", ")
                )
            }
            Kind::Invalid { field, details } => write!(f, "{field} is invalid: {details}"),
            Kind::Other(source) => source.fmt(f),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            Kind::Missing { .. } | Kind::Invalid { .. } => None,
            Kind::Other(source) => Some(source.as_ref()),
        }
    }
}

impl From<SerializeError> for BuildError {
    fn from(error: SerializeError) -> Self {
        Self::other(error)
    }
}

/// The error for a name that is not a variant of an enum (`try_parse`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError {
    value: String,
}

impl UnknownVariantError {
    /// Returns the error for this value.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into() }
    }
}

impl fmt::Display for UnknownVariantError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown enum variant: '{}'", self.value)
    }
}

impl Error for UnknownVariantError {}
