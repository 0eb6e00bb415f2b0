//! The position in a body, as a path of the model's names.

use std::fmt::Write;

use crate::schema::{Member, Schema};

/// A structure, union, list or map that is open. `K` describes the key of a map.
#[derive(Clone, Copy)]
pub(super) enum Frame<K> {
    /// A structure or union, and the index of the member that was read last.
    Structure(&'static Schema, Option<usize>),
    /// A list, and the number of elements that were begun.
    List(usize),
    /// A map, and the key that was read last.
    Map(Option<K>),
}

/// Returns the path from the name of the outermost structure, for example
/// `Invitation.Receiver.Account[0].Alias`.
#[cold]
pub(super) fn path<'f, K: 'f, S: AsRef<str>>(
    frames: impl Iterator<Item = &'f Frame<K>>,
    key: impl Fn(&'f K) -> S,
) -> String {
    let mut path = String::new();
    let mut is_sensitive = false;
    for (depth, frame) in frames.enumerate() {
        match frame {
            Frame::Structure(schema, index) => {
                if depth == 0 {
                    path.push_str(schema.name());
                }
                if let Some(member) = index.and_then(|index| schema.members().get(index)) {
                    is_sensitive = Member::is_sensitive(member);
                    path.push('.');
                    path.push_str(member.name);
                }
            }
            Frame::List(begun) => {
                if let Some(index) = begun.checked_sub(1) {
                    let _ = write!(path, "[{index}]");
                }
            }
            Frame::Map(None) => {}
            // The keys of a sensitive map are part of its value.
            Frame::Map(Some(_)) if is_sensitive => path.push_str("[…]"),
            Frame::Map(Some(of_map)) => {
                let shown: String = key(of_map).as_ref().chars().take(64).collect();
                let _ = write!(path, "[{shown:?}]");
            }
        }
    }
    path
}
