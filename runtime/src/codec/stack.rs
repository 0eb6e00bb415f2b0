//! A bound of the stack that reading a body takes.

/// The bytes that a deserializer and the shapes that it reads may take, of a stack of 256 KiB.
/// Without optimization a level of a wide structure takes kilobytes.
const LIMIT: usize = 160 * 1024;

pub(super) const EXHAUSTED: &str = "the body nests deeper than the stack allows";

/// The place on the stack at which a body began.
#[derive(Clone, Copy, Debug)]
pub(super) struct StackBudget(usize);

impl StackBudget {
    #[inline]
    pub(super) fn new() -> Self {
        Self(here())
    }

    /// Whether another level may be entered.
    #[inline]
    pub(super) fn is_left(self) -> bool {
        here().abs_diff(self.0) <= LIMIT
    }
}

/// Returns the address of a variable of the current function.
#[inline(always)]
fn here() -> usize {
    let variable = 0_u8;
    std::ptr::from_ref(&variable).addr()
}
