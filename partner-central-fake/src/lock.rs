//! The optimistic lock: an update names the time of the last change as the service gave it.

use jiff::Timestamp;

use crate::error::ServiceError;

/// Checks the time that an update names against the time of the last change.
///
/// They must be equal in all digits of the second. The number of trailing zeros does not matter.
pub(crate) fn check(stored: &str, given: &str) -> Result<(), ServiceError> {
    let time = |text: &str| text.parse::<Timestamp>().ok();
    if time(stored).is_some() && time(stored) == time(given) {
        return Ok(());
    }
    Err(ServiceError::conflict(&format!(
        "The resource was changed after {given}; read it and try again"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_equal_to_the_last_digit() {
        let stored = "2026-11-02T09:15:00.123400Z";
        for (given, is_equal) in [
            ("2026-11-02T09:15:00.123400Z", true),
            ("2026-11-02T09:15:00.1234Z", true),
            ("2026-11-02T10:15:00.1234+01:00", true),
            ("2026-11-02T09:15:00.123Z", false),
            ("2026-11-02T09:15:00Z", false),
            ("2026-11-02T09:15:00.123401Z", false),
        ] {
            assert_eq!(check(stored, given).is_ok(), is_equal, "{given}");
        }
    }
}
