//! What is wrong with a value that a program makes: members that are missing or invalid, names that are not variants.

use std::error::Error;
use std::fmt;

use super::BoxError;
use crate::serde::SerializeError;

/// A structure, or the request that carries it, cannot be made of what was given.
#[derive(Debug)]
pub struct BuildError {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Missing {
        shape: &'static str,
        fields: Vec<&'static str>,
    },
    Invalid {
        field: &'static str,
        details: String,
    },
    Other(BoxError),
}

impl BuildError {
    /// Checks that every required member of a shape is set; the error names all that are not.
    ///
    /// Spaces are between the fields, and for each of them stands whether it is set.
    pub fn check(shape: &'static str, fields: &'static str, set: &[bool]) -> Result<(), Self> {
        if set.iter().all(|set| *set) {
            return Ok(());
        }
        Err(Self::missing(shape, fields, set))
    }

    #[cold]
    fn missing(shape: &'static str, fields: &'static str, set: &[bool]) -> Self {
        let unset = fields.split_whitespace().zip(set).filter(|(_, set)| !**set);
        // A field may be called like a keyword.
        let fields = unset.map(|(name, _)| name.strip_prefix("r#").unwrap_or(name)).collect();
        Self {
            kind: Kind::Missing { shape, fields },
        }
    }

    /// A required member is unset; the details say where.
    pub fn missing_field(field: &'static str, details: &'static str) -> Self {
        Self {
            kind: Kind::Missing {
                shape: details,
                fields: vec![field],
            },
        }
    }

    /// A member has a value that cannot be used.
    pub fn invalid_field(field: &'static str, details: impl Into<String>) -> Self {
        Self {
            kind: Kind::Invalid {
                field,
                details: details.into(),
            },
        }
    }

    /// Anything else that keeps the value from being made.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Other(source.into()),
        }
    }

    /// The accessors of the required members that are unset.
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
                write!(f, "{shape} lacks what is required: {}", fields.join(", "))
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

/// A name that is no variant of the enum at hand (`try_parse`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError {
    value: String,
}

impl UnknownVariantError {
    /// The error for this value.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into() }
    }
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown enum variant: '{}'", self.value)
    }
}

impl Error for UnknownVariantError {}
