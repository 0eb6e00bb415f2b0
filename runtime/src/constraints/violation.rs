//! The violations that a check finds.

use std::error::Error;
use std::fmt;

/// All violations of the constraints in an input. The messages contain members and limits, never
/// values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintViolations {
    violations: Vec<ConstraintViolation>,
}

/// A value that violates a constraint of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConstraintViolation {
    /// The path of the member, for example `Project.DeliveryModels[1]`.
    pub path: String,
    /// The trait, for example `length`.
    pub constraint: &'static str,
    /// The limit and, if it is a number of characters or elements, the number that was found.
    pub message: String,
}

impl ConstraintViolations {
    #[inline]
    pub(super) fn new(violations: Vec<ConstraintViolation>) -> Option<Self> {
        (!violations.is_empty()).then_some(Self { violations })
    }

    /// Returns the violations in the order of the members.
    pub fn violations(&self) -> &[ConstraintViolation] {
        &self.violations
    }
}

impl fmt::Display for ConstraintViolation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl fmt::Display for ConstraintViolations {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the input violates constraints of the model: ")?;
        for (at, violation) in self.violations.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl Error for ConstraintViolations {}
