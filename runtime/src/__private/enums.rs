//! Functions of all open enums of strings: generated code lists their variants and values.
//!
//! Generated code calls these functions. They are never inlined into it, because rustc would copy
//! them into each function of each enum before it knows whether the function is used.

#[cfg(test)]
mod tests;

use std::cmp;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::UnknownVariantError;
use crate::primitives::UnknownVariantValue;
use crate::text::{is_equal, is_equal_short};

/// An open enum of strings.
pub trait StringEnum: AsRef<str> + Clone + 'static {
    /// Returns the table of the enum.
    fn table() -> Table<Self>;

    /// Returns the variant of a value that the model does not have.
    fn unknown(value: UnknownVariantValue) -> Self;
}

/// The values and variants of an enum, in the order of the model.
#[derive(Clone, Copy, Debug)]
pub struct Table<E: 'static> {
    /// The values on the wire.
    pub values: &'static [&'static str],
    /// The variants of these values.
    pub variants: &'static [E],
    /// The variants' names, with spaces between them.
    pub names: &'static str,
    /// The table that finds values by their text.
    pub index: &'static Index,
}

/// Returns the value on the wire.
#[inline(never)]
pub fn text<E: StringEnum>(one: &E) -> &str {
    one.as_ref()
}

/// Returns the variant of a value.
#[inline(never)]
pub fn from<E: StringEnum>(value: &str) -> E {
    from_text(value)
}

/// Returns the variant of a value in a response. It is inlined, because responses are the hot path.
#[inline]
pub fn from_text<E: StringEnum>(value: &str) -> E {
    match known::<E>(value) {
        Some(known) => known.clone(),
        None => E::unknown(UnknownVariantValue::new(value)),
    }
}

/// Returns the variant that was found last, and the length of its value, if a payload begins with
/// this value and a quote.
#[inline]
pub fn from_start<E: StringEnum>(payload: &[u8; 32]) -> Option<(E, usize)> {
    let table = E::table();
    let last = table.index.start(payload, table.values)?;
    Some((table.variants.get(last)?.clone(), table.values.get(last)?.len()))
}

/// Returns the variant of a value that the model has.
///
/// # Errors
/// The model does not have it.
#[inline(never)]
pub fn try_parse<E: StringEnum>(value: &str) -> Result<E, UnknownVariantError> {
    match known::<E>(value) {
        Some(known) => Ok(known.clone()),
        None => Err(UnknownVariantError::new(value)),
    }
}

/// Compares by the order of the model. Values that it does not have come last, by their text.
#[inline(never)]
pub fn compare<E: StringEnum>(one: &E, other: &E) -> cmp::Ordering {
    let Table { index, values, .. } = E::table();
    let place = |value| index.position(value, values).unwrap_or(values.len());
    let (one, other) = (text(one), text(other));
    place(one).cmp(&place(other)).then_with(|| one.cmp(other))
}

/// Hashes the value on the wire.
#[inline(never)]
pub fn hash<E: StringEnum, H: Hasher>(one: &E, state: &mut H) {
    text(one).hash(state);
}

/// Shows the variant by its name.
///
/// # Errors
/// Errors of the formatter.
#[inline(never)]
pub fn debug<E: StringEnum>(one: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = text(one);
    let table = E::table();
    show(f, value, table.index.position(value, table.values), table.names)
}

fn show(f: &mut fmt::Formatter<'_>, value: &str, place: Option<usize>, names: &str) -> fmt::Result {
    match place.and_then(|place| names.split_whitespace().nth(place)) {
        Some(name) => f.write_str(name.strip_prefix("r#").unwrap_or(name)),
        None => {
            let value = UnknownVariantValue::new(value);
            f.debug_tuple("Unknown").field(&value).finish()
        }
    }
}

#[inline]
fn known<E: StringEnum>(value: &str) -> Option<&'static E> {
    let table = E::table();
    table.variants.get(table.index.position(value, table.values)?)
}

/// An index of the values of an enum by their texts. The hash table is built on first use.
#[derive(Debug)]
pub struct Index {
    slots: OnceLock<Slots>,
    /// The index of the value that was found last, if formats escape no value of the enum. Elements
    /// of a list often have the same value.
    last: AtomicUsize,
    /// The index of the value that was found before it: elements of a list may have two in turns.
    before: AtomicUsize,
}

#[derive(Debug)]
struct Slots {
    /// For each slot of the table 0 if it is free, else 1 more than the index of the value. At
    /// least three quarters of the slots are free.
    table: Vec<u32>,
    /// Whether no value has characters that formats escape.
    is_plain: bool,
}

/// The largest number of values that are searched without a table.
const FEW: usize = 4;

impl Index {
    /// Returns an index that is filled on first use.
    #[expect(
        clippy::new_without_default,
        reason = "statics are made of it, by constant expressions"
    )]
    pub const fn new() -> Self {
        Self {
            slots: OnceLock::new(),
            last: AtomicUsize::new(usize::MAX),
            before: AtomicUsize::new(usize::MAX),
        }
    }

    fn position(&self, value: &str, values: &[&str]) -> Option<usize> {
        let last = self.last.load(Ordering::Relaxed);
        // Other values are compared by the slow path, so that this function makes no other call.
        let is_last = |known: &&str| known.len() == value.len() && is_equal_short(known.as_bytes(), value.as_bytes());
        match values.get(last).is_some_and(is_last) {
            true => Some(last),
            false => self.another(value, values),
        }
    }

    /// Returns the index of the value that was found last, if a payload begins with this value and
    /// a quote.
    #[inline(never)]
    fn start(&self, payload: &[u8; 32], values: &[&str]) -> Option<usize> {
        let last = self.last.load(Ordering::Relaxed);
        let known = values.get(last)?.as_bytes();
        let is_same = payload.get(known.len()) == Some(&b'"')
            && payload
                .get(..known.len())
                .is_some_and(|start| is_equal_short(start, known));
        is_same.then_some(last)
    }

    #[inline(never)]
    fn another(&self, value: &str, values: &[&str]) -> Option<usize> {
        let (last, before) = (self.last.load(Ordering::Relaxed), self.before.load(Ordering::Relaxed));
        if values.get(before).is_some_and(|known| is_same(known, value)) {
            self.last.store(before, Ordering::Relaxed);
            self.before.store(last, Ordering::Relaxed);
            return Some(before);
        }
        let slots = self.slots.get_or_init(|| Slots::new(values));
        let place = match values.len() <= FEW {
            true => values.iter().position(|known| is_same(known, value)),
            false => slots.search(value, values),
        }?;
        if slots.is_plain {
            self.last.store(place, Ordering::Relaxed);
            self.before.store(last, Ordering::Relaxed);
        }
        Some(place)
    }
}

impl Slots {
    fn new(values: &[&str]) -> Self {
        let mut bytes = values.iter().flat_map(|value| value.bytes());
        Self {
            table: slots(values),
            is_plain: !bytes.any(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)),
        }
    }

    fn search(&self, value: &str, values: &[&str]) -> Option<usize> {
        let mut slot = mix(value);
        loop {
            slot &= self.table.len() - 1;
            let place = self.table.get(slot)?.checked_sub(1)? as usize;
            let known = values.get(place)?;
            if is_same(known, value) {
                return Some(place);
            }
            slot += 1;
        }
    }
}

#[inline(always)]
fn is_same(known: &str, value: &str) -> bool {
    known.len() == value.len() && is_equal(known.as_bytes(), value.as_bytes())
}

fn slots(values: &[&str]) -> Vec<u32> {
    let mut slots = vec![0; (4 * values.len()).next_power_of_two()];
    for (place, value) in (1..).zip(values) {
        let start = mix(value) & (slots.len() - 1);
        let (before, behind) = slots.split_at_mut(start);
        // Probes from the slot of the hash to the end, then from the start.
        let free = behind.iter_mut().chain(before).find(|slot| **slot == 0);
        free.into_iter().for_each(|slot| *slot = place);
    }
    slots
}

/// Returns a hash of the length and the outermost characters, which differ for most values of an
/// enum.
#[inline]
fn mix(text: &str) -> usize {
    let text = text.as_bytes();
    let (first, last) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u16::from_le_bytes(*first).into(), u16::from_le_bytes(*last).into())
    } else {
        (text.first().copied().unwrap_or(0).into(), 0)
    };
    // The odd constants come from the golden ratio: each bit of the texts changes the upper bits,
    // and the table uses some of those.
    let mixed = (first ^ last.rotate_left(29) ^ text.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize
}
