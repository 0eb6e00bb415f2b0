//! SES: an identity, a message, and a sender that is not verified.

use ses::types::{Body, Content, Destination, IdentityType, Message};
use ses::{Client, Error};

use crate::Result;

const SENDER: &str = "partner+1@example.com";

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    client.verify_email_identity().email_address(SENDER).send().await?;
    println!("verified {SENDER}");
    let call = client.list_identities().identity_type(IdentityType::EmailAddress);
    assert_eq!(call.send().await?.identities(), [SENDER]);
    println!("listed it");
    let output = client
        .get_identity_verification_attributes()
        .identities(SENDER)
        .send()
        .await?;
    let attributes = output.verification_attributes();
    println!(
        "read its status: {}",
        attributes.get(SENDER).ok_or("no attributes")?.verification_status()
    );
    let subject = Content::builder().data("Join us: \u{fc}").charset("UTF-8").build()?;
    let text = Content::builder().data("a=1&b=2\n+ more").build()?;
    let message = Message::builder()
        .subject(subject)
        .body(Body::builder().text(text).build())
        .build()?;
    let call = client
        .send_email()
        .destination(
            Destination::builder()
                .to_addresses("a@example.com")
                .to_addresses("b@example.com")
                .build(),
        )
        .message(message);
    let output = call.clone().source(SENDER).send().await?;
    println!("sent the message {}", output.message_id());
    let quota = client.get_send_quota().send().await?;
    assert!(quota.sent_last24_hours() >= 2.0, "{quota:?}");
    println!("read the quota");
    let call = call.source("nobody@example.org");
    let error = call.send().await.expect_err("it is not verified").into_service_error();
    assert!(matches!(error, Error::MessageRejected(_)), "{error:?}");
    println!("a sender was not verified: {error}");
    Ok(())
}
