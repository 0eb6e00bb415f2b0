//! Uploads a file and downloads it again, with a progress bar.
//!
//! The arguments are a file, a bucket and a key. Without them, a file of 64 MB goes to a store in
//! memory. The bar is shown on a terminal only.

use std::error::Error;
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use s3::Client;
use s3::operation::get_object::GetObjectInput;
use s3::operation::put_object::PutObjectInput;
use s3_transfer::{Progress, Source, TransferManager};

#[path = "../tests/it/store.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "a part of the tests")]
mod store;

const WIDTH: u64 = 40;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => {
            let file = std::env::temp_dir().join(format!("progress-bar-{}", std::process::id()));
            std::fs::write(&file, vec![7; 64 << 20])?;
            let store = store::Store::start().await;
            let result = copy(store.client(), &file, "bucket", "key").await;
            std::fs::remove_file(&file)?;
            result
        }
        [file, bucket, key] => copy(Client::from_env().await?, Path::new(file), bucket, key).await,
        _ => Err("expected a file, a bucket and a key, or nothing".into()),
    }
}

async fn copy(client: Client, file: &Path, bucket: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let manager = TransferManager::new(client);
    let target = PutObjectInput::builder().bucket(bucket).key(key);
    let upload = manager.upload(target, Source::path(file)).on_progress(bar("up"));
    let uploaded = upload.send().await?;
    end_bar();
    eprintln!("uploaded {} bytes in {} parts", uploaded.size, uploaded.parts);

    let copy = PathBuf::from(format!("{}.copy", file.display()));
    let source = GetObjectInput::builder().bucket(bucket).key(key);
    let download = manager.download(source).on_progress(bar("down"));
    let downloaded = download.to_path(&copy).await?;
    end_bar();
    eprintln!("downloaded {} bytes", downloaded.size);
    std::fs::remove_file(copy)?;
    Ok(())
}

/// Returns a callback that draws a bar, if there is a terminal to draw on.
fn bar(name: &'static str) -> impl Fn(Progress) + Send + Sync {
    let is_shown = stderr().is_terminal();
    move |progress| {
        let Some(total) = progress.total.filter(|total| is_shown && *total > 0) else {
            return;
        };
        let done = progress.bytes * WIDTH / total;
        let text: String = (0..WIDTH).map(|at| if at < done { '#' } else { '.' }).collect();
        let percent = progress.bytes * 100 / total;
        // A terminal that is gone needs no bar.
        let _ = write!(stderr(), "\r{name:4} [{text}] {percent:3} %");
    }
}

/// Ends the line of a bar.
fn end_bar() {
    if stderr().is_terminal() {
        eprintln!();
    }
}
