//! Uploads in progress.

use std::sync::Arc;

use s3::Client;
use s3::operation::put_object::PutObjectInput;
use s3::operation::put_object::builders::PutObjectInputBuilder;
use s3::primitives::ByteStream;
use s3::types::CompletedPart;

use super::abort::AbortGuard;
use super::multipart::Multipart;
use super::parts::Parts;
use super::source::{Data, PartReader};
use super::{OnState, UploadState, Uploaded};
use crate::error::TransferError;
use crate::manager::{MAX_PARTS, Settings, TransferManager};
use crate::progress::Reporter;

/// An upload in progress.
pub(super) struct Run {
    pub(super) manager: TransferManager,
    pub(super) input: PutObjectInputBuilder,
    pub(super) reporter: Reporter,
}

impl Run {
    /// Uploads data whose parts can be read in any order.
    pub(super) async fn data(
        self,
        data: Data,
        on_state: Option<OnState>,
        resumed: Option<UploadState>,
    ) -> Result<Uploaded, TransferError> {
        let (settings, size) = (self.manager.settings, data.size());
        let is_resumable = on_state.is_some() || resumed.is_some();
        if size < settings.multipart_threshold && resumed.is_none() {
            let body = data.part(0..size).await?;
            return self.whole(body, size).await;
        }
        let run = self.in_parts(Some(size))?;
        let (multipart, part_size, done) = match resumed {
            Some(state) => {
                state.check(&run.input, &data)?;
                let multipart = Multipart::new(&run.client, &run.input, state.upload_id.clone());
                let done = multipart.parts_of(&data, state.part_size).await?;
                (multipart, state.part_size, done)
            }
            None => {
                let part_size = settings.part_size(Some(size));
                let multipart = Multipart::create(&run.client, &run.input).await?;
                if let Some(store) = on_state {
                    store(&UploadState::new(&run.input, multipart.upload_id(), part_size, &data));
                }
                (multipart, part_size, Vec::new())
            }
        };
        let guard = AbortGuard::new(multipart, is_resumable);
        let parts = run.parts(guard.multipart(), &data, part_size, done).await;
        finish(guard, parts, size).await
    }

    /// Converts the upload to one in parts, which share the input.
    fn in_parts(self, total: Option<u64>) -> Result<RunInParts, TransferError> {
        let input = self.input.build();
        Ok(RunInParts {
            client: self.manager.client,
            input: Arc::new(input.map_err(|error| TransferError::input(error.to_string()))?),
            reporter: self.reporter.with_total(total),
            settings: self.manager.settings,
        })
    }

    /// Uploads a stream, whose parts are read into memory one after the other.
    pub(super) async fn stream(self, stream: ByteStream) -> Result<Uploaded, TransferError> {
        let total = stream.size_hint().1;
        let part_size = self.manager.settings.part_size(total);
        let mut reader = PartReader::new(stream, part_size);
        let first = reader.next().await?.unwrap_or_default();
        let length = first.len() as u64;
        if length < part_size {
            return self.whole(first.into(), length).await;
        }
        let run = self.in_parts(total)?;
        let multipart = Multipart::create(&run.client, &run.input).await?;
        let guard = AbortGuard::new(multipart, false);
        let mut parts = Parts::new(run.settings.buffered_parts(part_size), run.reporter);
        let (mut number, mut size, mut next) = (0_i32, 0, Some(first));
        let result = loop {
            let Some(data) = next else {
                break parts.finish().await;
            };
            number += 1;
            if u64::from(number.unsigned_abs()) > MAX_PARTS {
                let problem = format!("the stream has more than {MAX_PARTS} parts of {part_size} bytes");
                break Err(parts.give_up(TransferError::input(problem)).await);
            }
            let length = data.len() as u64;
            size += length;
            let multipart = Arc::clone(guard.multipart());
            let upload = async move { multipart.upload_part(number, data.into()).await };
            if let Err(error) = parts.spawn(upload, length).await {
                break Err(parts.give_up(error).await);
            }
            next = match reader.next().await {
                Ok(next) => next,
                Err(error) => break Err(parts.give_up(error).await),
            };
        };
        finish(guard, result, size).await
    }

    /// Uploads an object in one request.
    async fn whole(self, body: ByteStream, size: u64) -> Result<Uploaded, TransferError> {
        let output = self.input.body(body).send_with(&self.manager.client).await?;
        self.reporter.with_total(Some(size)).add(size);
        Ok(Uploaded {
            e_tag: output.e_tag,
            version_id: output.version_id,
            size,
            parts: 0,
        })
    }
}

/// An upload in parts in progress.
struct RunInParts {
    client: Client,
    input: Arc<PutObjectInput>,
    reporter: Reporter,
    settings: Settings,
}

impl RunInParts {
    /// Uploads the parts that are missing.
    async fn parts(
        &self,
        multipart: &Arc<Multipart>,
        data: &Data,
        part_size: u64,
        done: Vec<CompletedPart>,
    ) -> Result<Vec<CompletedPart>, TransferError> {
        let size = data.size();
        let mut parts = Parts::new(self.settings.concurrency, self.reporter.clone());
        // An object without content has one part without content.
        for (index, start) in (0..size.max(1)).step_by(part_size_step(part_size)).enumerate() {
            let number = i32::try_from(index + 1).unwrap_or(i32::MAX);
            let range = start..size.min(start + part_size);
            if let Some(part) = done.iter().find(|part| part.part_number == Some(number)) {
                parts.skip(part.clone(), range.end - range.start);
                continue;
            }
            let (multipart, data) = (Arc::clone(multipart), data.clone());
            let length = range.end - range.start;
            let upload = async move { multipart.upload_part(number, data.part(range).await?).await };
            if let Err(error) = parts.spawn(upload, length).await {
                return Err(parts.give_up(error).await);
            }
        }
        parts.finish().await
    }
}

/// Completes the upload, or aborts it if a part failed.
async fn finish(
    guard: AbortGuard,
    parts: Result<Vec<CompletedPart>, TransferError>,
    size: u64,
) -> Result<Uploaded, TransferError> {
    let result = match parts {
        Ok(parts) => {
            let count = parts.len();
            let completed = guard.multipart().complete(parts, size).await;
            completed.map(|output| (output, count))
        }
        Err(error) => Err(error),
    };
    match result {
        Ok((output, parts)) => {
            guard.disarm();
            Ok(Uploaded {
                e_tag: output.e_tag,
                version_id: output.version_id,
                size,
                parts,
            })
        }
        Err(error) => {
            guard.abort().await;
            Err(error)
        }
    }
}

fn part_size_step(part_size: u64) -> usize {
    usize::try_from(part_size).unwrap_or(usize::MAX).max(1)
}
