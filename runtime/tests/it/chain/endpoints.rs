//! The hosts of STS, SSO and SSO OIDC: the endpoint test cases of the services, run through the
//! chain.

use std::path::Path;

use serde_json::Value;
use smithy_client_runtime::config::Region;

use super::{Home, Seen, credentials, response};

/// The file of the SSO token; its name is `sha1("s")`.
const TOKEN_FILE: &str = ".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json";

/// The parameters of a case.
struct Case<'a> {
    region: Option<&'a str>,
    fips: bool,
    dual_stack: bool,
    endpoint: Option<&'a str>,
    global: bool,
}

impl<'a> Case<'a> {
    fn of(params: &'a Value) -> Self {
        let flag = |name: &str| params[name].as_bool().unwrap_or_default();
        Self {
            region: params["Region"].as_str(),
            fips: flag("UseFIPS"),
            dual_stack: flag("UseDualStack"),
            endpoint: params["Endpoint"].as_str(),
            global: flag("UseGlobalEndpoint"),
        }
    }

    /// Has the chain send a request to the service, and returns its URL.
    async fn asked(&self, service: &str) -> Result<String, String> {
        // Sessions have their own region; without it the settings are incomplete.
        let region = match (self.region, self.endpoint) {
            (Some(region), _) => format!("sso_region = {region}\n"),
            (None, Some(_)) => "sso_region = us-east-1\n".to_owned(),
            (None, None) => String::new(),
        };
        let home = Home::new(
            &format!(
                "[profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n\
                 [sso-session s]\n{region}sso_start_url = https://a"
            ),
            "",
        );
        home.file("token", "a token");
        // A valid token leads to a request to the portal, an expired one to a request to the token
        // service.
        let expiry = if service == "SSO" { "2999" } else { "2001" };
        home.file(
            TOKEN_FILE,
            &format!(
                r#"{{"accessToken":"a","expiresAt":"{expiry}-01-01T00:00:00Z","clientId":"c","clientSecret":"s","refreshToken":"r"}}"#
            ),
        );
        let variable = format!("AWS_ENDPOINT_URL_{}", service.replace(' ', "_"));
        let mut variables = vec![("AWS_EC2_METADATA_DISABLED", "true")];
        if service == "STS" {
            variables.push(("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token"));
            variables.push(("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"));
        } else {
            variables.push(("AWS_PROFILE", "sso"));
        }
        if self.global {
            variables.push(("AWS_STS_REGIONAL_ENDPOINTS", "legacy"));
        }
        if let Some(endpoint) = self.endpoint {
            variables.push((variable.as_str(), endpoint));
        }
        let seen = Seen::default();
        let mut loader = home.loader(&variables, seen.transport(|_, _| response(403, "")));
        loader = loader.region(self.region.map(|region| Region::new(region.to_owned())));
        loader = loader.use_fips(self.fips).use_dual_stack(self.dual_stack);
        let error = credentials(loader).await.expect_err("nobody answers");
        seen.urls().into_iter().next().ok_or(error)
    }
}

async fn check(service: &str, case: &Case<'_>, expected: Result<&str, &str>) -> Option<String> {
    let found = case.asked(service).await;
    let is_right = match (&found, expected) {
        (Ok(found), Ok(expected)) => {
            let rest = found.strip_prefix(expected.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.starts_with('/'))
        }
        (Err(error), Err(expected)) => {
            let is_session = service != "STS" && case.region.is_none();
            error.contains(expected) || is_session && error.contains("has no sso_region")
        }
        _ => false,
    };
    let (region, fips, dual_stack) = (case.region, case.fips, case.dual_stack);
    (!is_right).then(|| format!("{service} in {region:?} ({fips}, {dual_stack}): {found:?}, expected {expected:?}"))
}

#[tokio::test]
async fn hosts_by_region_fips_and_dual_stack() {
    let mut failures = Vec::new();
    for (service, region, fips, dual_stack, host) in [
        ("STS", "us-east-1", false, false, "sts.us-east-1.amazonaws.com"),
        ("STS", "aws-global", false, false, "sts.amazonaws.com"),
        ("STS", "us-east-1", true, false, "sts-fips.us-east-1.amazonaws.com"),
        ("STS", "us-east-1", false, true, "sts.us-east-1.api.aws"),
        ("STS", "us-gov-west-1", true, false, "sts.us-gov-west-1.amazonaws.com"),
        ("STS", "cn-north-1", false, false, "sts.cn-north-1.amazonaws.com.cn"),
        (
            "SSO",
            "us-east-1",
            true,
            false,
            "portal.sso-fips.us-east-1.amazonaws.com",
        ),
        (
            "SSO",
            "cn-north-1",
            false,
            true,
            "portal.sso.cn-north-1.api.amazonwebservices.com.cn",
        ),
        (
            "SSO OIDC",
            "us-gov-west-1",
            true,
            false,
            "oidc.us-gov-west-1.amazonaws.com",
        ),
        ("SSO OIDC", "eu-west-1", false, true, "oidc.eu-west-1.api.aws"),
    ] {
        let case = Case {
            region: Some(region),
            fips,
            dual_stack,
            endpoint: None,
            global: false,
        };
        failures.extend(check(service, &case, Ok(&format!("https://{host}"))).await);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[tokio::test]
async fn the_official_cases_of_the_services() {
    let (mut cases, mut failures) = (0, Vec::new());
    for (service, file) in [
        ("STS", "sts-2011-06-15.json"),
        ("SSO", "sso-2019-06-10.json"),
        ("SSO OIDC", "sso-oidc-2019-06-10.json"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/models")
            .join(file);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: ../shared/models/{file} is not there");
            continue;
        };
        let model: Value = serde_json::from_str(&text).unwrap();
        let tests = model["shapes"].as_object().unwrap().values();
        let tests = tests.filter_map(|shape| shape["traits"]["smithy.rules#endpointTests"]["testCases"].as_array());
        for test in tests.flatten() {
            cases += 1;
            let case = Case::of(&test["params"]);
            let expected = match test["expect"]["endpoint"]["url"].as_str() {
                Some(url) => Ok(url),
                None => Err(test["expect"]["error"].as_str().unwrap()),
            };
            failures.extend(check(service, &case, expected).await);
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {cases}:\n{}",
        failures.len(),
        failures.join("\n")
    );
    println!("endpoint rules: {cases} cases");
}
