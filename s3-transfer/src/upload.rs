//! Uploads: in one request if the object is small, else in parts.

mod abort;
mod multipart;
mod parts;
mod run;
mod source;
mod state;

use std::fmt;

use s3::operation::put_object::builders::PutObjectInputBuilder;

use self::run::Run;
pub use self::source::Source;
use self::source::{Data, Kind};
pub use self::state::UploadState;
use crate::error::TransferError;
use crate::manager::TransferManager;
use crate::progress::{Progress, Reporter};

type OnState = Box<dyn Fn(&UploadState) + Send + Sync>;

/// An upload, which begins with [`send`](Self::send).
#[must_use = "nothing is sent before `send` is awaited"]
pub struct Upload {
    manager: TransferManager,
    input: PutObjectInputBuilder,
    source: Source,
    reporter: Reporter,
    on_state: Option<OnState>,
    resumed: Option<UploadState>,
}

/// The result of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The entity tag of the object.
    pub e_tag: Option<String>,
    /// The version of the object, in a bucket with versions.
    pub version_id: Option<String>,
    /// The size of the object in bytes.
    pub size: u64,
    /// The number of its parts; 0 if it was sent in one request.
    pub parts: usize,
}

impl Upload {
    pub(crate) fn new(manager: TransferManager, input: PutObjectInputBuilder, source: Source) -> Self {
        Self {
            manager,
            input,
            source,
            reporter: Reporter::default(),
            on_state: None,
            resumed: None,
        }
    }

    /// Calls this function after each part.
    pub fn on_progress(mut self, callback: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.reporter = Reporter::new(callback);
        self
    }

    /// Makes the upload resumable: this function receives its state once it has begun, and its
    /// parts stay if it fails or is cancelled.
    ///
    /// Without this, an upload that does not succeed is aborted. Only files and bytes in memory can
    /// be resumed.
    pub fn resumable(mut self, store: impl Fn(&UploadState) + Send + Sync + 'static) -> Self {
        self.on_state = Some(Box::new(store));
        self
    }

    /// Resumes an upload from its state. Parts that the service already has, and that match the
    /// source, are not sent again. The parts stay if it fails again.
    pub fn resume(mut self, state: UploadState) -> Self {
        self.resumed = Some(state);
        self
    }

    /// Uploads the object.
    ///
    /// If the future is dropped, the upload is aborted in the background, unless it can be resumed.
    /// The shutdown of the runtime waits up to five seconds until the upload is aborted.
    ///
    /// # Errors
    /// The source cannot be read, it has changed since the upload began, or a call failed.
    pub async fn send(self) -> Result<Uploaded, TransferError> {
        let Self {
            manager,
            input,
            source,
            reporter,
            on_state,
            resumed,
        } = self;
        check(&input)?;
        let run = Run {
            manager,
            input,
            reporter,
        };
        match source.into_kind() {
            Kind::Stream(_) if on_state.is_some() || resumed.is_some() => Err(TransferError::input(
                "an upload of a stream cannot be resumed: give the path of a file",
            )),
            Kind::Stream(stream) => run.stream(stream).await,
            Kind::File(path) => run.data(Data::of_file(path).await?, on_state, resumed).await,
            Kind::Bytes(bytes) => run.data(Data::Bytes(bytes), on_state, resumed).await,
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("input", &self.input)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

fn check(input: &PutObjectInputBuilder) -> Result<(), TransferError> {
    let problem = match input {
        input if input.get_bucket().is_none() => "the input has no `bucket`",
        input if input.get_key().is_none() => "the input has no `key`",
        input if input.get_body().is_some() => "the input has a `body`, and the content is that of the source",
        input if input.get_write_offset_bytes().is_some() => "`write_offset_bytes` is for `put_object` alone",
        _ => return Ok(()),
    };
    Err(TransferError::input(problem))
}
