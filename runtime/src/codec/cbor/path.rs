//! The position in a body, as a path of the model's names.

use minicbor::Decoder;

use crate::codec::path;

/// A structure, union, list or map that is open; a map has the position of the key that was read
/// last.
pub(super) type Frame = path::Frame<usize>;

/// Returns the path, from the name of the outermost structure.
#[cold]
pub(super) fn path<'f>(frames: impl Iterator<Item = &'f Frame>, input: &Decoder<'_>) -> String {
    path::path(frames, |position| {
        let mut input = input.clone();
        input.set_position(*position);
        input.str().unwrap_or_default().to_owned()
    })
}
