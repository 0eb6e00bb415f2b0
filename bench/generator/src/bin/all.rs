//! `generator-all MODELS PARTITIONS OUTPUT`: reads all models of a folder, generates their crates
//! and writes them into a new folder, as many at once as there are processors. Prints the models,
//! the lines, and the seconds of the wall clock and of all processors.

#[path = "../job.rs"]
mod job;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};

use crate::job::Job;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [models, partitions, output] = &arguments[..] else {
        return Err("write generator-all MODELS PARTITIONS OUTPUT".into());
    };
    let (started, cpu) = (Instant::now(), now());
    let models = models_of(Path::new(models))?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut lines = 0;
        while let Some(model) = models.get(next.fetch_add(1, Ordering::Relaxed)) {
            lines += generate(model, partitions, Path::new(output))?;
        }
        Ok::<_, Failure>(lines)
    };
    let threads = thread::available_parallelism()?.get();
    let lines = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_fold(0, |sum, worker| {
            let lines = worker.join().map_err(|_| "a thread panicked")??;
            Ok::<_, Failure>(sum + lines)
        })
    })?;
    println!("models {}\nlines {lines}\nthreads {threads}", models.len());
    println!(
        "wall {}\ncpu {}",
        started.elapsed().as_secs_f64(),
        now().saturating_sub(cpu).as_secs_f64()
    );
    Ok(())
}

/// Returns the models of a folder, the largest first, so that the threads end together.
fn models_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut models = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "json") {
            models.push((entry.metadata()?.len(), entry.path()));
        }
    }
    models.sort_by(|a, b| b.cmp(a));
    Ok(models.into_iter().map(|(_, path)| path).collect())
}

/// Generates and writes the crate of a model; returns its lines.
fn generate(model: &Path, partitions: &str, output: &Path) -> Result<usize, Failure> {
    let name = model.file_stem().unwrap_or_default().to_string_lossy();
    let job = Job::read(&format!("{name}={},{partitions}", model.display()))?;
    let (made, _) = job.run(&|| Duration::ZERO)?;
    let folder = output.join(name.as_ref());
    let mut lines = 0;
    for (path, text) in &made.files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
        lines += text.lines().count();
    }
    Ok(lines)
}

/// Returns the CPU time of this process, which does not grow while other processes run.
fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}
