//! A client crate with the protocol test cases of its service as Rust tests.

pub mod ir;

mod emit;
mod lower;
mod supplement;

use crate::GeneratedCrate;
use crate::assemble;
use crate::diagnostics::Diagnostics;
use crate::ir::{Protocol, Service, Type};
use crate::lower::value::MissingMembers;
use crate::model::{self, ast, node, select};
use crate::options::Options;
use crate::render::Provenance;
use crate::source::Source;

use self::ir::Suite;

/// The parts of the test crate that are the same for every service.
const SHARED: [(&str, &str); 2] = [
    ("same.rs", include_str!("../templates/same.rs")),
    ("support.rs", include_str!("../templates/support.rs")),
];

/// The dependencies of the tests other than `http`, which every generated crate has for its
/// examples. The versions are those of the runtime.
const DEV_DEPENDENCIES: &str = "\n\
    [dev-dependencies.bytes]\n\
    version = \"1\"\n\n\
    [dev-dependencies.serde_json]\n\
    version = \"1\"\n\
    features = [\"raw_value\"]\n";

/// A payload format whose bodies are compared semantically, with a library that the runtime does
/// not use.
pub(crate) struct Format {
    /// The module of the test crate.
    name: &'static str,
    text: &'static str,
    dev_dependencies: &'static str,
}

const CBOR: Format = Format {
    name: "cbor",
    text: include_str!("../templates/cbor.rs"),
    dev_dependencies: "\n[dev-dependencies.base64]\nversion = \"0.23\"\n\n[dev-dependencies.ciborium]\nversion = \"0.2\"\n",
};

const FORM: Format = Format {
    name: "form",
    text: include_str!("../templates/form.rs"),
    dev_dependencies: "",
};

const XML: Format = Format {
    name: "xml",
    text: include_str!("../templates/xml.rs"),
    dev_dependencies: "\n[dev-dependencies.roxmltree]\nversion = \"0.21\"\n",
};

const BLOBS: Format = Format {
    name: "blobs",
    text: include_str!("../templates/blobs.rs"),
    dev_dependencies: "",
};

const MESSAGES: Format = Format {
    name: "messages",
    text: include_str!("../templates/messages.rs"),
    dev_dependencies: "\n[dev-dependencies.base64]\nversion = \"0.23\"\n",
};

/// Returns the formats of the bodies of a service other than JSON.
pub(crate) fn formats(service: &Service) -> Vec<Format> {
    let mut formats = match service.protocol {
        Protocol::RpcV2Cbor => vec![CBOR],
        Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Json => Vec::new(),
        // A payload may be text of any media type.
        Protocol::RestJson1 | Protocol::RestXml => vec![XML],
        Protocol::AwsQuery | Protocol::Ec2Query => vec![FORM],
    };
    let outputs = service.operations.iter().map(|operation| &operation.output);
    if outputs
        .flat_map(|output| &output.fields)
        .any(|field| field.ty == Type::ByteStream)
    {
        formats.push(BLOBS);
    }
    if service.unions.iter().any(|union| union.events.is_some()) {
        let known = formats.iter().any(|format| format.dev_dependencies.contains("base64"));
        let dev_dependencies = if known { "" } else { MESSAGES.dev_dependencies };
        formats.push(Format {
            dev_dependencies,
            ..MESSAGES
        });
    }
    formats
}

/// A client with its tests.
#[derive(Clone, Debug)]
pub struct ProtocolTests {
    /// The service shape's name.
    pub service: String,
    /// The crate; its tests are those of the target `protocol_tests`.
    pub generated: GeneratedCrate,
    /// The cases that apply to clients, in the order of the model.
    pub cases: Vec<Case>,
}

/// A case and its test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The case's id.
    pub id: String,
    /// Its subject.
    pub kind: Kind,
    /// The path of the test.
    pub test: String,
}

/// The subject of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The requests that a client sends.
    Request,
    /// The result that it reads from a successful response.
    Response,
    /// The error that it reads from a response.
    Error,
    /// The event streams that it sends and receives.
    Event,
}

/// Returns the ids of the services of a model.
pub fn services(sources: &[Source], diagnostics: &mut Diagnostics) -> Vec<String> {
    let files = model::Files::read(sources, diagnostics);
    let model = model::load(&files, diagnostics);
    let services = model
        .shapes
        .values()
        .filter(|shape| matches!(shape.kind, ast::ShapeKind::Service(_)));
    services.map(|shape| shape.id.to_string()).collect()
}

/// Generates the crate of one service with a test for each of its cases that applies to clients.
/// The sources are as in [`generate`](crate::generate).
///
/// Findings are added to `diagnostics`. If there is an error among them, returns `None`.
pub fn generate_protocol_tests(
    models: &[Source],
    partitions: Option<&Source>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<ProtocolTests> {
    let models = &supplement::add(models, &options.filter, diagnostics)[..];
    let files = model::Files::read(models, diagnostics);
    let model = model::load(&files, diagnostics);
    let selection = select::select(&model, &options.filter, diagnostics)?;
    let partitions = node::optional_root(models.len(), partitions, diagnostics);
    let protocol = crate::protocol(&selection, options, diagnostics)?;
    let service = crate::lower::lower(&selection, protocol, options.compatibility, partitions, diagnostics)?;
    let suite = lower::lower_cases(&selection, &service, MissingMembers::Corrected, diagnostics);
    let mut sources = crate::emit::rust_files(&service, options.readme.is_some());
    sources.add(|| emit::files(&service, &suite));
    let provenance = Provenance::new(&service, models, options);
    let mut files = assemble::files(&service, &sources, &provenance, options, diagnostics)?;
    drop(sources);
    let formats = formats(&service);
    let formats_of_bodies = formats
        .iter()
        .map(|format| (format!("{}.rs", format.name), format.text));
    for (name, text) in SHARED
        .map(|(name, text)| (name.to_owned(), text))
        .into_iter()
        .chain(formats_of_bodies)
    {
        files.insert(
            format!("tests/protocol_tests/{name}"),
            format!("{}\n{text}", provenance.header("//")),
        );
    }
    let manifest = files.entry("Cargo.toml".to_owned()).or_default();
    manifest.push_str(DEV_DEPENDENCIES);
    for format in &formats {
        manifest.push_str(format.dev_dependencies);
    }
    let cases = cases(suite);
    let runtime_features = crate::emit::runtime_features(&service);
    Some(ProtocolTests {
        service: service.shape,
        generated: GeneratedCrate {
            runtime_features,
            package: service.package,
            files,
        },
        cases,
    })
}

/// Returns the client of a service and its cases as data, for dynamic clients. An output only has
/// the members that its case names.
///
/// Findings are added to `diagnostics`. If there is an error among them, returns `None`.
pub fn lower_protocol_tests(
    models: &[Source],
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(Service, Suite)> {
    let files = model::Files::read(models, diagnostics);
    let model = model::load(&files, diagnostics);
    let selection = select::select(&model, &options.filter, diagnostics)?;
    let protocol = crate::protocol(&selection, options, diagnostics)?;
    let service = crate::lower::lower(&selection, protocol, options.compatibility, None, diagnostics)?;
    let suite = lower::lower_cases(&selection, &service, MissingMembers::Unset, diagnostics);
    Some((service, suite))
}

fn cases(suite: Suite) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |id: String, kind: Kind, test: String| cases.push(Case { id, kind, test });
    for case in suite.requests {
        add(case.id, Kind::Request, format!("requests::{}", case.test));
    }
    for case in suite.responses {
        add(case.id, Kind::Response, format!("responses::{}", case.test));
    }
    for case in suite.errors {
        add(case.id, Kind::Error, format!("errors::{}", case.test));
    }
    for case in suite.events {
        add(case.id, Kind::Event, format!("events::{}", case.test));
    }
    cases
}
