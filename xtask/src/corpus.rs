//! `cargo xtask corpus`

mod cargo;
pub(crate) mod convert;
mod generate;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use smithy_codegen::suggest::did_you_mean;

use self::cargo::CargoCommand;
use self::table::CorpusRow;
use crate::failure::Failure;
use crate::{output, venv};

/// The Python package with the facts, at the version that was last reviewed.
pub(crate) const BOTOCORE: &str = "botocore==1.44.8";

/// The program that extracts the facts from it.
const UNPACK: &str = include_str!("corpus/unpack.py");

/// The file that names the unpacked version, once it is complete.
const DONE: &str = "done.txt";

/// Generate a client of every AWS service.
///
/// The facts come with botocore, AWS's library for Python, which is installed from the Python
/// registry into target/corpus/venv; they are turned into Smithy models in target/corpus/models, of
/// which the clients in target/corpus/crates are generated. The messages about each are in
/// target/corpus/output. Exits with 1 if a service fails, with 3 where Python cannot install
/// packages.
#[derive(clap::Args)]
pub(crate) struct CorpusArguments {
    /// Only these services, by botocore's names.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    only: Vec<String>,
    /// Run these cargo commands on all crates afterwards; a warning is a failure.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    cargo: Vec<CargoCommand>,
    /// The number of parallel generators, and of cargo's jobs; by default one per processor.
    #[arg(long, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
}

pub(crate) fn run(arguments: &CorpusArguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/corpus");
    let facts = facts(&folder)?;
    let names = names(&facts, &arguments.only)?;
    let jobs = arguments
        .jobs
        .or(thread::available_parallelism().ok())
        .map_or(1, usize::from);
    let mut rows = generate_all(&folder, &names, jobs);
    if rows.iter().any(|row| row.lines > 0) {
        cargo::prepare(&folder, &rows)?;
        for step in &arguments.cargo {
            eprintln!("corpus: {}", step.command());
            cargo::run(*step, &folder, jobs, &mut rows)?;
        }
    }
    print!("{}", table::table(&rows));
    if rows.iter().all(|row| row.failures.is_empty()) {
        Ok(())
    } else {
        Err(Failure::Tests)
    }
}

/// Returns the folder with botocore's facts, one file per service. Existing files stay.
pub(crate) fn facts(folder: &Path) -> Result<PathBuf, Failure> {
    let python = venv::prepare(folder, BOTOCORE, "nothing is generated")?;
    let facts = folder.join("facts");
    let (mark, state) = (facts.join(DONE), format!("{BOTOCORE}\n{UNPACK}"));
    if fs::read_to_string(&mark).is_ok_and(|text| text == state) {
        return Ok(facts);
    }
    eprintln!("corpus: unpacking {BOTOCORE}");
    let mut unpack = Command::new(python);
    unpack.args(["-c", UNPACK]).arg(&facts);
    let failed = |what: String| Failure::Input(format!("error: cannot unpack {BOTOCORE}: {what}"));
    let status = unpack.status().map_err(|error| failed(error.to_string()))?;
    if !status.success() {
        return Err(failed(format!("{status}; see the output of Python above")));
    }
    fs::write(&mark, state).map_err(|error| failed(error.to_string()))?;
    Ok(facts)
}

/// Returns the selected services, or all.
pub(crate) fn names(facts: &Path, only: &[String]) -> Result<Vec<String>, Failure> {
    let mut names: Vec<_> = fs::read_dir(facts)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    names.sort();
    if let Some(unknown) = only.iter().find(|name| !names.contains(name)) {
        let names = names.iter().map(String::as_str);
        let help =
            did_you_mean(unknown, names).unwrap_or_else(|| "names are those of botocore, as in `aws help`".to_owned());
        return Err(Failure::Input(format!(
            "error: no service is called `{unknown}`\n  = help: {help}"
        )));
    }
    names.retain(|name| only.is_empty() || only.contains(name));
    Ok(names)
}

/// Generates the clients with this number of parallel jobs. Returns the rows in the order of the
/// names.
fn generate_all(folder: &Path, names: &[String], jobs: usize) -> Vec<CorpusRow> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut rows = Vec::new();
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let row = generate::service(folder, name);
            let number = done.fetch_add(1, Ordering::Relaxed) + 1;
            eprintln!("corpus: {number} of {}: {name}: {}", names.len(), row.summary());
            rows.push(row);
        }
        rows
    };
    let mut rows: Vec<CorpusRow> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.min(names.len())).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}
