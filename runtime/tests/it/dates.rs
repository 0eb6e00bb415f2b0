//! Timestamps as the types of date libraries, both ways.

use proptest::prelude::*;
use smithy_client_runtime::primitives::{DateTime, DateTimeExt};

/// Returns times of the years 1 to 9999, which all libraries have.
fn times() -> impl Strategy<Value = DateTime> {
    (-62_135_596_800_i64..253_402_300_800, 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| DateTime::from_secs_and_nanos(seconds, nanos))
}

proptest! {
    #[test]
    fn a_time_survives_each_library(time in times()) {
        prop_assert_eq!(DateTime::from_chrono_utc(time.to_chrono_utc().unwrap()), time);
        prop_assert_eq!(DateTime::from_time(time.to_time().unwrap()), time);
        // jiff ends some hours before the year 10000.
        if let Ok(there) = time.to_jiff() {
            prop_assert_eq!(DateTime::from_jiff(there), time);
        }
    }

    #[test]
    fn the_libraries_see_one_instant(time in times()) {
        let chrono = time.to_chrono_utc().unwrap();
        prop_assert_eq!(time.to_time().unwrap().unix_timestamp_nanos(), time.as_nanos());
        prop_assert_eq!(chrono.timestamp(), time.secs());
        prop_assert_eq!(chrono.timestamp_subsec_nanos(), time.subsec_nanos());
    }
}

#[test]
fn a_time_outside_the_range_is_an_error() {
    let late = DateTime::from_secs(i64::MAX / 4);
    for error in [
        late.to_chrono_utc().unwrap_err(),
        late.to_time().unwrap_err(),
        late.to_jiff().unwrap_err(),
    ] {
        assert!(
            error.to_string().starts_with("the time is outside the range of"),
            "{error}"
        );
    }
}

#[test]
fn an_offset_is_converted() {
    let time = chrono::DateTime::parse_from_rfc3339("2026-11-28T03:00:00.5+02:00").unwrap();
    assert_eq!(
        DateTime::from_chrono_fixed(time),
        DateTime::from_secs_and_nanos(1_795_827_600, 500_000_000)
    );
}
