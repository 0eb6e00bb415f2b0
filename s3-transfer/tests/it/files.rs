//! Contents of objects, and temporary files.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) const MIB: u64 = 1024 * 1024;

/// Returns bytes that differ from part to part.
pub(crate) fn content(size: u64) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let size = usize::try_from(size).unwrap();
    let mut content = Vec::with_capacity(size + 8);
    // Not an iterator over bytes: without optimisation, it takes most of the time of these tests.
    while content.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        content.extend_from_slice(&state.to_le_bytes());
    }
    content.truncate(size);
    content
}

/// A folder with a file, removed when it is dropped.
pub(crate) struct TempFile(PathBuf);

impl TempFile {
    /// Returns a file that does not exist yet.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("s3-transfer-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder.join("file"))
    }

    pub(crate) fn with(content: &[u8]) -> Self {
        let file = Self::new();
        std::fs::write(file.path(), content).unwrap();
        file
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the names of the files that are in its folder.
    pub(crate) fn siblings(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.0.parent().unwrap()).unwrap();
        let mut names: Vec<_> = folder
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.0.parent().unwrap()));
    }
}
