//! Secrets in variables, in the output of programs, and in files in other encodings.

use super::{EMPTY, LOGIN, POD, Plant, ROLE, SESSION, config, credentials, file, token, variables};

pub(super) const PLANTS: &[Plant] = &[
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
