//! Once a setting names a source or a role, no other keys are used.

use super::{Home, KEYS, Seen, assumed, credentials, response};

/// A machine, a pod and the environment all have keys: a chain that wrongly continues finds them.
const OTHERS: &[(&str, &str)] = &[
    ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/keys"),
    ("AWS_REGION", "us-east-1"),
];

async fn load(config: &str, variables: &[(&str, &str)]) -> (Result<String, String>, Vec<String>) {
    let home = Home::new(config, "[base]\naws_access_key_id = BASE\naws_secret_access_key = s\n");
    home.file("token", "a token");
    home.file("tool", "");
    let seen = Seen::default();
    let http = seen.transport(|request, _| match request.uri().host() {
        Some("127.0.0.1") => response(200, KEYS),
        Some(host) if host.starts_with("sts") => assumed("ASSUMED"),
        _ => response(404, ""),
    });
    let all = [OTHERS, variables].concat();
    let config = config.replace("{home}", home.0.to_str().unwrap());
    home.file(".aws/config", &config);
    let found = credentials(home.loader(&all, http)).await;
    (found.map(|keys| keys.access_key_id().to_owned()), seen.urls())
}

#[tokio::test]
async fn a_dead_end_behind_a_role_is_a_failure() {
    let role = "role_arn = arn:aws:iam::1:role/r";
    for (name, config) in [
        (
            "nothing",
            format!("[default]\n{role}\nsource_profile = b\n[profile b]\nregion = us-east-1"),
        ),
        (
            "nothing, deeper",
            format!(
                "[default]\n{role}\nsource_profile = b\n[profile b]\n{role}\nsource_profile = c\n[profile c]\nx = 1"
            ),
        ),
        (
            "a session",
            format!(
                "[default]\n{role}\nsource_profile = b\n[profile b]\nsso_session = s\n[sso-session s]\n\
                 sso_region = us-east-1\nsso_start_url = https://a"
            ),
        ),
        (
            "a start URL",
            format!("[default]\n{role}\nsource_profile = b\n[profile b]\nsso_start_url = https://a"),
        ),
        ("no such profile", format!("[default]\n{role}\nsource_profile = none")),
        ("no source", format!("[default]\n{role}")),
        ("itself", format!("[default]\n{role}\nsource_profile = default")),
        (
            "no environment",
            format!("[default]\n{role}\ncredential_source = Environment"),
        ),
        (
            "no such source",
            format!("[default]\n{role}\ncredential_source = Somewhere"),
        ),
        (
            "mfa",
            format!("[default]\n{role}\nsource_profile = base\nmfa_serial = m"),
        ),
        (
            "duration",
            format!("[default]\n{role}\nsource_profile = base\nduration_seconds = 1h"),
        ),
        (
            "half a key",
            format!(
                "[default]\n{role}\nsource_profile = b\n[profile b]\naws_access_key_id = A\naws_secret_access_key ="
            ),
        ),
    ] {
        let (found, urls) = load(&config, &[]).await;
        let error = found.expect_err(name);
        assert!(urls.is_empty(), "{name}: {urls:?}");
        assert!(error.contains("profile: "), "{name}: {error}");
    }
}

#[tokio::test]
async fn half_a_source_is_a_failure() {
    for (config, variables) in [
        ("[default]\nweb_identity_token_file = /token", &[][..]),
        ("[default]\naws_access_key_id = A", &[]),
        ("[default]\naws_access_key_id = A\naws_secret_access_key =", &[]),
        ("[default]\naws_secret_access_key = S", &[]),
        ("[default]\naws_session_token = T", &[]),
        ("[default]\naws_security_token = T", &[]),
        ("[default]\nsso_account_id = 1", &[]),
        ("[default]\nsso_role_name = r", &[]),
        ("[default]\nsource_profile = base", &[]),
        ("[default]\ncredential_source = Ec2InstanceMetadata", &[]),
        ("[default]\nlogin_session = arn:aws:sts::1:assumed-role/a/b", &[]),
        ("[default]\ncredential_process = {home}/nothing", &[]),
        ("", &[("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token")]),
        ("", &[("AWS_ROLE_ARN", "arn:aws:iam::1:role/r")]),
        ("", &[("AWS_ACCESS_KEY_ID", "A")]),
        ("", &[("AWS_ACCESS_KEY_ID", "A"), ("AWS_SECRET_ACCESS_KEY", " ")]),
        ("", &[("AWS_SECRET_ACCESS_KEY", "S")]),
        ("", &[("AWS_SESSION_TOKEN", "T")]),
    ] {
        let (found, urls) = load(config, variables).await;
        assert!(found.is_err(), "{config} {variables:?}: {found:?}");
        assert!(urls.is_empty(), "{config} {variables:?}: {urls:?}");
    }
}

#[tokio::test]
async fn what_nobody_set_up_is_passed_over() {
    for (config, variables) in [
        ("", &[][..]),
        ("[default]\nregion = us-east-1\nrole_session_name = me", &[]),
        ("[default]\nsso_start_url = https://a\nsso_region = us-east-1", &[]),
        (
            "[default]\nsso_session = s\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://a",
            &[],
        ),
        ("", &[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")]),
    ] {
        let (found, _) = load(config, variables).await;
        assert_eq!(found.as_deref(), Ok("MACHINE"), "{config} {variables:?}");
    }
}

#[tokio::test]
async fn the_order_within_a_profile_is_that_of_the_command_line() {
    let session = "sso_session = s\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://a";
    for (config, expected) in [
        (
            format!("[default]\naws_access_key_id = KEYS\naws_secret_access_key = s\n{session}"),
            "KEYS",
        ),
        (
            format!("[default]\nweb_identity_token_file = {{home}}/token\nrole_arn = arn:aws:iam::1:role/r\n{session}"),
            "ASSUMED",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base".to_owned(),
            "ASSUMED",
        ),
        (
            "[default]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = ECSCONTAINER".to_owned(),
            "ASSUMED",
        ),
    ] {
        let (found, _) = load(&config, &[]).await;
        assert_eq!(found.as_deref(), Ok(expected), "{config}");
    }
    // The credentials file comes before a process, which comes before keys in the config file.
    let process = r#"credential_process = printf %s '{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s"}'"#;
    let keys = "aws_access_key_id = KEYS\naws_secret_access_key = s\n";
    for (config, file, expected) in [
        (format!("[default]\n{process}\n"), format!("[default]\n{keys}"), "KEYS"),
        (format!("[default]\n{process}\n{keys}"), String::new(), "PROCESS"),
    ] {
        let home = Home::new(&config, &file);
        let keys = credentials(home.loader(&[], Seen::default().transport(|_, _| response(404, "")))).await;
        assert_eq!(keys.unwrap().access_key_id(), expected);
    }
}

#[tokio::test]
async fn the_account_of_a_profile_is_the_fallback_of_each_source() {
    let process = r#"credential_process = printf %s '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s"}'"#;
    let with_account = process.replace(r#""s"}"#, r#""s","AccountId":"2"}"#);
    for (config, expected) in [
        (format!("[default]\n{process}\naws_account_id = 1"), Some("1")),
        (format!("[default]\n{with_account}\naws_account_id = 1"), Some("2")),
        (
            "[default]\naws_access_key_id = A\naws_secret_access_key = s\naws_account_id = 1".to_owned(),
            Some("1"),
        ),
        (
            process.replace("credential_process", "[default]\ncredential_process"),
            None,
        ),
    ] {
        let home = Home::new(&config, "");
        let keys = credentials(home.loader(&[], Seen::default().transport(|_, _| response(404, "")))).await;
        assert_eq!(keys.unwrap().account_id().map(|id| id.as_str()), expected, "{config}");
    }
}

#[tokio::test]
async fn legacy_names_of_the_token_are_known() {
    let home = Home::new(
        "[default]\naws_access_key_id = A\naws_secret_access_key = s\naws_security_token = old",
        "",
    );
    let nobody = || Seen::default().transport(|_, _| response(404, ""));
    let keys = credentials(home.loader(&[], nobody())).await.unwrap();
    assert_eq!(keys.session_token(), Some("old"));
    let variables = [
        ("AWS_ACCESS_KEY_ID", "A"),
        ("AWS_SECRET_ACCESS_KEY", "s"),
        ("AWS_SECURITY_TOKEN", "old"),
    ];
    let keys = credentials(home.loader(&variables, nobody())).await.unwrap();
    assert_eq!(keys.session_token(), Some("old"));
    let both = [&variables[..], &[("AWS_SESSION_TOKEN", "new")]].concat();
    let keys = credentials(home.loader(&both, nobody())).await.unwrap();
    assert_eq!(keys.session_token(), Some("new"));
}

#[tokio::test]
async fn a_profile_that_contradicts_its_session_is_refused() {
    let config = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nsso_region = eu-west-1\n\
                  [sso-session s]\nsso_region = us-east-1\nsso_start_url = https://a";
    let (found, _) = load(config, &[]).await;
    let error = found.unwrap_err();
    assert!(
        error.contains("/.aws/config:5): the value differs from that of the profile's sso_session"),
        "{error}"
    );
}
