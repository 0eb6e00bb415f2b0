//! A crate of types with `serde`, without a client, for the shapes of namespaces, or for some
//! shapes and those that they need. A synthetic service contains them, so that the stages need no
//! special cases.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Protocol, Service};
use crate::model::ast::{Model, Shape, ShapeKind};
use crate::model::select::{self, Filter};
use crate::model::traits::STREAMING;
use crate::model::{self, Files};
use crate::options::{Layout, Options, RuntimeDependency};
use crate::render::Provenance;
use crate::rust::{SourceFile, ident};
use crate::source::Source;
use crate::suggest::did_you_mean;
use crate::{GeneratedCrate, assemble, emit, lower};

/// The namespace of the synthetic service.
const NAMESPACE: &str = "smithy.codegen.types";

/// Generates a crate with the types of the layout. Findings go to `diagnostics`; if there is an
/// error among them, returns `None`.
pub(crate) fn generate(
    models: &[Source],
    layout: (&str, &[String]),
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<GeneratedCrate> {
    let (package, wanted) = layout;
    let files = Files::read(models, diagnostics);
    let model = model::load(&files, diagnostics);
    let roots = roots(&model, wanted, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let mut all = models.to_vec();
    all.push(Source::new("types.json", holder(&roots).to_string()));
    let mut service = lower(&all, options, diagnostics)?;
    service.package = package.to_owned();
    let provenance = Provenance::of_module(&wanted.join(", "), models, &options.command);
    let mut sources = emit::type_files(&service);
    sources.add(|| {
        [
            emit::primitives(&service),
            root(package, wanted),
            implementations(&service),
        ]
    });
    let mut files: BTreeMap<_, _> = assemble::modules(&sources, &provenance, diagnostics)?;
    let manifest = manifest(package, options);
    files.insert(
        "Cargo.toml".to_owned(),
        format!("{}\n{manifest}", provenance.header("#")),
    );
    Some(GeneratedCrate {
        package: package.to_owned(),
        files,
        runtime_features: vec!["serde"],
    })
}

/// Returns the ids of the shapes that become types with all that they need.
fn roots(model: &Model<'_>, wanted: &[String], diagnostics: &mut Diagnostics) -> Vec<String> {
    let shapes = || model.shapes.values().filter(|shape| has_type(shape));
    let mut roots = Vec::new();
    for name in wanted {
        let before = roots.len();
        match name.contains('#') {
            true => roots.extend(
                shapes()
                    .filter(|shape| shape.id.as_str() == name)
                    .map(|shape| shape.id.to_string()),
            ),
            false => roots.extend(
                shapes()
                    .filter(|shape| shape.id.namespace() == name)
                    .map(|shape| shape.id.to_string()),
            ),
        }
        if roots.len() == before {
            let help = match name.contains('#') {
                true => did_you_mean(name, shapes().map(|shape| shape.id.as_str())),
                false => did_you_mean(name, shapes().map(|shape| shape.id.namespace()))
                    .or_else(|| did_you_mean(name, shapes().map(|shape| shape.id.as_str()))),
            };
            let help = help.unwrap_or_else(|| "give a namespace, or the id of a structure, union or enum".to_owned());
            let problem = format!("`{name}` is neither a namespace with types nor a shape that becomes a type");
            diagnostics.push(Diagnostic::error("no-types", problem).help(help));
        }
    }
    roots.sort();
    roots.dedup();
    roots
}

/// Returns whether a shape becomes a type that can be a value.
fn has_type(shape: &Shape<'_>) -> bool {
    let is_kind = matches!(
        shape.kind,
        ShapeKind::Structure | ShapeKind::Union | ShapeKind::Enum | ShapeKind::IntEnum
    );
    let is_definition = shape.has_trait("smithy.api#trait") || shape.has_trait("smithy.api#mixin");
    is_kind && !is_definition && !shape.has_trait(STREAMING) && !shape.id.namespace().starts_with("smithy.")
}

/// Returns a service whose only operation has these shapes as members of its input and output.
fn holder(roots: &[String]) -> Value {
    let members: Map<String, Value> = roots
        .iter()
        .enumerate()
        .map(|(index, id)| (format!("m{index}"), json!({ "target": id })))
        .collect();
    let id = |name: &str| format!("{NAMESPACE}#{name}");
    let structure = json!({ "type": "structure", "members": members });
    json!({ "smithy": "2.0", "shapes": {
        id("Types"): {
            "type": "service",
            "operations": [{ "target": id("Hold") }],
            "traits": { "aws.protocols#awsJson1_0": {} },
        },
        id("Hold"): {
            "type": "operation",
            "input": { "target": id("HoldInput") },
            "output": { "target": id("HoldOutput") },
        },
        id("HoldInput"): structure,
        id("HoldOutput"): structure,
    } })
}

fn lower(models: &[Source], options: &Options, diagnostics: &mut Diagnostics) -> Option<Service> {
    let files = Files::read(models, diagnostics);
    let model = model::load(&files, diagnostics);
    let filter = Filter {
        service: Some(format!("{NAMESPACE}#Types")),
        operations: Vec::new(),
    };
    let selection = select::select(&model, &filter, diagnostics)?;
    // Warnings are dropped, because some would be about the synthetic shapes.
    let mut found = Diagnostics::default();
    let service = lower::lower(&selection, Protocol::AwsJson10, options.compatibility, None, &mut found);
    if found.has_errors() {
        found
            .sorted()
            .into_iter()
            .for_each(|finding| diagnostics.push(finding.clone()));
    }
    service
}

fn root(package: &str, wanted: &[String]) -> SourceFile {
    let shown: Vec<_> = wanted.iter().map(|name| format!("`{name}`")).collect();
    let items = vec![quote! {
        #[rustfmt::skip]
        pub mod primitives;
        #[rustfmt::skip]
        pub mod types;
        #[rustfmt::skip]
        mod serde_impls;
    }];
    SourceFile {
        docs: vec![
            format!("{package}: the types of {}.", shown.join(", ")),
            String::new(),
            "All types implement `serde::Serialize` and `serde::Deserialize`, with the names of the model.".to_owned(),
        ],
        ..SourceFile::new("src/lib.rs", "", items)
    }
}

fn implementations(service: &Service) -> SourceFile {
    let structures = service.structures.iter().map(|shape| shape.name.as_str());
    let unions = service.unions.iter().map(|shape| shape.name.as_str());
    let enums = service.enums.iter().map(|shape| shape.name.as_str());
    let mut names: Vec<_> = structures.chain(unions).chain(enums).collect();
    names.sort_unstable();
    let types: TokenStream = names
        .into_iter()
        .map(|name| {
            let name = ident(name);
            quote!(crate::types::#name,)
        })
        .collect();
    let items = vec![quote!(smithy_client_runtime::serde_shapes! { #types })];
    SourceFile::new("src/serde_impls.rs", "The implementations of `serde`.", items)
}

fn manifest(package: &str, options: &Options) -> String {
    let features = "features = [\"serde\"]";
    let (runtime, common) = match &options.runtime {
        RuntimeDependency::Workspace => (
            format!("{{ workspace = true, {features} }}"),
            "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n",
        ),
        RuntimeDependency::Path(path) => (
            format!("{{ path = {path:?}, default-features = false, {features} }}"),
            "version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n[workspace]\n",
        ),
        RuntimeDependency::Version(version) => (
            format!("{{ version = {version:?}, default-features = false, {features} }}"),
            "version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n[workspace]\n",
        ),
    };
    format!(
        "[package]\nname = \"{package}\"\ndescription = \"Types of a Smithy model\"\n{common}\n\
         [dependencies]\nsmithy-client-runtime = {runtime}\n\n\
         [lints.rust]\nmissing_docs = \"warn\"\nunsafe_code = \"forbid\"\n\n\
         [lints.clippy]\n\
         # Setters and accessors have the names of members of the model.\n\
         should_implement_trait = \"allow\"\nwrong_self_convention = \"allow\"\n\
         # The model decides how large variants are, and how lists and maps nest.\n\
         large_enum_variant = \"allow\"\ntype_complexity = \"allow\"\nmodule_inception = \"allow\"\n"
    )
}

/// Returns the package and the wanted shapes of a crate of types.
pub(crate) fn layout(layout: &Layout) -> Option<(&str, &[String])> {
    match layout {
        Layout::Types { package, shapes } => Some((package, shapes)),
        Layout::Crate | Layout::Module(_) | Layout::Services { .. } => None,
    }
}
