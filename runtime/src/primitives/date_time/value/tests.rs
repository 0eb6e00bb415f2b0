//! The arithmetic of timestamps, and their conversions.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::DateTime;
use super::DateTimeFormat::{DateTime as Rfc3339, EpochSeconds, HttpDate};

/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;
/// The first second of the year 1.
const FIRST: i64 = -62_135_596_800;

#[test]
fn beyond_the_calendar_is_an_error_and_shown_as_seconds() {
    for (seconds, text) in [
        (LAST + 1, "253402300800"),
        (FIRST - 1, "-62135596801"),
        (i64::MAX, "9223372036854775807"),
        (i64::MIN, "-9223372036854775808"),
    ] {
        let time = DateTime::from_secs(seconds);
        assert!(time.fmt(Rfc3339).is_err());
        assert!(time.fmt(HttpDate).is_err());
        assert_eq!(time.to_string(), text);
        assert_eq!(format!("{time:?}"), text);
    }
}

#[test]
fn a_list_of_times_is_read_one_by_one() {
    let text = "Mon, 16 Dec 2019 23:48:18 GMT,Sun, 06 Nov 1994 08:49:37 GMT";
    let (first, rest) = DateTime::read(text, HttpDate, ',').unwrap();
    assert_eq!((first.secs(), rest), (1_576_540_098, "Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(
        DateTime::read(rest, HttpDate, ',').unwrap(),
        (DateTime::from_secs(784_111_777), "")
    );
    let (first, rest) = DateTime::read("1.5;2", EpochSeconds, ';').unwrap();
    assert_eq!((first, rest), (DateTime::from_millis(1500), "2"));
    assert!(DateTime::read("2019-12-16T23:48:18Z 2", Rfc3339, ',').is_err());
}

#[test]
fn conversions() {
    let time = DateTime::from_fractional_secs(1, 0.5);
    assert_eq!(time, DateTime::from_secs_f64(1.5));
    assert_eq!(time, DateTime::from_millis(1500));
    assert_eq!(time, DateTime::from_nanos(1_500_000_000).unwrap());
    assert_eq!(
        (time.secs(), time.subsec_nanos(), time.has_subsec_nanos()),
        (1, 500_000_000, true)
    );
    assert_eq!(
        (time.as_nanos(), time.as_secs_f64(), time.to_millis().ok()),
        (1_500_000_000, 1.5, Some(1500))
    );
    assert_eq!(DateTime::from_millis(-1).as_nanos(), -1_000_000);
    assert_eq!(DateTime::from_millis(-1).to_millis().unwrap(), -1);
    assert!(DateTime::from_secs(i64::MAX).to_millis().is_err());
    assert!(DateTime::from_nanos(i128::MAX).is_err());
    let mut time = DateTime::from_secs(1);
    assert_eq!(
        time.set_seconds(2).set_subsec_nanos(1_500_000_000),
        &DateTime::from_millis(3500)
    );
    assert_eq!(DateTime::from_secs_and_nanos(i64::MAX, u32::MAX).secs(), i64::MAX);
    assert_eq!(DateTime::from_secs_f64(f64::NAN), DateTime::from_secs(0));
    assert_eq!(DateTime::from_secs_f64(f64::INFINITY), DateTime::from_secs(i64::MAX));
    assert!(DateTime::from_millis(-1500) < DateTime::from_secs(-1));
}

#[test]
fn system_times() {
    for (time, system) in [
        (DateTime::from_millis(1500), UNIX_EPOCH + Duration::from_millis(1500)),
        (DateTime::from_millis(-1500), UNIX_EPOCH - Duration::from_millis(1500)),
        (DateTime::from_secs(0), UNIX_EPOCH),
    ] {
        assert_eq!(DateTime::from(system), time);
        assert_eq!(SystemTime::try_from(time).unwrap(), system);
    }
    // The conversion does not panic, whether or not the platform can represent the time.
    let _ = SystemTime::try_from(DateTime::from_secs(i64::MIN));
    let _ = SystemTime::try_from(DateTime::from_secs_and_nanos(i64::MAX, 999_999_999));
}
