//! JSON objects that hold secrets, with errors that show nothing of them.

use std::time::SystemTime;

use crate::codec::json::{read_document, write_document};
use crate::primitives::{DateTime, DateTimeFormat, Document, Number, date_time};

/// The members of a JSON object. Its errors complete a sentence, for example "is not JSON". It does
/// not implement `Debug`.
#[derive(Clone)]
pub(super) struct SecretJson(Document);

impl SecretJson {
    /// Parses a text that is one JSON object.
    ///
    /// # Errors
    /// The text is not a JSON object.
    pub(super) fn parse(text: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(text).map_err(|_| "is not UTF-8")?;
        let text = text.trim_start_matches('\u{feff}').trim();
        // The reader's own message might show a piece of a key.
        let document = read_document(text).map_err(|_| "is not JSON")?;
        match document.is_object() {
            true => Ok(Self(document)),
            false => Err("is not a JSON object"),
        }
    }

    /// Returns the object as JSON text.
    pub(super) fn to_json(&self) -> String {
        write_document(&self.0)
    }

    fn get(&self, name: &str) -> Option<&Document> {
        self.0.as_object()?.get(name)
    }

    /// Returns a copy of a member that is an object itself.
    ///
    /// # Errors
    /// There is no such member.
    pub(super) fn object(&self, name: &str) -> Result<Self, String> {
        match self.get(name) {
            Some(member) if member.is_object() => Ok(Self(member.clone())),
            _ => Err(format!("has no {name}")),
        }
    }

    /// Returns a member that is a text, unless it is empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_string().filter(|text| !text.is_empty())
    }

    /// Returns a member that has to be a text.
    ///
    /// # Errors
    /// There is no such member.
    pub(super) fn required(&self, name: &str) -> Result<&str, String> {
        self.text(name).ok_or_else(|| format!("has no {name}"))
    }

    /// Returns a member that is an integer from 0 on.
    pub(super) fn integer(&self, name: &str) -> Option<u64> {
        match self.get(name)?.as_number()? {
            Number::PosInt(value) => Some(*value),
            Number::NegInt(_) | Number::Float(_) => None,
        }
    }

    /// Returns a member that is a time in the format of RFC 3339, if it is present.
    ///
    /// # Errors
    /// The member is not a time.
    pub(super) fn time(&self, name: &str) -> Result<Option<SystemTime>, String> {
        let not_a_time = || format!("has an {name} that is not a time");
        let text = match self.get(name) {
            None | Some(Document::Null) => return Ok(None),
            Some(member) => member.as_string().ok_or_else(not_a_time)?,
        };
        if text.is_empty() {
            return Ok(None);
        }
        // Early versions of the AWS command line wrote `UTC` for `Z`.
        let text = text
            .strip_suffix("UTC")
            .map_or_else(|| text.to_owned(), |time| format!("{time}Z"));
        date_time::parse(&text, DateTimeFormat::DateTimeWithOffset)
            .ok()
            .and_then(|time| time.try_into().ok())
            .map(Some)
            .ok_or_else(not_a_time)
    }

    /// Sets a member of any kind to a text.
    pub(super) fn set(&mut self, name: &str, text: String) {
        self.insert(name, Document::String(text));
    }

    /// Sets a member to an object.
    pub(super) fn set_object(&mut self, name: &str, object: Self) {
        self.insert(name, object.0);
    }

    fn insert(&mut self, name: &str, value: Document) {
        if let Some(members) = self.0.as_object_mut() {
            members.insert(name.to_owned(), value);
        }
    }
}

/// Returns a JSON object of texts.
pub(super) fn object_of<const N: usize>(members: [(&str, &str); N]) -> String {
    let members = members.map(|(name, text)| (name.to_owned(), Document::String(text.to_owned())));
    write_document(&Document::Object(members.into()))
}

/// Returns a time in whole seconds, as the AWS command line writes it.
pub(super) fn shown_time(time: SystemTime) -> String {
    let time = DateTime::from_secs(DateTime::from(time).secs());
    time.fmt(DateTimeFormat::DateTime).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn members_have_the_kind_that_is_asked_for() {
        let secrets = SecretJson::parse(
            br#" {"text": "t", "empty": "", "null": null, "one": 1, "less": -1, "at": "1970-01-01T00:00:01Z", "old": "1970-01-01T00:00:01UTC"}"#,
        )
        .unwrap();
        assert_eq!(secrets.text("text"), Some("t"));
        assert_eq!(secrets.required("empty").unwrap_err(), "has no empty");
        assert_eq!(secrets.text("null").or(secrets.text("one")), None);
        assert_eq!((secrets.integer("one"), secrets.integer("less")), (Some(1), None));
        let second = Some(UNIX_EPOCH + Duration::from_secs(1));
        assert_eq!(
            (secrets.time("at").unwrap(), secrets.time("old").unwrap()),
            (second, second)
        );
        assert_eq!(
            (secrets.time("none").unwrap(), secrets.time("null").unwrap()),
            (None, None)
        );
        for name in ["text", "one"] {
            assert_eq!(
                secrets.time(name).unwrap_err(),
                format!("has an {name} that is not a time")
            );
        }
    }

    #[test]
    fn errors_show_nothing_of_the_text() {
        for (text, problem) in [
            (&b"\xff"[..], "is not UTF-8"),
            (b"SECRET", "is not JSON"),
            (b"{\"a\": \"SECRET", "is not JSON"),
            (b"[]", "is not a JSON object"),
        ] {
            assert_eq!(SecretJson::parse(text).err(), Some(problem));
        }
    }
}
