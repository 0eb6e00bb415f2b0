//! Waiters over HTTP, with a clock that only pauses advance.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use smithy_client_runtime::Handle;
use smithy_client_runtime::config::{AsyncSleep, Sleep, TimeSource, http_client_fn};
use smithy_client_runtime::error::ProvideErrorMetadata;
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};
use smithy_client_runtime::waiters::error::WaiterError;
use smithy_client_runtime::waiters::jmespath::Expression;
use smithy_client_runtime::waiters::{Acceptor, BoundWaiter, Comparator, Matcher, State, Waiter, WaiterResult};

use crate::mini;

static DESCRIBE: Operation = Operation::new(&mini::SERVICE, "Describe", Idempotency::ReadOnly);
static INPUT: Schema = Schema::new("com.example#DescribeRequest", "Name;");
static OUTPUT: Schema = Schema::new("com.example#DescribeResponse", "Name;State;Parts;");

#[derive(Clone, Debug, Default)]
struct Input {
    name: Option<String>,
}

impl SerializeShape for Input {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &INPUT, &[&self.name]);
    }
}

impl OperationInput for Input {
    type Output = Output;
    type Error = mini::Error;
    const OPERATION: &'static Operation = &DESCRIBE;
}

#[derive(Debug, Default)]
struct Output {
    name: Option<String>,
    state: Option<String>,
    parts: Option<Vec<String>>,
}

impl SerializeShape for Output {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &OUTPUT, &[&self.name, &self.state, &self.parts]);
    }
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        let slots = &mut [&mut slot.name as _, &mut slot.state as _, &mut slot.parts as _];
        deserializer.structure(&OUTPUT, slots)
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _: RequestIds) {}
}

static ACTIVE: Waiter = Waiter {
    name: "Active",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[
        Acceptor {
            state: State::Success,
            matcher: Matcher::Output(Expression::Field("State"), Comparator::StringEquals("active")),
        },
        Acceptor {
            state: State::Failure,
            matcher: Matcher::Output(Expression::Field("Parts"), Comparator::AnyStringEquals("broken")),
        },
        Acceptor {
            state: State::Success,
            matcher: Matcher::Output(Expression::Field("Parts"), Comparator::AllStringEquals("done")),
        },
        Acceptor {
            state: State::Success,
            matcher: Matcher::InputOutput(
                Expression::Compare(
                    smithy_client_runtime::waiters::jmespath::Comparator::Equal,
                    &[
                        Expression::Then(&[Expression::Field("input"), Expression::Field("Name")]),
                        Expression::Then(&[Expression::Field("output"), Expression::Field("Name")]),
                    ],
                ),
                Comparator::BooleanEquals(true),
            ),
        },
        Acceptor {
            state: State::Retry,
            matcher: Matcher::ErrorType(&["NotFound", "Query.NotFound"]),
        },
        Acceptor {
            state: State::Failure,
            matcher: Matcher::ErrorType(&["Gone"]),
        },
    ],
};

static DELETED: Waiter = Waiter {
    name: "Deleted",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[Acceptor {
        state: State::Success,
        matcher: Matcher::Success(false),
    }],
};

/// A clock that stands still between pauses, and the pauses.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<Mutex<Vec<Duration>>>);

impl Clock {
    fn pauses(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_767_268_800) + self.pauses().iter().sum::<Duration>()
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        // Timeouts of calls are longer than any pause of these waiters.
        if duration > Duration::from_secs(60) {
            return Sleep::new(std::future::pending());
        }
        self.0.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

/// Waits with these responses. The last one is repeated.
async fn wait(
    waiter: &'static Waiter,
    responses: &'static [(u16, &'static str)],
) -> (WaiterResult<Input>, Clock, usize) {
    let clock = Clock::default();
    let count = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&count);
    let http = http_client_fn(move |_| {
        let mut count = counted.lock().unwrap();
        *count += 1;
        let (status, body) = responses[(*count - 1).min(responses.len() - 1)];
        mini::response(status, &[], body)
    });
    let config = mini::config().time_source(clock.clone()).sleep_impl(clock.clone());
    let handle = Handle::new(&mini::SERVICE, config.http_client(http).build());
    let input = Input {
        name: Some("this".to_owned()),
    };
    let bound = BoundWaiter::new(&handle, waiter, smithy_client_runtime::fluent::Async);
    let result = bound.wait(input, Duration::from_secs(30)).await;
    let count = *count.lock().unwrap();
    (result, clock, count)
}

const NOT_FOUND: (u16, &str) = (400, r#"{"__type":"NotFound","message":"not yet"}"#);
const PENDING: (u16, &str) = (200, r#"{"State":"pending"}"#);

#[tokio::test]
async fn calls_are_repeated_until_the_state_is_reached() {
    let (result, clock, count) = wait(&ACTIVE, &[NOT_FOUND, PENDING, (200, r#"{"State":"active"}"#)]).await;
    let output = result.unwrap().into_result().unwrap();
    assert_eq!((output.state.as_deref(), count), (Some("active"), 3));
    let pauses = clock.pauses();
    assert_eq!(pauses[0], Duration::from_secs(2));
    assert!(pauses[1] >= Duration::from_secs(2) && pauses[1] <= Duration::from_secs(4));
    assert_eq!(pauses.len(), 2);
}

#[tokio::test]
async fn conditions_on_lists_and_on_the_input() {
    for (body, is_success) in [
        (r#"{"Parts":["done","done"]}"#, true),
        (r#"{"Name":"this"}"#, true),
        (r#"{"Parts":["done","broken"]}"#, false),
    ] {
        let responses: &[_] = Vec::leak(vec![
            (200, r#"{"Parts":[]}"#),
            (200, r#"{"Parts":["done","x"]}"#),
            (200, body),
        ]);
        let (result, _, count) = wait(&ACTIVE, responses).await;
        assert_eq!((result.is_ok(), count), (is_success, 3), "{body}");
    }
}

#[tokio::test]
async fn the_time_is_over() {
    let (result, clock, count) = wait(&ACTIVE, &[PENDING]).await;
    let error = result.unwrap_err();
    let WaiterError::ExceededMaxWait(exceeded) = &error else {
        panic!("{error}");
    };
    assert_eq!(exceeded.max_wait(), Duration::from_secs(30));
    assert_eq!(exceeded.poll_count() as usize, count);
    // The last call is made when the shortest pause is left.
    assert_eq!(exceeded.elapsed(), clock.pauses().iter().sum::<Duration>());
    assert_eq!(exceeded.elapsed(), Duration::from_secs(28));
    assert!(
        error
            .to_string()
            .starts_with("Active: not in the wanted state after 28s and "),
        "{error}"
    );
}

#[tokio::test]
async fn errors_end_the_wait() {
    let (result, _, count) = wait(&ACTIVE, &[(400, r#"{"__type":"Gone","message":"no more"}"#)]).await;
    let error = result.unwrap_err();
    assert_eq!(count, 1);
    let WaiterError::FailureState(failure) = error else {
        panic!("{error}");
    };
    let poll = failure.into_final_poll();
    assert_eq!(poll.as_result().unwrap_err().code(), Some("Gone"));
    let (result, _, _) = wait(&ACTIVE, &[(400, r#"{"__type":"AccessDenied","message":"no"}"#)]).await;
    let error = result.unwrap_err();
    assert!(matches!(&error, WaiterError::OperationFailed(failed) if failed.error().code() == Some("AccessDenied")));
    assert!(error.to_string().contains("AccessDenied"), "{error}");
}

#[tokio::test]
async fn any_error_of_the_service_can_be_a_success() {
    let (result, _, count) = wait(&DELETED, &[PENDING, PENDING, NOT_FOUND]).await;
    assert_eq!(result.unwrap().into_result().unwrap_err().code(), Some("NotFound"));
    assert_eq!(count, 3);
}
