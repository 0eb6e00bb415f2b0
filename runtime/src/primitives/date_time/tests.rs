//! Timestamps in every format and at every edge.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::DateTimeFormat::{DateTime as Rfc3339, DateTimeWithOffset, EpochSeconds, HttpDate};
use super::{DateTime, DateTimeFormat};

fn read(text: &str, format: DateTimeFormat) -> Option<DateTime> {
    super::parse(text, format).ok()
}

fn written(time: DateTime, format: DateTimeFormat) -> Option<String> {
    let mut text = String::new();
    super::write(&time, format, &mut text).ok().map(|()| text)
}

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
        assert_eq!(written(time, format).unwrap(), text);
        assert_eq!(read(text, format).unwrap(), time, "{text}");
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
        // The examples of RFC 9110, section 5.6.7.
        (HttpDate, "Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777, 0),
        (HttpDate, "Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777, 0),
        (HttpDate, "Sun Nov  6 08:49:37 1994", 784_111_777, 0),
        (HttpDate, "Mon Dec 16 23:48:18 2019", 1_576_540_098, 0),
        (HttpDate, "Monday, 16-Dec-19 23:48:18 GMT", 1_576_540_098, 0),
        (EpochSeconds, "1.576540098E9", 1_576_540_098, 0),
        (EpochSeconds, "15765400985200e-4", 1_576_540_098, 520_000_000),
        (EpochSeconds, "+1", 1, 0),
        (EpochSeconds, "-0.0", 0, 0),
        (EpochSeconds, "0.0000000019", 0, 1),
        (EpochSeconds, "1e-400000000000000000000", 0, 0),
        (EpochSeconds, "0e400000000000000000000", 0, 0),
    ] {
        let expected = DateTime::from_secs_and_nanos(seconds, nanos);
        assert_eq!(read(text, format), Some(expected), "{text}");
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
        (HttpDate, "Monday, 16-Dec-2019 23:48:18 GMT"),
        (HttpDate, "Mon, 16-Dec-19 23:48:18 GMT"),
        (HttpDate, "Monsday, 16-Dec-19 23:48:18 GMT"),
        (HttpDate, "Monday, 31-Feb-19 23:48:18 GMT"),
        (HttpDate, "Monday, 16-Dec-19 23:48:18"),
        (HttpDate, "Mon Dec 16 23:48:18 2019 GMT"),
        (HttpDate, "Mon Dec 6 23:48:18 2019"),
        (HttpDate, "Mon Dec  16 23:48:18 2019"),
        (HttpDate, "Mon Dec 16 23:48:18 19"),
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
        assert!(read(text, format).is_none(), "{text:?}");
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
                // A lower-case letter is valid, but services do not send it.
                let other = changed.replace('T', "t");
                assert_eq!(read(&changed, Rfc3339), read(&other, Rfc3339), "{changed:?}");
            }
        }
    }
}

/// Returns the time at the start of a payload, and the length of its text.
fn started(payload: &str) -> Option<(DateTime, usize)> {
    super::parse_start(format!("{payload:_<32}").as_bytes().first_chunk()?)
}

#[test]
fn only_the_usual_forms_are_read_from_the_start_of_a_payload() {
    for text in [
        "2019-12-16T23:48:18.52Z",
        "2019-12-16T23:48:18+00:00",
        "2019-02-29T00:00:00Z",
        "2019",
    ] {
        assert_eq!(started(&format!("{text}\",")), None, "{text}");
    }
    for payload in [
        "2019-12-16T23:48:18Z",
        "2019-12-16T23:48:18Z\\u0020\"",
        "2019-12-16T23:48:18.12\"Z\"",
    ] {
        assert_eq!(started(payload), None, "{payload}");
    }
}

fn format() -> impl Strategy<Value = DateTimeFormat> {
    prop::sample::select(vec![Rfc3339, DateTimeWithOffset, HttpDate, EpochSeconds])
}

proptest! {
    #[test]
    fn what_is_written_is_read(format in format(), seconds in FIRST..=LAST, nanos in 0_u32..1_000_000_000) {
        let nanos = if format == HttpDate { 0 } else { nanos };
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        prop_assert_eq!(read(&written(time, format).unwrap(), format), Some(time));
    }

    /// Dates in the form of RFC 850 are those of the years around now.
    #[test]
    fn obsolete_http_dates_are_read(seconds in FIRST..=LAST, recent in 800_000_000_i64..2_000_000_000) {
        let imf = |seconds| {
            let text = written(DateTime::from_secs(seconds), HttpDate).unwrap();
            let [weekday, day, month, year, clock] = text[..25].split(' ').collect::<Vec<_>>().try_into().unwrap();
            [weekday, day, month, year, clock].map(str::to_owned)
        };
        let [weekday, day, month, year, clock] = imf(seconds);
        let day = day.strip_prefix('0').map_or(day.clone(), |day| format!(" {day}"));
        let asctime = format!("{} {month} {day} {clock} {year}", weekday.trim_end_matches(','));
        prop_assert_eq!(read(&asctime, HttpDate), Some(DateTime::from_secs(seconds)));
        let [weekday, day, month, year, clock] = imf(recent);
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let name = names.iter().find(|name| name[..3] == weekday[..3]).unwrap();
        let rfc_850 = format!("{name}, {day}-{month}-{} {clock} GMT", &year[2..]);
        prop_assert_eq!(read(&rfc_850, HttpDate), Some(DateTime::from_secs(recent)));
    }

    #[test]
    fn a_time_is_read_from_the_start_of_a_payload(seconds in FIRST..=LAST, millis in 0_u32..1_000) {
        for millis in [0, millis] {
            let time = DateTime::from_secs_and_nanos(seconds, millis * 1_000_000);
            let text = written(time, Rfc3339).unwrap_or_default();
            let expected = matches!(text.len(), 20 | 24).then_some((time, text.len()));
            prop_assert_eq!(started(&format!("{text}\"")), expected);
        }
    }

    #[test]
    fn any_time_has_seconds(seconds: i64, nanos in 0_u32..1_000_000_000) {
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        let text = written(time, EpochSeconds).unwrap();
        prop_assert_eq!(read(&text, EpochSeconds), Some(time));
        prop_assert_eq!(written(time, Rfc3339).is_some(), (FIRST..=LAST).contains(&seconds));
    }

    #[test]
    fn no_text_is_a_panic(format in format(), text in "[-+0-9TZe.: ,A-Za-z]{0,40}|\\PC{0,40}") {
        let _ = read(&text, format);
    }
}
