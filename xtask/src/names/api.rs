//! The public items of a client, and the comparison of two clients.

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
    /// Whether the model is AWS's own.
    is_of_aws: bool,
    items: usize,
    same: usize,
    by_design: usize,
    /// Items that only one of the two has, with no similar name in the other: the model is newer.
    pub(super) of_one: Vec<String>,
    /// Items with another name or type.
    pub(super) differences: Vec<String>,
}

impl Comparison {
    pub(super) fn new(ours: &Api, official: &Api, is_of_aws: bool) -> Self {
        let mut comparison = Self {
            items: official.0.len(),
            is_of_aws,
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
        // A difference in case and underscores only is never by design, unless the model has no
        // name to derive it from.
        let has_fact = self.is_of_aws || !by_design::is_variant(path);
        let has_other_name = found.is_none() && has_fact && similar.contains(&folded(path));
        if !has_other_name && by_design::reason(path, found, theirs, self.is_of_aws).is_some() {
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
    pub(super) fn row(&self, service: &str, model: &str) -> String {
        let (items, same, by_design) = (self.items, self.same, self.by_design);
        let (of_one, differ) = (self.of_one.len(), self.differences.len());
        format!("| {service} | {model} | {items} | {same} | {by_design} | {of_one} | {differ} |")
    }
}

/// Returns a path without case and underscores.
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
            ("types::A.ipv4_range", "String"),
            ("types::E::MlC4xl", "\"ml\""),
            ("types::New.y", "i32"),
        ]);
        let official = api(&[
            ("types::A.x", "Option<String>"),
            ("types::A.y", "i32"),
            ("types::A.ip_v4_range", "String"),
            ("types::E::MlC4Xl", "\"ml\""),
            ("types::Old.z", "i32"),
        ]);
        let of_facts = Comparison::new(&ours, &official, false);
        let name = "types::A.ip_v4_range has another name";
        let ty = "types::A.y: `String`, in the official crate `i32`";
        assert_eq!(of_facts.differences, [name, ty]);
        assert_eq!(of_facts.row("s", "botocore"), "| s | botocore | 5 | 0 | 2 | 4 | 2 |");
        // AWS's own model lacks neither `@clientOptional` nor the names of variants.
        let optional = "types::A.x: `String`, in the official crate `Option<String>`";
        let variant = "types::E::MlC4Xl has another name";
        let of_aws = Comparison::new(&ours, &official, true);
        assert_eq!(of_aws.differences, [name, optional, ty, variant]);
    }
}
