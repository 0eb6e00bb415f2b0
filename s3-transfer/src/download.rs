//! Downloads in ranges: to a file, or as a stream.

mod file;
mod object;
mod range;
mod stream;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use s3::operation::get_object::builders::GetObjectInputBuilder;

pub use self::file::{DownloadState, Downloaded};
use self::object::Object;
pub use self::stream::DownloadStream;
use crate::error::TransferError;
use crate::manager::TransferManager;
use crate::progress::{Progress, Reporter};

type OnState = Box<dyn Fn(&DownloadState) + Send + Sync>;

/// A download, which begins with [`to_path`](Self::to_path) or [`into_stream`](Self::into_stream).
#[must_use = "nothing is sent before the download begins"]
pub struct Download {
    manager: TransferManager,
    input: GetObjectInputBuilder,
    reporter: Reporter,
    on_state: Option<OnState>,
    resumed: Option<DownloadState>,
}

impl Download {
    pub(crate) fn new(manager: TransferManager, input: GetObjectInputBuilder) -> Self {
        Self {
            manager,
            input,
            reporter: Reporter::default(),
            on_state: None,
            resumed: None,
        }
    }

    /// Calls this function after each chunk of data.
    pub fn on_progress(mut self, callback: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.reporter = Reporter::new(callback);
        self
    }

    /// Makes the download to a file resumable: this function receives the state after each part,
    /// once the part is on the disk. The partial file stays if the download fails or is cancelled.
    pub fn resumable(mut self, store: impl Fn(&DownloadState) + Send + Sync + 'static) -> Self {
        self.on_state = Some(Box::new(store));
        self
    }

    /// Resumes a download to a file from its state. If the object has changed since, this fails.
    pub fn resume(mut self, state: DownloadState) -> Self {
        self.resumed = Some(state);
        self
    }

    /// Downloads the object to a file, several parts in parallel.
    ///
    /// The content is written to a file of this name with the suffix `.part`, which is renamed at
    /// the end. All parts belong to one version of the object, because each request names its
    /// entity tag. If the service has a checksum of the whole object, it is verified.
    ///
    /// # Errors
    /// A call failed, the object has changed or does not match its checksum, or the file cannot be
    /// written.
    pub async fn to_path(self, path: impl AsRef<Path>) -> Result<Downloaded, TransferError> {
        let (on_state, resumed) = (self.on_state, self.resumed);
        let pinned = resumed.as_ref().map(|state| state.e_tag.clone());
        let object = Object::find(&self.manager, self.input, self.reporter, pinned).await?;
        file::download(Arc::new(object), path.as_ref(), on_state, resumed).await
    }

    /// Downloads the object as a stream in its order, while later parts are already fetched.
    ///
    /// # Errors
    /// The object cannot be found. The stream has the errors of a download, and an error at its end
    /// if the content does not match its checksum.
    pub async fn into_stream(self) -> Result<DownloadStream, TransferError> {
        if self.on_state.is_some() || self.resumed.is_some() {
            return Err(TransferError::input("only a download to a file can be resumed"));
        }
        let object = Object::find(&self.manager, self.input, self.reporter, None).await?;
        Ok(DownloadStream::new(object))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("input", &self.input)
            .finish_non_exhaustive()
    }
}
