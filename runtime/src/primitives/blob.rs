//! Binary content.

use std::any::Any;
use std::fmt;

use bytes::Bytes;

/// Binary content. Its encoding depends on the protocol, for example base64 in JSON.
///
/// Cloning shares the bytes. `Debug` and `Display` show them in hexadecimal.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Blob {
    inner: Bytes,
}

impl Blob {
    /// Returns a blob of these bytes.
    pub fn new<T: Into<Vec<u8>>>(input: T) -> Self {
        Self {
            inner: Bytes::from(input.into()),
        }
    }

    /// Returns a blob of these bytes. A value of type [`Bytes`] is shared, and any other is copied.
    pub fn from_maybe_shared<T: AsRef<[u8]> + 'static>(input: T) -> Self {
        let inner = match (&input as &dyn Any).downcast_ref::<Bytes>() {
            Some(shared) => shared.clone(),
            None => Bytes::copy_from_slice(input.as_ref()),
        };
        Self { inner }
    }

    /// Returns the bytes, which stay shared with clones of the blob.
    pub fn into_bytes(self) -> Bytes {
        self.inner
    }

    /// Returns the bytes, copied only if a clone of the blob shares them.
    pub fn into_inner(self) -> Vec<u8> {
        Vec::from(self.inner)
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.inner
    }
}

impl From<Vec<u8>> for Blob {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&[u8]> for Blob {
    #[inline]
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<Blob> for Vec<u8> {
    fn from(blob: Blob) -> Self {
        blob.into_inner()
    }
}

impl fmt::Display for Blob {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Blob {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blob").field("inner", &format_args!("{self}")).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_bytes_and_shows_them_in_hexadecimal() {
        let bytes = Bytes::from(vec![0, 10, 255]);
        let blob = Blob::from_maybe_shared(bytes.clone());
        assert_eq!(blob.as_ref().as_ptr(), bytes.as_ptr());
        assert_eq!(Blob::from_maybe_shared([0, 10, 255]), blob);
        assert_eq!(format!("{blob} {blob:?}"), "000aff Blob { inner: 000aff }");
        assert_eq!(blob.into_inner(), [0, 10, 255]);
    }
}
