//! Every operation of every model can be presigned, and its signature is the one of `aws-sigv4`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4::SigningParams;
use smithy_client_runtime::presigning::{PresignedRequest, PresigningConfig};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir;
use smithy_codegen::maintenance::semver;
use smithy_codegen::model::select::Filter;
use smithy_codegen_cli::dynamic::CaseClient;
use smithy_codegen_cli::input;

const MINUTE: Duration = Duration::from_secs(60);

fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_867_200)
}

/// Returns the service of a model.
fn service(model: &Path) -> &'static ir::Service {
    let Ok(sources) = input::read(&[model.to_owned()]) else {
        panic!("{} cannot be read", model.display());
    };
    let mut diagnostics = Diagnostics::default();
    let partitions = smithy_codegen_cli::partitions();
    let service = semver::client(&sources, Some(&partitions), &Filter::default(), &mut diagnostics);
    let service = service.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    Box::leak(Box::new(service))
}

/// Returns the signature that `aws-sigv4` computes for a request without its signature.
fn expected(request: &PresignedRequest, service: &ir::Service) -> String {
    let (target, query) = request.uri().split_once('?').unwrap();
    let params: Vec<_> = query.split('&').filter(|param| !param.starts_with("X-Amz-")).collect();
    let uri = match params.is_empty() {
        true => target.to_owned(),
        false => format!("{target}?{}", params.join("&")),
    };
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(MINUTE);
    let mut body = SignableBody::Bytes(request.body());
    if service.signing_name == "s3" {
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        body = SignableBody::UnsignedPayload;
    }
    let identity = aws_credential_types::Credentials::new("AKID", "SECRET", None, None, "test").into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name(&service.signing_name)
        .time(noon())
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let signable = SignableRequest::new(request.method(), &uri, request.headers(), body).unwrap();
    sign(signable, &params).unwrap().signature().to_owned()
}

/// A header that `aws-sigv4` leaves unsigned. Botocore signs it, and S3 refuses it unsigned.
const CHECKSUM_MODE: &str = "x-amz-checksum-mode";

/// Presigns all operations of a service. Returns those with the right signature, and those that
/// cannot be presigned.
fn check(service: &'static ir::Service) -> (BTreeSet<&'static str>, BTreeSet<String>) {
    let config = PresigningConfig::builder().start_time(noon()).expires_in(MINUTE);
    let config = config.build().unwrap();
    let (mut signed, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (operation, request) in CaseClient::new(service).presigned(config) {
        let name = format!("{}.{operation}", service.shape);
        let request = match request {
            Ok(request) => request,
            Err(error) => {
                others.insert(format!("{name}: {error}"));
                continue;
            }
        };
        match request.uri().split_once("&X-Amz-Signature=") {
            Some(_) if request.headers().any(|(name, _)| name == CHECKSUM_MODE) => {}
            Some((_, signature)) => {
                assert_eq!(signature, expected(&request, service), "{name} {}", request.uri());
                signed.insert(operation);
            }
            None => drop(others.insert(format!("{name}: nothing is signed"))),
        }
    }
    (signed, others)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

#[test]
fn every_operation_is_presigned() {
    for (name, operations) in [
        ("partnercentral-account", 29),
        ("partnercentral-benefits", 17),
        ("partnercentral-channel", 17),
        ("partnercentral-selling", 45),
        ("s3", 16),
    ] {
        let (signed, others) = check(service(&folder("model").join(name).join("model.json")));
        assert_eq!((signed.len(), others), (operations, BTreeSet::new()), "{name}");
    }
}

/// The operations of services of AWS, where their models are beside this repository: all protocols,
/// and services some of whose operations are not signed.
#[test]
fn every_operation_that_is_signed_can_be_presigned() {
    const MODELS: [&str; 9] = [
        "codecatalyst-2022-09-28",
        "cognito-identity-2014-06-30",
        "glacier-2012-06-01",
        "polly-2016-06-10",
        "route-53-2013-04-01",
        "s3-2006-03-01",
        "sqs-2012-11-05",
        "sts-2011-06-15",
        "transcribe-streaming-2017-10-26",
    ];
    if !folder("../shared/models").is_dir() {
        println!("skipped: ../shared/models is not there");
        return;
    }
    for name in MODELS {
        let service = service(&folder("../shared/models").join(name).with_extension("json"));
        let (signed, others) = check(service);
        let wanted = service.operations.iter().filter(|operation| {
            let own = &operation.auth_schemes;
            let schemes = if own.is_empty() { &service.auth_schemes } else { own };
            schemes.first() == Some(&ir::AuthScheme::SigV4)
        });
        let wanted: BTreeSet<_> = wanted.map(|operation| operation.shape.as_str()).collect();
        assert_eq!(signed, wanted, "{name}: {others:?}");
    }
}
