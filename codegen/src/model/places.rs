//! The places in an IDL file of the values of its JSON form.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::source::Place;

/// The number of places after the last one that are tried before a search of all.
const NEAR: usize = 8;

/// The place in the IDL file of each value of a JSON text, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct PlaceMap {
    starts: Vec<u32>,
    spans: Vec<(u32, u32)>,
    /// The index of the place that was returned last. Readers go through the text in order.
    last: AtomicUsize,
}

impl PlaceMap {
    /// Returns a map with capacity for this number of places.
    pub(super) fn with_capacity(places: usize) -> Self {
        Self {
            starts: Vec::with_capacity(places),
            spans: Vec::with_capacity(places),
            last: AtomicUsize::new(0),
        }
    }

    /// Records the place of the value that begins at this byte of the JSON text.
    pub(super) fn push(&mut self, start: usize, span: Range<usize>) {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.starts.push(narrow(start));
        self.spans.push((narrow(span.start), narrow(span.end)));
    }

    /// Returns the place in the IDL file for the value at a byte of the JSON text.
    pub(crate) fn place(&self, file: usize, start: usize) -> Place {
        let (start, end) = self.index(start).map_or((0, 0), |index| self.spans[index]);
        Place {
            file,
            start: start as usize,
            end: end as usize,
        }
    }

    fn index(&self, start: usize) -> Option<usize> {
        let wanted = u32::try_from(start).unwrap_or(u32::MAX);
        let last = self.last.load(Ordering::Relaxed);
        let near = last..(last + NEAR).min(self.starts.len());
        let found = near.into_iter().find(|index| {
            let ends = self.starts.get(index + 1).is_none_or(|next| wanted < *next);
            self.starts[*index] <= wanted && ends
        });
        let index = match found {
            Some(index) => index,
            None => self.starts.partition_point(|known| *known <= wanted).checked_sub(1)?,
        };
        self.last.store(index, Ordering::Relaxed);
        Some(index)
    }
}
