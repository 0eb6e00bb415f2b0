//! The time of a signature as text.

use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use http::HeaderValue;

use crate::error::BoxError;
use crate::primitives::Civil;

const SECONDS_OF_DAY: i64 = 86_400;

/// A time as `20260131T235959Z`.
#[derive(Clone, Copy)]
pub(super) struct Stamp {
    text: [u8; 16],
    day: u32,
}

impl Stamp {
    pub(super) fn new(time: SystemTime) -> Result<Self, BoxError> {
        let seconds = time.duration_since(UNIX_EPOCH).ok();
        let seconds = seconds.and_then(|since| i64::try_from(since.as_secs()).ok());
        let found = seconds.and_then(|seconds| Some((seconds / SECONDS_OF_DAY, Civil::from_epoch(seconds)?)));
        let (day, civil) =
            found.ok_or("the clock is not between the years 1970 and 9999: set the time of the machine")?;
        let mut text = *b"00000000T000000Z";
        for (at, digits, value) in [
            (0, 4, civil.year),
            (4, 2, civil.month),
            (6, 2, civil.day),
            (9, 2, civil.hour),
            (11, 2, civil.minute),
            (13, 2, civil.second),
        ] {
            let mut rest = value;
            for place in text[at..at + digits].iter_mut().rev() {
                *place = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        Ok(Self { text, day: day as u32 })
    }

    /// Returns the time as `20260131T235959Z`.
    pub(super) fn date_time(&self) -> &[u8] {
        &self.text
    }

    /// Returns the date as `20260131`.
    pub(super) fn date(&self) -> &[u8] {
        &self.text[..8]
    }

    /// Returns the days since 1970-01-01.
    pub(super) fn day(&self) -> u32 {
        self.day
    }
}

/// The stamp of the second in which a request was signed last, and the header that has it.
#[derive(Default)]
pub(super) struct StampCache(Mutex<Option<(u64, Stamp, HeaderValue)>>);

impl StampCache {
    /// Returns the stamp of a time and the header that has it.
    ///
    /// # Errors
    /// Those of [`Stamp::new`].
    pub(super) fn get(&self, time: SystemTime) -> Result<(Stamp, HeaderValue), BoxError> {
        let second = time
            .duration_since(UNIX_EPOCH)
            .map_or(u64::MAX, |since| since.as_secs());
        // An entry is stored in one step, so it is valid even if a thread panicked.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, stamp, header)) = last.as_ref().filter(|(of, ..)| *of == second) {
            return Ok((*stamp, header.clone()));
        }
        let stamp = Stamp::new(time)?;
        let header = HeaderValue::from_bytes(stamp.date_time())?;
        *last = Some((second, stamp, header.clone()));
        Ok((stamp, header))
    }
}
