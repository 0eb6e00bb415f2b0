//! The calls that are measured, the same for both clients. `side` has the differences.

use std::error::Error;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use crate::{bodies, side};

/// The result of a program.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Makes a client that gets a body as the response to every call.
macro_rules! client {
    ($service:ident, $media_type:expr, $body:expr) => {{
        let config = $service::Config::builder()
            .behavior_version($service::config::BehaviorVersion::latest())
            .region($service::config::Region::new("us-east-1"))
            .credentials_provider($service::config::Credentials::new(
                "AKIDEXAMPLE",
                "secret",
                None,
                None,
                "bench",
            ));
        let transport = side::in_memory($media_type, $body);
        $service::Client::from_conf(config.http_client(transport).build())
    }};
}

/// Does the work that the arguments ask for: `time CALL` prints the time of a call, and
/// `count CALL N` makes a number of calls, for a tool that counts instructions.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let call = arguments.get(1).map(String::as_str);
    let number = arguments.get(2).map(|number| number.parse()).transpose()?;
    match call {
        Some("s3") => {
            let client = client!(s3, "application/xml", bodies::objects());
            measure(number, async || {
                let output = client.list_objects_v2().bucket("bench-bucket").send().await?;
                is_sound(output.contents().len() == bodies::OBJECTS)
            })
        }
        Some("ec2") => {
            let client = client!(ec2, "text/xml;charset=UTF-8", bodies::instances());
            measure(number, async || {
                let output = client.describe_instances().max_results(100).send().await?;
                let instances = output.reservations().iter().map(|one| one.instances().len());
                is_sound(instances.sum::<usize>() == bodies::INSTANCES)
            })
        }
        Some("lambda") => {
            let client = client!(lambda, "application/json", bodies::functions());
            measure(number, async || {
                let output = client.list_functions().max_items(50).send().await?;
                is_sound(output.functions().len() == bodies::FUNCTIONS)
            })
        }
        Some("cloudwatch") => {
            let client = client!(cloudwatch, "application/cbor", bodies::metrics());
            let (start, end) = (1_767_225_600, 1_767_312_000);
            measure(number, async || {
                let call = client
                    .get_metric_data()
                    .start_time(cloudwatch::primitives::DateTime::from_secs(start))
                    .end_time(cloudwatch::primitives::DateTime::from_secs(end));
                let output = call.set_metric_data_queries(Some(Vec::new())).send().await?;
                let values = output.metric_data_results().iter().map(|one| one.values().len());
                is_sound(values.sum::<usize>() == bodies::RESULTS * bodies::POINTS)
            })
        }
        _ => Err("name a call: s3, ec2, lambda or cloudwatch".into()),
    }
}

fn is_sound(is_sound: bool) -> Outcome<()> {
    match is_sound {
        true => Ok(()),
        false => Err("the answer is not what was sent".into()),
    }
}

fn measure(number: Option<u32>, call: impl AsyncFn() -> Outcome<()>) -> Outcome<()> {
    // There are no threads, so that only the call is measured.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    match number {
        Some(number) => runtime.block_on(async {
            for _ in 0..number {
                call().await?;
            }
            Ok(())
        }),
        None => time(&runtime, call),
    }
}

/// Prints the median time of a call in nanoseconds, over samples of at least one call.
fn time(runtime: &Runtime, call: impl AsyncFn() -> Outcome<()>) -> Outcome<()> {
    const SAMPLES: usize = 501;
    runtime.block_on(async {
        let started = Instant::now();
        let mut warm = 0_u32;
        while started.elapsed() < Duration::from_millis(200) {
            call().await?;
            warm += 1;
        }
        let calls = (warm / 200).max(1);
        let mut samples = Vec::with_capacity(SAMPLES);
        for _ in 0..SAMPLES {
            let started = Instant::now();
            for _ in 0..calls {
                call().await?;
            }
            samples.push(started.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
        }
        samples.sort_by(f64::total_cmp);
        println!("ns {}", samples[SAMPLES / 2]);
        Ok(())
    })
}
