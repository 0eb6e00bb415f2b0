//! The position in a body, as a path of the model's names.

use std::fmt::Write;

use super::lexer::Lexer;
use crate::primitives::DateTimeFormat;
use crate::schema::{Member, Schema};

/// An open structure, list or map.
#[derive(Clone, Copy)]
pub(super) enum Opened {
    /// A structure or a union.
    Structure(&'static Schema),
    List {
        /// The position of the first element in the text.
        start: usize,
    },
    Map,
}

/// A structure, union, list or map that is open.
///
/// The reader stores how far the innermost frame was read, because this changes all the time. It
/// is 0 if nothing was read yet. Of a structure it is 2 more than the index of the member that was
/// read last, or 1 if that is not in the schema; of a list it is the number of elements that were
/// begun; of a map it is the position of the last key in the text.
pub(super) struct Frame {
    pub(super) opened: Opened,
    /// The extent to which the frame around this one was read.
    pub(super) around: usize,
}

/// Returns the member of a structure that was read last.
fn member(schema: &'static Schema, read: usize) -> Option<&'static Member> {
    schema.members().get(read.checked_sub(2)?)
}

/// Iterates over the open frames, from the outermost to the innermost, which was read so far.
fn all(frames: &[Frame], read: usize) -> impl Iterator<Item = (Opened, usize)> {
    let reads = frames.iter().skip(1).map(|inner| inner.around);
    let opened = frames.iter().map(|frame| frame.opened);
    opened.zip(reads.chain([read]))
}

/// Returns the format of the timestamp that is next, as the member says that holds it, directly or
/// in lists and maps.
pub(super) fn timestamp_format(frames: &[Frame], read: usize) -> Option<DateTimeFormat> {
    value_member(frames, read)?.traits().timestamp_format()
}

/// Returns the member of the value that is next in the innermost of these frames, which was read so
/// far.
fn value_member(frames: &[Frame], read: usize) -> Option<&'static Member> {
    let (innermost, around) = frames.split_last()?;
    let holder = || value_member(around, innermost.around);
    match innermost.opened {
        Opened::Structure(schema) => member(schema, read),
        Opened::List { .. } => holder().map(Member::element),
        Opened::Map => holder().map(Member::map_value),
    }
}

/// Returns the path from the name of the outermost structure, for example
/// `Invitation.Receiver.Account[0].Alias`.
#[cold]
pub(super) fn path(frames: &[Frame], read: usize, lexer: &Lexer<'_>) -> String {
    let mut path = String::new();
    let mut sensitive = false;
    for (depth, (opened, read)) in all(frames, read).enumerate() {
        match opened {
            Opened::Structure(schema) => {
                if depth == 0 {
                    path.push_str(schema.name());
                }
                if let Some(member) = member(schema, read) {
                    sensitive = member.is_sensitive();
                    path.push('.');
                    path.push_str(member.name);
                }
            }
            Opened::List { .. } => {
                if let Some(index) = read.checked_sub(1) {
                    let _ = write!(path, "[{index}]");
                }
            }
            Opened::Map if read == 0 => {}
            // The keys of a sensitive map are part of its value.
            Opened::Map if sensitive => path.push_str("[…]"),
            Opened::Map => {
                let key = lexer.string_at(read).unwrap_or_default();
                let _ = write!(path, "[{:?}]", shortened(&key));
            }
        }
    }
    path
}

/// Returns a key, cut to a readable length.
fn shortened(key: &str) -> &str {
    let end = key.char_indices().nth(64).map_or(key.len(), |(end, _)| end);
    key.get(..end).unwrap_or(key)
}
