//! Timestamps in Smithy's formats.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use serde_json::Value;

use super::{DateTime, DateTimeFormat};
use crate::suite_data::{self, json, report};

const SUITE: &str = "date_time_format_test_suite";

#[test]
fn timestamps() {
    let Some(suite) = json("date_time_format_test_suite.json") else {
        return;
    };
    let (mut cases, mut refused, mut failures) = (0, 0, Vec::new());
    for (name, format) in [
        ("epoch_seconds", DateTimeFormat::EpochSeconds),
        ("http_date", DateTimeFormat::HttpDate),
        ("date_time", DateTimeFormat::DateTimeWithOffset),
    ] {
        type Check = fn(&Value, DateTimeFormat) -> Option<String>;
        for (kind, check) in [("format", formatted as Check), ("parse", parsed)] {
            for case in suite[format!("{kind}_{name}")].as_array().unwrap() {
                let failure = check(case, format).map(|found| format!("{kind}_{name}: {found}, expected {case}"));
                if let Some(reason) = refusal(kind, name, case) {
                    refused += 1;
                    failures.extend(
                        failure
                            .is_none()
                            .then(|| format!("{kind}_{name} passes: {case}; {reason}")),
                    );
                } else {
                    cases += 1;
                    failures.extend(failure);
                }
            }
        }
    }
    println!("{refused} cases are refused");
    report(SUITE, cases, &failures);
}

/// Returns the reason for which a case is refused, if it is.
fn refusal(kind: &str, name: &str, case: &Value) -> Option<String> {
    let nanos = case["canonical_nanos"].as_u64().unwrap();
    let is_early = case["canonical_seconds"].as_str().unwrap().starts_with('-');
    let class = match (kind, name) {
        (_, "epoch_seconds") if is_early && nanos > 0 => "epoch_seconds with a fraction before 1970",
        ("format", "date_time") if !nanos.is_multiple_of(1000) && case["error"] == false => {
            "format_date_time finer than a microsecond"
        }
        _ => return None,
    };
    suite_data::refusal(SUITE, class)
}

fn time(case: &Value) -> DateTime {
    let seconds = case["canonical_seconds"].as_str().unwrap().parse().unwrap();
    let nanos = u32::try_from(case["canonical_nanos"].as_u64().unwrap()).unwrap();
    DateTime::from_secs_and_nanos(seconds, nanos)
}

fn formatted(case: &Value, format: DateTimeFormat) -> Option<String> {
    let mut text = String::new();
    let found = super::write(&time(case), format, &mut text).map(|()| text);
    let is_right = match &found {
        Ok(text) => case["smithy_format_value"] == text.as_str(),
        Err(_) => case["error"] == true,
    };
    (!is_right).then(|| format!("{found:?}"))
}

fn parsed(case: &Value, format: DateTimeFormat) -> Option<String> {
    let found = super::parse(case["smithy_format_value"].as_str().unwrap(), format);
    let is_right = match &found {
        Ok(found) => case["error"] == false && *found == time(case),
        Err(_) => case["error"] == true,
    };
    (!is_right).then(|| format!("{found:?}"))
}
