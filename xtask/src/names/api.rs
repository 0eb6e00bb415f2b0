//! The public items of a client, and how two of them differ.

use std::collections::{BTreeMap, BTreeSet};

use super::by_design;

/// The public items by their paths, each with its type or value.
#[derive(Debug, Default)]
pub(super) struct Api(pub(super) BTreeMap<String, String>);

impl Api {
    pub(super) fn insert(&mut self, path: String, value: impl Into<String>) {
        self.0.insert(path, value.into());
    }
}

/// The result of comparing a client with the official crate.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    items: usize,
    same: usize,
    by_design: usize,
    /// Items that only one of the two has, with no similar name in the other: the model is newer.
    pub(super) of_one: Vec<String>,
    /// Items with another name or type.
    pub(super) differences: Vec<String>,
}

impl Comparison {
    pub(super) fn new(ours: &Api, official: &Api) -> Self {
        let mut comparison = Self {
            items: official.0.len(),
            ..Self::default()
        };
        let similar: BTreeSet<_> = ours
            .0
            .keys()
            .filter(|path| !official.0.contains_key(*path))
            .map(|path| folded(path))
            .collect();
        for (path, theirs) in &official.0 {
            match ours.0.get(path) {
                Some(found) if found == theirs => comparison.same += 1,
                found => comparison.add(path, found.map(String::as_str), theirs, &similar),
            }
        }
        for path in ours.0.keys().filter(|path| !official.0.contains_key(*path)) {
            comparison.of_one.push(format!("only here: {path}"));
        }
        comparison
    }

    fn add(&mut self, path: &str, found: Option<&str>, theirs: &str, similar: &BTreeSet<String>) {
        // Names that differ in nothing but case and underscores are never by design.
        let has_other_name = found.is_none() && similar.contains(&folded(path));
        if !has_other_name && by_design::reason(path, found, theirs).is_some() {
            self.by_design += 1;
            return;
        }
        match found {
            Some(found) => self
                .differences
                .push(format!("{path}: `{found}`, in the official crate `{theirs}`")),
            None if has_other_name => self.differences.push(format!("{path} has another name")),
            None => self.of_one.push(format!("only in the official crate: {path}")),
        }
    }

    /// Returns a row of the table.
    pub(super) fn row(&self, service: &str) -> String {
        let (items, same, by_design) = (self.items, self.same, self.by_design);
        let (of_one, differ) = (self.of_one.len(), self.differences.len());
        format!("| {service} | {items} | {same} | {by_design} | {of_one} | {differ} |")
    }
}

/// Returns a path without what spellings differ in.
fn folded(path: &str) -> String {
    path.replace('_', "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Api, Comparison};

    fn api(items: &[(&str, &str)]) -> Api {
        Api(items
            .iter()
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
            .collect())
    }

    #[test]
    fn other_names_and_types_are_differences_and_new_items_are_not() {
        let ours = api(&[
            ("types::A.x", "String"),
            ("types::A.y", "String"),
            ("types::E::MlC4xl", "\"ml\""),
            ("types::New.y", "i32"),
        ]);
        let official = api(&[
            ("types::A.x", "Option<String>"),
            ("types::A.y", "i32"),
            ("types::E::MlC4Xl", "\"ml\""),
            ("types::Old.z", "i32"),
        ]);
        let found = Comparison::new(&ours, &official);
        assert_eq!(
            found.differences,
            [
                "types::A.y: `String`, in the official crate `i32`",
                "types::E::MlC4Xl has another name"
            ]
        );
        assert_eq!(found.row("s"), "| s | 4 | 0 | 1 | 3 | 2 |");
    }
}
