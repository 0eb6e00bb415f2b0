//! JSON values with their places in a file, which are parsed one level at a time and borrow from
//! the text.

mod root;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::places::PlaceMap;
use crate::source::Place;

pub(crate) use self::root::optional_root;

/// A JSON value in a file.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    text: &'a str,
    file: usize,
    start: usize,
    /// The places of the values in the IDL file, for a translated file.
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

/// An entry of an object: its key, the place of the key, and its value.
pub struct NodeEntry<'a> {
    /// The key, unescaped.
    pub key: Cow<'a, str>,
    /// The place of the key.
    pub key_place: Place,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// Returns a value that the generator adds. Errors about it point to `place`.
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

    /// Returns whether it is null.
    pub fn is_null(&self) -> bool {
        self.kind() == NodeKind::Null
    }

    /// Returns the entries in the order of the file, or `None` if it is not an object.
    pub fn entries(&self) -> Option<Vec<NodeEntry<'a>>> {
        let Entries(raw) = serde_json::from_str(self.text).ok()?;
        Some(raw.into_iter().map(|(key, value)| self.entry(key, value)).collect())
    }

    /// Returns the elements, or `None` if it is not an array.
    pub fn elements(&self) -> Option<Vec<Node<'a>>> {
        let raw: Vec<&RawValue> = serde_json::from_str(self.text).ok()?;
        Some(raw.into_iter().map(|value| self.child(value.get())).collect())
    }

    /// Returns the value of this key, or `None` if it is not an object or has no such key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let mut found = None;
        // Reading ends at the key, which is an error for the rest of the object.
        let _ = serde_json::Deserializer::from_str(self.text).deserialize_map(Find { key, found: &mut found });
        found.map(|value| self.child(value.get()))
    }

    fn entry(&self, key: &'a RawValue, value: &'a RawValue) -> NodeEntry<'a> {
        let key = self.child(key.get());
        NodeEntry {
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

/// Finds the value of a key, and stops there.
struct Find<'k, 'f, 'a> {
    key: &'k str,
    found: &'f mut Option<&'a RawValue>,
}

impl<'de> Visitor<'de> for Find<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<&RawValue>()? {
            if is_key(key.get(), self.key) {
                *self.found = Some(map.next_value()?);
                break;
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Returns whether a JSON string is this key.
fn is_key(text: &str, key: &str) -> bool {
    match text.get(1..text.len() - 1) {
        Some(inner) if !inner.contains('\\') => inner == key,
        _ => serde_json::from_str::<String>(text).is_ok_and(|text| text == key),
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
