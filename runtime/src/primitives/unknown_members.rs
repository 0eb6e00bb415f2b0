//! The members of a structure that are not in the model.

use std::fmt;

use super::{ContentFormat, Document};

/// The members that a service sent in a structure and that are not in the model, with their content
/// as it was on the wire.
///
/// Structures that are read, changed and written back preserve them, so that an update does not
/// clear members of a later version of the service. `Debug` shows only the names, because the
/// content may be sensitive.
#[derive(Clone, Default)]
pub struct UnknownMembers {
    content: Option<Box<Content>>,
}

#[derive(Clone)]
struct Content {
    format: &'static ContentFormat,
    members: Vec<UnknownMember>,
}

#[derive(Clone, PartialEq, Eq)]
struct UnknownMember {
    name: Box<str>,
    content: Box<str>,
    /// The member is in the model, and its content is another spelling of the value in its field.
    is_spelling: bool,
}

impl UnknownMembers {
    /// Returns the names of the members, in the order of the response.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.unknown().map(|member| &*member.name)
    }

    /// Returns the content of a member as a document, or `None` if there is no such member or its
    /// format is not self-describing.
    #[inline]
    pub fn get(&self, name: &str) -> Option<Document> {
        let format = self.content.as_ref()?.format;
        let member = self.unknown().find(|member| &*member.name == name)?;
        (format.read_document)(member.content.as_bytes())
    }

    /// Returns whether the response had no such members.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.unknown().next().is_none()
    }

    /// Adds a member that is not in the model. The content is one whole value of the format.
    #[doc(hidden)]
    pub fn push(&mut self, format: &'static ContentFormat, name: &str, content: &str) {
        self.keep(format, name, content, false);
    }

    /// Adds the spelling of a value of a member of the model.
    #[doc(hidden)]
    pub fn push_spelling(&mut self, format: &'static ContentFormat, name: &str, content: &str) {
        self.keep(format, name, content, true);
    }

    fn keep(&mut self, format: &'static ContentFormat, name: &str, content: &str, is_spelling: bool) {
        let all = self.content.get_or_insert_with(|| {
            Box::new(Content {
                format,
                members: Vec::new(),
            })
        });
        // The last of several members with one name is kept, at its place.
        let mut before = all.members.iter();
        if let Some(before) = before.position(|member| *member.name == *name) {
            all.members.remove(before);
        }
        all.members.push(UnknownMember {
            name: name.into(),
            content: content.into(),
            is_spelling,
        });
    }

    /// Returns the names and contents of the members that are not in the model, if they were read
    /// in this format.
    #[doc(hidden)]
    pub fn contents_in(&self, format: &ContentFormat) -> impl Iterator<Item = (&str, &str)> {
        let members = match self.is_in(format) {
            true => self.members(),
            false => &[],
        };
        let unknown = members.iter().filter(|member| !member.is_spelling);
        unknown.map(|member| (&*member.name, &*member.content))
    }

    /// Returns the spelling of the value of a member of the model, if it was read in this format.
    #[doc(hidden)]
    pub fn spelling_in(&self, format: &ContentFormat, name: &str) -> Option<&str> {
        if !self.is_in(format) {
            return None;
        }
        let mut members = self.members().iter();
        let found = members.find(|member| member.is_spelling && &*member.name == name)?;
        Some(&found.content)
    }

    /// Returns these members for another structure, in which a member of the model may have another
    /// name: pairs of the name here and the name there.
    #[doc(hidden)]
    #[inline]
    pub fn renamed(&self, renames: &[(&str, &str)]) -> Self {
        let mut renamed = self.clone();
        for member in renamed.content.iter_mut().flat_map(|content| &mut content.members) {
            if let Some((_, there)) = renames.iter().find(|(here, _)| *here == &*member.name) {
                member.name = (*there).into();
            }
        }
        renamed
    }

    fn is_in(&self, format: &ContentFormat) -> bool {
        self.content
            .as_ref()
            .is_some_and(|content| content.format.name == format.name)
    }

    fn members(&self) -> &[UnknownMember] {
        self.content.as_ref().map_or(&[], |content| &content.members)
    }

    fn unknown(&self) -> impl Iterator<Item = &UnknownMember> {
        self.members().iter().filter(|member| !member.is_spelling)
    }
}

impl PartialEq for UnknownMembers {
    /// Compares the members that are not in the model. The spelling of values does not count.
    fn eq(&self, other: &Self) -> bool {
        let mut others = other.unknown();
        for member in self.unknown() {
            if others.next() != Some(member) {
                return false;
            }
        }
        others.next().is_none()
    }
}

impl fmt::Debug for UnknownMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = f.debug_set();
        for name in self.names() {
            names.entry(&name);
        }
        names.finish()
    }
}
