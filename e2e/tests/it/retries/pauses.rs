//! The pauses between attempts.

use partnercentral_selling::Client;
use partnercentral_selling::config::retry::RetryConfig;

use super::Call::Get;
use super::End::{Header, Status, Success};
use super::{End, Script, send};

#[tokio::test]
async fn pauses_grow_and_the_service_can_make_them_longer() {
    // The longest that each pause may be, and the shortest, in milliseconds.
    type Pauses = &'static [(u128, u128)];
    let table: &[(&[End], Pauses)] = &[
        (&[Status(500), Status(500), Success], &[(0, 50), (0, 100)]),
        (&[Status(429), Status(429), Success], &[(0, 1000), (0, 2000)]),
        (&[Header(503, "retry-after", "7"), Success], &[(7000, 7000)]),
        (&[Header(503, "retry-after", "21")], &[]),
        (&[Header(503, "x-amz-retry-after", "3000"), Success], &[(3000, 3000)]),
        (&[Header(503, "x-amz-retry-after", "900000"), Success], &[(5000, 5050)]),
        (&[Header(503, "retry-after", "soon"), Success], &[(0, 50)]),
    ];
    for (ends, expected) in table {
        let script = Script::new(ends);
        let _ = send(&script.client(), Get).await;
        assert_eq!(script.attempts(), ends.len(), "{ends:?}");
        let pauses = script.pauses();
        // A pause of zero is skipped.
        assert!(pauses.len() <= expected.len(), "{ends:?}: {pauses:?}");
        for (pause, (least, most)) in pauses.iter().zip(*expected) {
            assert!(pause >= least && pause <= most, "{ends:?}: {pauses:?}");
        }
    }
}

#[tokio::test]
async fn the_adaptive_mode_holds_attempts_back_after_throttling() {
    let mut ends = vec![Success; 20];
    ends.extend([Status(429), Status(429), Success]);
    ends.extend([Success; 50]);
    let script = Script::new(&ends);
    let config = script.config().retry_config(RetryConfig::adaptive());
    let client = Client::from_conf(config.build());
    for _ in 0..20 {
        send(&client, Get).await.unwrap();
    }
    assert_eq!(script.pauses(), Vec::<u128>::new());
    send(&client, Get).await.unwrap();
    let before = script.pauses().len();
    for _ in 0..50 {
        send(&client, Get).await.unwrap();
    }
    // Pauses take no time here, so that the rate is never reached and each attempt waits longer
    // than the one before.
    let pauses = script.pauses()[before..].to_vec();
    assert!(pauses.len() > 40, "{pauses:?}");
    assert!(pauses.last() > pauses.first(), "{pauses:?}");
}
