//! `cargo xtask names`

mod api;
mod by_design;
mod official;
mod ours;
mod tokens;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

use serde_json::Value;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;

use self::api::{Api, Comparison};
use crate::corpus;
use crate::failure::Failure;
use crate::output;

/// The thirty services that are compared if none is named. Their names have differing oddities.
const SERVICES: &str = "acm autoscaling-plans codebuild codepipeline cognito-idp comprehend config dms dynamodb ecr ecs \
    emr events firehose fsx glue kinesis kms lightsail logs opensearch organizations redshift-data rekognition \
    sagemaker secretsmanager snowball sqs ssm transcribe";

/// Compare the names of clients with those of the official crates, item by item.
///
/// The facts come from botocore, as those of `corpus`. The client is generated with `--compat
/// aws-sdk`, and its source is compared with that of the official crate, which cargo downloads.
/// Nothing is compiled. Exits with 1 if something has another name or type than in the official
/// crate, and the difference is not by design.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The services, by botocore's names; by default thirty whose names have differing oddities.
    services: Vec<String>,
    /// Print what only one of the two has, too: the models are of different days.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/corpus");
    let facts = corpus::facts(&folder)?;
    let mut services = arguments.services.clone();
    if services.is_empty() {
        services = SERVICES.split_whitespace().map(str::to_owned).collect();
    }
    let services = corpus::names(&facts, &services)?;
    let mut models = BTreeMap::new();
    for service in &services {
        models.insert(service.as_str(), model(&facts, service)?);
    }
    let crates: Vec<_> = models.values().map(|(name, _)| name.clone()).collect();
    let sources = official::fetch(&output::workspace().join("target/names"), &crates)?;
    let mut differences = 0;
    println!("| service | items | same | by design | other model | differ |\n|---|---|---|---|---|---|");
    for (service, (name, model)) in &models {
        let Some(folder) = sources.get(name) else {
            return Err(Failure::Input(format!("error: cargo has not downloaded {name}")));
        };
        let comparison = compare(model, folder)?;
        println!("{}", comparison.row(service));
        differences += comparison.differences.len();
        for difference in &comparison.differences {
            eprintln!("{service}: {difference}");
        }
        for line in comparison.of_one.iter().filter(|_| arguments.all) {
            eprintln!("{service}: {line}");
        }
    }
    match differences {
        0 => Ok(()),
        _ => Err(Failure::Tests),
    }
}

/// Returns the name of a service's official crate, and its model as JSON AST.
pub(crate) fn model(facts: &Path, service: &str) -> Result<(String, String), Failure> {
    let failed = |what: String| Failure::Input(format!("error: {service}: {what}"));
    let path = facts.join(format!("{service}.json"));
    let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let facts: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let name = official_name(&facts).ok_or_else(|| failed("the facts have no serviceId".to_owned()))?;
    let model = corpus::convert::model(&facts).map_err(failed)?;
    Ok((name, model.to_string()))
}

/// Returns the name of the official crate of the service with these facts.
pub(crate) fn official_name(facts: &Value) -> Option<String> {
    let id = facts["service"]["metadata"]["serviceId"].as_str()?;
    let name = id.to_lowercase().replace(' ', "");
    // `aws-sdk-config` is the crate of "Config Service".
    Some(format!("aws-sdk-{}", name.strip_suffix("service").unwrap_or(&name)))
}

fn compare(model: &str, official: &Path) -> Result<Comparison, Failure> {
    let (ours, theirs) = thread::scope(|scope| {
        let ours = scope.spawn(|| ours(model));
        (ours.join(), official::api(official))
    });
    let ours = ours.map_err(|_| Failure::Input("error: the generator panicked".to_owned()))??;
    Ok(Comparison::new(&ours, &theirs?))
}

/// Returns the API of the generated client.
fn ours(model: &str) -> Result<Api, Failure> {
    let options = Options {
        filter: Filter::default(),
        protocol: None,
        runtime: RuntimeDependency::Workspace,
        command: "cargo xtask names".to_owned(),
        readme: None,
        layout: Layout::Crate,
        compatibility: Compatibility::AwsSdk,
    };
    let path = output::workspace().join("model/partitions.json");
    let partitions =
        fs::read_to_string(&path).map_err(|error| Failure::Input(format!("error: {}: {error}", path.display())))?;
    let partitions = Source::new("partitions.json", partitions);
    let sources = [Source::new("model.json", model)];
    let mut diagnostics = Diagnostics::default();
    let made = smithy_codegen::generate(
        &sources,
        Some(&partitions),
        &options,
        &|| Duration::ZERO,
        &mut diagnostics,
    );
    let Some((generated, _)) = made else {
        return Err(Failure::Input(diagnostics.render(&sources, false)));
    };
    let files = generated.files.iter();
    let files = files.filter(|(path, _)| path.ends_with(".rs"));
    ours::api(files.map(|(path, text)| (PathBuf::from(path), text.as_str())))
}
