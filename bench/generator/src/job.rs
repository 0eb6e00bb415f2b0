//! A model to generate from: `NAME=FILE[,FILE..]` on the command line, the facts for
//! `aws.partition` being the last file.

use std::error::Error;
use std::time::Duration;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::report::Report;
use smithy_codegen::source::Source;

/// A model that has been read.
pub(crate) struct Job {
    /// Its name.
    pub(crate) name: String,
    /// Its files.
    pub(crate) sources: Vec<Source>,
}

impl Job {
    /// Reads the files of an argument.
    #[allow(dead_code, reason = "one of the programs makes its model")]
    pub(crate) fn read(argument: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let (name, files) = argument.split_once('=').ok_or("write NAME=FILE,FILE")?;
        let mut sources = Vec::new();
        for file in files.split(',') {
            let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
            sources.push(Source::new(file, text));
        }
        let name = name.to_owned();
        Ok(Self { name, sources })
    }

    /// Generates the crate.
    pub(crate) fn run(
        &self,
        clock: &dyn Fn() -> Duration,
    ) -> Result<(GeneratedCrate, Report), Box<dyn Error + Send + Sync>> {
        let options = Options {
            filter: Filter::default(),
            runtime: RuntimeDependency::Workspace,
            command: "cargo xtask bench codegen".to_owned(),
            readme: None,
            protocol: None,
            layout: Layout::Crate,
            compatibility: Compatibility::Own,
        };
        let mut diagnostics = Diagnostics::default();
        let (partitions, models) = self.sources.split_last().ok_or("no files")?;
        smithy_codegen::generate(models, Some(partitions), &options, clock, &mut diagnostics)
            .ok_or_else(|| format!("{}: {}", self.name, diagnostics.render(&self.sources, false)).into())
    }
}
