//! Writes a value, a list of values, or a map of either, as texts.

use std::borrow::Cow;
use std::fmt::Display;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::TextLocation;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, date_time};
use crate::schema::MemberRef;
use crate::serde::{SerializeError, ShapeSerializer};

/// Collects the texts of a value, with the keys of the map that they are in.
#[derive(Debug)]
pub(crate) struct TextSerializer {
    place: TextLocation,
    /// Key and text; the key is empty outside of maps.
    texts: Vec<(String, String)>,
    key: String,
    in_list: bool,
    is_written: bool,
    error: Option<SerializeError>,
}

impl TextSerializer {
    /// Creates a serializer for texts in this part of a message.
    pub(crate) fn new(place: TextLocation) -> Self {
        Self {
            place,
            texts: Vec::new(),
            key: String::new(),
            in_list: false,
            is_written: false,
            error: None,
        }
    }

    /// Returns the texts with the keys of their map; `None` if nothing was written.
    ///
    /// # Errors
    /// The error of the first value that cannot be written as text.
    pub(crate) fn finish(self) -> Result<Option<Vec<(String, String)>>, SerializeError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.is_written.then_some(self.texts)),
        }
    }

    /// Returns the texts as one, with commas between the elements of a list; `None` if nothing was
    /// written.
    ///
    /// # Errors
    /// The error of the first value that cannot be written as text.
    pub(crate) fn finish_joined(self) -> Result<Option<String>, SerializeError> {
        let texts = self.finish()?;
        Ok(texts.map(|texts| {
            let mut texts = texts.into_iter().map(|(_, text)| text);
            let mut joined = texts.next().unwrap_or_default();
            for text in texts {
                joined.push_str(", ");
                joined.push_str(&text);
            }
            joined
        }))
    }

    fn put(&mut self, text: impl Into<String>) {
        self.is_written = true;
        self.texts.push((self.key.clone(), text.into()));
    }

    fn display(&mut self, value: impl Display) {
        self.put(value.to_string());
    }

    #[cold]
    fn fail(&mut self, problem: String) {
        self.error.get_or_insert_with(|| SerializeError::new(problem));
    }
}

/// Returns the text of a floating-point number.
fn floating(value: f64, finite: impl FnOnce() -> String) -> String {
    match (value.is_nan(), value.is_finite(), value > 0.0) {
        (true, ..) => "NaN".to_owned(),
        (_, true, _) => finite(),
        (.., true) => "Infinity".to_owned(),
        (.., false) => "-Infinity".to_owned(),
    }
}

/// Returns a string as an element of a list in a header: in quotes if it has a comma or a quote.
fn quoted(text: &str) -> Cow<'_, str> {
    if !text.contains([',', '"']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    Cow::Owned(format!("\"{escaped}\""))
}

impl ShapeSerializer for TextSerializer {
    fn begin_list(&mut self, _member: MemberRef, _len: usize) {
        self.is_written = true;
        self.in_list = true;
    }

    fn end_list(&mut self) {
        self.in_list = false;
    }

    fn begin_map(&mut self, _member: MemberRef, _len: usize) {
        self.is_written = true;
    }

    fn key(&mut self, key: &str) {
        key.clone_into(&mut self.key);
    }

    fn end_map(&mut self) {
        self.key.clear();
    }

    fn boolean(&mut self, _member: MemberRef, value: bool) {
        self.put(if value { "true" } else { "false" });
    }

    fn integer(&mut self, _member: MemberRef, value: i64) {
        self.display(value);
    }

    fn float(&mut self, _member: MemberRef, value: f32) {
        // The form of `Debug` reads back as the same value.
        self.put(floating(f64::from(value), || format!("{value:?}")));
    }

    fn double(&mut self, _member: MemberRef, value: f64) {
        self.put(floating(value, || format!("{value:?}")));
    }

    fn big_integer(&mut self, _member: MemberRef, value: &BigInteger) {
        self.display(value);
    }

    fn big_decimal(&mut self, _member: MemberRef, value: &BigDecimal) {
        self.display(value);
    }

    fn string(&mut self, member: MemberRef, value: &str) {
        match self.place {
            TextLocation::Header if member.traits().media_type().is_some() => self.put(STANDARD.encode(value)),
            TextLocation::Header if self.in_list => self.put(quoted(value)),
            _ => self.put(value),
        }
    }

    fn blob(&mut self, _member: MemberRef, value: &Blob) {
        self.put(STANDARD.encode(value));
    }

    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let format = member.traits().timestamp_format();
        let mut text = String::new();
        let format = format.unwrap_or(self.place.default_timestamp());
        match date_time::write(value, format, &mut text) {
            Ok(()) => self.put(text),
            Err(error) => self.fail(format!("member {}: {error}", member.name)),
        }
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.fail(format!(
            "member {}: {kind} cannot be in a header, path or query",
            member.name
        ));
    }
}
