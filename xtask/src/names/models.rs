//! The models for the comparison of clients with official crates.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::Failure;
use crate::{corpus, output};

/// The choice of the models.
#[derive(clap::Args)]
pub(crate) struct Choice {
    /// A folder with AWS's own models as JSON AST, from which the official crates are generated; by
    /// default ../shared/models seen from the workspace. For a service without a file there, the
    /// facts of botocore are used, which lack the names of enum members and some defaults.
    #[arg(long, value_name = "FOLDER")]
    models: Option<PathBuf>,
}

/// A model of a service.
pub(crate) struct Model {
    /// The name of the official crate.
    pub(crate) official: String,
    /// JSON AST.
    pub(crate) text: String,
    /// Whether it is AWS's own model, and not converted from botocore's facts.
    pub(crate) is_of_aws: bool,
}

impl Model {
    /// Returns a word for the table.
    pub(super) fn source(&self) -> &'static str {
        match self.is_of_aws {
            true => "AWS",
            false => "botocore",
        }
    }
}

/// The models of services.
pub(crate) struct Models {
    facts: PathBuf,
    /// The files of AWS's own models, by the names of the official crates.
    own: BTreeMap<String, PathBuf>,
}

impl Models {
    /// Finds AWS's own models. The others are converted from these facts.
    pub(crate) fn new(facts: &Path, choice: &Choice) -> Result<Self, Failure> {
        let folder = choice.models.clone();
        let folder = folder.unwrap_or_else(|| output::workspace().join("../shared/models"));
        let mut own = BTreeMap::new();
        match fs::read_dir(&folder) {
            Ok(entries) => {
                for path in entries.flatten().map(|entry| entry.path()) {
                    if let Some(id) = service_id(&path) {
                        own.insert(official_name(&id), path);
                    }
                }
            }
            Err(error) if choice.models.is_some() => return Err(failed(&folder, &error.to_string())),
            Err(_) => {}
        }
        let facts = facts.to_owned();
        Ok(Self { facts, own })
    }

    /// Returns the model of the service with botocore's name.
    pub(crate) fn of(&self, service: &str) -> Result<Model, Failure> {
        let path = self.facts.join(format!("{service}.json"));
        let facts = read(&path)?;
        let id = facts["service"]["metadata"]["serviceId"].as_str();
        let official = official_name(id.ok_or_else(|| failed(&path, "it has no serviceId"))?);
        let (text, is_of_aws) = match self.own.get(&official) {
            Some(path) => (read(path)?, true),
            None => {
                let model = corpus::convert::model(&facts);
                (model.map_err(|what| failed(&path, &what))?, false)
            }
        };
        let text = text.to_string();
        Ok(Model {
            official,
            text,
            is_of_aws,
        })
    }

    /// Returns botocore's names of the services, by the names of the official crates.
    pub(crate) fn services(&self) -> Result<BTreeMap<String, String>, Failure> {
        let names = corpus::names(&self.facts, &[])?.into_iter();
        let services = names.filter_map(|service| {
            let facts = read(&self.facts.join(format!("{service}.json"))).ok()?;
            let id = facts["service"]["metadata"]["serviceId"].as_str()?;
            Some((official_name(id), service))
        });
        Ok(services.collect())
    }
}

/// Returns the `sdkId` of the service of a model.
fn service_id(path: &Path) -> Option<String> {
    let model = read(path).ok()?;
    let mut shapes = model["shapes"].as_object()?.values();
    let service = shapes.find(|shape| shape["type"] == "service")?;
    Some(service["traits"]["aws.api#service"]["sdkId"].as_str()?.to_owned())
}

/// Returns the name of the official crate of the service with this `sdkId`.
fn official_name(id: &str) -> String {
    let name = id.to_lowercase().replace(' ', "");
    // `aws-sdk-config` is the crate of "Config Service".
    format!("aws-sdk-{}", name.strip_suffix("service").unwrap_or(&name))
}

fn read(path: &Path) -> Result<Value, Failure> {
    let text = fs::read_to_string(path).map_err(|error| failed(path, &error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| failed(path, &error.to_string()))
}

fn failed(path: &Path, what: &str) -> Failure {
    Failure::Input(format!("error: {}: {what}", output::shown(path)))
}

#[cfg(test)]
mod tests {
    use super::official_name;

    #[test]
    fn official_crates_are_named_after_the_service() {
        let names = ["Config Service", "CloudWatch Logs", "SFN", "Elastic Load Balancing v2"].map(official_name);
        assert_eq!(
            names,
            [
                "aws-sdk-config",
                "aws-sdk-cloudwatchlogs",
                "aws-sdk-sfn",
                "aws-sdk-elasticloadbalancingv2"
            ]
        );
    }
}
