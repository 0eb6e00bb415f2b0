//! S3: a bucket, its tags, objects with odd keys, and a bucket that is not there.

use s3::primitives::ByteStream;
use s3::types::{Delete, ObjectIdentifier, Tag, Tagging};
use s3::{Client, Error};

use crate::Result;

const BUCKET: &str = "interop-bucket";

/// Keys that need escapes in the path, in XML, or in both.
const KEYS: [&str; 4] = ["a/b c+d", "a/\u{fc}ber & <all>", "plain.txt", "z=1?&2"];

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    client.create_bucket().bucket(BUCKET).send().await?;
    println!("created the bucket {BUCKET}");
    let output = client.list_buckets().send().await?;
    assert!(output.buckets().iter().any(|bucket| bucket.name() == Some(BUCKET)));
    println!("listed {}", output.buckets().len());
    tags(&client).await?;
    objects(&client).await?;
    refuse(&client).await
}

async fn tags(client: &Client) -> Result<()> {
    let tag = Tag::builder().key("partner").value("<1 & 2>").build()?;
    let tagging = Tagging::builder().tag_set(tag.clone()).build()?;
    // The operation requires a checksum of its body.
    client
        .put_bucket_tagging()
        .bucket(BUCKET)
        .tagging(tagging)
        .send()
        .await?;
    let output = client.get_bucket_tagging().bucket(BUCKET).send().await?;
    assert_eq!(output.tag_set(), [tag]);
    println!("tagged it");
    Ok(())
}

async fn objects(client: &Client) -> Result<()> {
    for key in KEYS {
        let call = client
            .put_object()
            .bucket(BUCKET)
            .key(key)
            .content_type("text/x-interop")
            .metadata("partner", "partner-1");
        let body = ByteStream::from(format!("the body of {key}").into_bytes());
        let output = call.body(body).send().await?;
        assert!(output.e_tag().is_some_and(|tag| tag.starts_with('"')), "{output:?}");
    }
    println!("wrote {} objects", KEYS.len());
    let mut keys = Vec::new();
    let mut pages = client
        .list_objects_v2()
        .bucket(BUCKET)
        .max_keys(3)
        .into_paginator()
        .send();
    while let Some(page) = pages.try_next().await? {
        keys.extend(
            page.contents()
                .iter()
                .filter_map(|object| object.key().map(str::to_owned)),
        );
    }
    assert_eq!(keys, KEYS);
    let output = client.list_objects_v2().bucket(BUCKET).delimiter("/").send().await?;
    let prefixes: Vec<_> = output
        .common_prefixes()
        .iter()
        .filter_map(|prefix| prefix.prefix())
        .collect();
    assert_eq!((prefixes, output.contents().len()), (vec!["a/"], 2));
    println!("listed them, by pages and by a delimiter");
    for key in KEYS {
        let output = client.get_object().bucket(BUCKET).key(key).send().await?;
        assert_eq!(output.content_type(), Some("text/x-interop"));
        let metadata = output.metadata().ok_or("no metadata")?;
        assert_eq!(metadata.get("partner").map(String::as_str), Some("partner-1"));
        let body = output.body.collect().await?.into_bytes();
        assert_eq!(body, format!("the body of {key}"));
    }
    println!("read them");
    let mut delete = Delete::builder();
    for key in KEYS {
        delete = delete.objects(ObjectIdentifier::builder().key(key).build()?);
    }
    let output = client
        .delete_objects()
        .bucket(BUCKET)
        .delete(delete.build()?)
        .send()
        .await?;
    assert_eq!(output.deleted().len(), KEYS.len());
    println!("deleted them");
    Ok(())
}

async fn refuse(client: &Client) -> Result<()> {
    let error = client
        .get_object()
        .bucket(BUCKET)
        .key("nothing")
        .send()
        .await
        .expect_err("there is no such object")
        .into_service_error();
    assert!(matches!(error, Error::NoSuchKey(_)), "{error:?}");
    println!("an object was not there: {error}");
    // HEAD has no body, so the code comes from the status.
    let call = client.head_object().bucket(BUCKET).key("nothing");
    let error = call
        .send()
        .await
        .expect_err("there is no such object")
        .into_service_error();
    assert!(matches!(error, Error::Unhandled(_)), "{error:?}");
    println!("nor for HEAD: {error}");
    Ok(())
}
