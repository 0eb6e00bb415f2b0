//! Calls at a rate over a time, with readings of what the process holds.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::Result;
use crate::meter::{self, Reading};

/// The number of readings over the time.
const READINGS: u32 = 20;

/// The interval at which calls are started.
const TICK: Duration = Duration::from_millis(20);

/// The number of calls under way from which no other is started: several times as many as a client
/// has connections, so that a machine that is too slow for the rate makes calls wait for one.
const MOST: usize = 2_000;

/// The time and the calls per second.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) seconds: u64,
    pub(crate) rate: u64,
}

impl Pace {
    /// Returns a number of calls that are not exceeded.
    pub(crate) fn most_calls(self) -> usize {
        usize::try_from((self.seconds + 60) * self.rate).unwrap_or(usize::MAX)
    }

    /// Returns whether nothing grew. In a shorter time than this the pool of connections, which
    /// closes idle ones after a minute, has not settled.
    pub(crate) fn is_flat(self, readings: &[Reading]) -> bool {
        self.seconds < 300 || meter::is_flat(readings)
    }

    /// Starts calls at the rate until the time is over, and waits for all of them. Returns how many
    /// were started, and the readings.
    pub(crate) async fn run<F, T>(
        self,
        mut call: impl FnMut(usize) -> F,
        mut ended: impl FnMut(T),
    ) -> Result<(usize, Vec<Reading>)>
    where
        F: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        let (start, all) = (Instant::now(), Duration::from_secs(self.seconds));
        let (mut running, mut started, mut readings) = (JoinSet::new(), 0, Vec::new());
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
        while start.elapsed() < all {
            tick.tick().await;
            let due = start.elapsed().as_millis() * u128::from(self.rate) / 1000;
            while let Some(end) = running.try_join_next() {
                ended(end?);
            }
            while started < usize::try_from(due)?.min(self.most_calls()) && running.len() < MOST {
                running.spawn(call(started));
                started += 1;
            }
            if start.elapsed() >= all / READINGS * u32::try_from(readings.len())? {
                let reading = meter::read();
                println!(
                    "  {:>5.0} s, {started} calls begun, {} under way, {reading}",
                    start.elapsed().as_secs_f64(),
                    running.len()
                );
                readings.push(reading);
            }
        }
        while let Some(end) = running.join_next().await {
            ended(end?);
        }
        Ok((started, readings))
    }
}
