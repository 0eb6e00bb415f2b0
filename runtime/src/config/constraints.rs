//! Checks of inputs against the constraints of the model.

use super::{Builder, Config};
use crate::box_error::BoxError;
use crate::constraints::{ConstraintTable, check};
use crate::operation::Operation;
use crate::serde::SerializeShape;

/// The effect of a violated constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConstraintMode {
    /// The violations are reported through `tracing` at the level `warn`, and the request is sent.
    Warn,
    /// Nothing is sent. The call fails with a construction failure, whose source is
    /// [`ConstraintViolations`](super::ConstraintViolations).
    Deny,
}

type Check = fn(&ConstraintChecks, &Operation, &dyn SerializeShape) -> Result<(), BoxError>;

/// Checks of inputs against `@length`, `@range`, `@pattern` and `@uniqueItems` of the model, before
/// requests are sent.
///
/// By default inputs are not checked, because limits may change and the service reports violations
/// itself. A check finds all violations of an input at once. Its messages contain members and
/// limits, never values.
#[derive(Clone, Copy, Debug)]
pub struct ConstraintChecks {
    table: &'static ConstraintTable,
    mode: ConstraintMode,
    /// The function that checks inputs. A program that never sets it does not contain the checker.
    check: Check,
}

impl ConstraintChecks {
    /// Returns the checks of a service.
    #[doc(hidden)]
    #[inline]
    pub fn new(table: &'static ConstraintTable, mode: ConstraintMode) -> Self {
        Self {
            table,
            mode,
            check: Self::check,
        }
    }

    #[inline]
    fn check(&self, operation: &Operation, input: &dyn SerializeShape) -> Result<(), BoxError> {
        match (check(self.table, input), self.mode) {
            (Some(violations), ConstraintMode::Deny) => Err(violations.into()),
            (Some(violations), ConstraintMode::Warn) => {
                tracing::warn!(operation = operation.name, %violations, "the service may reject the request");
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }
}

impl Config {
    /// Returns the checks of inputs.
    pub fn constraint_checks(&self) -> Option<&ConstraintChecks> {
        self.inner.constraint_checks.as_ref()
    }

    /// Checks an input.
    ///
    /// # Errors
    /// It violates constraints, and violations are denied.
    pub(crate) fn check_constraints(&self, operation: &Operation, input: &dyn SerializeShape) -> Result<(), BoxError> {
        match self.constraint_checks() {
            Some(checks) => (checks.check)(checks, operation, input),
            None => Ok(()),
        }
    }
}

impl Builder {
    /// Checks inputs before they are sent. By default they are not checked.
    #[must_use]
    pub fn constraint_checks(mut self, checks: ConstraintChecks) -> Self {
        self.set_constraint_checks(Some(checks));
        self
    }

    /// Sets or clears the checks of inputs.
    pub fn set_constraint_checks(&mut self, checks: Option<ConstraintChecks>) -> &mut Self {
        self.settings.constraint_checks = checks;
        self
    }
}
