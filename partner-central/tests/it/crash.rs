//! Runs flows whose process crashes at each request in turn, and restarts with its stored state.

use std::time::Duration;

use partner_central::FlowError;
use partner_central_fake::{Fake, Fault, TaskPolicy};
use partnercentral_selling::Client;
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::error::BoxError;

use crate::support::client;

/// The storage of a process, which outlives the process.
pub(crate) struct Storage<'f> {
    pub(crate) text: String,
    fake: &'f Fake,
    /// The number of requests after which the process crashes.
    life: usize,
}

impl Storage<'_> {
    /// Stores a text if the process has not crashed.
    pub(crate) fn store(&mut self, text: String) -> Result<(), BoxError> {
        if self.fake.requests().len() > self.life {
            return Err("the process is dead".into());
        }
        self.text = text;
        Ok(())
    }
}

/// Runs a flow again and again: each time the process dies at a later request, before the request
/// takes effect and after it, and runs again with its storage.
///
/// `set_up` prepares the fake, `flow` runs from the state of its storage, and `check` checks the
/// state after the second run.
pub(crate) async fn at_each_request<T>(
    set_up: impl AsyncFn(&Fake, &Client) -> T,
    flow: impl AsyncFn(&Client, &T, &mut Storage<'_>) -> Result<(), FlowError>,
    check: impl AsyncFn(&Fake, &Client, &T, &str),
) -> usize {
    let down = || Fault::Status(500, String::new());
    let mut crashes = 0;
    for fault in [down(), Fault::Cut(10)] {
        for step in 0.. {
            let fake = Fake::builder().tasks(TaskPolicy::AfterPolls(0)).start().await.unwrap();
            let config = client(&fake).config().to_builder();
            let client = Client::from_conf(config.retry_config(RetryConfig::disabled()).build());
            let prepared = set_up(&fake, &client).await;
            let life = fake.requests().len() + step;
            for _ in 0..step {
                fake.fail_next(Fault::Delay(Duration::ZERO));
            }
            fake.fail_next(fault.clone());
            // A crashed process sends nothing.
            fake.fail_rate(1.0, down());
            let mut storage = Storage {
                text: String::new(),
                fake: &fake,
                life,
            };
            let first = flow(&client, &prepared, &mut storage).await;
            let is_over = fake.requests().len() <= life;
            fake.fail_rate(0.0, down());
            let when = format!("{fault:?} at {step}");
            if is_over {
                // The fault was not reached: there are no more steps.
                first.unwrap();
                break;
            }
            crashes += usize::from(first.is_err());
            storage.life = usize::MAX;
            let second = flow(&client, &prepared, &mut storage).await;
            second.unwrap_or_else(|error| panic!("{when}: {error}"));
            check(&fake, &client, &prepared, &when).await;
        }
    }
    crashes
}
