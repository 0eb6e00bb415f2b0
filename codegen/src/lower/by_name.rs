//! Look-ups in the lists of a service, which are sorted by the names of the types.

use crate::ir::{Enum, Structure, Union};

/// A shape that becomes a type.
pub(crate) trait Named {
    /// Returns the name of the type.
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($shape:ty),*) => {$(
        impl Named for $shape {
            fn name(&self) -> &str {
                &self.name
            }
        }
    )*};
}

named!(Enum, Structure, Union);

/// Returns the shape whose type has this name.
pub(crate) fn by_name<'s, T: Named>(sorted: &'s [T], name: &str) -> Option<&'s T> {
    let at = sorted.binary_search_by(|shape| shape.name().cmp(name)).ok()?;
    sorted.get(at)
}
