//! A range of an object that is read to its end, even if its stream breaks off.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use s3::primitives::ByteStream;

use super::object::Object;
use crate::error::TransferError;

/// The number of streams that may break off in a row without any data.
const MAX_FAILURES: u32 = 5;

/// The pause after the first failure, which doubles with each that follows.
const PAUSE: Duration = Duration::from_millis(50);

/// Reads a range of an object. If a stream breaks off, the remaining bytes are requested again.
pub(super) struct RangeReader {
    object: Arc<Object>,
    left: Range<u64>,
    stream: Option<ByteStream>,
    failures: u32,
}

impl RangeReader {
    pub(super) fn new(object: Arc<Object>, range: Range<u64>) -> Self {
        Self {
            object,
            left: range,
            stream: None,
            failures: 0,
        }
    }

    /// Returns the next chunk of data; `None` at the end of the range.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, TransferError> {
        while !self.left.is_empty() {
            let stream = match &mut self.stream {
                Some(stream) => stream,
                None => self.stream.insert(self.object.get(&self.left).await?),
            };
            let error = match stream.try_next().await {
                Ok(Some(data)) if data.len() as u64 > self.left.end - self.left.start => {
                    return Err(TransferError::input(
                        "the store sent more than the range that was asked for",
                    ));
                }
                Ok(Some(data)) => {
                    self.left.start += data.len() as u64;
                    self.failures = 0;
                    self.object.reporter.add(data.len() as u64);
                    return Ok(Some(data));
                }
                Ok(None) => TransferError::Task("the store sent less than the range that was asked for".into()),
                Err(error) => TransferError::Stream(error),
            };
            self.stream = None;
            self.failures += 1;
            if self.failures > MAX_FAILURES {
                return Err(error);
            }
            tokio::time::sleep(PAUSE * 2_u32.pow(self.failures - 1)).await;
        }
        Ok(None)
    }
}
