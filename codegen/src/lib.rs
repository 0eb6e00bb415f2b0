//! Generates Rust client crates from Smithy models. The library is pure: it does not read files,
//! start processes or read a clock.
//!
//! Data flows in one direction, with one module per stage: `model` -> `lower` -> `ir` -> `emit` ->
//! `render`.

pub mod conformance;
pub mod diagnostics;
pub mod endpoint_rules;
pub mod ir;
pub mod maintenance;
pub mod model;
pub mod options;
pub mod paths;
pub mod patterns;
pub mod report;
pub mod source;
pub mod suggest;
pub mod trait_support;

mod assemble;
mod bundle;
mod embed;
mod emit;
mod endpoint_module;
mod lower;
mod markdown;
mod names;
mod render;
mod rust;
mod types_only;

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::model::ast::ShapeKind;
use crate::model::traits::SERVICE;
use crate::model::{node, select};
use crate::options::{Layout, Options};
use crate::render::Provenance;
use crate::report::{Clock, Report, StageTimer};
use crate::source::Source;
use crate::trait_support::TraitReport;

/// A generated crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneratedCrate {
    /// The name of the package.
    pub package: String,
    /// The text of each file by its path below the root of the crate.
    pub files: BTreeMap<String, String>,
    /// The features of the runtime that the client needs.
    pub runtime_features: Vec<&'static str>,
}

/// Generates the crate or the module of one service, from the files of its model and from
/// `partitions`, the data of the function `aws.partition` of endpoint rules.
///
/// Findings are added to `diagnostics`. If there is an error among them, returns `None`. In the
/// places of findings, the partitions have the index after the files of the model.
pub fn generate(
    models: &[Source],
    partitions: Option<&Source>,
    options: &Options,
    clock: Clock<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(GeneratedCrate, Report)> {
    let mut stages = StageTimer::start(clock);
    if let Some(layout) = types_only::layout(&options.layout) {
        let made = types_only::generate(models, layout, options, diagnostics)?;
        return Some((made, stages.report(TraitReport::default())));
    }
    let read = model::Files::read(models, diagnostics);
    let model = model::load(&read, diagnostics);
    stages.end("model", "shapes", model.shapes.len());
    let traits = TraitReport::of(
        &model,
        protocol_of(&model, options.filter.service.as_deref(), options.protocol.as_deref()),
        diagnostics,
    );
    let partitions = node::optional_root(models.len(), partitions, diagnostics);
    if let Some(package) = bundle::package(&options.layout) {
        let made = bundle::generate(&model, models, partitions, package, options, &mut stages, diagnostics)?;
        return Some((made, stages.report(traits)));
    }
    let selection = select::select(&model, &options.filter, diagnostics)?;
    stages.end("select", "shapes", selection.shapes.len());
    let protocol = protocol(&selection, options, diagnostics)?;
    let mut service = lower::lower(&selection, protocol, options.compatibility, partitions, diagnostics)?;
    stages.end("lower", "types", type_count(&service));
    if let Layout::Module(module) = &options.layout {
        service.crate_name.clone_from(&module.path);
    }
    let provenance = Provenance::new(&service, models, options);
    let files = files(&service, &provenance, options, diagnostics)?;
    stages.end("emit", "lines", files.values().map(|text| text.lines().count()).sum());
    let generated = GeneratedCrate {
        runtime_features: emit::runtime_features(&service),
        package: service.package,
        files,
    };
    Some((generated, stages.report(traits)))
}

/// Emits and renders the files of a service's crate or module.
fn files(
    service: &ir::Service,
    provenance: &Provenance,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, String>> {
    let embed;
    let sources = match &options.layout {
        Layout::Crate | Layout::Services { .. } | Layout::Types { .. } => {
            emit::rust_files(service, options.readme.is_some())
        }
        Layout::Module(module) => {
            embed = |file| embed::embed(file, &module.features);
            emit::rust_files(service, false).filter_map(&embed)
        }
    };
    assemble::files(service, &sources, provenance, options, diagnostics)
}

fn type_count(service: &ir::Service) -> usize {
    service.structures.len() + service.unions.len() + service.enums.len() + service.exceptions.len()
}

/// Generates the endpoint rules of a service without a client: the text of each module by its path.
/// `partitions` are as in [`generate`]; the headers of the modules name `command`.
///
/// Findings are added to `diagnostics`. If there is an error among them, returns `None`.
pub fn generate_endpoint_rules(
    models: &[Source],
    partitions: Option<&Source>,
    command: &str,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, String>> {
    let read = model::Files::read(models, diagnostics);
    let model = model::load(&read, diagnostics);
    let selection = select::select(&model, &select::Filter::default(), diagnostics)?;
    let partitions = node::optional_root(models.len(), partitions, diagnostics);
    let lowered = endpoint_module::rules(selection.service, partitions, diagnostics)?;
    let provenance = Provenance::of_module(selection.service.id.name(), models, command);
    assemble::modules(&lowered.files(), &provenance, diagnostics)
}

/// Returns the client of a service as data, for tests and tools.
pub fn lower_only(models: &[Source], options: &Options, diagnostics: &mut Diagnostics) -> Option<ir::Service> {
    lower_with(models, None, options, diagnostics)
}

/// Returns the client of a service as data; `partitions` are as in [`generate`].
pub(crate) fn lower_with(
    models: &[Source],
    partitions: Option<&Source>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Service> {
    let read = model::Files::read(models, diagnostics);
    let model = model::load(&read, diagnostics);
    let selection = select::select(&model, &options.filter, diagnostics)?;
    let partitions = node::optional_root(models.len(), partitions, diagnostics);
    let protocol = protocol(&selection, options, diagnostics)?;
    lower::lower(&selection, protocol, options.compatibility, partitions, diagnostics)
}

/// Returns the text of a structure's schema for the runtime, for dynamic clients.
pub fn structure_schema(structure: &ir::Structure) -> String {
    emit::structure_schema(structure)
}

/// Returns the text of a union's schema for the runtime, for dynamic clients.
pub fn union_schema(union: &ir::Union) -> String {
    emit::union_schema(union)
}

/// Returns the statements of an operation's example in the documentation; empty if it has none.
pub fn example_call(service: &ir::Service, operation: &ir::Operation) -> Vec<String> {
    emit::example_call(service, operation)
}

/// Returns the protocol that the client of a model's service speaks, if the model has only one or
/// one is named.
pub fn protocol_of(
    model: &model::ast::Model<'_>,
    service: Option<&str>,
    protocol: Option<&str>,
) -> Option<ir::Protocol> {
    let mut unseen = Diagnostics::default();
    let filter = select::Filter {
        service: service.map(str::to_owned),
        ..select::Filter::default()
    };
    let service = select::service(model, &filter, &mut unseen)?;
    let known = lower::protocol::choose(service, protocol, &mut unseen)?;
    Some(known.protocol)
}

/// Returns a help text that lists the protocols, if the wanted one does not exist.
pub fn unknown_protocol(wanted: &str) -> Option<String> {
    lower::protocol::unknown_protocol(wanted)
}

/// Returns the ids of a model's services, each with the names of its operations.
pub fn services_of(models: &[Source]) -> Vec<(String, Vec<String>)> {
    let unseen = &mut Diagnostics::default();
    let files = model::Files::read(models, unseen);
    let model = model::load(&files, unseen);
    let services = model
        .shapes
        .values()
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)));
    let filters = services.map(|service| select::Filter {
        service: Some(service.id.to_string()),
        ..select::Filter::default()
    });
    let selections = filters.filter_map(|filter| select::select(&model, &filter, unseen));
    let named = selections.map(|selection| {
        let operations = selection.operations.iter();
        let names = operations.map(|operation| operation.id.name().to_owned());
        (selection.service.id.to_string(), names.collect())
    });
    named.collect()
}

/// Returns the protocol that the client of a selection speaks.
fn protocol(
    selection: &select::Selection<'_, '_>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Protocol> {
    let known = lower::protocol::choose(selection.service, options.protocol.as_deref(), diagnostics)?;
    Some(known.protocol)
}

/// Returns the package of a model's only service, or `None` if it has none or several.
pub fn package_of(model: &str) -> Option<String> {
    package_of_sources(&[Source::new("model", model)], &select::Filter::default())
}

/// Returns the package of the service that a filter chooses in a model, or `None` if there is none.
pub fn package_of_sources(models: &[Source], filter: &select::Filter) -> Option<String> {
    let files = model::Files::read(models, &mut Diagnostics::default());
    let model = model::load(&files, &mut Diagnostics::default());
    let service = select::service(&model, filter, &mut Diagnostics::default())?;
    let sdk_id = service.trait_value(SERVICE).and_then(|api| api.get("sdkId")?.as_str());
    Some(names::package(sdk_id.as_deref(), service.id.name()))
}

/// Returns the first part of the host of a service of AWS: `endpointPrefix` of `aws.api#service`,
/// or else the name that requests are signed for.
pub fn endpoint_prefix(models: &[Source], client: &ir::Service) -> Option<String> {
    let files = model::Files::read(models, &mut Diagnostics::default());
    let model = model::load(&files, &mut Diagnostics::default());
    let facts = model.shape(client.id.as_str())?.trait_value(SERVICE)?;
    let prefix = facts.get("endpointPrefix").and_then(|prefix| prefix.as_str());
    Some(prefix.map_or_else(|| client.signing_name.clone(), std::borrow::Cow::into_owned))
}
