//! The comparison behind `changes`: each difference becomes a line.

use std::collections::BTreeSet;

use super::change::{FactChange, FactChangeKind};
use super::tree::JsonTree;

/// The length above which a value is shown in parts, or truncated if it has none.
const LONGEST: usize = 100;

/// The differences found so far.
pub(super) struct FactComparison {
    /// The namespace whose shapes are named without it.
    namespace: Option<String>,
    changes: Vec<FactChange>,
}

impl FactComparison {
    pub(super) fn of(old: &JsonTree, new: &JsonTree, namespace: Option<String>) -> Vec<FactChange> {
        let mut comparison = Self {
            namespace,
            changes: Vec::new(),
        };
        comparison.models(old, new);
        comparison.changes
    }

    fn models(&mut self, old: &JsonTree, new: &JsonTree) {
        for key in keys(old, new).into_iter().filter(|key| *key != "shapes") {
            self.property("model", key, old.get(key), new.get(key));
        }
        let nothing = JsonTree::Object(Vec::new());
        let (old, new) = (
            old.get("shapes").unwrap_or(&nothing),
            new.get("shapes").unwrap_or(&nothing),
        );
        for id in keys(old, new) {
            let name = self.short(id);
            match (old.get(id), new.get(id)) {
                (Some(old), Some(new)) => self.shapes(&name, old, new),
                (None, Some(new)) => {
                    self.push(FactChangeKind::Added, true, format!("{} {name}", text(new.get("type"))))
                }
                (Some(old), None) => self.push(
                    FactChangeKind::Removed,
                    true,
                    format!("{} {name}", text(old.get("type"))),
                ),
                (None, None) => {}
            }
        }
    }

    fn shapes(&mut self, name: &str, old: &JsonTree, new: &JsonTree) {
        let apart = ["members", "member", "key", "value", "traits"];
        for key in keys(old, new).into_iter().filter(|key| !apart.contains(key)) {
            self.property(name, key, old.get(key), new.get(key));
        }
        self.traits(name, old, new);
        let (old_members, new_members) = (members(old), members(new));
        self.order(name, &old_members, &new_members);
        let find = |members: &[(&str, &JsonTree)], wanted: &str| {
            members
                .iter()
                .find(|(member, _)| *member == wanted)
                .map(|(_, tree)| (*tree).clone())
        };
        let word = if text(new.get("type")) == "partition" {
            "region"
        } else {
            "member"
        };
        let all: BTreeSet<&str> = old_members
            .iter()
            .chain(&new_members)
            .map(|(member, _)| *member)
            .collect();
        for member in all {
            let id = format!("{name}${member}");
            match (find(&old_members, member), find(&new_members, member)) {
                (Some(old), Some(new)) => self.member(&id, &old, &new),
                (None, Some(_)) => self.push(FactChangeKind::Added, false, format!("{word} {id}")),
                (Some(_), None) => self.push(FactChangeKind::Removed, false, format!("{word} {id}")),
                (None, None) => {}
            }
        }
    }

    fn order(&mut self, name: &str, old: &[(&str, &JsonTree)], new: &[(&str, &JsonTree)]) {
        let common = |these: &[(&str, &JsonTree)], those: &[(&str, &JsonTree)]| -> Vec<String> {
            let names = these.iter().map(|(name, _)| *name);
            names
                .filter(|name| those.iter().any(|(other, _)| name == other))
                .map(str::to_owned)
                .collect()
        };
        let (before, after) = (common(old, new), common(new, old));
        if before != after {
            let (before, after) = cut_both(&before.join(", "), &after.join(", "));
            self.push(
                FactChangeKind::Changed,
                false,
                format!("{name}: order of members {before} -> {after}"),
            );
        }
    }

    fn member(&mut self, id: &str, old: &JsonTree, new: &JsonTree) {
        for key in keys(old, new).into_iter().filter(|key| *key != "traits") {
            self.property(id, key, old.get(key), new.get(key));
        }
        self.traits(id, old, new);
    }

    fn traits(&mut self, name: &str, old: &JsonTree, new: &JsonTree) {
        let nothing = JsonTree::Object(Vec::new());
        let (old, new) = (
            old.get("traits").unwrap_or(&nothing),
            new.get("traits").unwrap_or(&nothing),
        );
        for id in keys(old, new) {
            let label = format!("@{}", id.strip_prefix("smithy.api#").unwrap_or(id));
            self.value(name, &label, old.get(id), new.get(id));
        }
    }

    /// Compares properties that are not traits. Targets and lists of targets are compared one by
    /// one.
    fn property(&mut self, name: &str, label: &str, old: Option<&JsonTree>, new: Option<&JsonTree>) {
        let targets = [old, new].map(|value| value.and_then(targets));
        match (&targets, old, new) {
            ([old_targets, new_targets], _, _) if old_targets.is_some() || new_targets.is_some() => {
                let [old, new] = [old_targets, new_targets].map(|targets| targets.clone().unwrap_or_default());
                for (kind, these, those) in [
                    (FactChangeKind::Added, &new, &old),
                    (FactChangeKind::Removed, &old, &new),
                ] {
                    for target in these.iter().filter(|target| !those.contains(target)) {
                        let line = format!("{name}: {label} {}", self.short(target));
                        self.push(kind, false, line);
                    }
                }
            }
            (_, Some(JsonTree::Object(_)), Some(JsonTree::Object(_))) if !is_target(old) || !is_target(new) => {
                self.parts(name, label, old, new)
            }
            _ => self.value(name, label, old, new),
        }
    }

    fn value(&mut self, name: &str, label: &str, old: Option<&JsonTree>, new: Option<&JsonTree>) {
        match (old, new) {
            (Some(old), Some(new)) if old == new => {}
            (Some(before), Some(after)) => {
                let (before, after) = (self.show(before), self.show(after));
                let long = before.len() + after.len() > LONGEST;
                match (old, new) {
                    (Some(JsonTree::Object(_)), Some(JsonTree::Object(_))) if long => self.parts(name, label, old, new),
                    (Some(JsonTree::Array(these)), Some(JsonTree::Array(those)))
                        if long && these.len() == those.len() =>
                    {
                        for (index, (old, new)) in these.iter().zip(those).enumerate() {
                            self.value(name, &format!("{label}[{index}]"), Some(old), Some(new));
                        }
                    }
                    _ => {
                        let (before, after) = cut_both(&before, &after);
                        self.push(
                            FactChangeKind::Changed,
                            false,
                            format!("{name}: {label} {before} -> {after}"),
                        );
                    }
                }
            }
            (None, Some(new)) => self.one_sided(FactChangeKind::Added, name, label, new),
            (Some(old), None) => self.one_sided(FactChangeKind::Removed, name, label, old),
            (None, None) => {}
        }
    }

    fn parts(&mut self, name: &str, label: &str, old: Option<&JsonTree>, new: Option<&JsonTree>) {
        let (Some(old), Some(new)) = (old, new) else { return };
        for key in keys(old, new) {
            self.value(name, &format!("{label}.{key}"), old.get(key), new.get(key));
        }
    }

    fn one_sided(&mut self, kind: FactChangeKind, name: &str, label: &str, value: &JsonTree) {
        let line = if value.is_empty() {
            format!("{name}: {label}")
        } else {
            format!("{name}: {label} {}", cut(&self.show(value)))
        };
        self.push(kind, false, line);
    }

    fn push(&mut self, kind: FactChangeKind, whole_shape: bool, text: String) {
        self.changes.push(FactChange {
            kind,
            whole_shape,
            text,
        });
    }

    /// Returns a target or a string that is a shape id as a name, and other values as JSON.
    fn show(&self, value: &JsonTree) -> String {
        let id = value
            .get("target")
            .filter(|_| is_target(Some(value)))
            .unwrap_or(value)
            .as_str();
        match id {
            Some(id) if id.contains('#') && !id.contains(' ') => self.short(&id),
            _ => value.to_string(),
        }
    }

    fn short(&self, id: &str) -> String {
        match id.split_once('#') {
            Some((namespace, name)) if namespace == "smithy.api" || self.namespace.as_deref() == Some(namespace) => {
                name.to_owned()
            }
            _ => id.to_owned(),
        }
    }
}

fn keys<'a>(old: &'a JsonTree, new: &'a JsonTree) -> BTreeSet<&'a str> {
    old.entries()
        .iter()
        .chain(new.entries())
        .map(|(key, _)| key.as_str())
        .collect()
}

/// Returns the members of a shape in model order; those of lists and maps are called `member`,
/// `key` and `value`.
fn members(shape: &JsonTree) -> Vec<(&str, &JsonTree)> {
    let named = shape.get("members").map(JsonTree::entries).unwrap_or_default();
    let fixed = ["member", "key", "value"]
        .into_iter()
        .filter_map(|name| Some((name, shape.get(name)?)));
    named
        .iter()
        .map(|(name, member)| (name.as_str(), member))
        .chain(fixed)
        .collect()
}

fn is_target(value: Option<&JsonTree>) -> bool {
    matches!(value.map(JsonTree::entries), Some([(key, _)]) if key == "target")
}

/// Returns the ids in an array of targets.
fn targets(value: &JsonTree) -> Option<Vec<String>> {
    match value {
        JsonTree::Array(elements) => elements
            .iter()
            .map(|element| element.get("target").filter(|_| is_target(Some(element)))?.as_str())
            .collect(),
        _ => None,
    }
}

fn text(value: Option<&JsonTree>) -> String {
    value.and_then(JsonTree::as_str).unwrap_or_default()
}

/// Cuts a long common prefix from two different texts, so that the difference is visible.
fn cut_both(before: &str, after: &str) -> (String, String) {
    let same = before
        .chars()
        .zip(after.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let skipped = same.saturating_sub(LONGEST / 4);
    let tail = |text: &str| match text.char_indices().nth(skipped) {
        Some((start, _)) if skipped > 0 && text.len() > LONGEST => cut(&format!("…{}", &text[start..])),
        _ => cut(text),
    };
    (tail(before), tail(after))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
