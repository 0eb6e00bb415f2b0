//! Sections and their settings as lists: a file has few of them, and a list compiles to a tenth of
//! the code of a `BTreeMap`.

use super::{Header, Value};

/// The settings of a section by name. Names are in lower case and unique.
#[derive(Clone, Default)]
pub(crate) struct Section(pub(super) Vec<(String, Value)>);

impl Section {
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the value of a setting, unless it is empty.
    pub(crate) fn set_value(&self, name: &str) -> Option<&Value> {
        self.get(name).filter(|value| !value.text.is_empty())
    }

    /// Returns the text of a setting, unless it is empty.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.set_value(name).map(|value| value.text.as_str())
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let found = self.0.iter_mut().find(|(of, _)| of == name);
        found.map(|(_, value)| value)
    }

    /// Sets a value and replaces one of the same name.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn insert(&mut self, name: String, value: Value) {
        match self.get_mut(&name) {
            Some(before) => *before = value,
            None => self.0.push((name, value)),
        }
    }
}

/// Sections by their headers, which are unique.
#[derive(Default)]
pub(super) struct Sections(pub(super) Vec<(Header, Section)>);

impl Sections {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn get(&self, header: &Header) -> Option<&Section> {
        let found = self.0.iter().find(|(of, _)| of == header);
        found.map(|(_, section)| section)
    }

    /// Returns the index of a section, and adds the section if it is missing.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn index(&mut self, header: Header) -> usize {
        if let Some(index) = self.0.iter().position(|(of, _)| *of == header) {
            return index;
        }
        self.0.push((header, Section::default()));
        self.0.len() - 1
    }

    pub(super) fn at(&mut self, index: usize) -> Option<&mut Section> {
        self.0.get_mut(index).map(|(_, section)| section)
    }

    /// Merges the settings of others, which take precedence.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn merge(&mut self, others: Self) {
        for (header, section) in others.0 {
            let index = self.index(header);
            let Some(ours) = self.at(index) else { continue };
            for (name, value) in section.0 {
                ours.insert(name, value);
            }
        }
    }
}
