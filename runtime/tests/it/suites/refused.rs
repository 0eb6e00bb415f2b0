//! The cases whose expected result we reject deliberately, each with its reason:
//! `tests/refused.json`, for all suites.

use serde_json::Value;

/// Returns the reason for which a case is refused.
pub(super) fn reason(suite: &str, case: &str) -> Option<String> {
    let refused: Value = serde_json::from_str(include_str!("../../refused.json")).unwrap();
    let mut refused = refused.as_array().unwrap().iter();
    let refused = refused.find(|refused| refused["suite"] == suite && refused["case"] == case);
    refused.map(|refused| refused["reason"].as_str().unwrap().to_owned())
}
