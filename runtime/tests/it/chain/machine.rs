//! The instance metadata service: regions, and servers at its address that are not that service.

use smithy_client_runtime::config::{Config, Region};

use super::{Home, KEYS, NoSleep, Seen, credentials, response};

fn imds(path: &str) -> http::Response<bytes::Bytes> {
    match path {
        "/latest/api/token" => response(200, "token"),
        "/latest/meta-data/placement/region" => response(200, "eu-central-1\n"),
        "/latest/meta-data/iam/security-credentials/" => response(200, "role"),
        "/latest/meta-data/iam/security-credentials/role" => response(200, KEYS),
        _ => response(404, ""),
    }
}

async fn config(config: &str, variables: &[(&str, &str)], seen: &Seen) -> Config {
    let home = Home::new(config, "");
    let http = seen.transport(|request, _| imds(request.uri().path()));
    let loader = home.loader(variables, http).region(None::<Region>).sleep_impl(NoSleep);
    loader.load().await.unwrap()
}

#[tokio::test]
async fn the_region_is_found_in_profiles_and_on_the_instance() {
    let source = "[default]\nsource_profile = b\nrole_arn = r\n[profile b]\nsource_profile = c\n[profile c]\n";
    for (text, variables, expected, requests) in [
        ("[default]\nregion = us-west-1", &[][..], Some("us-west-1"), 0),
        (&format!("{source}region = us-west-2"), &[], Some("us-west-2"), 0),
        (
            &format!("{source}region = us-west-2"),
            &[("AWS_REGION", "us-east-2")],
            Some("us-east-2"),
            0,
        ),
        ("[default]\nsource_profile = default", &[], Some("eu-central-1"), 2),
        ("", &[], Some("eu-central-1"), 2),
        ("", &[("AWS_EC2_METADATA_DISABLED", "true")], None, 0),
    ] {
        let seen = Seen::default();
        let config = config(text, variables, &seen).await;
        assert_eq!(config.region().map(AsRef::as_ref), expected, "{text}");
        assert_eq!(seen.count(), requests, "{text}");
    }
}

#[tokio::test]
async fn a_captive_portal_is_not_taken_for_the_service() {
    let page = "<html><body>Log in to the network of this cafe</body></html>";
    let redirect = || {
        let mut response = response(302, "");
        let location = "http://portal.example/login".parse().unwrap();
        response.headers_mut().insert("location", location);
        response
    };
    for answer in [
        response(200, page),
        response(405, page),
        response(200, "\n <!DOCTYPE html>"),
        response(200, "Log in to the network of this cafe"),
        response(200, "cafe.example/login?from=169.254.169.254"),
        redirect(),
    ] {
        let home = Home::new("", "");
        let http = Seen::default().transport(move |_, _| answer.clone());
        let error = credentials(home.loader(&[], http)).await.unwrap_err();
        assert!(error.contains("no credentials: no source"), "{error}");
        assert!(
            error.contains("(a captive portal)") && !error.contains("cafe"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_container_shows_code_and_message() {
    let variables = [("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/keys")];
    for status in [200, 403] {
        let home = Home::new("", "");
        let body = r#"{"Code":"AssumeRoleUnauthorizedAccess","Message":"not you"}"#;
        let http = Seen::default().transport(move |_, _| response(status, body));
        let error = credentials(home.loader(&variables, http)).await.unwrap_err();
        assert!(error.contains("AssumeRoleUnauthorizedAccess: not you"), "{error}");
    }
}
