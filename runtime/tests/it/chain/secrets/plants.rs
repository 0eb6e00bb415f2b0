//! The places where the test puts secrets.

mod files;
mod variables;

/// The places of a secret, `{s}`: the config file, the credentials file, all files of tokens and
/// certificates, the body of all responses, and variables. `{x}` is a byte that is not UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plant {
    pub(super) config: &'static str,
    pub(super) credentials: &'static str,
    pub(super) file: &'static str,
    pub(super) body: &'static str,
    pub(super) variables: &'static [(&'static str, &'static str)],
}

const EMPTY: Plant = Plant {
    config: "",
    credentials: "",
    file: "",
    body: "",
    variables: &[],
};

const fn config(config: &'static str) -> Plant {
    Plant { config, ..EMPTY }
}

const fn credentials(credentials: &'static str) -> Plant {
    Plant { credentials, ..EMPTY }
}

const fn variables(variables: &'static [(&'static str, &'static str)]) -> Plant {
    Plant { variables, ..EMPTY }
}

const fn file(config: &'static str, file: &'static str) -> Plant {
    Plant { config, file, ..EMPTY }
}

const fn token(variables: &'static [(&'static str, &'static str)], file: &'static str) -> Plant {
    Plant {
        variables,
        file,
        ..EMPTY
    }
}

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

const SESSION: &str =
    "[default]\nsso_session = s\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://a\n";
const POD: &[(&str, &str)] = &[
    (
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://169.254.170.23/v1/credentials",
    ),
    ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "{home}/token"),
];

pub(super) const PLANTS: [&[Plant]; 2] = [files::PLANTS, variables::PLANTS];
