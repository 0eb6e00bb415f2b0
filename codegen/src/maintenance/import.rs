//! Imports a model: its facts without its prose, as a file that a project can keep.

mod change;
mod changes;
mod comparison;
mod prose;
mod tree;

use std::error::Error;
use std::fmt;

use crate::diagnostics::Diagnostic;
use crate::source::Source;

pub use change::{FactChange, FactChangeKind};
pub use changes::{changes, report};
use tree::JsonTree;

/// The name of the file in an [`ImportError`]; only the caller knows the real one.
const FILE: &str = "the file";

/// The reason why a file cannot be imported, with the way to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    report: String,
}

impl ImportError {
    fn new(diagnostic: &Diagnostic, source: &Source) -> Self {
        Self {
            report: diagnostic.render(std::slice::from_ref(source), false),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}

impl Error for ImportError {}

/// Returns the facts of a Smithy model: a JSON AST of the same version, without prose.
///
/// Shapes are sorted by id and the keys of traits by name, so that two imports differ only where
/// the models do. Members, resource identifiers and arrays keep the model's order, and numbers the
/// model's spelling. The import is idempotent.
///
/// # Errors
///
/// When the text is not JSON, has a key twice, is not a Smithy model of version 1.0 or 2.0, or
/// contains no shapes.
pub fn import(source: &str) -> Result<String, ImportError> {
    read(source, model_facts).map(|facts| facts.pretty())
}

/// Returns the facts of a `partitions.json`, the regions and properties of each partition, without
/// descriptions.
///
/// # Errors
///
/// When the text is not JSON, has a key twice, or contains no partitions.
pub fn import_partitions(source: &str) -> Result<String, ImportError> {
    read(source, partition_facts).map(|facts| facts.pretty())
}

/// Returns whether the text is a `partitions.json` and not a model, under any file name.
pub fn is_partitions(source: &str) -> bool {
    read(source, |root| {
        Ok(root.get("smithy").is_none() && root.get("partitions").is_some())
    })
    .unwrap_or(false)
}

fn read<T>(source: &str, facts: impl FnOnce(JsonTree) -> Result<T, Box<Diagnostic>>) -> Result<T, ImportError> {
    let source = Source::new(FILE, source);
    JsonTree::parse(&source)
        .and_then(facts)
        .map_err(|diagnostic| ImportError::new(&diagnostic, &source))
}

fn model_facts(mut root: JsonTree) -> Result<JsonTree, Box<Diagnostic>> {
    let version = known_version(&root)?;
    let mut shapes = match root.take("shapes") {
        Some(JsonTree::Object(shapes)) if !shapes.is_empty() => shapes,
        _ => return Err(empty("the model has no shapes")),
    };
    for (id, shape) in &mut shapes {
        if shape.get("type").and_then(JsonTree::as_str).is_none() {
            return Err(
                Diagnostic::error("no-type", format!("`{id}` is not a shape: it has no `type`"))
                    .help("give it a `type`, for example \"structure\", or remove it")
                    .into(),
            );
        }
        prose::strip_shape(shape);
        sort_shape(shape);
    }
    shapes.retain(|(_, shape)| !says_nothing(shape));
    if shapes.is_empty() {
        return Err(empty("the model contains only documentation"));
    }
    shapes.sort_by(|(one, _), (other, _)| one.cmp(other));

    let mut facts = vec![("smithy".to_owned(), version)];
    if let Some(mut metadata) = root.take("metadata") {
        prose::strip_metadata(&mut metadata);
        metadata.sort();
        if !metadata.is_empty() {
            facts.push(("metadata".to_owned(), metadata));
        }
    }
    facts.push(("shapes".to_owned(), JsonTree::Object(shapes)));
    Ok(JsonTree::Object(facts))
}

fn known_version(root: &JsonTree) -> Result<JsonTree, Box<Diagnostic>> {
    let help = "a model is an object with `\"smithy\": \"2.0\"` and `\"shapes\": {…}`; models in the IDL are files with the extension `.smithy`";
    let Some(version) = root.get("smithy") else {
        return Err(Diagnostic::error(
            "not-smithy",
            "the file is JSON but not a Smithy model: it has no `smithy` version",
        )
        .help(help)
        .into());
    };
    match version.as_str().as_deref() {
        Some("1" | "1.0" | "2" | "2.0") => Ok(version.clone()),
        _ => Err(Diagnostic::error(
            "not-smithy",
            format!("the Smithy version {version} is not supported; expected 1.0 or 2.0"),
        )
        .help(help)
        .into()),
    }
}

fn empty(problem: &str) -> Box<Diagnostic> {
    Diagnostic::error("no-shapes", problem)
        .help("`smithy ast` writes a model with all its shapes; check that the file is whole")
        .into()
}

/// Returns whether it is an `apply` statement that added documentation and nothing else.
fn says_nothing(shape: &JsonTree) -> bool {
    shape.get("type").and_then(JsonTree::as_str).as_deref() == Some("apply") && shape.get("traits").is_none()
}

/// Puts `type` first and `traits` last; other keys keep their order.
fn sort_shape(shape: &mut JsonTree) {
    for (key, value) in shape.entries_mut() {
        match key.as_str() {
            "members" | "identifiers" | "properties" => value
                .entries_mut()
                .iter_mut()
                .for_each(|(_, member)| sort_member(member)),
            "member" | "key" | "value" => sort_member(value),
            _ => value.sort(),
        }
    }
    sort_member(shape);
}

fn sort_member(member: &mut JsonTree) {
    if let Some(traits) = member.get_mut("traits") {
        traits.sort();
        if traits.is_empty() {
            member.remove("traits");
        }
    }
    member.sort_keys_by(|key| match key {
        "type" | "target" => 0,
        "traits" => 2,
        _ => 1,
    });
}

fn partition_facts(mut root: JsonTree) -> Result<JsonTree, Box<Diagnostic>> {
    let partitions = root.get("partitions").map(JsonTree::children).unwrap_or_default();
    if partitions.is_empty()
        || partitions
            .iter()
            .any(|partition| partition.get("id").and_then(JsonTree::as_str).is_none())
    {
        return Err(
            Diagnostic::error("not-partitions", "the file is JSON but lists no partitions")
                .help("a partitions file is an object with `\"partitions\": [{\"id\": …}, …]`")
                .into(),
        );
    }
    prose::strip_partitions(&mut root);
    root.sort();
    Ok(root)
}
