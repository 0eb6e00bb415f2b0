//! Smithy models into Rust client crates: model bytes in, files out; no IO, no process, no clock.
//!
//! The data flows one way: `bytes -> ast -> selection -> ir -> items -> files`.

pub mod conformance;
pub mod diagnostics;
pub mod endpoint_rules;
pub mod ir;
pub mod ledger;
pub mod maintenance;
pub mod model;
pub mod options;
pub mod source;

mod emit;
mod lower;
mod markdown;
mod names;
pub mod paths;
mod render;
mod rust;

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::node::Node;
use crate::model::select;
use crate::model::traits::SERVICE;
use crate::options::Options;
use crate::render::Provenance;
use crate::rust::SourceFile;
use crate::source::Source;

/// A crate as the generator makes it: the text of each file by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneratedCrate {
    /// The package's name.
    pub package: String,
    /// The text of each file by its path below the crate's root.
    pub files: BTreeMap<String, String>,
}

/// What a run found out on the way.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The stages with the number of things that each handed on.
    pub stages: Vec<Stage>,
    /// The traits of the model and what becomes of them.
    pub ledger: ledger::Ledger,
}

/// A stage of a run.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What it hands on.
    pub unit: &'static str,
    /// How many of them.
    pub count: usize,
    /// How long it took, by the caller's clock.
    pub time: Duration,
}

/// A clock: the time since some fixed moment. The library itself has none.
pub type Clock<'c> = &'c dyn Fn() -> Duration;

/// Makes the crate of one service from the files of its model, `partitions` being the facts for `aws.partition`.
///
/// Findings go to `diagnostics`; with an error among them there is no crate.
pub fn generate(
    sources: &[Source],
    partitions: Option<usize>,
    options: &Options,
    clock: Clock<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(GeneratedCrate, Report)> {
    let mut stages = Stages {
        clock,
        last: clock(),
        stages: Vec::new(),
    };
    let (facts, partitions) = split_partitions(sources, partitions, diagnostics);
    let model = model::load(facts, diagnostics);
    stages.done("ast", "shapes", model.shapes.len());
    let ledger = ledger::Ledger::of(&model, diagnostics);
    let selection = select::select(&model, &options.filter, diagnostics)?;
    stages.done("select", "shapes", selection.shapes.len());
    let service = lower::lower(&selection, partitions, diagnostics).filter(|_| !diagnostics.has_errors())?;
    stages.done(
        "lower",
        "types",
        service.structures.len() + service.unions.len() + service.enums.len() + service.exceptions.len(),
    );
    let items = emit::rust_files(&service, options.readme.is_some());
    stages.done("emit", "items", items.iter().map(|item| item.items.len()).sum());
    let provenance = provenance(&service, facts, options);
    let files = files(&service, &items, &provenance, options, diagnostics)?;
    stages.done("render", "lines", files.values().map(|text| text.lines().count()).sum());
    let report = Report {
        stages: stages.stages,
        ledger,
    };
    Some((
        GeneratedCrate {
            package: service.package,
            files,
        },
        report,
    ))
}

/// The client of a service as data, for tests and tools that look at decisions instead of text.
pub fn lower_only(sources: &[Source], options: &Options, diagnostics: &mut Diagnostics) -> Option<ir::Service> {
    let model = model::load(sources, diagnostics);
    let selection = select::select(&model, &options.filter, diagnostics)?;
    lower::lower(&selection, None, diagnostics).filter(|_| !diagnostics.has_errors())
}

/// By convention the partitions are the last of the sources, if they are given.
fn split_partitions<'a>(
    sources: &'a [Source],
    partitions: Option<usize>,
    diagnostics: &mut Diagnostics,
) -> (&'a [Source], Option<Node<'a>>) {
    let Some(at) = partitions.filter(|at| *at + 1 == sources.len()) else {
        return (sources, None);
    };
    match Node::root(at, &sources[at]) {
        Ok(node) => (&sources[..at], Some(node)),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            (&sources[..at], None)
        }
    }
}

fn files(
    service: &ir::Service,
    items: &[SourceFile],
    provenance: &Provenance,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let manifest = format!("{}\n{}", provenance.header("#"), emit::manifest(service, options));
    files.insert("Cargo.toml".to_owned(), manifest);
    if let Some(template) = &options.readme {
        match emit::readme(&template.text, service) {
            Ok(text) => drop(files.insert("README.md".to_owned(), format!("{}\n{text}", provenance.html_header()))),
            Err(unknown) => diagnostics.push(wrong_template(template, &unknown)),
        }
    }
    for item in items {
        match render::rust(item, provenance) {
            Ok(text) => drop(files.insert(item.path.clone(), text)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    (!diagnostics.has_errors()).then_some(files)
}

fn wrong_template(template: &Source, unknown: &emit::UnknownPlaceholder) -> Diagnostic {
    let (file, line, name) = (&template.name, unknown.line, &unknown.name);
    Diagnostic::error(
        "unknown-placeholder",
        format!("{file}:{line}: there is nothing to put in the place of `{name}`"),
    )
    .help(format!("placeholders are {}", emit::PLACEHOLDERS))
}

fn provenance(service: &ir::Service, sources: &[Source], options: &Options) -> Provenance {
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(source.text.as_bytes());
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Provenance {
        service: format!("{} {}", service.shape, service.version).replace(char::is_control, " "),
        command: options.command.clone(),
        sha256,
    }
}

struct Stages<'c> {
    clock: Clock<'c>,
    last: Duration,
    stages: Vec<Stage>,
}

impl Stages<'_> {
    fn done(&mut self, name: &'static str, unit: &'static str, count: usize) {
        let now = (self.clock)();
        self.stages.push(Stage {
            name,
            unit,
            count,
            time: now.saturating_sub(self.last),
        });
        self.last = now;
    }
}

/// The package that a model's only service gets, or nothing if there is no single one.
pub fn package_of(model: &str) -> Option<String> {
    let sources = [Source::new("model", model)];
    let model = model::load(&sources, &mut Diagnostics::default());
    let selection = select::select(&model, &select::Filter::default(), &mut Diagnostics::default())?;
    let sdk_id = selection
        .service
        .trait_value(SERVICE)
        .and_then(|api| api.get("sdkId")?.as_str());
    Some(names::package(sdk_id.as_deref(), selection.service.id.name()))
}
