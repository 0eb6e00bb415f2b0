//! Tasks that emit files.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::SourceFile;

type FileTask<'a> = Box<dyn Fn() -> Vec<SourceFile> + Send + Sync + 'a>;

/// The files of a crate or module. Each is emitted when it is rendered.
///
/// Tokens take ten times as much memory as their text, so they are dropped file by file. No file
/// depends on another, so threads share them.
#[derive(Default)]
pub(crate) struct FileTasks<'a>(Vec<FileTask<'a>>);

impl<'a> FileTasks<'a> {
    /// Adds a task that emits files, often one or none.
    pub(crate) fn add<F>(&mut self, emit: impl Fn() -> F + Send + Sync + 'a)
    where
        F: IntoIterator<Item = SourceFile>,
    {
        self.0.push(Box::new(move || emit().into_iter().collect()));
    }

    /// Adds a task per item, which emits a file.
    pub(crate) fn add_each<T: Sync>(&mut self, things: &'a [T], emit: fn(&T) -> SourceFile) {
        for thing in things {
            self.add(move || [emit(thing)]);
        }
    }

    /// Adds the files of other tasks.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Returns the tasks with a change of each of their files, which can also remove it.
    pub(crate) fn filter_map<C>(self, change: &'a C) -> Self
    where
        C: Fn(SourceFile) -> Option<SourceFile> + Send + Sync,
    {
        let change_all =
            |task: FileTask<'a>| -> FileTask<'a> { Box::new(move || task().into_iter().filter_map(change).collect()) };
        Self(self.0.into_iter().map(change_all).collect())
    }

    /// Emits and renders every file. Returns the results in the order of the tasks.
    pub(crate) fn run<R: Send>(&self, render: impl Fn(SourceFile) -> R + Sync) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(task) = self.0.get(number) else {
                    return done;
                };
                done.extend(task().into_iter().map(|file| (number, render(file))));
            }
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let mut rendered = thread::scope(|scope| {
            // The calling thread works too.
            let others = threads.min(self.0.len() / MIN_PER_THREAD);
            let others: Vec<_> = (1..others).map(|_| scope.spawn(work)).collect();
            let mut rendered = work();
            for other in others {
                match other.join() {
                    Ok(done) => rendered.extend(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            rendered
        });
        // The sort is stable, so the files of a task keep their order.
        rendered.sort_by_key(|(number, _)| *number);
        rendered.into_iter().map(|(_, rendered)| rendered).collect()
    }
}

/// The minimum number of files per thread.
const MIN_PER_THREAD: usize = 16;
