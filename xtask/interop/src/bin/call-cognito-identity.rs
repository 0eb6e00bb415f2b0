//! Cognito Identity: a pool, an identity in it without a signature, and a pool that is not there.

use std::error::Error;

use cognito_identity::Client;
use cognito_identity::types::CognitoIdentityProvider;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    let pool = pool(&client).await?;
    identity(&client, &pool).await?;
    let call = client
        .describe_identity_pool()
        .identity_pool_id("us-east-1:00000000-0000-4000-8000-000000000000");
    let error = call.send().await.expect_err("there is none").into_service_error();
    assert!(
        matches!(error, cognito_identity::Error::ResourceNotFoundException(_)),
        "{error:?}"
    );
    println!("a pool was not there: {error}");
    Ok(())
}

/// Creates a pool, and reads and lists it. Returns its id.
async fn pool(client: &Client) -> Result<String, Box<dyn Error>> {
    let provider = CognitoIdentityProvider::builder()
        .provider_name("cognito-idp.us-east-1.amazonaws.com/us-east-1_1")
        .client_id("crm");
    let provider = provider.server_side_token_check(true).build();
    let call = client
        .create_identity_pool()
        .identity_pool_name("partners")
        .allow_unauthenticated_identities(true);
    let call = call
        .supported_login_providers("accounts.example.com", "crm")
        .cognito_identity_providers(provider.clone());
    let created = call.send().await?;
    assert_eq!(
        (created.identity_pool_name(), created.allow_unauthenticated_identities()),
        ("partners", true)
    );
    println!("created the pool {}", created.identity_pool_id());
    let read = client
        .describe_identity_pool()
        .identity_pool_id(created.identity_pool_id())
        .send()
        .await?;
    assert_eq!(
        (read.identity_pool_name(), read.allow_unauthenticated_identities()),
        ("partners", true)
    );
    assert_eq!(
        read.supported_login_providers()
            .and_then(|names| names.get("accounts.example.com"))
            .map(String::as_str),
        Some("crm")
    );
    assert_eq!(read.cognito_identity_providers(), [provider]);
    println!("read it");
    let listed = client.list_identity_pools().max_results(10).send().await?;
    let [pool] = listed.identity_pools() else {
        return Err(format!("{listed:?}").into());
    };
    assert_eq!(
        (pool.identity_pool_id(), pool.identity_pool_name()),
        (Some(created.identity_pool_id()), Some("partners"))
    );
    println!("listed it");
    Ok(created.identity_pool_id().to_owned())
}

/// Gets an identity of a pool and its token; neither call is signed.
async fn identity(client: &Client, pool: &str) -> Result<(), Box<dyn Error>> {
    let output = client.get_id().identity_pool_id(pool).send().await?;
    let identity = output.identity_id().ok_or("no identity")?;
    println!("got the identity {identity}");
    let output = client.get_open_id_token().identity_id(identity).send().await?;
    assert_eq!(output.identity_id(), Some(identity));
    println!(
        "got its token of {} characters",
        output.token().ok_or("no token")?.len()
    );
    Ok(())
}
