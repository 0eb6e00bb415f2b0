//! One crate with several services: a module and a cargo feature each, over one runtime. The
//! services share no generated types.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Service;
use crate::model::ast::{Model, ShapeKind};
use crate::model::node::Node;
use crate::model::select::{self, Filter};
use crate::options::{Layout, ModuleFeatures, Options};
use crate::render::Provenance;
use crate::report::StageTimer;
use crate::rust::{FileTasks, SourceFile, ident};
use crate::source::Source;
use crate::{GeneratedCrate, assemble, embed, emit, lower, names};

/// The features that all client crates have; a service cannot have one of these names.
const SHARED: [&str; 18] = [
    "aws-config",
    "aws-lc-rs",
    "behavior-version-latest",
    "blocking",
    "client",
    "credentials-chain",
    "default",
    "default-https-client",
    "http2",
    "https-client",
    "native-roots",
    "ring",
    "rt-tokio",
    "rustls",
    "serde",
    "sigv4a",
    "test-util",
    "webpki-roots",
];

/// Generates the crate of all services of a model under the name of a package.
pub(crate) fn generate(
    model: &Model<'_>,
    sources: &[Source],
    partitions: Option<Node<'_>>,
    package: &str,
    options: &Options,
    stages: &mut StageTimer<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<GeneratedCrate> {
    let services = services(model, partitions, package, options, diagnostics)?;
    stages.end("lower", "services", services.len());
    let provenance = |subject: &str| Provenance::of_module(subject, sources, &options.command);
    let mut files = BTreeMap::new();
    for service in &services {
        let embed = |file| embed::embed(file, &ModuleFeatures::OfCrate);
        let modules = emit::rust_files(service, false).filter_map(&embed);
        let texts = assemble::modules(&modules, &Provenance::new(service, sources, options), diagnostics)?;
        let folder = module_name(service);
        files.extend(
            texts
                .into_iter()
                .map(|(path, text)| (format!("src/{folder}/{path}"), text)),
        );
    }
    let all = provenance(package);
    let mut root = FileTasks::default();
    root.add(|| [self::root(package, &services)]);
    files.extend(assemble::modules(&root, &all, diagnostics)?);
    let manifest = emit::bundle_manifest(package, &services, options);
    files.insert("Cargo.toml".to_owned(), format!("{}\n{manifest}", all.header("#")));
    let readme = readme(package, &services).join("\n");
    files.insert("README.md".to_owned(), format!("{}\n{readme}\n", all.html_header()));
    stages.end("emit", "lines", files.values().map(|text| text.lines().count()).sum());
    Some(GeneratedCrate {
        package: package.to_owned(),
        files,
        runtime_features: Vec::new(),
    })
}

/// Lowers the clients of all services, in the order of their features.
fn services(
    model: &Model<'_>,
    partitions: Option<Node<'_>>,
    package: &str,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Service>> {
    let shapes = model.shapes.values();
    let ids = shapes
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)))
        .map(|shape| shape.id.to_string());
    let mut services = Vec::new();
    for id in ids {
        let filter = Filter {
            service: Some(id),
            operations: Vec::new(),
        };
        let selection = select::select(model, &filter, diagnostics)?;
        let protocol = crate::protocol(&selection, options, diagnostics)?;
        let mut service = lower::lower(&selection, protocol, options.compatibility, partitions, diagnostics)?;
        service.crate_name = format!("{}::{}", names::crate_name(package), module_name(&service));
        services.push(service);
    }
    services.sort_by(|a, b| a.package.cmp(&b.package));
    let mut seen: BTreeSet<&str> = BTreeSet::from(SHARED);
    for service in &services {
        if !seen.insert(&service.package) {
            let problem = format!(
                "the feature `{}` of the service `{}` is taken",
                service.package, service.id
            );
            let help = "generate the service as a crate of its own, with --service";
            diagnostics.push(Diagnostic::error("feature-name", problem).help(help));
        }
    }
    if services.is_empty() {
        let help = "give a model with services, or a folder of such models";
        diagnostics.push(Diagnostic::error("no-service", "the model has no service").help(help));
    }
    (!diagnostics.has_errors()).then_some(services)
}

fn module_name(service: &Service) -> String {
    names::crate_name(&service.package)
}

/// Returns the root of the crate.
fn root(package: &str, services: &[Service]) -> SourceFile {
    let modules = services.iter().map(|service| {
        let (feature, module) = (&service.package, ident(&module_name(service)));
        quote! {
            #[cfg(feature = #feature)]
            #[rustfmt::skip]
            pub mod #module;
        }
    });
    SourceFile {
        docs: description(package, services),
        ..SourceFile::new("src/lib.rs", "", vec![modules.collect::<proc_macro2::TokenStream>()])
    }
}

fn description(package: &str, services: &[Service]) -> Vec<String> {
    let mut lines = vec![
        format!(
            "Clients of {} services. Each is a module, and a feature that is off by default.",
            services.len()
        ),
        String::new(),
        "| feature | module | service |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(services.iter().map(|service| {
        let (feature, module) = (&service.package, module_name(service));
        format!(
            "| `{feature}` | `{}::{module}` | {} |",
            names::crate_name(package),
            service.title.replace('|', "\\|")
        )
    }));
    lines
}

fn readme(package: &str, services: &[Service]) -> Vec<String> {
    let mut lines = vec![format!("# {package}"), String::new()];
    lines.extend(description(package, services));
    if let Some(service) = services.first() {
        lines.extend([
            String::new(),
            "```toml".to_owned(),
            format!(
                "{package} = {{ version = \"0.1\", features = [{:?}] }}",
                service.package
            ),
            "```".to_owned(),
        ]);
    }
    lines
}

/// Returns the layout of a bundle, if it is one.
pub(crate) fn package(layout: &Layout) -> Option<&str> {
    match layout {
        Layout::Services { package } => Some(package),
        Layout::Crate | Layout::Module(_) | Layout::Types { .. } => None,
    }
}
