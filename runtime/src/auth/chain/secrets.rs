//! JSON objects that hold secrets: what they are asked for, and errors that show nothing of them.

use std::time::SystemTime;

use crate::codec::json::{read_document, write_document};
use crate::primitives::{DateTime, DateTimeFormat, Document, Number};

/// An object's members. Its errors are the rest of a sentence, as in "is not JSON". Not `Debug`.
#[derive(Clone)]
pub(super) struct Secrets(Document);

impl Secrets {
    /// Reads a text that is one JSON object.
    ///
    /// # Errors
    /// What the text is not.
    pub(super) fn read(text: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(text).map_err(|_| "is not UTF-8")?;
        // The reader's own message might show a piece of a key.
        let document = read_document(text.trim()).map_err(|_| "is not JSON")?;
        match document.is_object() {
            true => Ok(Self(document)),
            false => Err("is not a JSON object"),
        }
    }

    /// The object as JSON text.
    pub(super) fn write(&self) -> String {
        write_document(&self.0)
    }

    fn get(&self, name: &str) -> Option<&Document> {
        self.0.as_object()?.get(name)
    }

    /// A member that is an object itself, and has to be there.
    ///
    /// # Errors
    /// It is not.
    pub(super) fn object(mut self, name: &str) -> Result<Self, String> {
        match self.0.as_object_mut().and_then(|members| members.remove(name)) {
            Some(member) if member.is_object() => Ok(Self(member)),
            _ => Err(format!("has no {name}")),
        }
    }

    /// A member that is a text, and not an empty one.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_string().filter(|text| !text.is_empty())
    }

    /// The same, for one that has to be there.
    ///
    /// # Errors
    /// It is not.
    pub(super) fn required(&self, name: &str) -> Result<&str, String> {
        self.text(name).ok_or_else(|| format!("has no {name}"))
    }

    /// A member that is an integer from 0 on.
    pub(super) fn integer(&self, name: &str) -> Option<u64> {
        match self.get(name)?.as_number()? {
            Number::PosInt(value) => Some(*value),
            Number::NegInt(_) | Number::Float(_) => None,
        }
    }

    /// A member that is a time as RFC 3339 has it; nothing where there is none.
    ///
    /// # Errors
    /// The member is no time.
    pub(super) fn time(&self, name: &str) -> Result<Option<SystemTime>, String> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        // Early versions of the AWS command line wrote `UTC` for `Z`.
        let text = text
            .strip_suffix("UTC")
            .map_or_else(|| text.to_owned(), |time| format!("{time}Z"));
        DateTime::from_str(&text, DateTimeFormat::DateTimeWithOffset)
            .ok()
            .and_then(|time| time.try_into().ok())
            .map(Some)
            .ok_or_else(|| format!("has an {name} that is no time"))
    }

    /// Sets a member, of whatever kind it was.
    pub(super) fn set(&mut self, name: &str, text: String) {
        if let Some(members) = self.0.as_object_mut() {
            members.insert(name.to_owned(), Document::String(text));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn members_are_of_the_kind_that_is_asked_for() {
        let secrets = Secrets::read(
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
        assert_eq!(secrets.time("none").unwrap(), None);
        assert_eq!(secrets.time("text").unwrap_err(), "has an text that is no time");
    }

    #[test]
    fn what_is_no_object_is_not_shown() {
        for (text, problem) in [
            (&b"\xff"[..], "is not UTF-8"),
            (b"SECRET", "is not JSON"),
            (b"{\"a\": \"SECRET", "is not JSON"),
            (b"[]", "is not a JSON object"),
        ] {
            assert_eq!(Secrets::read(text).err(), Some(problem));
        }
    }
}
