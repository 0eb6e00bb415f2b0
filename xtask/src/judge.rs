//! `cargo xtask judge`

mod cases;
mod exceptions;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use self::cases::Cases;
use self::exceptions::Exceptions;
use self::report::ServiceReport;
use crate::corpus::{self, BOTOCORE};
use crate::failure::Failure;
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
/// For each operation one input and one output are made from the model by a fixed rule. botocore
/// writes the request and localstack's server writes the response; a client generated from the same
/// facts must send an equal request and read every member of the response. Both come from the
/// Python registry and are installed below target/judge. Exits with 1 on a difference that
/// xtask/src/judge/exceptions.txt does not list, with 3 where Python cannot install packages.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these services, by botocore's names; all by default.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    service: Vec<String>,
    /// Use this protocol, by botocore's name, instead of the first that the service has.
    #[arg(long, value_name = "NAME")]
    protocol: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let corpus = output::workspace().join("target/corpus");
    let facts = corpus::facts(&corpus)?;
    let names = corpus::names(&facts, &arguments.service)?;
    let folder = output::workspace().join("target/judge");
    let requirement = format!("--no-deps {BOTOCORE} {PACKAGES}");
    let python = venv::prepare(&folder, &requirement, "nothing is compared")?;
    let exceptions = Exceptions::read()?;
    let mut verdicts = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        let verdict = match service(&python, &facts, &folder, name, arguments.protocol.as_deref()) {
            Ok(Some(verdict)) => verdict,
            Ok(None) => continue,
            Err(Failure::Input(text)) => ServiceReport::broken(text),
            Err(failure) => return Err(failure),
        };
        eprintln!(
            "judge: {} of {}: {name}: {}",
            number + 1,
            names.len(),
            verdict.summary()
        );
        verdicts.insert(name.clone(), verdict);
    }
    let unlisted = exceptions.apply(&mut verdicts);
    print!("{}", report::table(&verdicts));
    if unlisted == 0 { Ok(()) } else { Err(Failure::Tests) }
}

/// Makes the cases of a service and has a client of it run them; nothing if it does not speak the
/// protocol.
fn service(
    python: &Path,
    facts: &Path,
    folder: &Path,
    name: &str,
    protocol: Option<&str>,
) -> Result<Option<ServiceReport>, Failure> {
    let failed = |what: String| Failure::Input(format!("error: {name}: {what}"));
    let file = facts.join(format!("{name}.json"));
    let text = fs::read_to_string(&file).map_err(|error| failed(error.to_string()))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let metadata = &value["service"]["metadata"];
    let Some(protocol) = chosen(metadata, protocol) else {
        return Ok(None);
    };
    let out = folder.join("cases").join(format!("{name}.json"));
    write_cases(python, &file, &out, name, &protocol).map_err(failed)?;
    let cases = Cases::read(&out).map_err(failed)?;
    let mut model = corpus::convert::model(&value).map_err(failed)?;
    cases.add_to(&mut model);
    let path = folder.join("models").join(format!("{name}.json"));
    crate::sync::write_if_new(&path, &format!("{model:#}\n")).map_err(|error| failed(error.to_string()))?;
    let Some(suite) = protocol_tests::suite(std::slice::from_ref(&path), None)? else {
        return Ok(None);
    };
    let outcomes = protocol_tests::outcome(&suite)?;
    Ok(Some(ServiceReport::of(protocol, &cases, &outcomes)))
}

/// Returns the wanted protocol if the service speaks it, or else its first one.
fn chosen(metadata: &serde_json::Value, protocol: Option<&str>) -> Option<String> {
    let several = metadata["protocols"].as_array().into_iter().flatten();
    let mut spoken = several
        .chain(std::iter::once(&metadata["protocol"]))
        .filter_map(|name| name.as_str());
    match protocol {
        Some(wanted) => spoken.find(|name| *name == wanted).map(str::to_owned),
        None => spoken.next().map(str::to_owned),
    }
}

fn write_cases(python: &Path, facts: &Path, out: &PathBuf, name: &str, protocol: &str) -> Result<(), String> {
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    }
    let mut command = Command::new(python);
    command
        .args(["-c", cases::SCRIPT])
        .arg(facts)
        .arg(out)
        .args([name, protocol]);
    let made = command.output().map_err(|error| error.to_string())?;
    match made.status.success() {
        true => Ok(()),
        false => Err(format!(
            "cannot make cases: {}",
            String::from_utf8_lossy(&made.stderr).trim()
        )),
    }
}
