//! Calls a store that others wrote, which checks signatures, and prints a line for each step.
//!
//! The settings come from the environment. The arguments are what the store does not support: keys
//! that it cannot hold, and `presigned`.
//! `cargo xtask interop --service s3-transfer` runs this.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use s3::operation::get_object::GetObjectInput;
use s3::operation::put_object::PutObjectInput;
use s3::presigning::PresigningConfig;
use s3::primitives::ByteStream;
use s3::types::ChecksumAlgorithm;
use s3::{Client, Config};
use s3_transfer::{Source, TransferManager};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

type Outcome = Result<(), Box<dyn Error>>;

const BUCKET: &str = "interop-bucket";

/// Keys that are easily changed on their way.
const KEYS: [&str; 10] = [
    "plain",
    "a//b",
    "/leading",
    "a/../x",
    "./y",
    "a%2Fb",
    "x+y z",
    "ключ/日本語 😀",
    "a?b=c&d#e",
    "'(*)!~;:@,$",
];

const MEGABYTE: usize = 1024 * 1024;

#[tokio::main]
async fn main() -> Outcome {
    let client = Client::from_env().await?;
    let unsupported: Vec<String> = std::env::args().skip(1).collect();
    let is_unsupported = |what: &str| unsupported.iter().any(|other| other == what);
    client.create_bucket().bucket(BUCKET).send().await?;
    println!("create a bucket");
    wrong_key(&client).await?;
    for key in KEYS {
        match is_unsupported(key) {
            true => println!("skipped: the store cannot hold the key {key:?}"),
            false => round_trip(&client, key).await?,
        }
    }
    checksums(&client).await?;
    streams(&client).await?;
    of_unknown_length(&client).await?;
    match is_unsupported("presigned") {
        true => println!("skipped: the store does not know presigned requests"),
        false => presigned(&client).await?,
    }
    in_parts(&client).await?;
    list_and_delete(&client).await
}

fn expect(found: &[u8], expected: &[u8]) -> Outcome {
    match found == expected {
        true => Ok(()),
        false => Err(format!(
            "{} bytes came back, and not the {} that were sent",
            found.len(),
            expected.len()
        )
        .into()),
    }
}

/// A store that does not check signatures would prove little.
async fn wrong_key(client: &Client) -> Outcome {
    let wrong = s3::config::Credentials::new("AKIAIOSFODNN7EXAMPLE", "wrong", None, None, "interop");
    let config: Config = client.config().to_builder().credentials_provider(wrong).build();
    let call = Client::from_conf(config).list_objects_v2().bucket(BUCKET).send();
    match call.await {
        Ok(_) => Err("a request with a wrong key was served".into()),
        Err(error) => {
            let status = error.raw_response().map(|response| response.status().as_u16());
            println!("a wrong key is refused, with status {}", status.unwrap_or_default());
            Ok(())
        }
    }
}

async fn round_trip(client: &Client, key: &str) -> Outcome {
    let content = format!("the content of {key}").into_bytes();
    let put = client.put_object().bucket(BUCKET).key(key).metadata("name", "value");
    put.body(content.clone().into()).send().await?;
    let output = client.get_object().bucket(BUCKET).key(key).send().await?;
    let metadata = output.metadata.unwrap_or_default();
    if metadata.get("name").map(String::as_str) != Some("value") {
        return Err("the metadata is lost".into());
    }
    expect(&output.body.collect().await?.into_bytes(), &content)?;
    let listed = client.list_objects_v2().bucket(BUCKET).prefix(key).send().await?;
    if !listed.contents().iter().any(|object| object.key() == Some(key)) {
        return Err(format!("the key {key:?} is not listed").into());
    }
    println!("the key {key:?}");
    Ok(())
}

async fn checksums(client: &Client) -> Outcome {
    for algorithm in [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32C,
        ChecksumAlgorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
    ] {
        let name = algorithm.as_str().to_owned();
        let put = client
            .put_object()
            .bucket(BUCKET)
            .key("checksum")
            .checksum_algorithm(algorithm.clone());
        put.body(ByteStream::from_static(b"in a header")).send().await?;
        let file = std::env::temp_dir().join(format!("s3-interop-{}", std::process::id()));
        let content = vec![7; 3 * MEGABYTE + 1];
        std::fs::write(&file, &content)?;
        let put = client
            .put_object()
            .bucket(BUCKET)
            .key("trailer")
            .checksum_algorithm(algorithm);
        let put = put.body(ByteStream::from_path(&file).await?).send().await;
        std::fs::remove_file(&file)?;
        put?;
        let output = client.get_object().bucket(BUCKET).key("trailer").send().await?;
        expect(&output.body.collect().await?.into_bytes(), &content)?;
        println!("the checksum {name} in a header and in the trailer of signed chunks");
    }
    Ok(())
}

async fn streams(client: &Client) -> Outcome {
    let config = client.config().to_builder();
    let when_required = s3::config::RequestChecksumCalculation::WhenRequired;
    let client = Client::from_conf(config.request_checksum_calculation(when_required).build());
    let content = vec![9; 2 * MEGABYTE];
    let body = ByteStream::from(content.clone());
    client.put_object().bucket(BUCKET).key("bare").body(body).send().await?;
    let output = client
        .get_object()
        .bucket(BUCKET)
        .key("bare")
        .range("bytes=5-9")
        .send()
        .await?;
    expect(&output.body.collect().await?.into_bytes(), &content[5..10])?;
    println!("an upload without a checksum, and a range");
    Ok(())
}

/// Uploads a stream that does not know its length, in signed chunks: the length is in the input.
async fn of_unknown_length(client: &Client) -> Outcome {
    let content: Vec<u8> = (0..=u8::MAX).cycle().take(10 * MEGABYTE + 1).collect();
    let pieces: Vec<_> = content.chunks(100_000).map(Bytes::copy_from_slice).collect();
    let call = client.put_object().bucket(BUCKET).key("unknown-length");
    let call = call.body(ByteStream::from_stream(Pieces(pieces.into_iter())));
    call.content_length(content.len().try_into()?).send().await?;
    let output = client.get_object().bucket(BUCKET).key("unknown-length").send().await?;
    expect(&output.body.collect().await?.into_bytes(), &content)?;
    println!("an upload of a stream with the length of the input");
    Ok(())
}

/// The pieces of a stream.
struct Pieces(std::vec::IntoIter<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Sends a presigned request as any program could.
async fn send(method: &str, uri: &str, body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let rest = uri.strip_prefix("http://").ok_or("expected a URL of HTTP")?;
    let (authority, path) = rest.split_once('/').ok_or("expected a path")?;
    let mut stream = TcpStream::connect(authority).await?;
    let length = body.len();
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {authority}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await?;
    let end = response
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .ok_or("expected a head")?;
    let content = response.split_off(end + 4);
    let head = String::from_utf8(response)?;
    match head.split(' ').nth(1) {
        Some("200") => Ok(content),
        _ => Err(format!("{method} {uri}: {head}{}", String::from_utf8_lossy(&content)).into()),
    }
}

async fn presigned(client: &Client) -> Outcome {
    let config = || PresigningConfig::expires_in(std::time::Duration::from_secs(60));
    let put = client.put_object().bucket(BUCKET).key("pre signed+ü");
    let put = put.presigned(config()?).await?;
    send("PUT", put.uri(), b"by anybody").await?;
    let get = client.get_object().bucket(BUCKET).key("pre signed+ü");
    let get = get.presigned(config()?).await?;
    expect(&send("GET", get.uri(), b"").await?, b"by anybody")?;
    let forged = get.uri().replace("X-Amz-Expires=60", "X-Amz-Expires=61");
    if send("GET", &forged, b"").await.is_ok() {
        return Err("a forged URL was served".into());
    }
    println!("presigned requests, sent by another client; a forged one is refused");
    Ok(())
}

async fn in_parts(client: &Client) -> Outcome {
    let manager = TransferManager::builder(client.clone()).part_size(5 << 20).build();
    let content: Vec<u8> = (0..20 * MEGABYTE + 17).map(|at| (at / 257) as u8).collect();
    let folder = std::env::temp_dir().join(format!("s3-interop-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (original, copy) = (folder.join("original"), folder.join("copy"));
    std::fs::write(&original, &content)?;
    let input = || PutObjectInput::builder().bucket(BUCKET).key("large");
    let get = || GetObjectInput::builder().bucket(BUCKET).key("large");
    let uploaded = manager.upload(input(), Source::path(&original)).send().await?;
    manager.download(get()).to_path(&copy).await?;
    expect(&std::fs::read(&copy)?, &content)?;
    println!(
        "20 MB from a file in {} parts, and to a file in parallel",
        uploaded.parts
    );
    let stream = ByteStream::from_path(&original).await?;
    let uploaded = manager.upload(input(), stream).send().await?;
    let download = manager.download(get()).into_stream().await?;
    expect(&download.body.collect().await?.into_bytes(), &content)?;
    println!("20 MB from a stream in {} parts, and to a stream", uploaded.parts);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

async fn list_and_delete(client: &Client) -> Outcome {
    let call = client.list_objects_v2().bucket(BUCKET);
    let mut pages = call.into_paginator().page_size(3).send();
    let mut keys = Vec::new();
    while let Some(page) = pages.next().await {
        keys.extend(
            page?
                .contents
                .unwrap_or_default()
                .into_iter()
                .filter_map(|object| object.key),
        );
    }
    for key in &keys {
        client.delete_object().bucket(BUCKET).key(key).send().await?;
    }
    client.delete_bucket().bucket(BUCKET).send().await?;
    println!("list {} keys in pages, delete them and the bucket", keys.len());
    Ok(())
}
