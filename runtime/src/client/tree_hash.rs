//! The SHA-256 tree hash of bodies that Amazon Glacier defines.
//!
//! <https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html>

use http::{HeaderName, HeaderValue};

use crate::auth::sigv4::{hex, sha256};
use crate::box_error::BoxError;
use crate::http::HttpRequest;

const TREE_HASH: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");

/// The size of the parts of a body whose hashes are the leaves of the tree.
const LEAF: usize = 1024 * 1024;

/// The size of a hash.
const HASH: usize = 32;

/// Adds the tree hash of the body, unless the input has one. A stream gets none: the caller has to
/// supply the hash.
pub(super) fn add(request: &mut HttpRequest) -> Result<(), BoxError> {
    if request.headers().contains_key(TREE_HASH) {
        return Ok(());
    }
    let Some(body) = request.body().bytes() else {
        return Ok(());
    };
    let digits = HeaderValue::from_bytes(&hex(&tree_hash(body)))?;
    request.headers_mut().insert(TREE_HASH, digits);
    Ok(())
}

fn tree_hash(body: &[u8]) -> [u8; 32] {
    let mut level = Vec::new();
    for leaf in body.chunks(LEAF) {
        level.extend_from_slice(&sha256(leaf));
    }
    while level.len() > HASH {
        let mut above = Vec::new();
        for pair in level.chunks(2 * HASH) {
            match pair.len() {
                // A node without a neighbour moves up as it is.
                HASH => above.extend_from_slice(pair),
                _ => above.extend_from_slice(&sha256(pair)),
            }
        }
        level = above;
    }
    level.first_chunk().copied().unwrap_or_else(|| sha256(body))
}

#[cfg(test)]
mod tests {
    use super::{LEAF, hex, sha256, tree_hash};

    #[test]
    fn hashes_of_parts_are_hashed_in_pairs() {
        let bytes = vec![7; 3 * LEAF + 1];
        let leaves: Vec<_> = bytes.chunks(LEAF).map(sha256).collect();
        let pair = |left: [u8; 32], right: [u8; 32]| sha256(&[left, right].concat());
        let both = pair(pair(leaves[0], leaves[1]), pair(leaves[2], leaves[3]));
        assert_eq!(tree_hash(&bytes), both);
        let three = pair(pair(leaves[0], leaves[1]), leaves[2]);
        assert_eq!(tree_hash(&bytes[..3 * LEAF]), three);
        let digits = hex(&tree_hash(b"hello world"));
        assert_eq!(
            String::from_utf8_lossy(&digits),
            "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
        );
    }
}
