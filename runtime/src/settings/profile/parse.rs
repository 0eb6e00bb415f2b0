//! The lines of a shared config file.

use std::path::Path;
use std::sync::Arc;

use super::section::{Section, Sections};
use super::{Header, Kind, Place, Value};
use crate::settings::ConfigError;

const EXPECTED: &str = "expected `name = value`, a [section], or a comment that begins with #";

/// What the lines read so far belong to.
struct Reader {
    file: Arc<Path>,
    kind: Kind,
    sections: Sections,
    /// `[default]` and `[profile default]` name one profile; where both are there, only the second counts.
    has_long_default: bool,
    section: Open,
    /// The setting that indented lines continue, and its own indentation.
    setting: Option<(String, usize)>,
}

/// The section that is being read.
enum Open {
    NoneYet,
    /// A section of a kind that is not known here, for instance a tool's own.
    Ignored,
    /// The place of a section among those of the file.
    Known(usize),
}

/// The sections of one file; a section that occurs twice is one section, in which the later lines count.
pub(super) fn file(path: &Path, text: &str, kind: Kind) -> Result<Sections, ConfigError> {
    let mut reader = Reader {
        file: path.into(),
        kind,
        sections: Sections::default(),
        has_long_default: false,
        section: Open::NoneYet,
        setting: None,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        reader
            .line(line.trim_end(), index + 1)
            .map_err(|problem| ConfigError::file(path, Some(index + 1), problem))?;
    }
    Ok(reader.sections)
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
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

    fn header(&mut self, text: &str) -> Result<(), String> {
        let (inside, rest) = text
            .strip_prefix('[')
            .and_then(|text| text.split_once(']'))
            .ok_or("the section's name has no closing bracket")?;
        if !rest.trim_start().is_empty() && !rest.trim_start().starts_with(['#', ';']) {
            return Err(format!(
                "expected nothing after the section's name, found {:?}",
                rest.trim()
            ));
        }
        self.setting = None;
        let header = header(inside.trim(), self.kind);
        let is_default = header.as_ref() == Some(&Header::Profile("default".to_owned()));
        let is_long = is_default && inside.trim() != "default";
        self.section = match header {
            Some(_) if is_default && !is_long && self.has_long_default => Open::Ignored,
            Some(header) => Open::Known(self.sections.place(header)),
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

    fn setting(&mut self, text: &str, indent: usize, number: usize) -> Result<(), String> {
        if matches!(self.section, Open::NoneYet) {
            return Err("a setting stands before the first [section]".to_owned());
        }
        let (name, value) = split(text)?;
        let value = self.value(value, number);
        self.setting = Some((name.clone(), indent));
        if let Some(section) = self.open() {
            section.insert(name, value);
        }
        Ok(())
    }

    /// An indented line: another line of a value, or a setting within a setting that has no value of its own.
    fn continuation(&mut self, name: &str, text: &str, number: usize) -> Result<(), String> {
        let place = self.place(number);
        let Some(outer) = self.open().and_then(|section| section.get_mut(name)) else {
            return Ok(());
        };
        if outer.text.is_empty() {
            let (name, value) = split(text)?;
            let value = Value {
                text: value.to_owned(),
                place,
                nested: Section::default(),
            };
            outer.nested.insert(name, value);
        } else {
            outer.text.push('\n');
            outer.text.push_str(text);
        }
        Ok(())
    }

    fn open(&mut self) -> Option<&mut Section> {
        match &self.section {
            Open::Known(place) => self.sections.at(*place),
            Open::NoneYet | Open::Ignored => None,
        }
    }

    fn value(&self, text: &str, line: usize) -> Value {
        Value {
            text: text.to_owned(),
            place: self.place(line),
            nested: Section::default(),
        }
    }

    fn place(&self, line: usize) -> Place {
        Place {
            file: Arc::clone(&self.file),
            line,
        }
    }
}

/// What the text between the brackets names; nothing where AWS's tools would not look either.
fn header(text: &str, kind: Kind) -> Option<Header> {
    if kind == Kind::Credentials {
        return Some(Header::Profile(unquoted(text)));
    }
    if text == "default" {
        return Some(Header::Profile(text.to_owned()));
    }
    let (what, name) = text.split_once(char::is_whitespace)?;
    let name = unquoted(name.trim());
    match what {
        "profile" => Some(Header::Profile(name)),
        "services" => Some(Header::Services(name)),
        "sso-session" => Some(Header::SsoSession(name)),
        _ => None,
    }
}

fn unquoted(name: &str) -> String {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| name.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(name)
        .to_owned()
}

/// Name, in lower case, and value of a setting, without the comment that follows after a space.
fn split(text: &str) -> Result<(String, &str), &'static str> {
    let (name, value) = text.split_once('=').ok_or(EXPECTED)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(EXPECTED);
    }
    let mut end = value.len();
    for (index, _) in value.match_indices(['#', ';']) {
        if value
            .get(..index)
            .is_some_and(|before| before.ends_with(char::is_whitespace))
        {
            end = index;
            break;
        }
    }
    Ok((name.to_lowercase(), value.get(..end).unwrap_or(value).trim()))
}
