//! Assembles the files of a crate: rendered Rust, the manifest and the README. A module only has
//! Rust files.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Service;
use crate::options::{Layout, Options};
use crate::render::Provenance;
use crate::rust::FileTasks;
use crate::source::Source;
use crate::{emit, render};

/// Returns the text of each file by its path, or `None` if there are errors.
pub(crate) fn files(
    service: &Service,
    sources: &FileTasks<'_>,
    provenance: &Provenance,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, String>> {
    if options.layout != Layout::Crate {
        return modules(sources, provenance, diagnostics);
    }
    let mut files = BTreeMap::new();
    let manifest = format!("{}\n{}", provenance.header("#"), emit::manifest(service, options));
    files.insert("Cargo.toml".to_owned(), manifest);
    let readme = match &options.readme {
        Some(template) => emit::readme(&template.text, service)
            .inspect_err(|unknown| diagnostics.push(unknown_placeholder(template, unknown)))
            .unwrap_or_default(),
        None => emit::default_readme(service),
    };
    files.insert(
        "README.md".to_owned(),
        format!("{}\n{readme}", provenance.html_header()),
    );
    files.extend(modules(sources, provenance, diagnostics)?);
    Some(files)
}

/// Returns the text of each Rust file by its path, or `None` if there are errors.
pub(crate) fn modules(
    sources: &FileTasks<'_>,
    provenance: &Provenance,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let rendered = sources.run(|source| {
        let text = render::rust(&source, provenance);
        (source.path, text)
    });
    for (path, text) in rendered {
        match text {
            Ok(text) => drop(files.insert(path, text)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    (!diagnostics.has_errors()).then_some(files)
}

fn unknown_placeholder(template: &Source, unknown: &emit::UnknownPlaceholder) -> Diagnostic {
    let (file, line, name) = (&template.name, unknown.line, &unknown.name);
    Diagnostic::error(
        "unknown-placeholder",
        format!("{file}:{line}: unknown placeholder `{name}`"),
    )
    .help(format!("the placeholders are {}", emit::PLACEHOLDERS))
}
