//! Secrets that are planted in every file and response that is read show up nowhere: in no error,
//! in no `Debug`, in no event.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use smithy_client_runtime::auth::ProvideCredentials;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata};

use super::{Home, Seen, response, sts_error};

/// Collects the fields of all spans and events.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<String>>);

impl Visit for Events {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0.lock().unwrap(), "{field}={value:?} ");
    }
}

impl tracing::Subscriber for Events {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The places of a secret, `{s}`: the config file, the credentials file, a file of a token, and the
/// body of all responses.
#[derive(Clone, Copy, Default)]
struct Plant {
    config: &'static str,
    credentials: &'static str,
    file: &'static str,
    body: &'static str,
    variables: &'static [(&'static str, &'static str)],
}

const EMPTY: Plant = Plant {
    config: "",
    credentials: "",
    file: "",
    body: "",
    variables: &[],
};

const TOKEN_FILE: &[(&str, &str)] = &[
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token"),
    ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"),
];
const CONTAINER: &[(&str, &str)] = &[
    ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/keys"),
    ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "{home}/token"),
];
const LOGIN: &str = "[default]\nlogin_session = me\n";
const SSO: &str = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://a\n";
const ROLE: &str = "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n[profile base]\naws_access_key_id = A\naws_secret_access_key = s\n";

const PLANTS: &[Plant] = &[
    // Lines that cannot be read.
    Plant {
        config: "[default]\n{s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default] {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[{s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\n= {s}\n",
        ..EMPTY
    },
    Plant {
        config: "{s} = 1\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ns3 =\n  {s}\n",
        ..EMPTY
    },
    Plant {
        credentials: "[default]\raws_access_key_id {s}\raws_secret_access_key = {s}\r",
        ..EMPTY
    },
    Plant {
        credentials: "aws_secret_access_key = {s}\n[default]",
        ..EMPTY
    },
    // Values that cannot be used.
    Plant {
        config: "[default]\nregion = {s}/\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nendpoint_url = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nendpoint_url = https://me:{s}@example.com\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nservices = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nuse_fips_endpoint = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nmax_attempts = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nretry_mode = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ndefaults_mode = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\naccount_id_endpoint_mode = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nsdk_ua_app_id = {s} {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nec2_metadata_service_endpoint = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nec2_metadata_service_endpoint_mode = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nrequest_min_compression_size_bytes = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nsts_regional_endpoints = {s}\n",
        variables: TOKEN_FILE,
        file: "t",
        ..EMPTY
    },
    // Sources.
    Plant {
        credentials: "[default]\naws_access_key_id = A\naws_secret_access_key = {s}\naws_session_token = {s}\n",
        ..EMPTY
    },
    Plant {
        credentials: "[default]\naws_secret_access_key = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nrole_arn = r\nsource_profile = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nrole_arn = r\ncredential_source = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nrole_arn = r\nsource_profile = default\nduration_seconds = {s}\naws_access_key_id = A\naws_secret_access_key = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nrole_arn = {s}\nweb_identity_token_file = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nsso_session = {s}\nsso_account_id = 1\nsso_role_name = r\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nsso_account_id = {s}\nsso_role_name = {s}\nsso_region = {s}!\nsso_start_url = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\nlogin_session = {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = TOKEN={s} tool --key {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = /nowhere/{s} '{s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = ls --{s}=1 {s}\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = printf %s '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\",\"Expiration\":\"{s}\"}'\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = printf %s '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\"}'\n",
        ..EMPTY
    },
    Plant {
        config: "[default]\ncredential_process = echo {s}\n",
        ..EMPTY
    },
    // Files of tokens.
    Plant {
        variables: TOKEN_FILE,
        file: "{s}",
        body: "no XML",
        ..EMPTY
    },
    Plant {
        variables: CONTAINER,
        file: "{s}\n{s}",
        body: "{}",
        ..EMPTY
    },
    Plant {
        variables: CONTAINER,
        file: "{s}",
        body: "{}",
        ..EMPTY
    },
    Plant {
        config: SSO,
        file: "{\"accessToken\": \"{s}",
        ..EMPTY
    },
    Plant {
        config: SSO,
        file: "{\"accessToken\": \"{s}\", \"expiresAt\": \"{s}\"}",
        ..EMPTY
    },
    Plant {
        config: SSO,
        file: "{\"accessToken\": \"{s}\", \"expiresAt\": \"2001-01-01T00:00:00Z\", \"refreshToken\": \"{s}\", \"clientId\": \"c\", \"clientSecret\": \"{s}\"}",
        body: "{\"accessToken\":\"{s}\"}",
        ..EMPTY
    },
    Plant {
        config: SSO,
        file: "{\"accessToken\": \"{s}\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}",
        body: "{\"roleCredentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"{s}\",\"sessionToken\":\"{s}\"}}",
        ..EMPTY
    },
    Plant {
        config: SSO,
        file: "{\"accessToken\": \"{s}\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}",
        body: "{s}",
        ..EMPTY
    },
    Plant {
        config: LOGIN,
        file: "{s}",
        ..EMPTY
    },
    Plant {
        config: LOGIN,
        file: "{\"accessToken\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"{s}\",\"sessionToken\":\"{s}\",\"expiresAt\":\"2001-01-01T00:00:00Z\"},\"refreshToken\":\"{s}\",\"clientId\":\"c\",\"dpopKey\":\"{s}\"}",
        ..EMPTY
    },
    // Responses.
    Plant {
        variables: CONTAINER,
        file: "t",
        body: "{s}",
        ..EMPTY
    },
    Plant {
        variables: CONTAINER,
        file: "t",
        body: "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\",\"Token\":\"{s}\",\"Expiration\":\"{s}\"}",
        ..EMPTY
    },
    Plant {
        variables: CONTAINER,
        file: "t",
        body: "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\",\"Token\":\"{s}\",\"Expiration\":\"2999-01-01T00:00:00Z\"}",
        ..EMPTY
    },
    Plant { body: "{s}", ..EMPTY },
    Plant {
        config: ROLE,
        body: "<SecretAccessKey>{s}</SecretAccessKey><SessionToken>{s}</SessionToken><AccessKeyId>A</AccessKeyId><Expiration>{s}</Expiration>",
        ..EMPTY
    },
    Plant {
        config: ROLE,
        body: "<SecretAccessKey>{s}</SecretAccessKey>",
        ..EMPTY
    },
    Plant {
        config: ROLE,
        body: "<SecretAccessKey>{s}</SecretAccessKey><SessionToken>{s}</SessionToken><AccessKeyId>A</AccessKeyId><Expiration>2999-01-01T00:00:00Z</Expiration>",
        ..EMPTY
    },
];

/// Loads settings and credentials, and returns all that can be seen of it.
async fn shown(plant: &Plant, secret: &str, status: u16) -> String {
    let filled = |text: &str| text.replace("{s}", secret);
    let home = Home::new(&filled(plant.config), &filled(plant.credentials));
    for name in [
        "token",
        // The names by the SHA-1 of "s", and by the SHA-256 of "me".
        ".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json",
        ".aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json",
    ] {
        home.file(name, &filled(plant.file));
    }
    let body = filled(plant.body);
    let http = Seen::default().transport(move |_, _| match status {
        400 if body.starts_with('<') => sts_error(status, "AccessDenied"),
        _ => response(status, &body),
    });
    let mut text = String::new();
    let loader = home.loader(plant.variables, http).region(None);
    let _ = write!(text, "{loader:?}");
    match loader.load().await {
        Ok(config) => {
            let _ = write!(text, "{config:?}");
            match config
                .cached_credentials_provider()
                .unwrap()
                .provide_credentials()
                .await
            {
                Ok(credentials) => drop(write!(text, "{credentials:?}")),
                Err(error) => drop(write!(text, "{error} {error:?}")),
            }
        }
        Err(error) => drop(write!(text, "{error} {error:?}")),
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_is_shown(secret in "[A-Za-z0-9+]{3}[A-Za-z0-9+/]{20,40}") {
        let events = Events::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for plant in PLANTS {
            for status in [200, 400] {
                let text = tracing::subscriber::with_default(events.clone(), || {
                    runtime.block_on(shown(plant, &secret, status))
                });
                let told = events.0.lock().unwrap();
                prop_assert!(!text.contains(&secret), "{}: {text}", plant.config);
                prop_assert!(!told.contains(&secret), "{}: {told}", plant.config);
            }
        }
    }
}
