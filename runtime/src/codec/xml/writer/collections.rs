//! Lists and maps, which are flattened or have an element of their own.

use super::XmlSerializer;
use crate::codec::xml::reader::xml_name;
use crate::schema::{MemberRef, MemberTraits};

/// A list or map that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) member: MemberRef,
    kind: Kind,
    /// Whether it has no element of its own.
    is_flattened: bool,
    /// Whether the element of an entry is open.
    pub(super) has_entry: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Map,
}

impl Open {
    /// Returns the name of the elements of a map's entries.
    pub(super) fn entry(&self) -> &'static str {
        match self.is_flattened {
            true => xml_name(self.member),
            false => "entry",
        }
    }
}

impl Open {
    /// Returns whether its elements have the name of the member that holds it.
    pub(super) fn names_elements(&self) -> bool {
        self.is_flattened && self.kind == Kind::List
    }
}

impl XmlSerializer {
    /// Opens a list or map; a flattened one has no element of its own.
    pub(super) fn begin(&mut self, member: MemberRef, kind: Kind) {
        let is_flattened = member.traits().has(MemberTraits::XML_FLATTENED);
        if !is_flattened {
            let name = self.element_name(member);
            self.out.start(name, member.traits().xml_namespace());
        }
        self.open.push(Open {
            member,
            kind,
            is_flattened,
            has_entry: false,
        });
    }

    /// Closes the element of the open map's last entry.
    pub(super) fn end_entry(&mut self) {
        if let Some(open) = self.open.last_mut().filter(|open| open.has_entry) {
            open.has_entry = false;
            let entry = open.entry();
            self.out.end(entry);
        }
    }

    /// Closes the open list or map.
    pub(super) fn finish_collection(&mut self) {
        if let Some(open) = self.open.pop().filter(|open| !open.is_flattened) {
            let name = self.element_name(open.member);
            self.out.end(name);
        }
    }
}
