//! A JSON value that keeps the order of its keys and the spelling of its numbers.

use std::fmt::{self, Write as _};

use crate::diagnostics::Diagnostic;
use crate::model::node::Node;
use crate::source::Source;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JsonTree {
    /// A string, number, boolean or null as its JSON text; strings have only the necessary escapes.
    Leaf(String),
    Array(Vec<JsonTree>),
    Object(Vec<(String, JsonTree)>),
}

impl JsonTree {
    pub(super) fn parse(source: &Source) -> Result<Self, Box<Diagnostic>> {
        Self::of(Node::root(0, source)?)
    }

    fn of(node: Node<'_>) -> Result<Self, Box<Diagnostic>> {
        if let Some(entries) = node.entries() {
            let mut object: Vec<(String, Self)> = Vec::with_capacity(entries.len());
            let mut keys = std::collections::HashSet::with_capacity(entries.len());
            for entry in entries {
                if !keys.insert(entry.key.clone()) {
                    return Err(
                        Diagnostic::error("duplicate-key", format!("the key `{}` occurs twice", entry.key))
                            .at(entry.key_place, "again here")
                            .help("remove one of the two; the generator cannot know which one applies")
                            .into(),
                    );
                }
                object.push((entry.key.into_owned(), Self::of(entry.value)?));
            }
            return Ok(Self::Object(object));
        }
        if let Some(elements) = node.elements() {
            return elements
                .into_iter()
                .map(Self::of)
                .collect::<Result<_, Box<Diagnostic>>>()
                .map(Self::Array);
        }
        Ok(match node.as_str() {
            Some(text) => Self::string(&text),
            // A string with half a surrogate pair is not text, so its spelling is preserved, as for
            // numbers.
            None => Self::Leaf(node.text().to_owned()),
        })
    }

    pub(super) fn string(text: &str) -> Self {
        Self::Leaf(quoted(text))
    }

    pub(super) fn as_str(&self) -> Option<String> {
        match self {
            Self::Leaf(text) => serde_json::from_str(text).ok(),
            Self::Array(_) | Self::Object(_) => None,
        }
    }

    pub(super) fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            Self::Leaf(_) | Self::Array(_) => &[],
        }
    }

    pub(super) fn entries_mut(&mut self) -> &mut [(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            Self::Leaf(_) | Self::Array(_) => &mut [],
        }
    }

    /// Returns the elements of an array or the values of an object.
    pub(super) fn children(&self) -> Vec<&Self> {
        match self {
            Self::Leaf(_) => Vec::new(),
            Self::Array(elements) => elements.iter().collect(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
        }
    }

    /// Returns the elements of an array or the values of an object.
    pub(super) fn children_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Leaf(_) => Vec::new(),
            Self::Array(elements) => elements.iter_mut().collect(),
            Self::Object(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries()
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        self.entries_mut()
            .iter_mut()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Self> {
        let Self::Object(entries) = self else { return None };
        let at = entries.iter().position(|(name, _)| name == key)?;
        Some(entries.remove(at).1)
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.retain(|name, _| name != key);
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str, &Self) -> bool) {
        if let Self::Object(entries) = self {
            entries.retain(|(key, value)| keep(key, value));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Object(entries) if entries.is_empty())
    }

    pub(super) fn is_string(&self) -> bool {
        matches!(self, Self::Leaf(text) if text.starts_with('"'))
    }

    /// Sorts the keys of all objects in it.
    pub(super) fn sort(&mut self) {
        self.sort_keys_by(|_| 0);
        self.children_mut().into_iter().for_each(Self::sort);
    }

    /// Sorts the keys of this object by rank, then by name.
    pub(super) fn sort_keys_by(&mut self, rank: impl Fn(&str) -> u8) {
        if let Self::Object(entries) = self {
            entries.sort_by(|(one, _), (other, _)| (rank(one), one).cmp(&(rank(other), other)));
        }
    }

    /// Returns the JSON text of a file: two spaces per level, and a line feed at the end.
    pub(super) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write_pretty(0, &mut out);
        out.push('\n');
        out
    }

    fn write_pretty(&self, depth: usize, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::Array(elements) => write_block(['[', ']'], elements, depth, out, |element, out| {
                element.write_pretty(depth + 1, out)
            }),
            Self::Object(entries) => write_block(['{', '}'], entries, depth, out, |(key, value), out| {
                out.push_str(&quoted(key));
                out.push_str(": ");
                value.write_pretty(depth + 1, out);
            }),
        }
    }
}

fn write_block<T>(
    [open, close]: [char; 2],
    items: &[T],
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The JSON text in one line, without spaces.
impl fmt::Display for JsonTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(text) => f.write_str(text),
            Self::Array(elements) => {
                f.write_char('[')?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if index == 0 { "" } else { "," })?;
                }
                f.write_char(']')
            }
            Self::Object(entries) => {
                f.write_char('{')?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{}:{value}", if index == 0 { "" } else { "," }, quoted(key))?;
                }
                f.write_char('}')
            }
        }
    }
}
