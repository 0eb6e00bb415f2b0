//! Parses the lines of a shared config file.
//!
//! Errors name the line and the expected syntax, but not its content, which may be a key.

use std::path::Path;
use std::sync::Arc;

use super::section::{Section, Sections};
use super::{FileKind, Header, SettingPlace, Value};
use crate::settings::ConfigError;

const EXPECTED: &str = "expected `name = value`, a [section], or a comment that begins with #";

/// The state between two lines.
struct Reader {
    file: Arc<Path>,
    kind: FileKind,
    sections: Sections,
    /// Whether `[profile default]` was read; it replaces `[default]`.
    has_long_default: bool,
    section: Open,
    /// The setting that indented lines continue, and its own indentation.
    setting: Option<(String, usize)>,
}

/// The section that is being read.
enum Open {
    NoneYet,
    /// A section whose kind or name is unknown, for example a tool's own.
    Ignored,
    /// The index of a section of the file.
    Known(usize),
}

/// Parses one file. A section that occurs twice is one section, in which later lines take
/// precedence.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn file(path: &Path, text: &str, kind: FileKind) -> Result<Sections, ConfigError> {
    let mut reader = Reader {
        file: path.into(),
        kind,
        sections: Sections::default(),
        has_long_default: false,
        section: Open::NoneYet,
        setting: None,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in lines(text).enumerate() {
        reader
            .line(line.trim_end(), index + 1)
            .map_err(|problem| ConfigError::file(path, Some(index + 1), problem))?;
    }
    Ok(reader.sections)
}

/// Splits at line feeds, at carriage returns, and at both together.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

impl Reader {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn line(&mut self, line: &str, number: usize) -> Result<(), &'static str> {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if text.is_empty() || text.starts_with(['#', ';']) {
            return Ok(());
        }
        match &self.setting {
            Some((name, own)) if indent > *own => {
                let name = name.clone();
                self.continuation(&name, text, number)
            }
            _ if indent == 0 && text.starts_with('[') => self.header(text),
            _ => self.setting(text, indent, number),
        }
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn header(&mut self, text: &str) -> Result<(), &'static str> {
        let (inside, rest) = text
            .strip_prefix('[')
            .and_then(|text| text.split_once(']'))
            .ok_or("the section's name has no closing bracket")?;
        if !rest.trim_start().is_empty() && !rest.trim_start().starts_with(['#', ';']) {
            return Err("expected nothing after the closing bracket of the section's name");
        }
        self.setting = None;
        let header = header(inside.trim(), self.kind);
        let is_default = header.as_ref() == Some(&Header::Profile("default".to_owned()));
        let is_long = is_default && inside.trim() != "default";
        self.section = match header {
            Some(_) if is_default && !is_long && self.has_long_default => Open::Ignored,
            Some(header) => Open::Known(self.sections.index(header)),
            None => Open::Ignored,
        };
        if is_long && !self.has_long_default {
            self.has_long_default = true;
            if let Some(section) = self.open() {
                *section = Section::default();
            }
        }
        Ok(())
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn setting(&mut self, text: &str, indent: usize, number: usize) -> Result<(), &'static str> {
        if matches!(self.section, Open::NoneYet) {
            return Err("a setting comes before the first [section]");
        }
        let (name, value) = split(text)?;
        let value = self.value(value, number);
        self.setting = Some((name.clone(), indent));
        if let Some(section) = self.open().filter(|_| is_identifier(&name)) {
            section.insert(name, value);
        }
        Ok(())
    }

    /// Reads an indented line: another line of a value, or a setting nested in a setting that has
    /// no value of its own.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn continuation(&mut self, name: &str, text: &str, number: usize) -> Result<(), &'static str> {
        let place = self.place(number);
        let Some(outer) = self.open().and_then(|section| section.get_mut(name)) else {
            return Ok(());
        };
        if outer.text.is_empty() || outer.text.starts_with('\n') {
            let (name, value) = split(text)?;
            let value = Value {
                text: value.to_owned(),
                place,
                nested: Section::default(),
            };
            outer.nested.insert(name, value);
        }
        outer.text.push('\n');
        outer.text.push_str(text);
        Ok(())
    }

    fn open(&mut self) -> Option<&mut Section> {
        match &self.section {
            Open::Known(index) => self.sections.at(*index),
            Open::NoneYet | Open::Ignored => None,
        }
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn value(&self, text: &str, line: usize) -> Value {
        Value {
            text: text.to_owned(),
            place: self.place(line),
            nested: Section::default(),
        }
    }

    fn place(&self, line: usize) -> SettingPlace {
        SettingPlace {
            file: Arc::clone(&self.file),
            line,
            kind: self.kind,
        }
    }
}

/// Returns the section that the text between the brackets names, or `None` for names that the AWS
/// tools ignore too.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn header(text: &str, kind: FileKind) -> Option<Header> {
    if kind == FileKind::Credentials {
        return name(text).map(Header::Profile);
    }
    if text == "default" {
        return Some(Header::Profile(text.to_owned()));
    }
    let (kind, rest) = text.split_once(char::is_whitespace)?;
    let name = name(rest.trim())?;
    match kind {
        "profile" => Some(Header::Profile(name)),
        "services" => Some(Header::Services(name)),
        "sso-session" => Some(Header::SsoSession(name)),
        _ => None,
    }
}

/// Returns the name of a section: an identifier, or any text within quotes, as the AWS command line
/// writes names with spaces.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn name(text: &str) -> Option<String> {
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .filter(|name| !name.trim().is_empty());
    quoted
        .or_else(|| is_identifier(text).then_some(text))
        .map(str::to_owned)
}

/// Returns whether the text can name a profile or a setting; others are ignored, as by all AWS
/// SDKs.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn is_identifier(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/.%@:+".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// Returns the name, in lower case, and the value of a setting, without a comment after a space.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn split(text: &str) -> Result<(String, &str), &'static str> {
    let (name, value) = text.split_once('=').ok_or(EXPECTED)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(EXPECTED);
    }
    let comment = value.match_indices(['#', ';']).find(|(index, _)| {
        let before = value.get(..*index).unwrap_or_default();
        before.ends_with(char::is_whitespace)
    });
    let end = comment.map_or(value.len(), |(index, _)| index);
    Ok((name.to_lowercase(), value.get(..end).unwrap_or(value).trim()))
}
