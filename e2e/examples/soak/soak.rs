//! Many calls with one failure in twenty attempts. Each ends in its response or in a typed error,
//! and a call that is not safe to repeat takes effect at most once, by the server's own count.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use e2e::{Answer, Request, Server};
use partnercentral_selling::Client;
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::timeout::TimeoutConfig;
use serde_json::json;
use tokio::task::JoinSet;

use crate::{Result, faults, meter};

const AT_ONCE: usize = 64;
const ONE_IN: u64 = 20;

/// The actions of the server.
pub(crate) struct Service {
    /// By the number of a call that is not safe to repeat: how often it took effect.
    effects: Vec<AtomicU8>,
    attempts: AtomicU64,
    faults: AtomicU64,
}

impl Service {
    /// Returns a service that counts the effects of so many calls.
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            effects: (0..calls).map(|_| AtomicU8::new(0)).collect(),
            attempts: AtomicU64::new(0),
            faults: AtomicU64::new(0),
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        let attempt = self.attempts.fetch_add(1, Ordering::Relaxed);
        let random = mix(attempt);
        if !random.is_multiple_of(ONE_IN) {
            return self.work(request);
        }
        self.faults.fetch_add(1, Ordering::Relaxed);
        let failing = |status| Answer::json(status, &json!({ "message": "injected" }));
        match (random / ONE_IN) % 10 {
            0 => Answer::reset(),
            1 => failing(500),
            2 => failing(503),
            3 => failing(429),
            // For the other faults, the server does the work, and the response is lost.
            kind => {
                let done = self.work(request);
                match kind {
                    4 => Answer::reset(),
                    5 => Answer::raw(""),
                    6 => done.cut(1),
                    7 => failing(504),
                    8 => Answer::with_headers(200, &[], "[garbage"),
                    _ => Answer::stall(),
                }
            }
        }
    }

    /// Does what the request asks for.
    pub(crate) fn work(&self, request: &Request) -> Answer {
        if request.operation() != "AssignOpportunity" {
            return match request.operation() {
                "CreateOpportunity" => Answer::json(200, &json!({ "Id": "O1" })),
                _ => faults::solutions(),
            };
        }
        let number = request.json()["Identifier"]
            .as_str()
            .and_then(|text| text[1..].parse::<usize>().ok());
        if let Some(effect) = number.and_then(|number| self.effects.get(number)) {
            effect.fetch_add(1, Ordering::Relaxed);
        }
        Answer::json(200, &json!({}))
    }
}

/// Spreads the bits of a number (the finalizer of SplitMix64).
pub(crate) fn mix(number: u64) -> u64 {
    let mut x = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The outcome of a call.
pub(crate) struct End {
    /// The number of a call that is not safe to repeat.
    unsafe_to_repeat: Option<usize>,
    class: &'static str,
    may_have_taken_effect: bool,
}

/// Makes the call of this number: of three, one is not safe to repeat.
pub(crate) async fn call(client: Client, number: usize) -> End {
    let result = match number % 3 {
        0 => client.list_solutions().catalog("Sandbox").send().await.map(drop),
        1 => client.create_opportunity().catalog("Sandbox").send().await.map(drop),
        _ => faults::assign(&client, format!("O{number}")).await,
    };
    let error = result.err();
    End {
        unsafe_to_repeat: (number % 3 == 2).then_some(number),
        class: error.as_ref().map_or("answered", faults::class),
        may_have_taken_effect: error.is_some_and(|error| error.may_have_taken_effect()),
    }
}

/// Whether every call ended as it should.
pub(crate) async fn run(calls: usize) -> Result<bool> {
    let service = Arc::new(Service::new(calls));
    let answering = Arc::clone(&service);
    let server = Server::forgetful(move |request| answering.answer(request)).await?;
    // Pauses are short, so that the time is spent on faults and not on waiting.
    let retries = RetryConfig::standard()
        .with_initial_backoff(Duration::from_millis(2))
        .with_initial_throttling_backoff(Duration::from_millis(10));
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(1)).build();
    let config = server.config().retry_config(retries).timeout_config(timeouts);
    let client = Client::from_conf(config.build());
    println!(
        "{calls} calls, {AT_ONCE} at once, one attempt in {ONE_IN} fails; before: {}",
        meter::read()
    );

    let (start, mut running, mut next) = (Instant::now(), JoinSet::new(), 0);
    let mut tally = Tally::default();
    while next < calls || !running.is_empty() {
        while next < calls && running.len() < AT_ONCE {
            running.spawn(call(client.clone(), next));
            next += 1;
            if next % (calls / 5).max(1) == 0 {
                println!(
                    "  {next} calls begun, {:.0} s, {}",
                    start.elapsed().as_secs_f64(),
                    meter::read()
                );
            }
        }
        if let Some(end) = running.join_next().await {
            tally.count(&end?, &service);
        }
    }
    let (attempts, faults) = (
        service.attempts.load(Ordering::Relaxed),
        service.faults.load(Ordering::Relaxed),
    );
    println!("  {attempts} attempts, {faults} of them failed");
    println!("{tally}");
    Ok(tally.is_right(calls))
}

/// The outcomes of all calls.
#[derive(Default)]
pub(crate) struct Tally {
    ended: usize,
    classes: BTreeMap<&'static str, usize>,
    twice: usize,
    answered_without: usize,
    wrongly_denied: usize,
    unclear: usize,
}

impl Tally {
    /// Returns whether so many calls ended, and none was repeated or denied wrongly.
    pub(crate) fn is_right(&self, calls: usize) -> bool {
        self.ended == calls && self.twice + self.answered_without + self.wrongly_denied == 0
    }

    pub(crate) fn count(&mut self, end: &End, service: &Service) {
        self.ended += 1;
        *self.classes.entry(end.class).or_default() += 1;
        let Some(number) = end.unsafe_to_repeat else { return };
        let effects = service.effects[number].load(Ordering::Relaxed);
        self.twice += usize::from(effects > 1);
        let answered = end.class == "answered";
        self.answered_without += usize::from(answered && effects == 0);
        // A response that cannot be read only shows that the service has responded.
        let denied = !answered && !end.may_have_taken_effect && end.class != "response";
        self.wrongly_denied += usize::from(denied && effects > 0);
        self.unclear += usize::from(end.may_have_taken_effect);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "  {} calls: {:?}\n  not safe to repeat: {} took effect twice; {} answered without effect; {} errors said that \
             nothing had happened and it had; {} errors said that it may have happened",
            self.ended, self.classes, self.twice, self.answered_without, self.wrongly_denied, self.unclear
        )
    }
}
