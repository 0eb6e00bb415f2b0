//! The bytes of an invitation and of its response over TCP: no HTTP is read, nothing is signed.

use std::error::Error;
use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::body::INVITATION;

/// The sizes of the request that our client sends.
const HEAD: usize = 658;
const BODY: usize = 955;

/// Prints the time of one exchange with this many under way at once, and the time that this process
/// spends on it, both in nanoseconds.
pub(crate) fn run(url: &str, at_once: u32, seconds: u64) -> Result<(), Box<dyn Error>> {
    let address = url
        .strip_prefix("http://")
        .ok_or("give a URL that begins with http://")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (started, spent_before) = (Instant::now(), processor_time()?);
        let end = started + Duration::from_secs(seconds);
        let tasks: Vec<_> = (0..at_once)
            .map(|_| tokio::spawn(exchanges(address.to_owned(), end)))
            .collect();
        let mut count = 0;
        for task in tasks {
            count += task.await??;
        }
        let (took, spent) = (started.elapsed(), processor_time()?.saturating_sub(spent_before));
        println!("ns {}", took.as_secs_f64() * 1e9 / f64::from(count));
        println!("cpu {}", spent.as_secs_f64() * 1e9 / f64::from(count));
        Ok(())
    })
}

/// Makes exchanges on one connection, and returns their number.
async fn exchanges(address: String, end: Instant) -> Result<u32, String> {
    let failed = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(&address).await.map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    let request = request(&address);
    let mut response = [0; 4096];
    let mut count = 0;
    while Instant::now() < end {
        stream.write_all(&request).await.map_err(failed)?;
        let mut length = 0;
        while !response[..length].ends_with(INVITATION.as_bytes()) {
            match stream.read(&mut response[length..]).await.map_err(failed)? {
                0 => return Err("the response is not the one to an invitation".to_owned()),
                read => length += read,
            }
        }
        count += 1;
    }
    Ok(count)
}

fn request(address: &str) -> Vec<u8> {
    let mut head = format!(
        "POST / HTTP/1.1\r\nhost: {address}\r\ncontent-length: {BODY}\r\n\
         x-amz-target: AWSPartnerCentralSelling.CreateEngagementInvitation\r\nuser-agent: "
    );
    let end = "\r\n\r\n";
    head.extend(std::iter::repeat_n('x', HEAD.saturating_sub(head.len() + end.len())));
    head.push_str(end);
    let mut request = head.into_bytes();
    request.extend([b'x'; BODY]);
    request
}

fn processor_time() -> Result<Duration, Box<dyn Error>> {
    Ok(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?.into())
}
