//! Secrets in the config file, the credentials file, and files of tokens.

use super::{CONTAINER, EMPTY, LOGIN, Plant, ROLE, SSO, TOKEN_FILE, config, credentials, file};

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
