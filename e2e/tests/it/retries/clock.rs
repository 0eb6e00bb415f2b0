//! Attempts that a service refuses because of their time or their keys.

use std::time::Duration;

use e2e::{Answer, Server};
use partnercentral_selling::Client;
use partnercentral_selling::error::ProvideErrorMetadata;
use serde_json::json;

use super::Call::Get;
use super::End::Code;
use super::{Script, send};

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected_by_the_answers() {
    for hours in [-1_i64, 1] {
        let server = Server::always(Answer::json(200, &json!({}))).await.unwrap();
        let server_time = std::time::SystemTime::now();
        let offset = Duration::from_secs(hours.unsigned_abs() * 3600);
        let wrong = if hours < 0 {
            server_time - offset
        } else {
            server_time + offset
        };
        let config = server.config().time_source(Clock(wrong));
        let client = Client::from_conf(config.build());
        for _ in 0..2 {
            send(&client, Get).await.unwrap();
        }
        // The first request is refused; the next ones are signed with the right time.
        let requests = server.requests();
        assert_eq!(requests.len(), 3, "{hours}");
    }
}

/// A clock that does not advance.
#[derive(Debug)]
struct Clock(std::time::SystemTime);

impl partnercentral_selling::config::TimeSource for Clock {
    fn now(&self) -> std::time::SystemTime {
        self.0
    }
}

#[tokio::test]
async fn wrong_keys_are_not_tried_again() {
    let script = Script::new(&[Code(403, "InvalidSignatureException")]);
    let error = send(&script.client(), Get).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(script.attempts(), 1);
}
