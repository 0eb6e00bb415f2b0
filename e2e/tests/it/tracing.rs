//! Tracing: one span per call, one event per retry, and nothing sensitive at any level.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use e2e::model::Model;
use e2e::{Answer, REQUEST_ID, Server, TEMPORARY, sample};
use partnercentral_selling::Client;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::config::{AsyncSleep, RateLimits, SharedAsyncSleep, Sleep};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

const SECRET: &str = "SECRET";

/// A subscriber that records all spans and events.
#[derive(Clone, Default)]
struct Log(Arc<Kept>);

#[derive(Default)]
struct Kept {
    next: AtomicU64,
    spans: Mutex<BTreeMap<u64, Told>>,
    events: Mutex<Vec<Told>>,
    /// The spans that are entered, on the one thread of the test.
    entered: Mutex<Vec<(Id, &'static Metadata<'static>)>>,
    metadata: Mutex<BTreeMap<u64, &'static Metadata<'static>>>,
}

#[derive(Debug, Default)]
struct Told {
    name: &'static str,
    target: String,
    fields: BTreeMap<&'static str, String>,
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.0.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut told = Told {
            name: span.metadata().name(),
            target: span.metadata().target().to_owned(),
            ..Told::default()
        };
        span.record(&mut told);
        self.0.spans.lock().unwrap().insert(id, told);
        self.0.metadata.lock().unwrap().insert(id, span.metadata());
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(self.0.spans.lock().unwrap().get_mut(&span.into_u64()).unwrap());
    }

    fn event(&self, event: &Event<'_>) {
        let mut told = Told {
            target: event.metadata().target().to_owned(),
            ..Told::default()
        };
        event.record(&mut told);
        self.0.events.lock().unwrap().push(told);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, span: &Id) {
        let metadata = self.0.metadata.lock().unwrap()[&span.into_u64()];
        self.0.entered.lock().unwrap().push((span.clone(), metadata));
    }

    fn exit(&self, _: &Id) {
        self.0.entered.lock().unwrap().pop();
    }

    fn current_span(&self) -> Current {
        match self.0.entered.lock().unwrap().last() {
            Some((span, metadata)) => Current::new(span.clone(), metadata),
            None => Current::none(),
        }
    }
}

impl Log {
    /// Returns the spans of calls: those of the client, not of the libraries below it.
    fn calls(&self) -> Vec<BTreeMap<&'static str, String>> {
        let spans = self.0.spans.lock().unwrap();
        let calls = spans.values().filter(|told| told.name == "call" && ours(told));
        calls.map(|told| told.fields.clone()).collect()
    }

    fn events(&self) -> Vec<BTreeMap<&'static str, String>> {
        let events = self.0.events.lock().unwrap();
        events
            .iter()
            .filter(|told| ours(told))
            .map(|told| told.fields.clone())
            .collect()
    }

    fn text(&self) -> String {
        format!("{:?} {:?}", self.0.spans.lock().unwrap(), self.0.events.lock().unwrap())
    }
}

fn ours(told: &Told) -> bool {
    told.target.starts_with("smithy_client_runtime")
}

#[tokio::test]
async fn a_call_is_a_span_and_a_retry_an_event() {
    let log = Log::default();
    let guard = crate::subscriber::set_default(log.clone());
    let answers = [
        Answer::json(503, &json!({})),
        Answer::json(429, &json!({})),
        Answer::json(200, &json!({ "OpportunitySummaries": [] })),
        Answer::json(400, &json!({ "__type": "ValidationException", "Message": SECRET })),
    ];
    let server = Server::script(answers).await.unwrap();
    let client = server.client();
    client.list_opportunities().catalog("Sandbox").send().await.unwrap();
    client.list_opportunities().catalog("Sandbox").send().await.unwrap_err();
    drop(guard);

    let calls = log.calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    for (call, attempts, status) in [(&calls[0], "3", "200"), (&calls[1], "1", "400")] {
        for (field, value) in [
            ("service", "\"PartnerCentral Selling\""),
            ("operation", "\"ListOpportunities\""),
            ("region", "\"us-east-1\""),
            ("attempts", attempts),
            ("status", status),
            ("request_id", &format!("{REQUEST_ID:?}")),
        ] {
            assert_eq!(call.get(field).map(String::as_str), Some(value), "{field} in {call:?}");
        }
    }
    let retries: Vec<_> = log
        .events()
        .into_iter()
        .filter(|event| event.contains_key("pause"))
        .collect();
    assert_eq!(retries.len(), 2, "{retries:?}");
    assert_eq!(
        (retries[0]["attempt"].as_str(), retries[0]["status"].as_str()),
        ("1", "503")
    );
    assert_eq!(retries[1]["attempt"], "2");
    assert_eq!(retries[1]["status"], "429");
}

/// A timer whose pauses end at once.
#[derive(Debug)]
struct AtOnce;

impl AsyncSleep for AtOnce {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_wait_for_a_rate_limit_is_an_event() {
    let log = Log::default();
    let guard = crate::subscriber::set_default(log.clone());
    let answers = vec![Answer::json(200, &json!({ "OpportunitySummaries": [] })); 2];
    let server = Server::script(answers).await.unwrap();
    let config = server.client().config().to_builder();
    let config = config.rate_limits(RateLimits::new().read_only(20.0));
    let client = Client::from_conf(config.build());
    client.list_opportunities().catalog("Sandbox").send().await.unwrap();
    client.list_opportunities().catalog("Sandbox").send().await.unwrap();
    drop(guard);
    let waits: Vec<_> = log
        .events()
        .into_iter()
        .filter(|event| event.contains_key("waited"))
        .collect();
    assert_eq!(waits.len(), 1, "{waits:?}");
    assert!(waits[0]["message"].contains("rate limit"), "{waits:?}");
}

/// A call that is dropped while it waits sends nothing, and the next call is sent in its place.
#[tokio::test]
async fn a_wait_for_a_rate_limit_can_be_cancelled() {
    #[derive(Debug)]
    struct Never;
    impl AsyncSleep for Never {
        fn sleep(&self, _: Duration) -> Sleep {
            Sleep::new(std::future::pending())
        }
    }
    let answers = vec![Answer::json(200, &json!({ "OpportunitySummaries": [] })); 2];
    let server = Server::script(answers).await.unwrap();
    let limits = RateLimits::new().read_only(0.001);
    let client = |sleep: SharedAsyncSleep| {
        let config = server.client().config().to_builder().rate_limits(limits.clone());
        let config = config.timeout_config(TimeoutConfig::disabled()).sleep_impl(sleep);
        Client::from_conf(config.build())
    };
    let (stuck, quick) = (
        client(SharedAsyncSleep::new(Never)),
        client(SharedAsyncSleep::new(AtOnce)),
    );
    let call = |client: &Client| client.list_opportunities().catalog("Sandbox").send();
    call(&stuck).await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_millis(50), call(&stuck)).await;
    assert!(waiting.is_err(), "{waiting:?}");
    assert_eq!(server.requests().len(), 1);
    call(&quick).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// Every sensitive value of requests and responses contains the marker, and so do the keys.
#[tokio::test]
async fn nothing_sensitive_is_told_at_any_level() {
    let model = Model::load().unwrap();
    let log = Log::default();
    let guard = crate::subscriber::set_default(log.clone());
    let filled = model.fill(model.output("GetEngagementInvitation"), 0, &mut |sensitive| {
        if sensitive {
            SECRET.to_owned()
        } else {
            "shown".to_owned()
        }
    });
    for answer in [
        Answer::json(200, &filled),
        Answer::json(200, &filled).cut(7),
        Answer::json(503, &filled),
        Answer::json(
            400,
            &json!({ "__type": "ConflictException", "Message": "m", "CompanyName": SECRET }),
        ),
        Answer::with_headers(
            200,
            &[],
            r#"{"Payload":{"OpportunityInvitation":{"Customer":"SECRET"}}}"#,
        ),
        Answer::reset(),
    ] {
        let server = Server::always(answer).await.unwrap();
        let client = server.client();
        let _ = client
            .get_engagement_invitation()
            .catalog("c")
            .identifier("i")
            .send()
            .await;
        let call = client
            .create_engagement_invitation()
            .catalog("c")
            .engagement_identifier("e");
        let _ = call.invitation(sample::lead_invitation().unwrap()).send().await;
        let _ = client.list_engagements().created_by(SECRET).send().await;
    }
    drop(guard);
    assert!(log.calls().len() >= 12, "{:?}", log.calls());
    let text = log.text();
    let secrets = [
        SECRET,
        TEMPORARY.secret_access_key,
        TEMPORARY.session_token.unwrap(),
        // Sensitive members of the invitation that was sent.
        "Harbour",
        "acme.example",
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is told: {text}");
    }
}
