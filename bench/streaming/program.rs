//! Sends or receives a large object, and prints the seconds that it took, the seconds of the
//! processor in this process, of the program and of the kernel, and its peak memory in megabytes.
//!
//! The server is a process of its own. Arguments: `upload-file`, `upload-stream` or `download`, and
//! the size in megabytes.

mod server;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{Child, Command, ExitCode, Stdio};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use client::config::{BehaviorVersion, Credentials, Region};
use client::primitives::ByteStream;
use client::{Client, Config};
use http_body::{Frame, SizeHint};

const MEGABYTE: u64 = 1024 * 1024;

/// The size of the pieces of a stream that is not read from a file.
const PIECE: usize = 64 * 1024;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let result = runtime.map_err(Into::into).and_then(|runtime| {
        runtime.block_on(async {
            match &arguments[..] {
                [serve] if serve == "serve" => server::serve().await,
                [what, megabytes] => measure(what, megabytes.parse::<u64>()? * MEGABYTE).await,
                _ => Err("expected what to do and the megabytes".into()),
            }
        })
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("streaming: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Transfers an object of this size and prints the figures.
async fn measure(what: &str, size: u64) -> Result<(), Box<dyn Error>> {
    let server = Server::start()?;
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "bench"))
        .endpoint_url(&server.url)
        .force_path_style(true);
    let client = Client::from_conf(config.build());
    let started = Instant::now();
    match what {
        "upload-file" => {
            let file = sparse_file(size)?;
            upload(&client, ByteStream::from_path(&file.0).await?, size).await?;
        }
        "upload-stream" => upload(&client, ByteStream::from_body_1_x(Zeros(size)), size).await?,
        "download" => download(&client, size).await?,
        _ => return Err(format!("cannot {what}").into()),
    }
    let seconds = started.elapsed().as_secs_f64();
    let [user, kernel] = processor_time()?;
    println!(
        "seconds {seconds}\nuser {user}\nkernel {kernel}\npeak {}",
        peak_memory()?
    );
    Ok(())
}

async fn upload(client: &Client, body: ByteStream, size: u64) -> Result<(), Box<dyn Error>> {
    let call = client.put_object().bucket("bucket").key("0").body(body);
    call.content_length(i64::try_from(size)?).send().await?;
    Ok(())
}

async fn download(client: &Client, size: u64) -> Result<(), Box<dyn Error>> {
    let call = client.get_object().bucket("bucket").key(size.to_string());
    let mut body = call.send().await?.body;
    let mut received = 0;
    while let Some(piece) = body.try_next().await? {
        received += piece.len() as u64;
    }
    match received == size {
        true => Ok(()),
        false => Err(format!("received {received} bytes of {size}").into()),
    }
}

/// Returns the seconds of the processor that this process has had, in its program and in the
/// kernel. Fields 14 and 15 of `/proc/self/stat`, in hundredths (proc(5)); the second field, the
/// name, may have blanks.
fn processor_time() -> Result<[f64; 2], Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("the system does not say")?;
    let ticks = |at: usize| fields.split(' ').nth(at).and_then(|field| field.parse::<f64>().ok());
    let [user, kernel] = [11, 12].map(ticks);
    Ok([
        user.ok_or("the system does not say")? / 100.0,
        kernel.ok_or("the system does not say")? / 100.0,
    ])
}

/// Returns the peak memory of this process in megabytes, as reported by the system.
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

/// A body of this many bytes.
struct Zeros(u64);

impl http_body::Body for Zeros {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let count = usize::try_from(self.0).unwrap_or(PIECE).min(PIECE);
        self.0 -= count as u64;
        Poll::Ready((count > 0).then(|| Ok(Frame::data(Bytes::from(vec![0; count])))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0)
    }
}
