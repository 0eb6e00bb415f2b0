//! `cargo xtask judge`

mod cases;
mod dynamic;
mod exceptions;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use self::cases::Cases;
use self::exceptions::Exceptions;
use self::report::ServiceReport;
use crate::corpus::{self, BOTOCORE};
use crate::failure::Failure;
use crate::protocol_tests::table::SuiteOutcome;
use crate::{output, protocol_tests, venv};

/// The packages of the other side: botocore writes requests, localstack's server writes responses.
///
/// They are named one by one, since localstack's own list brings a whole emulator.
const PACKAGES: &str = "localstack-core==2026.3.0 boto3==1.44.8 s3transfer==0.19.3 jmespath==1.1.0 \
    python-dateutil==4.0.0 six==1.17.0 urllib3==2.8.0 requests==2.34.2 certifi charset-normalizer idna \
    cbor2==5.9.0 xmltodict==1.0.4 Werkzeug==3.1.9 MarkupSafe==3.0.4 rolo==0.8.9 h11==0.16.0 wsproto==1.3.2 \
    plux==1.16.0 cachetools==8.0.2 cryptography==50.0.2 cffi==2.1.1 pycparser==3.12 dill==0.4.1 dnslib==0.9.26 \
    dnspython==2.9.2 jsonpatch==1.48 jsonpointer==3.12 asn1crypto==1.5.1 psutil==7.2.2 semver==3.1.2 PyYAML==6.0.4";

/// Compare what clients send and read with botocore, for every operation of AWS services.
///
/// For each operation, one input and one output are derived from the model by a fixed rule.
/// botocore writes the request and localstack's server writes the response. A client of the same
/// facts must send an equal request and read every member of the response. Streaming bodies are
/// compared too. Events have the bytes that botocore writes, in frames that botocore reads, and
/// AWS's decoder reads those that the client sends. The client is dynamic, with the schemas, codecs
/// and protocols of generated clients, so all services take minutes. botocore and localstack come
/// from the Python registry and are installed below target/judge. Exits with 1 on a difference that
/// xtask/src/judge/exceptions.txt does not list, with 3 where Python cannot install packages.
#[derive(clap::Args)]
pub(crate) struct JudgeArguments {
    /// Only these services, by botocore's names; all by default.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    service: Vec<String>,
    /// Use this protocol, by botocore's name, instead of the first that the service has.
    #[arg(long, value_name = "NAME")]
    protocol: Option<String>,
    /// Generate and compile a client of each service, and give it the cases as tests.
    #[arg(long)]
    compiled: bool,
}

/// A service that is compared.
struct JudgedService {
    /// Its name in botocore.
    name: String,
    /// The protocol, by botocore's name.
    protocol: String,
    /// botocore's facts.
    facts: Value,
}

/// Installs botocore and localstack's parsers and serializers, and returns the path of their
/// Python.
pub(crate) fn python(skipped_work: &str) -> Result<PathBuf, Failure> {
    let folder = output::workspace().join("target/judge");
    let requirement = format!("--no-deps {BOTOCORE} {PACKAGES}");
    venv::prepare(&folder, &requirement, skipped_work)
}

pub(crate) fn run(arguments: &JudgeArguments) -> Result<(), Failure> {
    let corpus = output::workspace().join("target/corpus");
    let facts = corpus::facts(&corpus)?;
    let names = corpus::names(&facts, &arguments.service)?;
    let folder = output::workspace().join("target/judge");
    let python = python("nothing is compared")?;
    let exceptions = Exceptions::read()?;
    let mut services = Vec::new();
    for name in names {
        services.extend(JudgedService::read(&facts, name, arguments.protocol.as_deref())?);
    }
    let cases = folder.join("cases");
    write_cases(&python, &facts, &cases, &services)?;
    let mut verdicts = match arguments.compiled {
        true => compile_each(&services, &cases, &folder)?,
        false => run_all(&services, &cases, &folder)?,
    };
    let unlisted = exceptions.apply(&mut verdicts);
    print!("{}", report::table(&verdicts));
    if unlisted == 0 { Ok(()) } else { Err(Failure::Tests) }
}

/// Compiles a client for each service and runs its cases as tests.
fn compile_each(
    services: &[JudgedService],
    cases: &Path,
    folder: &Path,
) -> Result<BTreeMap<String, ServiceReport>, Failure> {
    let mut verdicts = BTreeMap::new();
    for service in services {
        let verdict = match service.prepare(cases, folder, true) {
            Ok((cases, path)) => match compiled(&path) {
                Ok(different) => ServiceReport::of(service.protocol.clone(), &cases, different),
                Err(Failure::Input(text)) => ServiceReport::broken(text),
                Err(failure) => return Err(failure),
            },
            Err(problem) => ServiceReport::broken(problem),
        };
        eprintln!(
            "judge: {} of {}: {}: {}",
            verdicts.len() + 1,
            services.len(),
            service.name,
            verdict.summary()
        );
        verdicts.insert(service.name.clone(), verdict);
    }
    Ok(verdicts)
}

/// Has clients that are made at run time run the cases of all services.
fn run_all(
    services: &[JudgedService],
    cases: &Path,
    folder: &Path,
) -> Result<BTreeMap<String, ServiceReport>, Failure> {
    let (mut verdicts, mut prepared, mut models) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for service in services {
        match service.prepare(cases, folder, false) {
            Ok((cases, path)) => {
                models.push((path, cases.protocol().unwrap_or_default()));
                prepared.insert(service.name.as_str(), (service, cases));
            }
            Err(problem) => drop(verdicts.insert(service.name.clone(), ServiceReport::broken(problem))),
        }
    }
    dynamic::run(&models, |name, results| {
        let Some((service, cases)) = prepared.remove(name) else {
            return;
        };
        let verdict = match results {
            Ok(results) => {
                let different = dynamic::differences(results, &cases);
                ServiceReport::of(service.protocol.clone(), &cases, different)
            }
            Err(problem) => ServiceReport::broken(problem),
        };
        let number = services.len() - prepared.len();
        eprintln!("judge: {number} of {}: {name}: {}", services.len(), verdict.summary());
        verdicts.insert(name.to_owned(), verdict);
    })?;
    Ok(verdicts)
}

impl JudgedService {
    /// Reads the facts of a service; `None` if it does not speak the protocol.
    fn read(folder: &Path, name: String, protocol: Option<&str>) -> Result<Option<Self>, Failure> {
        let failed = |what: String| Failure::Input(format!("error: {name}: {what}"));
        let text =
            fs::read_to_string(folder.join(format!("{name}.json"))).map_err(|error| failed(error.to_string()))?;
        let facts: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        let protocol = chosen(&facts["service"]["metadata"], protocol);
        Ok(protocol.map(|protocol| Self { name, protocol, facts }))
    }

    /// Writes the model of the service with its cases, and returns them and the path of the model.
    fn prepare(&self, cases: &Path, folder: &Path, is_compiled: bool) -> Result<(Cases, PathBuf), String> {
        let file = format!("{}.json", self.name);
        let cases = Cases::read(&cases.join(&file))?;
        let mut model = corpus::convert::model(&self.facts)?;
        cases.add_to(&mut model);
        if !is_compiled {
            dynamic::without_endpoint_rules(&mut model);
        }
        let path = folder.join("models").join(file);
        crate::sync::write_if_new(&path, &format!("{model:#}\n")).map_err(|error| error.to_string())?;
        Ok((cases, path))
    }
}

/// Generates a client with the cases as tests, and runs them.
fn compiled(path: &PathBuf) -> Result<BTreeMap<String, String>, Failure> {
    let suite = protocol_tests::suite(std::slice::from_ref(path), None)?;
    let outcomes = suite
        .as_ref()
        .map(protocol_tests::outcome)
        .transpose()?
        .unwrap_or_default();
    let failed = outcomes.iter().flat_map(SuiteOutcome::failed);
    Ok(failed.map(|(id, reason)| (id.to_owned(), reason.to_owned())).collect())
}

/// Returns the wanted protocol if the service speaks it, or else its first one.
fn chosen(metadata: &Value, protocol: Option<&str>) -> Option<String> {
    let several = metadata["protocols"].as_array().into_iter().flatten();
    let mut spoken = several
        .chain(std::iter::once(&metadata["protocol"]))
        .filter_map(|name| name.as_str());
    match protocol {
        Some(wanted) => spoken.find(|name| *name == wanted).map(str::to_owned),
        None => spoken.next().map(str::to_owned),
    }
}

/// Has the other side write the cases of all services, in one process.
fn write_cases(python: &Path, facts: &Path, out: &Path, services: &[JudgedService]) -> Result<(), Failure> {
    let failed = |what: String| Failure::Input(format!("error: cannot make cases: {what}"));
    let mut command = Command::new(python);
    command.args(["-c", cases::SCRIPT]).arg(facts).arg(out);
    command.args(
        services
            .iter()
            .map(|service| format!("{}={}", service.name, service.protocol)),
    );
    let made = command.output().map_err(|error| failed(error.to_string()))?;
    match made.status.success() {
        true => Ok(()),
        false => Err(failed(String::from_utf8_lossy(&made.stderr).trim().to_owned())),
    }
}
