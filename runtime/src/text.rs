//! Comparisons of short texts.

/// Returns whether two slices of one length are equal. Up to 32 bytes are compared by two loads
/// that may overlap, without a function call.
#[inline(always)]
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        2..=32 => is_equal_short(one, other),
        _ => one == other,
    }
}

/// Returns whether two slices of one length, which is from 2 to 32, are equal. It makes no call.
#[inline(always)]
pub(crate) fn is_equal_short(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        8..=16 => ends_equal::<8>(one, other),
        17..=32 => ends_equal::<16>(one, other),
        4..8 => ends_equal::<4>(one, other),
        2..4 => ends_equal::<2>(one, other),
        _ => false,
    }
}

/// Returns whether the first and the last `N` bytes are equal.
#[inline(always)]
fn ends_equal<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}
