//! Records: maps whose values may all be texts, such as the rows of a CSV file.

use std::fmt;

use serde::Deserialize as _;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::schema::Schema;
use crate::serde::{DeserializeError, DeserializeShape, MemberSlot, ShapeDeserializer, Variant};

/// The form that a type has in a record.
pub(super) enum Form {
    /// A structure: its members, and whether each is a text.
    Structure(Vec<(&'static str, bool)>),
    /// A union.
    Union,
    /// Anything else.
    Value,
}

impl Form {
    /// Returns the form of a type.
    pub(super) fn of<T: DeserializeShape>() -> Self {
        let mut probe = Probe(Self::Value);
        // The probe has no value, but records which one is expected.
        let _ = T::read(&mut probe);
        probe.0
    }
}

/// A deserializer without data. It records the form that is asked for first.
struct Probe(Form);

impl ShapeDeserializer for Probe {
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        let members = schema.members().iter().zip(slots);
        // Strings, enums and blobs have this text; numbers, times and structures do not.
        let members = members.map(|(member, slot)| (member.name, slot.set_text("AAAA", member)));
        self.0 = Form::Structure(members.collect());
        Err(self.error("a record"))
    }

    fn begin_union(&mut self, _schema: &'static Schema) -> Result<Variant, DeserializeError> {
        self.0 = Form::Union;
        Err(self.error("a record"))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Err(self.error("a record"))
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}

/// Reads a structure as its JSON form.
///
/// A member that is a text is read as one, even if it looks like a number, so a column of numbers
/// keeps its zeros. A key such as `LifeCycle.Stage` is a member of a member. Empty texts are absent
/// values.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    members: &[(&'static str, bool)],
) -> Result<Vec<u8>, D::Error> {
    deserializer.deserialize_map(Record(members))
}

struct Record<'m>(&'m [(&'static str, bool)]);

impl<'de> Visitor<'de> for Record<'_> {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a structure")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<u8>, A::Error> {
        let mut json = vec![b'{'];
        let mut nested = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let within = |error: A::Error| A::Error::custom(format_args!("{key}: {error}"));
            let is_member = |name: &str| self.0.iter().any(|(member, _)| *member == name);
            let is_text = self.0.contains(&(key.as_str(), true));
            let value = match key.split_once('.') {
                Some((member, rest)) if is_member(member) && !is_member(&key) => {
                    if let Some(text) = map.next_value_seed(Text).map_err(within)? {
                        insert(&mut nested, member, rest, text);
                    }
                    continue;
                }
                _ if is_text => {
                    let text = map.next_value_seed(Text).map_err(within)?;
                    to_json(&text)?
                }
                _ => map.next_value_seed(Json).map_err(within)?,
            };
            append(&mut json, &key, &value).map_err(A::Error::custom)?;
        }
        for (key, value) in nested {
            let value: Vec<u8> = to_json(&value)?;
            append(&mut json, &key, &value).map_err(A::Error::custom)?;
        }
        json.push(b'}');
        Ok(json)
    }
}

/// Appends a member to the JSON of an object.
fn append(json: &mut Vec<u8>, key: &str, value: &[u8]) -> Result<(), serde_json::Error> {
    if json.len() > 1 {
        json.push(b',');
    }
    serde_json::to_writer(&mut *json, key)?;
    json.push(b':');
    json.extend_from_slice(value);
    Ok(())
}

/// Sets a text within objects, which are created if they are absent.
fn insert(object: &mut Map<String, Value>, member: &str, path: &str, text: String) {
    let inner = object.entry(member).or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(inner) = inner else { return };
    match path.split_once('.') {
        Some((member, rest)) => insert(inner, member, rest, text),
        None => {
            inner.insert(path.to_owned(), Value::String(text));
        }
    }
}

/// A text, or null.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: Error>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        String::deserialize(deserializer).map(Some)
    }

    /// Some deserializers of plain values have no options.
    fn visit_str<E: Error>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }
}

/// Any value, in its JSON form; an absent value is null.
struct Json;

impl<'de> DeserializeSeed<'de> for Json {
    type Value = Vec<u8>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Json {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<Vec<u8>, E> {
        Ok(b"null".to_vec())
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<u8>, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        super::json_of(deserializer)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Vec<u8>, E> {
        to_json(&value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Vec<u8>, E> {
        to_json(&value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Vec<u8>, E> {
        to_json(&value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Vec<u8>, E> {
        to_json(&value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Vec<u8>, E> {
        to_json(value)
    }
}

fn to_json<T: Serialize + ?Sized, E: Error>(value: &T) -> Result<Vec<u8>, E> {
    serde_json::to_vec(value).map_err(E::custom)
}
