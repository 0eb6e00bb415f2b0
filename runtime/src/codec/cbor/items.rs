//! Writes single items.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::data::{Int, Tag};

/// Takes the result of writing into memory, which cannot fail.
pub(super) fn written<T>(result: Result<T, minicbor::encode::Error<Infallible>>) {
    drop(result);
}

/// Writes an integer in the shortest form.
pub(super) fn integer(out: &mut Encoder<Vec<u8>>, value: i64) {
    written(out.i64(value));
}

/// Writes a tag.
pub(super) fn tag(out: &mut Encoder<Vec<u8>>, tag: u64) {
    written(out.tag(Tag::new(tag)));
}

/// Writes an integer of up to 65 bits, sign included.
pub(super) fn int(out: &mut Encoder<Vec<u8>>, value: Int) {
    written(out.int(value));
}

/// Writes the head of a list.
pub(super) fn array(out: &mut Encoder<Vec<u8>>, len: u64) {
    written(out.array(len));
}

/// Writes bytes.
pub(super) fn bytes(out: &mut Encoder<Vec<u8>>, value: &[u8]) {
    written(out.bytes(value));
}
