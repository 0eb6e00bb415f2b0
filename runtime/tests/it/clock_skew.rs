//! The correction of a clock that is wrong, by the cases that all AWS SDKs agreed on in July 2026
//! (the suite `clock-skew-test-cases`), and by some of our own.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use smithy_client_runtime::Handle;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{AsyncSleep, Sleep, TimeSource, http_client_fn};
use smithy_client_runtime::primitives::{DateTime, DateTimeFormat};

use crate::mini::{SERVICE, config, input, response};

/// 1 January 2026, from which all times are counted in seconds.
const START: i64 = 1_767_225_600;

/// An attempt: when the request is sent and the response received, the time that it is signed for,
/// and the status, `date`, `age` and error code of the response.
#[derive(Clone, Copy)]
struct Attempt {
    sent: i64,
    received: i64,
    signed_for: i64,
    status: u16,
    date: Option<i64>,
    age: Option<&'static str>,
    code: Option<&'static str>,
}

/// Returns an attempt that succeeds.
const fn ok(sent: i64, received: i64, signed_for: i64, date: i64) -> Attempt {
    Attempt {
        sent,
        received,
        signed_for,
        status: 200,
        date: Some(date),
        age: None,
        code: None,
    }
}

/// Returns an attempt that fails.
const fn failed(sent: i64, signed_for: i64, date: i64, code: &'static str) -> Attempt {
    Attempt {
        status: 403,
        code: Some(code),
        ..ok(sent, sent + 2, signed_for, date)
    }
}

/// Returns an attempt whose response comes from a cache.
const fn cached(sent: i64, date: i64) -> Attempt {
    Attempt {
        age: Some("17280"),
        ..ok(sent, sent + 2, sent, date)
    }
}

/// A clock that tests set; sleeping takes no time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock(Arc<Mutex<i64>>);

impl Clock {
    /// Sets the seconds since 1 January 2026.
    pub(crate) fn set(&self, seconds: i64) {
        *self.0.lock().unwrap() = seconds;
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::try_from(DateTime::from_secs(START + *self.0.lock().unwrap())).unwrap()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        // The timeouts of the call and of the attempt.
        match duration >= Duration::from_secs(60) {
            true => Sleep::new(std::future::pending()),
            false => Sleep::new(std::future::ready(())),
        }
    }
}

fn http_date(seconds: i64) -> String {
    DateTime::from_secs(START + seconds)
        .fmt(DateTimeFormat::HttpDate)
        .unwrap()
}

/// Prints a time as `20260101T000000Z`.
fn amz_date(seconds: i64) -> String {
    let text = DateTime::from_secs(START + seconds)
        .fmt(DateTimeFormat::DateTime)
        .unwrap();
    text.replace(['-', ':'], "")
}

/// Runs calls of one client, each with as many attempts as are listed, and checks the signing
/// times.
async fn run(name: &str, max_attempts: u32, disabled: bool, calls: &[&[Attempt]]) {
    let clock = Clock::default();
    let all: Vec<Attempt> = calls.concat();
    let dates: Arc<Mutex<Vec<String>>> = Arc::default();
    let (ours, seen) = (clock.clone(), Arc::clone(&dates));
    let attempts = all.clone();
    let http = http_client_fn(move |request| {
        let mut seen = seen.lock().unwrap();
        seen.push(request.headers()["x-amz-date"].to_str().unwrap().to_owned());
        let attempt = attempts[seen.len() - 1];
        ours.set(attempt.received);
        let mut headers = Vec::new();
        let date = attempt.date.map(http_date);
        headers.extend(date.as_deref().map(|date| ("date", date)));
        headers.extend(attempt.age.map(|age| ("age", age)));
        headers.extend(attempt.code.map(|code| ("x-amzn-errortype", code)));
        response(attempt.status, &headers, "{}")
    });
    let config = config()
        .retry_config(RetryConfig::standard().with_max_attempts(max_attempts))
        .disable_clock_skew_correction(disabled)
        .time_source(clock.clone())
        .sleep_impl(NoSleep)
        .http_client(http);
    let client = Handle::new(&SERVICE, config.build());
    for call in calls {
        clock.set(call[0].sent);
        let result = client.call(input()).await;
        let succeeds = call.last().is_some_and(|last| last.code.is_none());
        assert_eq!(result.is_ok(), succeeds, "{name}: {result:?}");
    }
    let expected: Vec<_> = all.iter().map(|attempt| amz_date(attempt.signed_for)).collect();
    assert_eq!(*dates.lock().unwrap(), expected, "{name}");
}

const SKEWED: &str = "RequestTimeTooSkewed";
const INVALID: &str = "InvalidSignatureException";

#[tokio::test]
async fn the_clock_is_corrected_as_all_sdks_do() {
    let cases: &[(&str, u32, &[&[Attempt]])] = &[
        ("clocks agree", 3, &[&[ok(0, 2, 0, 1)], &[ok(60, 62, 60, 61)]]),
        (
            "an error is retried, and the difference is kept",
            3,
            &[
                &[failed(0, 0, 301, SKEWED), ok(2, 4, 302, 303)],
                &[ok(60, 62, 360, 361)],
            ],
        ),
        (
            "the difference is kept without another attempt",
            1,
            &[&[failed(0, 0, 301, SKEWED)], &[ok(60, 62, 360, 361)]],
        ),
        (
            "a response after more than a quarter of an hour says nothing",
            3,
            &[
                &[ok(0, 960, 0, 600)],
                &[ok(1020, 1022, 1020, 1321)],
                &[ok(1080, 1082, 1380, 1381)],
            ],
        ),
        (
            "a success corrects what is no longer right",
            3,
            &[&[ok(0, 2, 0, 301)], &[ok(10, 12, 310, 11)], &[ok(20, 22, 20, 21)]],
        ),
        (
            "a small difference explains no error",
            3,
            &[&[failed(0, 0, 121, INVALID)], &[ok(10, 12, 130, 131)]],
        ),
        (
            "a large difference explains an error",
            3,
            &[&[failed(0, 0, 301, INVALID), ok(2, 4, 302, 303)]],
        ),
        (
            "without a date there is nothing to learn",
            3,
            &[
                &[Attempt {
                    date: None,
                    ..failed(0, 0, 0, SKEWED)
                }],
                &[ok(10, 12, 10, 11)],
            ],
        ),
        (
            "a cached response says nothing",
            3,
            &[
                &[cached(60_660, 43_381)],
                &[ok(60_670, 60_672, 60_670, 60_971)],
                &[ok(60_680, 60_682, 60_980, 60_981)],
            ],
        ),
    ];
    for (name, max_attempts, calls) in cases {
        run(name, *max_attempts, false, calls).await;
    }
}

#[tokio::test]
async fn errors_that_a_wrong_clock_explains_are_retried() {
    macro_rules! retried {
        ($($code:literal)*) => {
            [$(($code, &[&[failed(0, 0, 3601, $code), ok(2, 4, 3602, 3603)][..]][..])),*]
        };
    }
    for (code, calls) in retried!(
        "AccessDenied"
        "AccessDeniedException"
        "AuthFailure"
        "InvalidSignatureException"
        "RequestExpired"
        "RequestInTheFuture"
        "RequestTimeTooSkewed"
        "SignatureDoesNotMatch"
    ) {
        run(code, 3, false, calls).await;
    }
    run(
        "access is denied at the right time",
        3,
        false,
        &[
            &[failed(0, 0, 1, "AccessDeniedException")],
            &[ok(10, 12, 10, 3611)],
            // The clock is as wrong as before, and the request was signed for the right time.
            &[failed(20, 3620, 3621, "AccessDeniedException")],
        ],
    )
    .await;
    run(
        "another error",
        3,
        false,
        &[&[failed(0, 0, 3601, "ValidationException")]],
    )
    .await;
}

#[tokio::test]
async fn the_correction_can_be_disabled() {
    run(
        "disabled",
        3,
        true,
        &[
            &[failed(0, 0, 3601, SKEWED)],
            &[ok(10, 12, 10, 3611)],
            &[failed(20, 20, 3621, "AccessDenied")],
        ],
    )
    .await;
}
