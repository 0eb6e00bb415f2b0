//! The position in a body, as a path of the model's names.

use crate::codec::path;

/// A structure, union, list or map that is open; a map has the key that was read last.
pub(super) type Frame = path::Frame<String>;

/// Returns the path, from the name of the outermost structure.
#[cold]
pub(super) fn path(frames: &[Frame]) -> String {
    path::path(frames.iter(), |key| key)
}
