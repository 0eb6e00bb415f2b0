//! The names that rules may use at a point, and their names in Rust.

use std::collections::{BTreeMap, BTreeSet};

use crate::endpoint_rules::ir::{RuleField, RuleVariable};
use crate::names;

/// The names of the model that are in scope, in the order in which they were added.
#[derive(Default)]
pub(super) struct RuleScope {
    known: Vec<(String, Known)>,
}

/// The meaning of a name.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// A variable.
    Variable(RuleVariable),
    /// A boolean that a condition assigned. It is true wherever it is in scope.
    True,
    /// An invalid value, which is reported already.
    Broken,
}

impl RuleScope {
    /// Adds a name, which shadows an earlier one.
    pub(super) fn add(&mut self, name: &str, known: Known) {
        self.known.push((name.to_owned(), known));
    }

    /// Returns the meaning of a name at this point.
    pub(super) fn get(&self, name: &str) -> Option<&Known> {
        self.known
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, known)| known)
    }

    /// Returns a mark to return to.
    pub(super) fn mark(&self) -> usize {
        self.known.len()
    }

    /// Removes the names that were added since the mark.
    pub(super) fn return_to(&mut self, mark: usize) {
        self.known.truncate(mark);
    }

    /// Returns the names in scope, for the help of a finding.
    pub(super) fn listed(&self) -> String {
        let names: BTreeSet<String> = self.known.iter().map(|(name, _)| format!("`{name}`")).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// Rust names for the names of a rule set: equal for equal names, distinct for distinct ones.
pub(super) struct LocalNames {
    given: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Default for LocalNames {
    fn default() -> Self {
        let taken = ["request", "resolve", "index", "values", "uri", "reason"];
        Self {
            given: BTreeMap::new(),
            taken: taken.map(str::to_owned).into(),
        }
    }
}

impl LocalNames {
    /// Returns the name of the local variable for a name of the model.
    pub(super) fn local(&mut self, name: &str) -> String {
        if let Some(given) = self.given.get(name) {
            return given.clone();
        }
        let module = names::module(name);
        let wanted = if module.starts_with("r#") {
            format!("{}_", names::unraw(&module))
        } else {
            module
        };
        let given = self.fresh(&wanted);
        self.given.insert(name.to_owned(), given.clone());
        given
    }

    /// Returns the name of the local variable for a property of a record.
    pub(super) fn field(&mut self, record: &str, field: RuleField) -> String {
        let key = format!("{record}#{}", field.words());
        if let Some(given) = self.given.get(&key) {
            return given.clone();
        }
        let short = names::snake(field.words());
        let given = if self.taken.contains(&short) {
            self.fresh(&format!("{record}_{short}"))
        } else {
            self.fresh(&short)
        };
        self.given.insert(key, given.clone());
        given
    }

    /// Returns a name that is not taken, as similar to the wanted one as possible.
    pub(super) fn fresh(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut count = 1;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{}_{count}", wanted.trim_end_matches('_'));
        }
        name
    }
}
