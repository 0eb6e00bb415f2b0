//! The expected signer per combination of settings, one row each.

use e2e::{LONG_TERM, TEMPORARY};

/// A name; the config file; the credentials file; variables; the requests that the server gets
/// before the call; the key that signs it. `{url}` is the server's, `{home}` the home directory's
/// path.
pub type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    &'static str,
);

const LONG: &str = LONG_TERM.access_key_id;
const SHORT: &str = TEMPORARY.access_key_id;

const KEYS: &str = "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret/of+the=long-term/keys\n";
pub const KEYS_OF_BASE: &str =
    "[base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret/of+the=long-term/keys\n";
const ENVIRONMENT: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "secret/of+the=long-term/keys"),
];
const INSTANCE: [&str; 3] = [
    "PUT /latest/api/token",
    "GET /latest/meta-data/iam/security-credentials/",
    "GET /latest/meta-data/iam/security-credentials/machine",
];
pub const ROLE: &str = "arn:aws:iam::123456789012:role/seller";

pub const ROWS: &[Row] = &[
    ("environment", "", "", &ENVIRONMENT, &[], LONG),
    ("keys of the profile", "", KEYS, &[], &[], LONG),
    (
        "environment before profile",
        "",
        KEYS,
        &[
            ("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret/of+the=temporary/keys"),
            ("AWS_SESSION_TOKEN", "token//of+the==temporary/keys"),
        ],
        &[],
        SHORT,
    ),
    (
        "keys of a profile by AWS_PROFILE, the credentials file going before",
        "[profile base]\naws_access_key_id = WRONG\n",
        KEYS_OF_BASE,
        &[("AWS_PROFILE", "base")],
        &[],
        LONG,
    ),
    (
        "a role by another profile",
        "[default]\nrole_arn = arn:aws:iam::123456789012:role/seller\nsource_profile = base\nrole_session_name = me\nexternal_id = ext\nduration_seconds = 900\n",
        KEYS_OF_BASE,
        &[],
        &["AssumeRole arn:aws:iam::123456789012:role/seller me 900 ext"],
        SHORT,
    ),
    (
        "roles in a chain, from the last to the first",
        "[default]\nrole_arn = arn:aws:iam::1:role/one\nsource_profile = two\nrole_session_name = me\n\
         [profile two]\nrole_arn = arn:aws:iam::1:role/two\nsource_profile = base\nrole_session_name = me\n",
        KEYS_OF_BASE,
        &[],
        &[
            "AssumeRole arn:aws:iam::1:role/two me",
            "AssumeRole arn:aws:iam::1:role/one me",
        ],
        SHORT,
    ),
    (
        "a role by the environment's keys",
        "[default]\n[profile p]\nrole_arn = arn:aws:iam::1:role/one\ncredential_source = Environment\nrole_session_name = me\n",
        "",
        // The profile is chosen in code, which takes precedence over the environment.
        &ENVIRONMENT,
        &["AssumeRole arn:aws:iam::1:role/one me"],
        SHORT,
    ),
    (
        "a role by the container",
        "[default]\nrole_arn = arn:aws:iam::1:role/one\ncredential_source = EcsContainer\nrole_session_name = me\n",
        "",
        &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/container")],
        &["GET /container", "AssumeRole arn:aws:iam::1:role/one me"],
        SHORT,
    ),
    (
        "a web identity token of the environment",
        "",
        "",
        &[
            ("AWS_ROLE_ARN", ROLE),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token"),
            ("AWS_ROLE_SESSION_NAME", "me"),
        ],
        &["AssumeRoleWithWebIdentity arn:aws:iam::123456789012:role/seller me web-token"],
        SHORT,
    ),
    (
        "a web identity token of the profile",
        "[default]\nrole_arn = arn:aws:iam::123456789012:role/seller\nweb_identity_token_file = ~/token\nrole_session_name = me\n",
        "",
        &[],
        &["AssumeRoleWithWebIdentity arn:aws:iam::123456789012:role/seller me web-token"],
        SHORT,
    ),
    (
        "SSO with a session",
        "[default]\nsso_session = my-sso\nsso_account_id = 123456789012\nsso_role_name = seller\n\
         [sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/other\n",
        "",
        &[],
        &["GET /federation/credentials?role_name=seller&account_id=123456789012"],
        SHORT,
    ),
    (
        "SSO without a session",
        "[default]\nsso_account_id = 123456789012\nsso_role_name = seller\nsso_region = us-east-1\n\
         sso_start_url = https://example.awsapps.com/start\n",
        "",
        &[],
        &["GET /federation/credentials?role_name=seller&account_id=123456789012"],
        SHORT,
    ),
    (
        "a process, with quotes",
        "[default]\ncredential_process = \"{home}/my tool\" {home}/script --for 'partner central'\n",
        "",
        &[],
        &[],
        SHORT,
    ),
    (
        "container",
        "",
        "",
        &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/container")],
        &["GET /container"],
        SHORT,
    ),
    (
        "container, with a token",
        "",
        "",
        &[
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/guarded"),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "guard"),
        ],
        &["GET /guarded"],
        SHORT,
    ),
    (
        "container, with a token in a file",
        "",
        "",
        &[
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/guarded"),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "{home}/guard"),
        ],
        &["GET /guarded"],
        SHORT,
    ),
    (
        "instance metadata",
        "",
        "",
        &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "{url}")],
        &INSTANCE,
        SHORT,
    ),
    (
        "instance metadata by the profile",
        "[default]\nec2_metadata_service_endpoint = {url}/\n",
        "",
        &[],
        &INSTANCE,
        SHORT,
    ),
];
