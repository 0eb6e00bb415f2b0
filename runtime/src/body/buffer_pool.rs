//! Buffers of a body that are reused, so that a large body needs few allocations.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};

/// The maximum number of buffers in use: more than the transport queues before it writes.
const MAX_BUFFERS: usize = 8;

/// The buffers of one body. Each is reused once all of its readers have dropped it.
#[derive(Debug, Default)]
pub(crate) struct BufferPool {
    in_use: VecDeque<Bytes>,
}

impl BufferPool {
    /// Returns a buffer with the content of an earlier use, or an empty one.
    pub(crate) fn take(&mut self) -> BytesMut {
        for _ in 0..self.in_use.len() {
            let Some(oldest) = self.in_use.pop_front() else {
                break;
            };
            match oldest.try_into_mut() {
                Ok(buffer) => return buffer,
                Err(still_read) => self.in_use.push_back(still_read),
            }
        }
        BytesMut::new()
    }

    /// Returns the content of a buffer, which is reused after the last copy of it was dropped.
    pub(crate) fn share(&mut self, buffer: BytesMut) -> Bytes {
        let content = buffer.freeze();
        if self.in_use.len() < MAX_BUFFERS {
            self.in_use.push_back(content.clone());
        }
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_reused_once_it_is_dropped() {
        let mut pool = BufferPool::default();
        let mut buffer = pool.take();
        buffer.extend_from_slice(&[7; 1000]);
        let address = buffer.as_ptr();
        let mut content = pool.share(buffer);
        let start = content.split_to(10);
        drop(content);
        assert!(pool.take().is_empty(), "a part of it is still in use");
        drop(start);
        let reused = pool.take();
        assert_eq!((reused.as_ptr(), reused.len()), (address, 1000));
    }

    #[test]
    fn the_number_of_buffers_is_limited() {
        let mut pool = BufferPool::default();
        let in_use: Vec<Bytes> = (0..20_u8)
            .map(|number| {
                let mut buffer = pool.take();
                buffer.extend_from_slice(&[number]);
                pool.share(buffer)
            })
            .collect();
        assert!(in_use.iter().zip(0..).all(|(bytes, number)| bytes[..] == [number]));
        assert_eq!(pool.in_use.len(), MAX_BUFFERS);
    }
}
