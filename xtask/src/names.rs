//! `cargo xtask names`

mod api;
mod by_design;
pub(crate) mod models;
mod official;
mod ours;
mod tokens;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;

use self::api::{Api, Comparison};
use self::models::{Model, Models};
use crate::corpus;
use crate::failure::Failure;
use crate::output;

/// The services that are compared if none is named: thirty that speak awsJson, whose names have
/// differing oddities, and ten of other protocols.
const SERVICES: &str = "acm autoscaling-plans codebuild codepipeline cognito-idp comprehend config dms dynamodb ecr ecs \
    emr events firehose fsx glue kinesis kms lightsail logs opensearch organizations redshift-data rekognition \
    sagemaker secretsmanager snowball sqs ssm transcribe \
    apigateway cloudformation cloudwatch ec2 iam lambda route53 s3 sns sts";

/// Compare the names of clients with those of the official crates, item by item.
///
/// The client is generated with `--compat aws-sdk`, and its source is compared with that of the
/// official crate, which cargo downloads. Nothing is compiled. Exits with 1 if a name or type
/// differs from that of the official crate, and the difference is not by design.
#[derive(clap::Args)]
pub(crate) struct NamesArguments {
    /// The services, by botocore's names; by default forty whose names have differing oddities.
    services: Vec<String>,
    #[command(flatten)]
    models: models::Choice,
    /// Also print items that only one of the two has: the models are of different days.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(arguments: &NamesArguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/corpus");
    let facts = corpus::facts(&folder)?;
    let mut services = arguments.services.clone();
    if services.is_empty() {
        services = SERVICES.split_whitespace().map(str::to_owned).collect();
    }
    let services = corpus::names(&facts, &services)?;
    let models = Models::new(&facts, &arguments.models)?;
    let mut chosen = BTreeMap::new();
    for service in &services {
        chosen.insert(service.as_str(), models.of(service)?);
    }
    let crates: Vec<_> = chosen.values().map(|model| model.official.clone()).collect();
    let sources = official::fetch(&output::workspace().join("target/names"), &crates)?;
    let mut differences = 0;
    println!("| service | model | items | same | by design | other model | differ |\n|---|---|---|---|---|---|---|");
    for (service, model) in &chosen {
        let Some(folder) = sources.get(&model.official) else {
            return Err(Failure::Input(format!(
                "error: cargo has not downloaded {}",
                model.official
            )));
        };
        let comparison = compare(model, folder)?;
        println!("{}", comparison.row(service, model.source()));
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

fn compare(model: &Model, official: &Path) -> Result<Comparison, Failure> {
    let (ours, theirs) = thread::scope(|scope| {
        let ours = scope.spawn(|| ours(&model.text));
        (ours.join(), official::api(official))
    });
    let ours = ours.map_err(|_| Failure::Input("error: the generator panicked".to_owned()))??;
    Ok(Comparison::new(&ours, &theirs?, model.is_of_aws))
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
