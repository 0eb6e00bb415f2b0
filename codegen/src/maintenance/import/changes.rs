//! The changes between two versions of a model or of the partitions, as lines of text.

use super::change::{FactChange, FactChangeKind};
use super::comparison::FactComparison;
use super::tree::JsonTree;
use super::{model_facts, partition_facts, read};

/// Returns the changes between two models or two partitions files, except those of prose.
///
/// New shapes come first, then removed shapes, then the differences of the others, each sorted by
/// shape id and member. A text that cannot be imported counts as one without shapes. Shapes of the
/// model's main namespace are named without it.
pub fn changes(old: &str, new: &str) -> Vec<FactChange> {
    let (old, new) = (facts(old), facts(new));
    let namespace = main_namespace(&new).or_else(|| main_namespace(&old));
    let mut changes = FactComparison::of(&old, &new, namespace);
    changes.sort_by_key(|change| (!change.whole_shape, change.whole_shape.then_some(change.kind)));
    changes
}

/// Returns the changes as text: their number, then one per line, with a blank line between new
/// shapes, removed shapes and other changes.
pub fn report(changes: &[FactChange]) -> String {
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let mut text = match changes.len() {
        0 => return "no changes\n".to_owned(),
        1 => "1 change".to_owned(),
        many => format!("{many} changes"),
    };
    let [added, removed, changed] =
        [FactChangeKind::Added, FactChangeKind::Removed, FactChangeKind::Changed].map(count);
    text += &format!(": {added} added, {removed} removed, {changed} changed\n");
    let groups = changes
        .chunk_by(|one, other| one.whole_shape == other.whole_shape && (!one.whole_shape || one.kind == other.kind));
    for group in groups {
        text.push('\n');
        group.iter().for_each(|change| text += &format!("{change}\n"));
    }
    text
}

fn facts(source: &str) -> JsonTree {
    let nothing = || JsonTree::Object(Vec::new());
    read(source, |root| {
        if root.get("partitions").is_some() {
            partition_facts(root).map(as_shapes)
        } else {
            model_facts(root)
        }
    })
    .unwrap_or_else(|_| nothing())
}

/// Converts partitions to shapes whose members are the regions.
fn as_shapes(mut partitions: JsonTree) -> JsonTree {
    let mut shapes = Vec::new();
    if let Some(JsonTree::Array(list)) = partitions.take("partitions") {
        for mut partition in list {
            let id = partition.take("id").and_then(|id| id.as_str()).unwrap_or_default();
            let regions = partition
                .take("regions")
                .unwrap_or_else(|| JsonTree::Object(Vec::new()));
            if let JsonTree::Object(entries) = &mut partition {
                entries.extend([
                    ("type".to_owned(), JsonTree::string("partition")),
                    ("members".to_owned(), regions),
                ]);
            }
            shapes.push((id, partition));
        }
    }
    if let JsonTree::Object(entries) = &mut partitions {
        entries.push(("shapes".to_owned(), JsonTree::Object(shapes)));
    }
    partitions
}

/// Returns the namespace of the first service, or else of the first shape.
fn main_namespace(model: &JsonTree) -> Option<String> {
    let shapes = model.get("shapes")?.entries();
    let is_service = |shape: &JsonTree| shape.get("type").and_then(JsonTree::as_str).as_deref() == Some("service");
    let (id, _) = shapes.iter().find(|(_, shape)| is_service(shape)).or(shapes.first())?;
    id.split_once('#').map(|(namespace, _)| namespace.to_owned())
}
