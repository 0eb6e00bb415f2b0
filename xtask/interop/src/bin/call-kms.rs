//! KMS: a key, a blob encrypted and decrypted with it, and a decryption that fails.

use std::error::Error;

use kms::Client;
use kms::primitives::Blob;
use kms::types::{KeyState, KeyUsageType, Tag};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    let key = create(&client).await?;
    let plaintext: Vec<u8> = (0..=255).collect();
    let call = client
        .encrypt()
        .key_id(&key)
        .plaintext(Blob::new(plaintext.clone()))
        .encryption_context("partner", "partner-1");
    let output = call.send().await?;
    let ciphertext = output.ciphertext_blob().ok_or("no ciphertext")?;
    assert_ne!(ciphertext.as_ref(), plaintext);
    assert!(output.key_id().is_some_and(|arn| arn.ends_with(&key)), "{output:?}");
    println!(
        "encrypted {} bytes, which became {}",
        plaintext.len(),
        ciphertext.as_ref().len()
    );
    let call = client.decrypt().ciphertext_blob(ciphertext.clone());
    let output = call.clone().encryption_context("partner", "partner-1").send().await?;
    let decrypted = output.plaintext().ok_or("no plaintext")?;
    assert_eq!(decrypted.as_ref(), plaintext);
    // Sensitive members are not shown, here in a response.
    assert!(
        format!("{output:?}").contains("plaintext: *** Sensitive Data Redacted ***"),
        "{output:?}"
    );
    println!("decrypted them");
    let error = call
        .encryption_context("partner", "partner-2")
        .send()
        .await
        .expect_err("another context")
        .into_service_error();
    assert!(matches!(error, kms::Error::InvalidCiphertextException(_)), "{error:?}");
    println!("another context did not decrypt them: {error}");
    Ok(())
}

async fn create(client: &Client) -> Result<String, Box<dyn Error>> {
    let tag = Tag::builder().tag_key("partner").tag_value("partner-1").build()?;
    let output = client
        .create_key()
        .description("for invitations")
        .key_usage(KeyUsageType::EncryptDecrypt)
        .tags(tag.clone())
        .send()
        .await?;
    let key = output.key_metadata().ok_or("no metadata of the key")?;
    assert!(key.enabled());
    assert_eq!(
        (key.key_state(), key.key_usage()),
        (Some(&KeyState::Enabled), Some(&KeyUsageType::EncryptDecrypt))
    );
    println!("created the key {}", key.key_id());
    let output = client.describe_key().key_id(key.key_id()).send().await?;
    assert_eq!(output.key_metadata(), Some(key));
    println!("read it");
    let output = client.list_keys().send().await?;
    assert!(
        output.keys().iter().any(|entry| entry.key_arn() == key.arn()),
        "{output:?}"
    );
    println!("listed it");
    assert_eq!(
        client.list_resource_tags().key_id(key.key_id()).send().await?.tags(),
        [tag]
    );
    println!("listed its tags");
    Ok(key.key_id().to_owned())
}
