//! The places of an IDL file that the values of its JSON form stand for.

use super::lexer::Span;
use crate::source::Place;

/// The place in the IDL file of each value of a JSON text, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceMap {
    starts: Vec<usize>,
    spans: Vec<Span>,
}

impl PlaceMap {
    /// Records the place that the value which begins at this byte of the JSON text stands for.
    pub(super) fn push(&mut self, start: usize, span: Span) {
        self.starts.push(start);
        self.spans.push(span);
    }

    /// Returns the place in the IDL file for the value at a byte of the JSON text.
    pub(crate) fn place(&self, file: usize, start: usize) -> Place {
        let at = self.starts.partition_point(|known| *known <= start);
        let span = at.checked_sub(1).map_or(Span::default(), |at| self.spans[at]);
        Place {
            file,
            start: span.start,
            end: span.end,
        }
    }
}
