//! Sends and receives large streams, and prints the throughput and the peak memory of this process.
//!
//! The server is a process of its own. The exit status is 1 if the memory exceeds 40 MB. The
//! argument is the size in megabytes, 1,024 by default.

mod server;
mod service;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{Child, Command, ExitCode, Stdio};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use smithy_client_runtime::primitives::ByteStream;
use smithy_client_runtime::{Handle, config};

use self::service::{Download, Upload};

/// The limit of the memory in megabytes.
const LIMIT: u64 = 40;

const MEGABYTE: u64 = 1024 * 1024;

/// The size of the pieces of the stream that has no file.
const PIECE: usize = 64 * 1024;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let result = runtime
        .map_err(Into::into)
        .and_then(|runtime| match argument.as_deref() {
            Some("serve") => runtime.block_on(server::serve()).map(|()| true),
            megabytes => {
                let megabytes = megabytes.map_or(Ok(1024), str::parse)?;
                runtime.block_on(measure(megabytes * MEGABYTE))
            }
        });
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("streaming: the memory exceeds {LIMIT} MB");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("streaming: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures all ways of streaming. Returns whether the memory stayed below the limit.
async fn measure(size: u64) -> Result<bool, Box<dyn Error>> {
    let server = Server::start()?;
    let settings = config::Config::builder()
        .region(config::Region::new("us-east-1"))
        .credentials_provider(config::Credentials::new("AKID", "SECRET", None, None, "bench"))
        .endpoint_url(&server.url);
    let client = Handle::new(&service::SERVICE, settings.build());
    let file = sparse_file(size)?;
    println!("| | MB | MB/s | peak memory, MB |\n|---|---|---|---|");

    let started = Instant::now();
    let body = ByteStream::from_path(&file.0).await?;
    client.call(Upload { body: Some(body) }).await?;
    report("upload of a file", size, started)?;

    let started = Instant::now();
    let body = ByteStream::from_stream(Zeros(size));
    client.call(Upload { body: Some(body) }).await?;
    report("upload of a stream of unknown length", size, started)?;

    let started = Instant::now();
    let mut body = client.call(Download { size }).await?.body;
    let mut received = 0;
    while let Some(piece) = body.try_next().await? {
        received += piece.len() as u64;
    }
    if received != size {
        return Err(format!("received {received} bytes of {size}").into());
    }
    Ok(report("download", size, started)? <= LIMIT)
}

/// Prints a row of the table, and returns the peak memory in megabytes.
fn report(name: &str, size: u64, started: Instant) -> Result<u64, Box<dyn Error>> {
    let (megabytes, peak) = (size / MEGABYTE, peak_memory()?);
    let rate = megabytes as f64 / started.elapsed().as_secs_f64();
    println!("| {name} | {megabytes} | {rate:.0} | {peak} |");
    Ok(peak)
}

/// Returns the peak memory of this process in megabytes, as the system counts it.
fn peak_memory() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
    let kilobytes: u64 = kilobytes.ok_or("the system does not say")?.trim().parse()?;
    Ok(kilobytes.div_ceil(1024))
}

/// A file without content, removed when it is dropped.
struct SparseFile(PathBuf);

fn sparse_file(size: u64) -> std::io::Result<SparseFile> {
    let name = format!("smithy-bench-streaming-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::File::create(&path)?.set_len(size)?;
    Ok(SparseFile(path))
}

impl Drop for SparseFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The server, stopped when it is dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        let output = process.stdout.take().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self {
            process,
            url: url.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A stream of this many bytes.
struct Zeros(u64);

impl futures_core::Stream for Zeros {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let count = usize::try_from(self.0).unwrap_or(PIECE).min(PIECE);
        self.0 -= count as u64;
        Poll::Ready((count > 0).then(|| Ok(Bytes::from(vec![0; count]))))
    }
}
