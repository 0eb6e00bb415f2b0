//! Compares two versions of a client by their Rust APIs and by the form of requests and responses,
//! and determines the version of the crate that the differences require.

mod members;
mod operations;
mod report;
mod resources;
mod service;
mod shapes;
mod types;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::model::select::Filter;
use crate::options::{Compatibility, Layout, Options, RuntimeDependency};
use crate::source::Source;

/// The part of the version of a crate that a change raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The API does not change.
    Patch,
    /// The API grows. Programs compile unchanged.
    Minor,
    /// Programs may no longer compile, or may send and read something else.
    Major,
}

impl Verdict {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It differs.
    Changed,
    /// It is removed.
    Removed,
}

/// A difference between two versions of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The part of the version that it raises.
    pub verdict: Verdict,
    /// Its kind.
    pub kind: ChangeKind,
    /// The Rust item, from the root of the crate: `types::Paper::title`. It is empty for the client
    /// as a whole.
    pub path: String,
    /// The id of the shape or member in the model.
    pub shape: String,
    /// The difference in words.
    pub text: String,
}

/// The differences between two versions of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The changes, those that break programs first, then by item.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Compares two clients.
    pub fn of(old: &ir::Service, new: &ir::Service) -> Self {
        let mut changes = Changes::default();
        service::compare(old, new, &mut changes);
        resources::compare(old, new, &mut changes);
        operations::compare(old, new, &mut changes);
        shapes::compare(old, new, &mut changes);
        let mut changes = changes.finish();
        changes.sort_by(|a, b| (b.verdict, &a.path, a.kind).cmp(&(a.verdict, &b.path, b.kind)));
        Self { changes }
    }

    /// Returns the part of the version that all changes together raise, or `None` without changes.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).max()
    }

    /// Returns the version after `current`. Before 1.0, changes that break programs raise the minor
    /// version, and others the patch version.
    pub fn next_version(&self, current: &str) -> Option<String> {
        let mut parts = current.split('.').map(|part| part.parse::<u64>().ok());
        let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
        Some(match (self.verdict()?, major) {
            (Verdict::Major, 1..) => format!("{}.0.0", major + 1),
            (Verdict::Minor, 1..) | (Verdict::Major, 0) => format!("{major}.{}.0", minor + 1),
            _ => format!("{major}.{minor}.{}", patch + 1),
        })
    }
}

/// Lowers the client of a model, for a comparison. Findings are added to `diagnostics`. If there is
/// an error among them, returns `None`.
pub fn client(
    models: &[Source],
    partitions: Option<&Source>,
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Service> {
    let options = Options {
        filter: filter.clone(),
        protocol: None,
        runtime: RuntimeDependency::Workspace,
        command: String::new(),
        readme: None,
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    };
    crate::lower_with(models, partitions, &options, diagnostics)
}

/// The changes found so far.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
    /// The number of items whose documentation differs.
    texts: usize,
}

impl Changes {
    fn push(
        &mut self,
        verdict: Verdict,
        kind: ChangeKind,
        path: impl Into<String>,
        shape: &str,
        text: impl Into<String>,
    ) {
        self.found.push(Change {
            verdict,
            kind,
            path: path.into(),
            shape: shape.to_owned(),
            text: text.into(),
        });
    }

    fn changed(&mut self, verdict: Verdict, path: &str, shape: &str, text: impl Into<String>) {
        self.push(verdict, ChangeKind::Changed, path, shape, text);
    }

    /// Adds a change if two values differ.
    fn differ<T: PartialEq>(
        &mut self,
        values: (&T, &T),
        verdict: Verdict,
        path: &str,
        shape: &str,
        text: impl FnOnce() -> String,
    ) -> bool {
        let differ = values.0 != values.1;
        if differ {
            self.changed(verdict, path, shape, text());
        }
        differ
    }

    /// Counts a difference of documentation.
    fn docs(&mut self, old: &ir::Docs, new: &ir::Docs) {
        self.texts += usize::from(old != new);
    }

    fn finish(mut self) -> Vec<Change> {
        match self.texts {
            0 => {}
            1 => self.changed(Verdict::Patch, "", "", "one text of the documentation"),
            texts => self.changed(Verdict::Patch, "", "", format!("{texts} texts of the documentation")),
        }
        self.found
    }
}

/// The pairs of two lists by key, and the entries that only one list has.
struct Matched<'s, T> {
    both: Vec<(&'s T, &'s T)>,
    removed: Vec<&'s T>,
    added: Vec<&'s T>,
}

/// Matches by `key`, and the others by `second_key`, so that renamed items are found.
fn matched<'s, T>(
    old: &'s [T],
    new: &'s [T],
    key: impl Fn(&T) -> &str,
    second_key: impl Fn(&T) -> Option<&str>,
) -> Matched<'s, T> {
    let mut both = Vec::new();
    let (mut removed, mut added): (Vec<&T>, Vec<&T>) = (Vec::new(), new.iter().collect());
    for item in old {
        match added.iter().position(|other| key(other) == key(item)) {
            Some(at) => both.push((item, added.remove(at))),
            None => removed.push(item),
        }
    }
    removed.retain(|item| {
        let same = |other: &&T| second_key(item).is_some() && second_key(other) == second_key(item);
        let found = added.iter().position(same);
        both.extend(found.map(|at| (*item, added.remove(at))));
        found.is_none()
    });
    Matched { both, removed, added }
}
