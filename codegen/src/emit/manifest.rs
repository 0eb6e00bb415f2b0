//! The crate's `Cargo.toml`.

use crate::ir::{AuthScheme, Operation, Protocol, Service};
use crate::options::{Options, RuntimeDependency};

/// The parts of a manifest that differ between crates.
struct Parts<'s> {
    name: &'s str,
    description: String,
    keywords: Vec<&'s str>,
    services: &'s [Service],
    /// The features of the runtime that are always on.
    runtime_features: Vec<&'static str>,
    /// The features of services.
    own_features: String,
}

/// Returns the manifest, as text.
pub(super) fn text(service: &Service, options: &Options) -> String {
    let parts = Parts {
        name: &service.package,
        description: format!("A client for {}", service.title),
        keywords: keywords(service),
        services: std::slice::from_ref(service),
        runtime_features: runtime_features(service),
        own_features: String::new(),
    };
    of_parts(&parts, options)
}

/// Returns the manifest of a crate with a feature per service.
pub(super) fn of_bundle(package: &str, services: &[Service], options: &Options) -> String {
    let feature = |service: &Service| {
        let runtime = runtime_features(service).into_iter();
        let runtime: Vec<_> = runtime.map(|name| format!("smithy-client-runtime/{name}")).collect();
        let title = service.title.replace('\n', " ");
        format!("# {title}\n{} = {runtime:?}\n", service.package)
    };
    let parts = Parts {
        name: package,
        description: format!("Clients for {} services", services.len()),
        keywords: vec!["smithy", "api", "client"],
        services,
        runtime_features: Vec::new(),
        own_features: services.iter().map(feature).collect(),
    };
    of_parts(&parts, options)
}

fn of_parts(parts: &Parts<'_>, options: &Options) -> String {
    let Parts {
        name,
        description,
        keywords,
        services,
        runtime_features,
        own_features,
    } = parts;
    let runtime = runtime_dependency(runtime_features, options);
    let package = match &options.runtime {
        RuntimeDependency::Workspace => WORKSPACE_PACKAGE,
        _ => OWN_PACKAGE,
    };
    let ServiceFeatures {
        default_features,
        sdk_features,
        sigv4a,
        http2,
    } = ServiceFeatures::of(services);
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         description = {description:?}\n\
         readme = \"README.md\"\n\
         keywords = {keywords:?}\n\
         categories = [\"api-bindings\", \"web-programming::http-client\"]\n\
         {package}\n\
         [package.metadata.docs.rs]\n\
         all-features = true\n\n\
         [features]\n\
         {default_features}\
         {sdk_features}\
         {own_features}\
         {TRANSPORT_FEATURES}\
         {sigv4a}\
         # Conversions of timestamps: `primitives::DateTimeExt`.\n\
         chrono = [\"smithy-client-runtime/chrono\"]\n\
         jiff = [\"smithy-client-runtime/jiff\"]\n\
         time = [\"smithy-client-runtime/time\"]\n\
         # `serde` for all types, by the names of the model.\n\
         serde = [\"smithy-client-runtime/serde\"]\n\
         {http2}\
         # `blocking::Client`, whose calls block.\n\
         blocking = [\"smithy-client-runtime/blocking\"]\n\
         # `test_util::Mock`, which replaces the service in tests.\n\
         test-util = [\"smithy-client-runtime/test-util\"]\n\n\
         [dependencies]\n\
         smithy-client-runtime = {runtime}\n\n\
         [dev-dependencies]\n\
         # Tests replace the service.\n\
         http = \"1\"\n\n\
         {LINTS}",
    )
}

/// The features that only some services need, as lines of the manifest.
struct ServiceFeatures {
    default_features: &'static str,
    sdk_features: &'static str,
    sigv4a: &'static str,
    http2: &'static str,
}

impl ServiceFeatures {
    fn of(services: &[Service]) -> Self {
        let both_ways = |operation: &Operation| operation.streaming.events && operation.streaming.sends_events;
        let mut operations = services.iter().flat_map(|service| &service.operations);
        let http2 = match operations.any(both_ways) {
            true => HTTP2,
            false => "",
        };
        let (default_features, sigv4a) = match services.iter().any(|service| service.is_aws) {
            true => (AWS_FEATURES, SIGV4A_FEATURE),
            false => ("default = [\"default-https-client\"]\n", ""),
        };
        let sdk_features = match services.iter().any(|service| service.uses_sdk_types) {
            true => SDK_FEATURES,
            false => "",
        };
        Self {
            default_features,
            sdk_features,
            sigv4a,
            http2,
        }
    }
}

/// Returns the value of the dependency on the runtime.
fn runtime_dependency(features: &[&str], options: &Options) -> String {
    let features = match features.is_empty() {
        true => String::new(),
        false => format!(", features = {features:?}"),
    };
    match &options.runtime {
        RuntimeDependency::Workspace => format!("{{ workspace = true{features} }}"),
        RuntimeDependency::Path(path) => format!("{{ path = {path:?}, default-features = false{features} }}"),
        RuntimeDependency::Version(version) => {
            format!("{{ version = {version:?}, default-features = false{features} }}")
        }
    }
}

/// The fields of a package that is a member of the workspace.
const WORKSPACE_PACKAGE: &str = "\
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
";

/// The fields of a package outside of a workspace.
const OWN_PACKAGE: &str = "\
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"1.88\"

[workspace]
";

/// The features that choose the transport.
const TRANSPORT_FEATURES: &str = "\
# The HTTP client over hyper and rustls, with ring and the Mozilla roots. Without it, set an
# HTTP client in the config, or choose among the features below, which can be combined.
default-https-client = [\"https-client\", \"ring\", \"webpki-roots\"]
https-client = [\"smithy-client-runtime/https-client\"]
# The provider of cryptography for TLS. If both are enabled, it is aws-lc-rs.
ring = [\"smithy-client-runtime/ring\"]
aws-lc-rs = [\"smithy-client-runtime/aws-lc-rs\"]
# The trusted certificates: Mozilla's, those of the system, or both.
webpki-roots = [\"smithy-client-runtime/webpki-roots\"]
native-roots = [\"smithy-client-runtime/native-roots\"]
";

const LINTS: &str = "\
[lints.rust]
missing_docs = \"warn\"
unsafe_code = \"forbid\"

[lints.clippy]
# Setters and accessors have the names of members of the model.
should_implement_trait = \"allow\"
wrong_self_convention = \"allow\"
# The model decides how large the variants of a union are.
large_enum_variant = \"allow\"
# The model decides how lists and maps nest.
type_complexity = \"allow\"
# The modules within the module of an operation have fixed names, and an operation may have
# the same name.
module_inception = \"allow\"
";

/// The feature of services with events in both directions.
const HTTP2: &str = "# HTTP/2, which bidirectional event streams need.\nhttp2 = [\"smithy-client-runtime/http2\"]\n";

/// The features of services of AWS, with the default ones.
const AWS_FEATURES: &str = "\
default = [\"credentials-chain\", \"default-https-client\"]
# Credentials from roles, SSO, web identity tokens, processes, containers and instance metadata.
# Without it, credentials come from keys in the environment or in profiles, or from code.
credentials-chain = [\"smithy-client-runtime/credentials-chain\"]
# Configs from an `aws_types::SdkConfig`, with the types of the AWS SDK instead of those here that
# have the same interface.
aws-config = [\"smithy-client-runtime/aws-config\"]
# Accepted for manifests written for the AWS SDK. They have no effect.
behavior-version-latest = []
rt-tokio = []
rustls = []
";

/// The features of the official crates that clients with their API accept, in addition to those of
/// all clients.
const SDK_FEATURES: &str = "\
gated-tests = []
http-1x = []
legacy-https-client = [\"default-https-client\"]
legacy-test-util = [\"test-util\"]
";

const SIGV4A_FEATURE: &str = "\
# Signature Version 4a, for endpoints that serve several regions.
sigv4a = [\"smithy-client-runtime/sigv4a\"]
";

/// Returns the feature of the runtime that has the protocol.
fn protocol_feature(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RpcV2Cbor => "rpc-v2-cbor",
        Protocol::RpcV2Json => "rpc-v2-json",
        Protocol::AwsJson10 | Protocol::AwsJson11 => "aws-json",
        Protocol::RestJson1 => "rest-json",
        Protocol::RestXml => "rest-xml",
        Protocol::AwsQuery => "aws-query",
        Protocol::Ec2Query => "ec2-query",
    }
}

/// The limits of the registry for the keywords of a package.
const MAX_KEYWORDS: usize = 5;
const MAX_KEYWORD_LENGTH: usize = 20;

/// Returns the package's name, if it is short enough, and the keywords of all clients.
fn keywords(service: &Service) -> Vec<&str> {
    let name = Some(service.package.as_str()).filter(|name| name.len() <= MAX_KEYWORD_LENGTH);
    let aws = service.id.starts_with("com.amazonaws.").then_some("aws");
    let common = ["smithy", "api", "client"];
    aws.into_iter().chain(name).chain(common).take(MAX_KEYWORDS).collect()
}

/// Returns the features of the runtime that the service's protocol or some operation needs.
pub(super) fn runtime_features(service: &Service) -> Vec<&'static str> {
    let operations = &service.operations;
    let events = |operation: &Operation| operation.streaming.events || operation.streaming.sends_events;
    let has_stream = |operation: &Operation| operation.input.has_stream || operation.output.has_stream;
    let by_digest = |operation: &Operation| operation.auth_schemes.contains(&AuthScheme::HttpDigest);
    let needed = [
        (protocol_feature(service.protocol), true),
        ("aws-config", service.uses_sdk_types),
        (
            "request-checksum",
            service.operations.iter().any(|operation| operation.checksum),
        ),
        (
            "http-checksum",
            service
                .operations
                .iter()
                .any(|operation| operation.http_checksum.is_some()),
        ),
        (
            "request-compression",
            service.operations.iter().any(|operation| operation.gzip),
        ),
        ("http-digest-auth", operations.iter().any(by_digest)),
        ("s3-express", service.create_session.is_some()),
        ("endpoint-discovery", service.endpoint_discovery.is_some()),
        ("event-stream", operations.iter().any(events)),
        ("streaming", operations.iter().any(has_stream)),
    ];
    needed
        .into_iter()
        .filter_map(|(name, needed)| needed.then_some(name))
        .collect()
}
