//! Mocks of operations that stream, and the events of `tracing`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use smithy_client_runtime::primitives::ByteStream;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::service::{client, exchange, settings, text};
use crate::https_client::server::{Server, file};

/// The events that `tracing` recorded, by the names of their fields.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<Fields>>>);

pub type Fields = BTreeMap<&'static str, String>;

impl Log {
    /// Returns the events with this message.
    pub fn of(&self, message: &str) -> Vec<Fields> {
        let events = self.0.lock().unwrap();
        let of = |fields: &&Fields| fields.get("message").is_some_and(|text| text == message);
        events.iter().filter(of).cloned().collect()
    }

    pub fn shows(&self, text: &str) -> bool {
        let events = self.0.lock().unwrap();
        events
            .iter()
            .flat_map(BTreeMap::values)
            .any(|value| value.contains(text))
    }
}

struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Reader(&mut fields));
        self.0.lock().unwrap().push(fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn tracing_says_how_many_bytes_went_by() {
    let log = Log::default();
    let _guard = crate::subscriber::set_default(log.clone());
    let server = Server::always("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret");
    let client = client(settings(&server.url()).build());
    let body = ByteStream::from_path(file("a secret")).await.unwrap();
    let stream = exchange(&client, body).await.unwrap();
    assert_eq!(text(stream).await.unwrap(), "secret");
    let ended = log.of("the stream ended");
    let shown: Vec<_> = ended
        .iter()
        .map(|fields| ["operation", "direction", "bytes", "is_complete"].map(|name| fields[name].as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ["\"Exchange\"", "\"request\"", "8", "true"],
            ["\"Exchange\"", "\"response\"", "6", "true"]
        ]
    );
    assert!(!log.shows("secret"));
}

#[cfg(feature = "test-util")]
mod mocks {
    use smithy_client_runtime::test_util::{Mock, broken_stream};

    use super::super::service::{Input, Output};
    use super::*;
    use crate::mini;

    #[tokio::test]
    async fn streams_are_mocked_and_recorded() {
        let mock = Mock::new();
        mock.on(mini::operation::<Input<false>>())
            .returns_with(|| Output {
                body: ByteStream::from_static(b"mocked"),
            })
            .returns_with(|| Output {
                body: broken_stream("half"),
            });
        let client = client(mock.config_builder().endpoint_url("https://example.com").build());
        let stream = exchange(&client, ByteStream::from("sent")).await.unwrap();
        assert_eq!(text(stream).await.unwrap(), "mocked");
        let body = ByteStream::from_path(file("sent from a file")).await.unwrap();
        let mut stream = exchange(&client, body).await.unwrap();
        assert_eq!(stream.try_next().await.unwrap().unwrap(), "half");
        let error = stream.try_next().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the stream broke off: the mock closed the connection in the middle of the response"
        );
        let calls = mock.calls();
        let sent: Vec<_> = calls.iter().map(|call| call.request.body().bytes().unwrap()).collect();
        assert_eq!(sent, [&b"sent"[..], b"sent from a file"]);
    }

    #[tokio::test]
    async fn faults_are_injected_before_the_stream() {
        let mock = Mock::new();
        mock.on(mini::operation::<Input<false>>())
            .status(503)
            .drops()
            .returns_with(|| Output {
                body: ByteStream::from_static(b"third"),
            });
        let client = client(mock.config_builder().endpoint_url("https://example.com").build());
        let body = ByteStream::from_path(file("again and again")).await.unwrap();
        let stream = exchange(&client, body).await.unwrap();
        assert_eq!(text(stream).await.unwrap(), "third");
        assert_eq!(mock.calls().len(), 3);
    }
}
