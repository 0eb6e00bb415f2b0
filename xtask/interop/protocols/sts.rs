//! STS: the caller, a role, a session, and a session that is too short.

use sts::Client;
use sts::error::ProvideErrorMetadata;

use crate::Result;

const ROLE: &str = "arn:aws:iam::123456789012:role/interop";

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let output = client.get_caller_identity().send().await?;
    assert_eq!(output.account(), Some("123456789012"), "{output:?}");
    println!("called as {}", output.arn().ok_or("no ARN")?);
    let call = client.assume_role().role_arn(ROLE).role_session_name("interop");
    let output = call.clone().duration_seconds(900).send().await?;
    let credentials = output.credentials().ok_or("no credentials")?;
    assert!(credentials.access_key_id().starts_with("ASIA"), "{credentials:?}");
    println!("assumed a role until {}", credentials.expiration());
    let output = client.get_session_token().duration_seconds(900).send().await?;
    let credentials = output.credentials().ok_or("no credentials")?;
    assert!(!credentials.session_token().is_empty());
    println!("got a session until {}", credentials.expiration());
    let call = call.role_session_name("x".repeat(65));
    let error = call
        .send()
        .await
        .expect_err("the name is too long")
        .into_service_error();
    // The server raises no error of the model for this service.
    assert_eq!(error.code(), Some("ValidationError"), "{error:?}");
    println!("a name was too long: {error}");
    Ok(())
}
