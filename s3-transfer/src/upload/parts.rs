//! Parts that are uploaded in parallel.

use std::future::Future;

use s3::types::CompletedPart;
use tokio::task::JoinSet;

use crate::error::TransferError;
use crate::progress::Reporter;

/// Parts in progress or done. Dropping them cancels those in progress.
pub(super) struct Parts {
    running: JoinSet<Result<(CompletedPart, u64), TransferError>>,
    done: Vec<CompletedPart>,
    limit: usize,
    reporter: Reporter,
}

impl Parts {
    pub(super) fn new(limit: usize, reporter: Reporter) -> Self {
        Self {
            running: JoinSet::new(),
            done: Vec::new(),
            limit,
            reporter,
        }
    }

    /// Adds a part that was uploaded before.
    pub(super) fn skip(&mut self, part: CompletedPart, length: u64) {
        self.done.push(part);
        self.reporter.add(length);
    }

    /// Starts the upload of a part, once fewer than the limit are in progress.
    pub(super) async fn spawn(
        &mut self,
        upload: impl Future<Output = Result<CompletedPart, TransferError>> + Send + 'static,
        length: u64,
    ) -> Result<(), TransferError> {
        while self.running.len() >= self.limit {
            self.take_one().await?;
        }
        self.running.spawn(async move { Ok((upload.await?, length)) });
        Ok(())
    }

    /// Waits for a part.
    async fn take_one(&mut self) -> Result<(), TransferError> {
        if let Some(ended) = self.running.join_next().await {
            let (part, length) = ended??;
            self.done.push(part);
            self.reporter.add(length);
        }
        Ok(())
    }

    /// Waits for all parts, and returns them by number.
    pub(super) async fn finish(mut self) -> Result<Vec<CompletedPart>, TransferError> {
        while !self.running.is_empty() {
            if let Err(error) = self.take_one().await {
                return Err(self.give_up(error).await);
            }
        }
        self.done.sort_by_key(|part| part.part_number);
        Ok(self.done)
    }

    /// Cancels the parts in progress, so that none arrives after the upload was aborted.
    pub(super) async fn give_up(mut self, error: TransferError) -> TransferError {
        self.running.shutdown().await;
        error
    }
}
