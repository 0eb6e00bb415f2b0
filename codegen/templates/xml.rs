//! Bodies in XML.

use roxmltree::{Document, Node};

/// Compares bodies by meaning: the order of elements of different names, the order of the entries
/// of a map and white space between elements do not matter.
pub(crate) fn check(actual: &[u8], expected: &str, problems: &mut Vec<String>) {
    let expected = Document::parse(expected).unwrap();
    let actual = String::from_utf8_lossy(actual);
    match Document::parse(&actual) {
        Ok(actual) => compare(actual.root_element(), expected.root_element(), "body", problems),
        Err(error) => problems.push(format!("the body is not XML: {error}: {actual}")),
    };
}

fn compare(actual: Node<'_, '_>, expected: Node<'_, '_>, path: &str, problems: &mut Vec<String>) {
    if (actual.tag_name().name(), actual.tag_name().namespace())
        != (expected.tag_name().name(), expected.tag_name().namespace())
    {
        problems.push(format!("{path}: {:?}, expected {:?}", actual.tag_name(), expected.tag_name()));
    }
    let attributes = |node: Node<'_, '_>| {
        let mut attributes: Vec<_> = node
            .attributes()
            .map(|attribute| (attribute.namespace().map(str::to_owned), attribute.name().to_owned(), attribute.value().to_owned()))
            .collect();
        attributes.sort();
        attributes
    };
    if attributes(actual) != attributes(expected) {
        problems.push(format!("{path}: attributes {:?}, expected {:?}", attributes(actual), attributes(expected)));
    }
    let (mut left, mut right) = (elements(actual), elements(expected));
    if left.is_empty() && right.is_empty() {
        let text = |node: Node<'_, '_>| node.text().unwrap_or_default().to_owned();
        if text(actual) != text(expected) {
            problems.push(format!("{path}: {:?}, expected {:?}", text(actual), text(expected)));
        }
        return;
    }
    // Elements of one name keep their order, unless they are the entries of a map, which has none.
    left.sort_by_key(sort_key);
    right.sort_by_key(sort_key);
    if left.len() != right.len() {
        let names = |nodes: &[Node<'_, '_>]| nodes.iter().map(|node| node.tag_name().name().to_owned()).collect::<Vec<_>>();
        problems.push(format!("{path} has {:?}, expected {:?}", names(&left), names(&right)));
        return;
    }
    for (actual, expected) in left.iter().zip(&right) {
        compare(*actual, *expected, &format!("{path}.{}", expected.tag_name().name()), problems);
    }
}

fn sort_key(node: &Node<'_, '_>) -> (String, String) {
    let name = node.tag_name().name();
    (name.to_owned(), key_of_entry(node).unwrap_or_default())
}

/// Returns the key of an element that is an entry of a map, by its name and those of its children.
fn key_of_entry(node: &Node<'_, '_>) -> Option<String> {
    let children = elements(*node);
    let [first, second] = children.as_slice() else {
        return None;
    };
    let names = [node, first, second].map(|node| node.tag_name().name());
    let is_entry = crate::MAP_ENTRIES
        .iter()
        .any(|(entry, key, value)| names == [*entry, *key, *value]);
    is_entry.then(|| first.text().unwrap_or_default().to_owned())
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    node.children().filter(Node::is_element).collect()
}
