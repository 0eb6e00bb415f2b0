//! The choice among the auth schemes of an operation, an endpoint and a config.

use smithy_client_runtime::config::{AuthSchemeId, Config, Env, Region, Token};

use super::{
    Anything, Basic, Bearer, Digest, Keyed, Open, Optional, Signed, SignedOrBearer, Unsigned, authorization, client,
    config, keys,
};

macro_rules! table {
    ($($input:expr, $identities:literal => $expected:literal;)*) => {
        $(assert_eq!(authorization(config($identities), $input).await, $expected, "{:?} {}", $input, $identities);)*
    };
}

#[tokio::test]
async fn the_first_scheme_with_an_identity_authenticates() {
    table! {
        Signed, "keys" => "sigv4 us-east-1";
        Signed, "keys token api-key login" => "sigv4 us-east-1";
        SignedOrBearer, "keys token" => "sigv4 us-east-1";
        SignedOrBearer, "token" => "Bearer T0KEN";
        Bearer, "keys token" => "Bearer T0KEN";
        Keyed, "keys api-key" => "K3Y";
        Basic, "login" => "Basic dXNlcjpQQVNT";
        Anything, "login" => "Basic dXNlcjpQQVNT";
        Anything, "login api-key" => "K3Y";
        Optional, "keys" => "none";
        Optional, "token" => "Bearer T0KEN";
        Open, "keys token" => "none";
    }
}

#[tokio::test]
async fn the_schemes_of_the_endpoint_take_precedence() {
    table! {
        Signed, "keys token sigv4" => "sigv4 eu-west-9";
        Signed, "keys token bearer" => "Bearer T0KEN";
        Signed, "token bearer" => "Bearer T0KEN";
        Signed, "keys bearer.sigv4" => "sigv4 eu-west-9";
        Signed, "keys sigv4x.sigv4" => "sigv4 eu-west-9";
        Signed, "keys none" => "none";
        Bearer, "keys token sigv4" => "sigv4 eu-west-9";
        Open, "keys sigv4" => "none";
        Optional, "sigv4" => "none";
    }
}

#[tokio::test]
async fn a_call_without_an_identity_says_what_is_missing() {
    table! {
        Signed, "token" => "Signed: nothing was sent: the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`";
        SignedOrBearer, "" => "SignedOrBearer: nothing was sent: the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`; or: the config has no token: set `bearer_token` or `token_provider`";
        Signed, "keys bearer" => "Signed: nothing was sent: the config has no token: set `bearer_token` or `token_provider`";
        Signed, "keys one.two" => "Signed: nothing was sent: the endpoint requires authentication by one or two, \
            which is not supported";
    }
    let none = "nothing was sent: the config has no API key: set `api_key`; or: the config has no login: set \
        `basic_auth_login`";
    let digest = match cfg!(feature = "http-digest-auth") {
        true => "; or: the config has no login: set `digest_auth_login`",
        false => "",
    };
    let expected = format!("Anything: {none}{digest}");
    assert_eq!(authorization(config("keys"), Anything).await, expected);
    let expected = match cfg!(feature = "http-digest-auth") {
        true => "Digest: nothing was sent: the config has no login: set `digest_auth_login`",
        false => "Digest: nothing was sent: authentication by httpDigestAuth is not supported",
    };
    assert_eq!(authorization(config("login"), Digest).await, expected);
    let without_region = Config::builder().bearer_token(Token::from("T0KEN"));
    let error = authorization(without_region, SignedOrBearer).await;
    assert!(error.contains("set one with `endpoint_url`"), "{error}");
}

#[tokio::test]
async fn a_preference_changes_the_order() {
    let both = || config("keys token");
    for (preference, expected) in [
        ("httpBearerAuth", "Bearer T0KEN"),
        ("sigv4", "sigv4 us-east-1"),
        ("httpApiKeyAuth", "sigv4 us-east-1"),
    ] {
        let config = both().auth_scheme_preference([AuthSchemeId::new(preference)]);
        assert_eq!(authorization(config, SignedOrBearer).await, expected);
    }
    let loaded = |variables: &'static [(&'static str, &'static str)]| async move {
        Config::loader()
            .env(Env::from_slice(variables))
            .region(Region::new("us-east-1"))
            .endpoint_url("https://a.example")
            .credentials_provider(keys())
            .load()
            .await
            .unwrap()
            .to_builder()
    };
    const TOKEN: (&str, &str) = ("AWS_BEARER_TOKEN_BED_ROCK_ONE", "T0KEN");
    const SIGV4: (&str, &str) = ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4");
    for (variables, expected) in [
        (&[][..], "sigv4 us-east-1"),
        (&[("AWS_BEARER_TOKEN_OTHER", "T0KEN")][..], "sigv4 us-east-1"),
        (&[TOKEN], "Bearer T0KEN"),
        (&[TOKEN, SIGV4], "Bearer T0KEN"),
    ] {
        assert_eq!(authorization(loaded(variables).await, SignedOrBearer).await, expected);
    }
    let code = loaded(&[TOKEN])
        .await
        .auth_scheme_preference([AuthSchemeId::new("sigv4")]);
    assert_eq!(authorization(code, SignedOrBearer).await, "sigv4 us-east-1");
    let code = loaded(&[TOKEN]).await.bearer_token(Token::from("other"));
    assert_eq!(authorization(code, Bearer).await, "Bearer other");
    let (client, requests) = client(loaded(&[TOKEN]).await);
    client.call(Bearer).await.unwrap();
    let user_agent = requests.lock().unwrap()[0].headers()["user-agent"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(user_agent.contains(" m/E,N,3"), "{user_agent}");
}

#[tokio::test]
async fn an_unsigned_payload_is_one_over_https_only() {
    let hash = |url: &'static str| async move {
        let (client, requests) = client(config("keys").endpoint_url(url));
        client.call(Unsigned).await.unwrap();
        let requests = requests.lock().unwrap();
        requests[0]
            .headers()
            .get("x-amz-content-sha256")
            .map(|hash| hash.to_str().unwrap().to_owned())
    };
    assert_eq!(hash("https://a.example").await.as_deref(), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(hash("http://a.example").await, None);
}
