//! JSON values that know their place in a file: parsed one level at a time, borrowed from the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::places::PlaceMap;
use crate::source::{Place, Source};

/// Models nest shallowly; what nests deeper than this is broken or hostile.
const DEEPEST: usize = 200;

/// A JSON value in a file.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    text: &'a str,
    file: usize,
    start: usize,
    /// The true places of the values of a translated file.
    places: Option<&'a PlaceMap>,
}

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// `1`, `-2.5e3`
    Number,
    /// `true`, `false`
    Boolean,
    /// `null`
    Null,
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Null => "null",
        })
    }
}

/// An entry of an object: its key, where that is, and its value.
pub struct Entry<'a> {
    /// The key, unescaped.
    pub key: Cow<'a, str>,
    /// The place of the key.
    pub key_place: Place,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// Returns the root of a file, or why the file is not JSON.
    pub fn root(file: usize, source: &'a Source) -> Result<Self, Box<Diagnostic>> {
        let raw: &RawValue = serde_json::from_str(&source.text).map_err(|error| {
            let start = offset_of(&source.text, error.line(), error.column());
            let place = Place {
                file,
                start,
                end: (start + 1).min(source.text.len().max(start)),
            };
            let (problem, _) = split_position(&error.to_string());
            let diagnostic = Diagnostic::error("not-json", format!("{} is not JSON", source.name))
                .at(place, problem)
                .help("give a Smithy model: JSON AST in a `.json` file, or IDL in a `.smithy` file");
            Box::new(diagnostic)
        })?;
        let start = raw.get().as_ptr() as usize - source.text.as_ptr() as usize;
        let node = Self {
            text: raw.get(),
            file,
            start,
            places: None,
        };
        match too_deep(node.text) {
            None => Ok(node),
            Some(at) => {
                let place = Place {
                    file,
                    start: start + at,
                    end: start + at + 1,
                };
                let diagnostic = Diagnostic::error(
                    "too-deep",
                    format!("{} nests deeper than {DEEPEST} levels", source.name),
                )
                .at(place, "too deep here")
                .help("a model has no need for this; check how the file was made");
                Err(Box::new(diagnostic))
            }
        }
    }

    /// Returns a value that stands in no file, for what the generator adds; errors about it point
    /// to `place`.
    pub fn synthetic(text: &'a str, place: Place) -> Self {
        Self {
            text,
            file: place.file,
            start: place.start,
            places: None,
        }
    }

    /// Returns the root of a JSON text that a file was translated to.
    pub(crate) fn translated(file: usize, text: &'a str, places: &'a PlaceMap) -> Self {
        Self {
            text,
            file,
            start: 0,
            places: Some(places),
        }
    }

    /// Returns the place of the value.
    pub fn place(&self) -> Place {
        if let Some(places) = self.places {
            return places.place(self.file, self.start);
        }
        Place {
            file: self.file,
            start: self.start,
            end: self.start + self.text.len(),
        }
    }

    /// Returns the value's JSON text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the kind of the value.
    pub fn kind(&self) -> NodeKind {
        match self.text.as_bytes().first() {
            Some(b'{') => NodeKind::Object,
            Some(b'[') => NodeKind::Array,
            Some(b'"') => NodeKind::String,
            Some(b't' | b'f') => NodeKind::Boolean,
            Some(b'n') | None => NodeKind::Null,
            Some(_) => NodeKind::Number,
        }
    }

    /// Returns the string, if it is one.
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        if self.kind() != NodeKind::String {
            return None;
        }
        let inner = &self.text[1..self.text.len() - 1];
        if inner.contains('\\') {
            serde_json::from_str::<String>(self.text).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(inner))
        }
    }

    /// Returns the boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Returns the integer, if it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        (self.kind() == NodeKind::Number)
            .then(|| self.text.parse().ok())
            .flatten()
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.kind() == NodeKind::Null
    }

    /// Returns the entries in the order of the file, or nothing if it is not an object.
    pub fn entries(&self) -> Option<Vec<Entry<'a>>> {
        let Entries(raw) = serde_json::from_str(self.text).ok()?;
        Some(raw.into_iter().map(|(key, value)| self.entry(key, value)).collect())
    }

    /// Returns the elements, or nothing if it is not an array.
    pub fn elements(&self) -> Option<Vec<Node<'a>>> {
        let Elements(raw) = serde_json::from_str(self.text).ok()?;
        Some(raw.into_iter().map(|value| self.child(value.get())).collect())
    }

    /// Returns the value of this key, or nothing if it is not an object or has no such key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let Entries(raw) = serde_json::from_str(self.text).ok()?;
        let is_key = |text: &str| match text.get(1..text.len() - 1) {
            Some(inner) if !inner.contains('\\') => inner == key,
            _ => serde_json::from_str::<String>(text).is_ok_and(|text| text == key),
        };
        let (_, value) = raw.into_iter().find(|(name, _)| is_key(name.get()))?;
        Some(self.child(value.get()))
    }

    fn entry(&self, key: &'a RawValue, value: &'a RawValue) -> Entry<'a> {
        let key = self.child(key.get());
        Entry {
            key: key.as_str().unwrap_or_default(),
            key_place: key.place(),
            value: self.child(value.get()),
        }
    }

    fn child(&self, text: &'a str) -> Self {
        let start = self.start + (text.as_ptr() as usize - self.text.as_ptr() as usize);
        Self {
            text,
            file: self.file,
            start,
            places: self.places,
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Collect).map(Entries)
    }
}

struct Elements<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Elements<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<&'de RawValue>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(elements)
            }
        }
        deserializer.deserialize_seq(Collect).map(Elements)
    }
}

/// Returns the root of a file that may be absent or not JSON; the latter is reported.
pub(crate) fn optional_root<'a>(
    file: usize,
    source: Option<&'a Source>,
    diagnostics: &mut Diagnostics,
) -> Option<Node<'a>> {
    Node::root(file, source?)
        .map_err(|diagnostic| diagnostics.push(*diagnostic))
        .ok()
}

/// Returns the offset at which the text nests too deeply, if it does.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Returns the byte at a line and column as serde_json counts them: both from one, columns in
/// bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Splits the position off a message of serde_json; the snippet shows it already.
fn split_position(message: &str) -> (String, Option<&str>) {
    match message.rsplit_once(" at line ") {
        Some((problem, position)) => (problem.to_owned(), Some(position)),
        None => (message.to_owned(), None),
    }
}
