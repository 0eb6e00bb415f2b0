//! Comparisons of short texts.

/// Whether two slices of one length are equal; up to 24 bytes by loads that may overlap, in place
/// of a call.
#[inline(always)]
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk::<8>() && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        17..=24 => {
            one.first_chunk::<8>() == other.first_chunk::<8>()
                && one.get(8..16) == other.get(8..16)
                && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        4..8 => one.first_chunk::<4>() == other.first_chunk::<4>() && one.last_chunk::<4>() == other.last_chunk::<4>(),
        2..4 => one.first_chunk::<2>() == other.first_chunk::<2>() && one.last_chunk::<2>() == other.last_chunk::<2>(),
        _ => one == other,
    }
}
