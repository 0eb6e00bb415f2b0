//! Where in a body the reader is, in the words of the model.

use std::fmt::Write;

use super::lexer::Lexer;
use crate::primitives::DateTimeFormat;
use crate::schema::{Member, Schema};

/// A structure, union, list or map that is open.
#[derive(Clone, Copy)]
pub(super) enum Frame {
    /// The text itself, where nothing is open.
    Root,
    Structure {
        schema: &'static Schema,
        /// One more than the index of the member that was read last; 0 if that is not in the schema.
        next: usize,
        is_first: bool,
    },
    List {
        /// How many elements were begun.
        count: usize,
        /// Where in the text the first of them begins.
        start: usize,
    },
    Map {
        /// Where in the text the key that was read last is.
        key: Option<usize>,
    },
}

impl Frame {
    pub(super) fn structure(schema: &'static Schema) -> Self {
        Self::Structure {
            schema,
            next: 0,
            is_first: true,
        }
    }

    fn member(&self) -> Option<&'static Member> {
        match self {
            Self::Structure { schema, next, .. } => schema.members.get(next.checked_sub(1)?),
            _ => None,
        }
    }
}

/// The format of the timestamp that is next: lists and maps have it from the member that holds them.
pub(super) fn timestamp_format(around: &[Frame], frame: &Frame) -> Option<DateTimeFormat> {
    let is_structure = |frame: &&Frame| matches!(frame, Frame::Structure { .. });
    let structure = Some(frame)
        .filter(is_structure)
        .or_else(|| around.iter().rev().find(is_structure))?;
    structure.member()?.timestamp_format
}

/// The path as `Invitation.Receiver.Account[0].Alias`, from the name of the outermost structure.
#[cold]
pub(super) fn path(around: &[Frame], frame: &Frame, lexer: &Lexer<'_>) -> String {
    let mut path = String::new();
    let mut sensitive = false;
    // Around everything is the root.
    for (depth, frame) in around.iter().chain([frame]).enumerate() {
        match frame {
            Frame::Structure { schema, .. } => {
                if depth == 1 {
                    path.push_str(schema.name());
                }
                if let Some(member) = frame.member() {
                    sensitive = member.sensitive;
                    path.push('.');
                    path.push_str(member.name);
                }
            }
            Frame::List { count, .. } => {
                if let Some(index) = count.checked_sub(1) {
                    let _ = write!(path, "[{index}]");
                }
            }
            // The keys of a sensitive map are part of its value.
            Frame::Map { key: Some(_) } if sensitive => path.push_str("[…]"),
            Frame::Map { key: Some(key) } => {
                let key = lexer.string_at(*key).unwrap_or_default();
                let _ = write!(path, "[{:?}]", shortened(&key));
            }
            Frame::Map { key: None } | Frame::Root => {}
        }
    }
    path
}

/// A key of any length, as much of it as a person reads.
fn shortened(key: &str) -> &str {
    let end = key.char_indices().nth(64).map_or(key.len(), |(end, _)| end);
    key.get(..end).unwrap_or(key)
}
