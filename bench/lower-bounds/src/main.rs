//! `lower-bounds time WHAT` or `lower-bounds count WHAT N` measures work that every client has to
//! do, in the same way as the calls. `lower-bounds exchange URL AT_ONCE SECONDS` measures the bytes
//! of a call over TCP, without any client.

mod exchange;

#[path = "../../programs/body.rs"]
#[allow(dead_code, reason = "only the list is read here")]
mod body;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// A body with the length of the measured invitation.
const REQUEST: [u8; 1000] = [b'x'; 1000];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if let [what, url, at_once, seconds] = &arguments[..]
        && what == "exchange"
    {
        return exchange::run(url, at_once.parse()?, seconds.parse()?);
    }
    let list = body::opportunities();
    let work: Box<dyn Fn() -> bool> = match arguments.get(1).map(String::as_str) {
        Some("sha256") => Box::new(|| black_box(Sha256::digest(black_box(REQUEST)))[0] == 0),
        Some("hmacs") => Box::new(|| signing_key().is_some_and(|key| key[0] == 0)),
        Some("copy") => Box::new(|| black_box(black_box(&list).clone().into_bytes()).is_empty()),
        Some("value") => Box::new(|| serde_json::from_str::<serde_json::Value>(black_box(&list)).is_ok()),
        _ => return Err("say what: sha256, hmacs, copy or value".into()),
    };
    match (arguments.first().map(String::as_str), arguments.get(2)) {
        (Some("count"), Some(number)) => {
            for _ in 0..number.parse::<u32>()? {
                black_box(work());
            }
        }
        (Some("time"), None) => println!("ns {}", median(&*work)),
        _ => return Err("say `time WHAT`, `count WHAT N` or `exchange URL AT_ONCE SECONDS`".into()),
    }
    Ok(())
}

/// Returns the four HMACs of SigV4 that make the key of a day, region and service.
fn signing_key() -> Option<[u8; 32]> {
    let mut key = black_box(b"AWS4secret".to_vec());
    for part in ["20261123", "us-east-1", "partnercentral-selling", "aws4_request"] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(part.as_bytes());
        key = mac.finalize().into_bytes().to_vec();
    }
    black_box(key).try_into().ok()
}

fn median(work: &dyn Fn() -> bool) -> f64 {
    const SAMPLES: usize = 501;
    let started = Instant::now();
    let mut warm = 0_u32;
    while started.elapsed().as_millis() < 100 {
        black_box(work());
        warm += 1;
    }
    let times = (warm / 100).max(1);
    let mut samples = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let started = Instant::now();
        for _ in 0..times {
            black_box(work());
        }
        samples.push(started.elapsed().as_secs_f64() * 1e9 / f64::from(times));
    }
    samples.sort_by(f64::total_cmp);
    samples[SAMPLES / 2]
}
