//! Calls over loopback, many under way at once: how many complete, how long they take, and what the
//! client spends on them.

use std::time::{Duration, Instant};

use client::Client;
use nix::time::{ClockId, clock_gettime};
use tokio::runtime::Builder;

use super::{Call, Outcome};
use crate::side;

/// Prints figures of calls with this many under way at once. `per_second` is the number that
/// completed, `median` and `p99` are times of a call, and `cpu` is the user and system time of this
/// process per call; all times in nanoseconds.
pub(super) fn run(url: &str, at_once: u32, seconds: u32) -> Outcome<()> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let client = side::over_http(url);
    let period = Duration::from_secs(seconds.into());
    runtime.block_on(async {
        // Connections are opened before the clock starts.
        run_for(&client, at_once, Duration::from_millis(300)).await?;
        let (started, spent_before) = (Instant::now(), processor_time()?);
        let mut times = run_for(&client, at_once, period).await?;
        let (took, spent) = (started.elapsed(), processor_time()?.saturating_sub(spent_before));
        let calls = times.len() as f64;
        println!("per_second {}", calls / took.as_secs_f64());
        println!("cpu {}", spent.as_secs_f64() * 1e9 / calls);
        times.sort_unstable();
        for (name, percent) in [("median", 50), ("p99", 99)] {
            let time = times.get(times.len() * percent / 100).ok_or("no call completed")?;
            println!("{name} {time}");
        }
        Ok(())
    })
}

/// Makes calls, and returns the nanoseconds that each took.
async fn run_for(client: &Client, at_once: u32, period: Duration) -> Outcome<Vec<u32>> {
    let end = Instant::now() + period;
    let tasks: Vec<_> = (0..at_once)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let mut times = Vec::new();
                let mut now = Instant::now();
                while now < end {
                    Call::Invite.make(&client).await.map_err(|error| error.to_string())?;
                    let done = Instant::now();
                    times.push(u32::try_from((done - now).as_nanos()).unwrap_or(u32::MAX));
                    now = done;
                }
                Ok::<_, String>(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.append(&mut task.await??);
    }
    Ok(times)
}

/// Returns the user and system time of this process.
fn processor_time() -> Outcome<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?.into())
}
