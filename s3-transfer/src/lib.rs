#![doc = include_str!("../README.md")]

mod checksum;
mod download;
mod error;
mod manager;
mod progress;
mod upload;

pub use self::download::{Download, DownloadState, DownloadStream, Downloaded};
pub use self::error::TransferError;
pub use self::manager::{TransferManager, TransferManagerBuilder};
pub use self::progress::Progress;
pub use self::upload::{Source, Upload, UploadState, Uploaded};
