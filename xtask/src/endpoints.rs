//! `cargo xtask endpoints`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::corpus::{self, BOTOCORE};
use crate::failure::Failure;
use crate::{example, output, venv};

/// Unpacks the endpoint tests of botocore's sources, one file per service.
const UNPACK: &str = "
import pathlib, sys, tarfile
archive, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
with tarfile.open(next(archive.glob('botocore-*.tar.gz'))) as sources:
    for member in sources:
        path = pathlib.PurePosixPath(member.name)
        if path.name == 'endpoint-tests-1.json':
            (folder / f'{path.parent.name}.json').write_bytes(sources.extractfile(member).read())
";

/// Run the endpoint tests of AWS services.
///
/// The rules and the tests are those of botocore: its wheel has the rules, its sources have AWS's
/// tests. They come from the Python registry, into target/corpus. The rules are evaluated as by
/// `smithy-codegen call`; a test with operation inputs also checks the parameters from operation,
/// input and settings. Exits with 1 if a test fails, with 3 where Python cannot install packages.
#[derive(clap::Args)]
pub(crate) struct EndpointsArguments {
    /// Only these services, by botocore's names; all by default.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    service: Vec<String>,
}

pub(crate) fn run(arguments: &EndpointsArguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/corpus");
    let facts = corpus::facts(&folder)?;
    let names = corpus::names(&facts, &arguments.service)?;
    let tests = tests(&folder)?;
    let mut models = Vec::new();
    for name in &names {
        models.extend(prepare(&folder, &facts, &tests, name)?);
    }
    let (mut total, mut passed, mut calls, mut services) = (0, 0, 0, 0);
    let arguments = models.iter().map(|path| path.display().to_string());
    example::run("endpoints", arguments, |result| {
        let name = result["name"].as_str().unwrap_or_default();
        if let Some(problem) = result["problem"].as_str() {
            println!("{name}: {problem}");
            total += 1;
            return;
        }
        let count = |key: &str| result[key].as_u64().unwrap_or_default();
        let failures = result["failures"].as_array().map(Vec::as_slice).unwrap_or_default();
        let (tests, good) = (count("given"), count("tests") - failures.len() as u64);
        println!("{name}: {good} of {tests}");
        for failure in failures.iter().filter_map(Value::as_str) {
            println!("  {}", failure.replace('\n', "\n  "));
        }
        calls += count("calls");
        (total, passed, services) = (total + tests, passed + good, services + 1);
    })?;
    println!("{services} services: {passed} of {total} tests, with {calls} calls");
    if passed == total { Ok(()) } else { Err(Failure::Tests) }
}

/// Returns the folder with botocore's endpoint tests.
fn tests(folder: &Path) -> Result<PathBuf, Failure> {
    let tests = folder.join("endpoint-tests");
    let mark = tests.join("done.txt");
    if fs::read_to_string(&mark).is_ok_and(|text| text == BOTOCORE) {
        return Ok(tests);
    }
    let python = venv::prepare(folder, BOTOCORE, "nothing is tested")?;
    let sources = folder.join("sources");
    eprintln!("endpoints: downloading the sources of {BOTOCORE}");
    let mut download = Command::new(&python);
    download.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ]);
    download
        .args(["--no-binary=botocore", BOTOCORE, "--dest"])
        .arg(&sources);
    venv::succeed(
        &mut download,
        "nothing is tested",
        &format!("pip cannot download {BOTOCORE}"),
    )?;
    let failed = |what: String| Failure::Input(format!("error: cannot unpack {BOTOCORE}: {what}"));
    let status = Command::new(&python)
        .args(["-c", UNPACK])
        .args([&sources, &tests])
        .status()
        .map_err(|error| failed(error.to_string()))?;
    if !status.success() {
        return Err(failed(format!("{status}; see the output of Python above")));
    }
    fs::write(&mark, BOTOCORE).map_err(|error| failed(error.to_string()))?;
    Ok(tests)
}

/// Writes the model of a service with its endpoint tests; `None` if it has no rules.
fn prepare(folder: &Path, facts: &Path, tests: &Path, name: &str) -> Result<Option<PathBuf>, Failure> {
    let failed = |what: String| Failure::Input(format!("error: {name}: {what}"));
    let read = |folder: &Path| {
        let text =
            fs::read_to_string(folder.join(format!("{name}.json"))).map_err(|error| failed(error.to_string()))?;
        serde_json::from_str::<Value>(&text).map_err(|error| failed(error.to_string()))
    };
    let mut facts = read(facts)?;
    if !facts["rules"].is_object() {
        return Ok(None);
    }
    facts["tests"] = read(tests)?["testCases"].take();
    let model = corpus::convert::model(&facts).map_err(failed)?;
    let path = folder.join("endpoint-models").join(format!("{name}.json"));
    crate::sync::write_if_new(&path, &model.to_string()).map_err(|error| failed(error.to_string()))?;
    Ok(Some(path))
}
