//! The error of transfers.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use s3::error::{ProvideErrorMetadata, SdkError};
use s3::primitives::ByteStreamError;

/// The error of a transfer.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransferError {
    /// The input does not describe a transfer.
    Input(String),
    /// A call failed, after its retries.
    Service(Box<SdkError<s3::Error>>),
    /// A stream broke off.
    Stream(ByteStreamError),
    /// A file cannot be read or written.
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The object or the file has changed since the transfer began.
    Changed(String),
    /// The content of the object does not match its checksum.
    Checksum {
        /// The checksum in the service.
        expected: String,
        /// The checksum of the content.
        found: String,
    },
    /// A task of the transfer ended without a result.
    Task(Box<dyn Error + Send + Sync>),
}

impl TransferError {
    pub(crate) fn input(problem: impl Into<String>) -> Self {
        Self::Input(problem.into())
    }

    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

impl fmt::Display for TransferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(problem) => write!(f, "this cannot be transferred: {problem}"),
            Self::Service(error) => error.fmt(f),
            Self::Stream(error) => error.fmt(f),
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Changed(what) => write!(f, "{what} has changed since the transfer began"),
            Self::Checksum { expected, found } => {
                write!(
                    f,
                    "the object does not match its checksum: expected {expected}, found {found}"
                )
            }
            Self::Task(error) => write!(f, "a task of the transfer ended: {error}"),
        }
    }
}

impl Error for TransferError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Service(error) => Some(error.as_ref()),
            Self::Stream(error) => Some(error),
            Self::File { source, .. } => Some(source),
            Self::Task(error) => Some(error.as_ref()),
            Self::Input(_) | Self::Changed(_) | Self::Checksum { .. } => None,
        }
    }
}

impl From<SdkError<s3::Error>> for TransferError {
    fn from(error: SdkError<s3::Error>) -> Self {
        let status = error.raw_response().map(|response| response.status().as_u16());
        match status == Some(412) || error.code() == Some("PreconditionFailed") {
            true => Self::Changed("the object".to_owned()),
            false => Self::Service(Box::new(error)),
        }
    }
}

impl From<ByteStreamError> for TransferError {
    fn from(error: ByteStreamError) -> Self {
        Self::Stream(error)
    }
}

impl From<tokio::task::JoinError> for TransferError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Task(error.into())
    }
}
