//! Sections and their settings as lists: a file has few of them, and a list is a tenth of a tree's code.

use super::{Header, Value};

/// A section's settings by name, which is in lower case; each name once.
#[derive(Clone, Default)]
pub(crate) struct Section(pub(super) Vec<(String, Value)>);

impl Section {
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let found = self.0.iter_mut().find(|(of, _)| of == name);
        found.map(|(_, value)| value)
    }

    /// Sets a value, in place of one of the same name.
    pub(super) fn insert(&mut self, name: String, value: Value) {
        match self.get_mut(&name) {
            Some(before) => *before = value,
            None => self.0.push((name, value)),
        }
    }
}

/// Sections by what their headers name; each name once.
#[derive(Default)]
pub(super) struct Sections(pub(super) Vec<(Header, Section)>);

impl Sections {
    pub(super) fn get(&self, header: &Header) -> Option<&Section> {
        let found = self.0.iter().find(|(of, _)| of == header);
        found.map(|(_, section)| section)
    }

    /// The place of a section, which is made where there is none yet.
    pub(super) fn place(&mut self, header: Header) -> usize {
        if let Some(place) = self.0.iter().position(|(of, _)| *of == header) {
            return place;
        }
        self.0.push((header, Section::default()));
        self.0.len() - 1
    }

    pub(super) fn at(&mut self, place: usize) -> Option<&mut Section> {
        self.0.get_mut(place).map(|(_, section)| section)
    }

    /// Takes over the settings of others; where both have one, theirs counts.
    pub(super) fn take_over(&mut self, others: Self) {
        for (header, section) in others.0 {
            let place = self.place(header);
            let Some(ours) = self.at(place) else { continue };
            for (name, value) in section.0 {
                ours.insert(name, value);
            }
        }
    }
}
