//! Each source of credentials: the keys that sign, and the requests that load them.

mod container;
mod machine;
mod portal;
mod rows;
mod sdk_config;
mod sources;
mod sso;
mod warnings;

use partnercentral_selling::config::Region;

use self::rows::{KEYS_OF_BASE, ROLE, ROWS};
use self::sources::{SSO_SESSION_TOKEN, SSO_TOKEN, SSO_URL_TOKEN, asked, server};
use crate::home::{Home, call};

/// Creates a home directory with the files that the rows refer to.
fn home(url: &str, config: &str, credentials: &str) -> Home {
    let home = Home::new();
    home.file(".aws/config", &config.replace("{url}", url));
    home.file(".aws/credentials", credentials);
    home.file("token", " web-token\n");
    home.file("guard", "guard\n");
    home.file(SSO_SESSION_TOKEN, SSO_TOKEN);
    home.file(SSO_URL_TOKEN, SSO_TOKEN);
    home.file(
        "script",
        "[ \"$*\" = '--for partner central' ] && echo '{\"Version\": 1, \"AccessKeyId\": \"ASIAEXAMPLE\",\
         \"SecretAccessKey\": \"secret/of+the=temporary/keys\", \"SessionToken\": \"token//of+the==temporary/keys\",\
         \"Expiration\": \"2099-01-01T00:00:00Z\"}'\n",
    );
    // A file that was just written may still be open in the process that another test starts, and
    // cannot be run then.
    std::os::unix::fs::symlink("/bin/sh", home.path().join("my tool")).unwrap();
    home
}

fn filled<'a>(variables: &[(&'a str, &str)], url: &str) -> Vec<(&'a str, String)> {
    let mut all = vec![
        ("AWS_ENDPOINT_URL", url.to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
    ];
    if !variables.iter().any(|(name, _)| name.starts_with("AWS_EC2")) {
        all.push(("AWS_EC2_METADATA_DISABLED", "true".to_owned()));
    }
    all.extend(
        variables
            .iter()
            .map(|(name, value)| (*name, value.replace("{url}", url))),
    );
    all
}

#[tokio::test]
async fn each_source_gives_the_keys_that_sign() {
    for (name, config, credentials, variables, before, signer) in ROWS {
        let server = server().await;
        let home = home(&server.url(), config, credentials);
        let mut variables = filled(variables, &server.url());
        if config.contains("ec2_metadata") {
            variables.retain(|(name, _)| *name != "AWS_EC2_METADATA_DISABLED");
        }
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut loader = home.loader(&variables);
        if config.contains("[profile p]") {
            loader = loader.profile_name("p");
        }
        call(loader.load().await.unwrap())
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let asked: Vec<_> = server.requests().iter().map(asked).collect();
        let last = format!("ListOpportunities by {signer}");
        let expected: Vec<_> = before.iter().copied().chain([last.as_str()]).collect();
        assert_eq!(asked, expected, "{name}");
    }
}

#[tokio::test]
async fn a_source_that_is_set_up_and_fails_says_why_and_ends_the_chain() {
    for (config, variables, said) in [
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/forbidden\nsource_profile = base\n",
            &[][..],
            "/.aws/config:2): AccessDenied: not <you> (not configured: environment: AWS_ACCESS_KEY_ID is not set)",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n",
            &[],
            "profile \"default\" assumes its role with an MFA device",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/one\nsource_profile = nobody\n",
            &[],
            "/.aws/config:3): expected the name of a profile, and there is no such profile in ",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/one\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = default\n",
            &[],
            "the profiles form a cycle: default -> b -> default",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/one\n",
            &[],
            "neither a source_profile nor a credential_source",
        ),
        (
            "[default]\nsso_session = none\nsso_account_id = 1\nsso_role_name = r\n",
            &[],
            "/.aws/config:2): expected the name of an [sso-session] section, and there is no such section",
        ),
        (
            "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_region = us-east-1\nsso_start_url = https://nobody.example\n",
            &[],
            "aws sso login",
        ),
        (
            "[default]\ncredential_process = {home}/nothing\n",
            &[],
            "/.aws/config:2): the program cannot be started: ",
        ),
        (
            "[default]\ncredential_process = '{home}/my tool' {home}/script wrong\n",
            &[],
            "the program ended with exit status: 1",
        ),
        (
            "[default]\ncredential_process = echo SECRET\n",
            &[],
            "the output of the program is not JSON",
        ),
        (
            "[default]\naws_access_key_id = A\n",
            &[],
            "aws_access_key_id ({home}/.aws/config:2): profile \"default\" has no aws_secret_access_key, or an empty one",
        ),
        (
            "",
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/keys")],
            "container: AWS_CONTAINER_CREDENTIALS_FULL_URI: without TLS only loopback addresses and those of ECS and EKS",
        ),
        (
            "",
            &[
                ("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/no-token"),
                ("AWS_ROLE_ARN", ROLE),
            ],
            "AWS_WEB_IDENTITY_TOKEN_FILE: the file that it names cannot be read: ",
        ),
    ] {
        let server = server().await;
        let home = home(&server.url(), config, KEYS_OF_BASE);
        let variables = filled(variables, &server.url());
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let error = call(home.loader(&variables).load().await.unwrap()).await.unwrap_err();
        let said = said.replace("{home}", &home.path().display().to_string());
        assert!(error.contains(&said), "{said}: {error}");
        assert!(!error.contains("SECRET") && !error.contains("secret/"), "{error}");
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.header("x-amz-target").is_none()),
            "{said}"
        );
    }
}

#[tokio::test]
async fn where_nothing_is_set_up_the_error_lists_each_source() {
    let home = Home::new();
    let loader = home
        .loader(&[("AWS_EC2_METADATA_DISABLED", "true")])
        .region(Region::new("us-east-1"));
    let error = call(loader.load().await.unwrap()).await.unwrap_err();
    let path = home.path().display();
    let expected = format!(
        "no credentials: no source of the default chain is configured (environment: AWS_ACCESS_KEY_ID is not set; profile: there is \
         no profile \"default\" in {path}/.aws/config and {path}/.aws/credentials; web identity token: \
         AWS_WEB_IDENTITY_TOKEN_FILE is not set; container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor \
         AWS_CONTAINER_CREDENTIALS_FULL_URI is set; instance metadata: AWS_EC2_METADATA_DISABLED is true)"
    );
    assert!(error.contains(&expected), "{error}");
}
