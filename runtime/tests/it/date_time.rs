//! Timestamps in every format and at every edge.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use smithy_client_runtime::primitives::DateTime;
use smithy_client_runtime::primitives::DateTimeFormat::{
    self, DateTime as Rfc3339, DateTimeWithOffset, EpochSeconds, HttpDate,
};

/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;
/// The first second of the year 1.
const FIRST: i64 = -62_135_596_800;

#[test]
fn the_text_of_a_time() {
    for (format, seconds, nanos, text) in [
        (Rfc3339, 1_576_540_098, 0, "2019-12-16T23:48:18Z"),
        (Rfc3339, 1_576_540_098, 520_000_000, "2019-12-16T23:48:18.52Z"),
        (Rfc3339, 1_576_540_098, 1, "2019-12-16T23:48:18.000000001Z"),
        (Rfc3339, 0, 0, "1970-01-01T00:00:00Z"),
        (Rfc3339, -1, 999_000_000, "1969-12-31T23:59:59.999Z"),
        (Rfc3339, 951_782_400, 0, "2000-02-29T00:00:00Z"),
        (Rfc3339, LAST, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
        (Rfc3339, FIRST, 0, "0001-01-01T00:00:00Z"),
        (DateTimeWithOffset, 1_576_540_098, 0, "2019-12-16T23:48:18Z"),
        (HttpDate, 1_576_540_098, 0, "Mon, 16 Dec 2019 23:48:18 GMT"),
        (HttpDate, 784_111_777, 0, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (HttpDate, LAST, 0, "Fri, 31 Dec 9999 23:59:59 GMT"),
        (HttpDate, FIRST, 0, "Mon, 01 Jan 0001 00:00:00 GMT"),
        (EpochSeconds, 1_576_540_098, 0, "1576540098"),
        (EpochSeconds, 1_576_540_098, 520_000_000, "1576540098.52"),
        (EpochSeconds, 0, 0, "0"),
        (EpochSeconds, -1, 750_000_000, "-0.25"),
        (EpochSeconds, -2, 0, "-2"),
        (EpochSeconds, -2, 999_999_999, "-1.000000001"),
        (EpochSeconds, i64::MAX, 999_999_999, "9223372036854775807.999999999"),
        (EpochSeconds, i64::MIN, 0, "-9223372036854775808"),
    ] {
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        assert_eq!(time.fmt(format).unwrap(), text);
        assert_eq!(DateTime::from_str(text, format).unwrap(), time, "{text}");
    }
}

#[test]
fn other_spellings_of_a_time() {
    for (format, text, seconds, nanos) in [
        (DateTimeWithOffset, "2019-12-17T00:48:18+01:00", 1_576_540_098, 0),
        (
            DateTimeWithOffset,
            "2019-12-16T22:18:18.5-01:30",
            1_576_540_098,
            500_000_000,
        ),
        (DateTimeWithOffset, "2019-12-16T23:48:18-00:00", 1_576_540_098, 0),
        (Rfc3339, "2019-12-16t23:48:18z", 1_576_540_098, 0),
        (Rfc3339, "2019-12-16T23:48:18.1234567899Z", 1_576_540_098, 123_456_789),
        (Rfc3339, "2016-12-31T23:59:60Z", 1_483_228_800, 0),
        (
            HttpDate,
            "Mon, 16 Dec 2019 23:48:18.123 GMT",
            1_576_540_098,
            123_000_000,
        ),
        (EpochSeconds, "1.576540098E9", 1_576_540_098, 0),
        (EpochSeconds, "15765400985200e-4", 1_576_540_098, 520_000_000),
        (EpochSeconds, "+1", 1, 0),
        (EpochSeconds, "-0.0", 0, 0),
        (EpochSeconds, "0.0000000019", 0, 1),
        (EpochSeconds, "1e-400000000000000000000", 0, 0),
        (EpochSeconds, "0e400000000000000000000", 0, 0),
    ] {
        let expected = DateTime::from_secs_and_nanos(seconds, nanos);
        assert_eq!(DateTime::from_str(text, format), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_time() {
    for (format, text) in [
        (Rfc3339, ""),
        (Rfc3339, "2019-12-16"),
        (Rfc3339, "2019-12-16T23:48:18"),
        (Rfc3339, "2019-12-16 23:48:18Z"),
        (Rfc3339, "2019-12-16T23:48Z"),
        (Rfc3339, "2019-12-16T23:48:18.Z"),
        (Rfc3339, "2019-12-16T23:48:18,5Z"),
        (Rfc3339, "2019-02-29T00:00:00Z"),
        (Rfc3339, "2019-13-01T00:00:00Z"),
        (Rfc3339, "2019-12-16T24:00:00Z"),
        (Rfc3339, "2019-12-16T23:48:61Z"),
        (Rfc3339, "2019-12-16T23:48:18+01:00"),
        (Rfc3339, "2019-12-16T23:48:18+00:00"),
        (Rfc3339, "-2019-12-16T23:48:18Z"),
        (Rfc3339, "12019-12-16T23:48:18Z"),
        (Rfc3339, "2019-12-16T23:48:18Zx"),
        (Rfc3339, "٢٠19-12-16T23:48:18Z"),
        (DateTimeWithOffset, "2019-12-16T23:48:18+24:00"),
        (DateTimeWithOffset, "2019-12-16T23:48:18+01:60"),
        (DateTimeWithOffset, "2019-12-16T23:48:18+0100"),
        (HttpDate, "Mon, 16 Dec 2019 23:48:18 UTC"),
        (HttpDate, "Mon, 16 Dez 2019 23:48:18 GMT"),
        (HttpDate, "Monday, 16-Dec-19 23:48:18 GMT"),
        (HttpDate, "Mon, 31 Feb 2019 23:48:18 GMT"),
        (HttpDate, "Mon,  6 Dec 2019 23:48:18 GMT"),
        (EpochSeconds, ""),
        (EpochSeconds, "-"),
        (EpochSeconds, "1."),
        (EpochSeconds, ".5"),
        (EpochSeconds, "1e"),
        (EpochSeconds, "1_000"),
        (EpochSeconds, "NaN"),
        (EpochSeconds, "9223372036854775808"),
        (EpochSeconds, "1e400000000000000000000"),
    ] {
        assert!(DateTime::from_str(text, format).is_err(), "{text:?}");
    }
}

#[test]
fn the_usual_form_and_its_other_spellings_are_read_alike() {
    for text in ["2019-12-16T23:48:18Z", "2020-02-29T03:04:05.678901234Z"] {
        for at in 0..text.len() {
            for byte in 0..=0x7f_u8 {
                let mut changed = text.as_bytes().to_vec();
                changed[at] = byte;
                let changed = String::from_utf8(changed).unwrap();
                // A small letter is as good, and is not what services send.
                let other = changed.replace('T', "t");
                assert_eq!(
                    DateTime::from_str(&changed, Rfc3339),
                    DateTime::from_str(&other, Rfc3339),
                    "{changed:?}"
                );
            }
        }
    }
}

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
        (time.as_nanos(), time.as_secs_f64(), time.to_millis()),
        (1_500_000_000, 1.5, Ok(1500))
    );
    assert_eq!(DateTime::from_millis(-1).as_nanos(), -1_000_000);
    assert_eq!(DateTime::from_millis(-1).to_millis(), Ok(-1));
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
        assert_eq!(SystemTime::try_from(time), Ok(system));
    }
    // Whether the platform can hold it or not, it does not panic.
    let _ = SystemTime::try_from(DateTime::from_secs(i64::MIN));
    let _ = SystemTime::try_from(DateTime::from_secs_and_nanos(i64::MAX, 999_999_999));
}

fn format() -> impl Strategy<Value = DateTimeFormat> {
    prop::sample::select(vec![Rfc3339, DateTimeWithOffset, HttpDate, EpochSeconds])
}

proptest! {
    #[test]
    fn what_is_written_is_read(format in format(), seconds in FIRST..=LAST, nanos in 0_u32..1_000_000_000) {
        let nanos = if format == HttpDate { 0 } else { nanos };
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        prop_assert_eq!(DateTime::from_str(&time.fmt(format).unwrap(), format), Ok(time));
    }

    #[test]
    fn any_time_has_seconds(seconds: i64, nanos: u32) {
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        let text = time.fmt(EpochSeconds).unwrap();
        prop_assert_eq!(DateTime::from_str(&text, EpochSeconds), Ok(time));
        let _ = time.to_string();
        let _ = time.to_millis();
    }

    #[test]
    fn no_text_is_a_panic(format in format(), text in "[-+0-9TZe.: ,A-Za-z]{0,40}|\\PC{0,40}") {
        let _ = DateTime::from_str(&text, format);
        let _ = DateTime::read(&text, format, ',');
    }
}
