//! The places where the test puts secrets.

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

pub(super) const PLANTS: &[Plant] = &[
    // Lines that cannot be read.
    config("[default]\n{s}\n"),
    config("[default] {s}\n"),
    config("[{s}\n"),
    config("[default]\n= {s}\n"),
    config("{s} = 1\n"),
    config("[default]\ns3 =\n  {s}\n"),
    credentials("[default]\raws_access_key_id {s}\raws_secret_access_key = {s}\r"),
    credentials("aws_secret_access_key = {s}\n[default]"),
    // Values that cannot be used.
    config("[default]\nregion = {s}/\n"),
    config("[default]\nendpoint_url = {s}\n"),
    config("[default]\nendpoint_url = https://me:{s}@example.com\n"),
    config("[default]\nservices = {s}\n"),
    config("[default]\nuse_fips_endpoint = {s}\n"),
    config("[default]\nmax_attempts = {s}\n"),
    config("[default]\nretry_mode = {s}\n"),
    config("[default]\ndefaults_mode = {s}\n"),
    config("[default]\naccount_id_endpoint_mode = {s}\n"),
    config("[default]\nsdk_ua_app_id = {s} {s}\n"),
    config("[default]\nec2_metadata_service_endpoint = {s}\n"),
    config("[default]\nec2_metadata_service_endpoint_mode = {s}\n"),
    config("[default]\nrequest_min_compression_size_bytes = {s}\n"),
    Plant {
        config: "[default]\nsts_regional_endpoints = {s}\n",
        variables: TOKEN_FILE,
        file: "t",
        ..EMPTY
    },
    // Sources.
    credentials("[default]\naws_access_key_id = A\naws_secret_access_key = {s}\naws_session_token = {s}\n"),
    credentials("[default]\naws_secret_access_key = {s}\n"),
    config("[default]\nrole_arn = r\nsource_profile = {s}\n"),
    config("[default]\nrole_arn = r\ncredential_source = {s}\n"),
    config(
        "[default]\nrole_arn = r\nsource_profile = default\nduration_seconds = {s}\naws_access_key_id = A\naws_secret_access_key = {s}\n",
    ),
    config("[default]\nrole_arn = {s}\nweb_identity_token_file = {s}\n"),
    config("[default]\nsso_session = {s}\nsso_account_id = 1\nsso_role_name = r\n"),
    config("[default]\nsso_account_id = {s}\nsso_role_name = {s}\nsso_region = {s}!\nsso_start_url = {s}\n"),
    config("[default]\nlogin_session = {s}\n"),
    config("[default]\ncredential_process = TOKEN={s} tool --key {s}\n"),
    config("[default]\ncredential_process = /nowhere/{s} '{s}\n"),
    config("[default]\ncredential_process = ls --{s}=1 {s}\n"),
    config(
        "[default]\ncredential_process = printf %s '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\",\"Expiration\":\"{s}\"}'\n",
    ),
    config(
        "[default]\ncredential_process = printf %s '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\"}'\n",
    ),
    config("[default]\ncredential_process = echo {s}\n"),
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
    file(SSO, "{\"accessToken\": \"{s}"),
    file(SSO, "{\"accessToken\": \"{s}\", \"expiresAt\": \"{s}\"}"),
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
    file(LOGIN, "{s}"),
    file(
        LOGIN,
        "{\"accessToken\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"{s}\",\"sessionToken\":\"{s}\",\"expiresAt\":\"2001-01-01T00:00:00Z\"},\"refreshToken\":\"{s}\",\"clientId\":\"c\",\"dpopKey\":\"{s}\"}",
    ),
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

/// More places: variables, programs, and files in other encodings.
pub(super) const MORE_PLANTS: &[Plant] = &[
    // Variables.
    variables(&[("AWS_SECRET_ACCESS_KEY", "{s}")]),
    variables(&[("AWS_SESSION_TOKEN", "{s}")]),
    Plant {
        variables: &[
            ("AWS_ACCESS_KEY_ID", "A"),
            ("AWS_SECRET_ACCESS_KEY", "{s}"),
            ("AWS_SESSION_TOKEN", "{s}"),
        ],
        ..EMPTY
    },
    variables(&[("AWS_BEARER_TOKEN_BEDROCK", "{s}"), ("AWS_BEARER_TOKEN", "{s}")]),
    variables(&[("AWS_REGION", "{s}/")]),
    variables(&[("AWS_ENDPOINT_URL", "https://me:{s}@example.com")]),
    Plant {
        variables: &[("AWS_ENDPOINT_URL_STS", "{s}")],
        config: ROLE,
        ..EMPTY
    },
    variables(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://me:{s}@machine")]),
    variables(&[("AWS_RETRY_MODE", "{s}"), ("AWS_MAX_ATTEMPTS", "{s}")]),
    variables(&[("AWS_EC2_METADATA_DISABLED", "{s}")]),
    Plant {
        variables: &[("AWS_STS_REGIONAL_ENDPOINTS", "{s}")],
        config: ROLE,
        ..EMPTY
    },
    variables(&[("AWS_AUTH_SCHEME_PREFERENCE", "{s}"), ("AWS_SDK_UA_APP_ID", "{s} {s}")]),
    variables(&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "{s}")]),
    Plant {
        variables: &[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/{s}")],
        body: "{}",
        ..EMPTY
    },
    variables(&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/{s}")]),
    Plant {
        variables: &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/{s}?{s}")],
        body: "{}",
        ..EMPTY
    },
    Plant {
        variables: &[
            (
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://169.254.170.23/v1/credentials",
            ),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "{s}\r\n{s}"),
        ],
        ..EMPTY
    },
    // Tokens and responses of pods.
    token(POD, "{s}{x}"),
    Plant {
        variables: POD,
        file: "{s}",
        body: "<html>{s}</html>",
        ..EMPTY
    },
    Plant {
        variables: POD,
        file: "{s}",
        body: "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\",\"Token\":[\"{s}\"]}",
        ..EMPTY
    },
    // Certificates and proxies, which the default HTTP client reads.
    token(&[("AWS_CA_BUNDLE", "{home}/token")], "{s}"),
    token(
        &[("AWS_CA_BUNDLE", "{home}/token")],
        "-----BEGIN CERTIFICATE-----\n{s}\n-----END CERTIFICATE-----\n",
    ),
    token(
        &[("AWS_CA_BUNDLE", "{home}/token")],
        "-----BEGIN PRIVATE KEY-----\n{s}{x}\n-----END PRIVATE KEY-----\n",
    ),
    file("[default]\nca_bundle = {home}/token\n", "{s}"),
    variables(&[("HTTPS_PROXY", "http://me:{s}@proxy")]),
    Plant {
        variables: &[
            ("HTTPS_PROXY", "http://me:{s}@pro xy"),
            ("HTTP_PROXY", "ftp://me:{s}@proxy"),
        ],
        ..EMPTY
    },
    variables(&[("ALL_PROXY", "socks5://me:{s}@proxy")]),
    // Files in other encodings, and values over several lines.
    config("[default]\naws_access_key_id = A\naws_secret_access_key = {s}{x}\n"),
    credentials("\u{feff}[default]\n{s}\n"),
    credentials("[\0d\0e\0f\0a\0u\0l\0t\0]\0\n{s}"),
    config("[default]\ncredential_process = tool\n  --key {s}\n"),
    config("[services {s}\n[sso-session {s}\n[profile \"{s}]\n"),
    config("[default]\nservices = s\n[services s]\nsts =\n  endpoint_url = https://me:{s}@h\n"),
    // Programs.
    config("[default]\ncredential_process = sh -c 'echo {s}; exit 3'\n"),
    config("[default]\ncredential_process = sh -c 'echo {s} >&2; exit 3'\n"),
    config(
        "[default]\ncredential_process = printf %s '{\"Version\":\"{s}\",\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"{s}\"}'\n",
    ),
    config(
        "[default]\ncredential_process = printf %s '{\"Version\":1,\"AccessKeyId\":{\"{s}\":1},\"SecretAccessKey\":\"{s}\"'\n",
    ),
    config("[default]\ncredential_process = sh -c 'kill -9 $$' {s}\n"),
    // Sessions that have tokens alone.
    file(
        SESSION,
        "{\"accessToken\": \"{s}\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}",
    ),
    file(
        SESSION,
        "{\"accessToken\": \"{s}\", \"expiresAt\": 1, \"refreshToken\": \"{s}\"}{s}",
    ),
    Plant {
        config: SESSION,
        file: "{\"accessToken\": \"{s}\", \"expiresAt\": \"2001-01-01T00:00:00Z\", \"refreshToken\": \"{s}\", \"clientId\": \"c\", \"clientSecret\": \"{s}\"}",
        body: "{\"accessToken\":\"{s}\",\"expiresIn\":\"{s}\"}",
        ..EMPTY
    },
    Plant {
        config: LOGIN,
        file: "{\"accessToken\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"{s}\",\"sessionToken\":\"{s}\",\"accountId\":\"1\",\"expiresAt\":\"2001-01-01T00:00:00Z\"},\"refreshToken\":\"{s}\",\"clientId\":\"c\",\"dpopKey\":\"-----BEGIN EC PRIVATE KEY-----\\n{s}\\n-----END EC PRIVATE KEY-----\\n\"}",
        body: "{\"accessToken\":{\"secretAccessKey\":\"{s}\"},\"refreshToken\":\"{s}\"}",
        ..EMPTY
    },
];
