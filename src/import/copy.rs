//! A private copy of the legacy file, so that the file itself is only read.

use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;

use super::Fault;

/// What SQLite keeps beside a database: the write-ahead log, and the journal of a transaction that was cut short.
/// Both hold part of what is stored.
const PARTS: [&str; 3] = ["", "-wal", "-journal"];

/// A copy of a database that SQLite may do with as it likes, gone with the value. Even a read-only connection leaves
/// files beside a database in WAL mode, and refuses one whose journal has to be rolled back first.
pub struct PrivateCopy(TempDir);

impl PrivateCopy {
    pub fn of(file: &Path) -> Result<Self, Fault> {
        // The other parts are beside the file itself, wherever a link to it is.
        let file = file.canonicalize().map_err(Fault::Unreadable)?;
        if !file.is_file() {
            return Err(Fault::NotAFile);
        }
        let copy = Self(tempfile::tempdir().map_err(Fault::NoCopy)?);
        let before = state(&file);
        for part in PARTS {
            let mut source = match File::open(beside(&file, part)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !part.is_empty() => {
                    continue;
                }
                opened => opened.map_err(Fault::Unreadable)?,
            };
            // Not fs::copy, which would make the copy of a protected file as protected.
            let mut target = File::create(beside(&copy.database(), part)).map_err(Fault::NoCopy)?;
            io::copy(&mut source, &mut target).map_err(Fault::NoCopy)?;
        }
        if state(&file) != before {
            return Err(Fault::Changing);
        }
        Ok(copy)
    }

    pub fn database(&self) -> PathBuf {
        self.0.path().join("legacy.sqlite3")
    }
}

/// Whether `url` names this very file, by whatever path.
pub fn is_target(file: &Path, url: &str) -> bool {
    if !url.starts_with("sqlite:") {
        return false;
    }
    let Ok(target) = url.parse::<SqliteConnectOptions>() else {
        return false; // to be refused for that
    };
    let identity = |path: &Path| Some(identity(&fs::metadata(path).ok()?));
    identity(file).is_some_and(|file| Some(file) == identity(target.get_filename()))
}

fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

fn beside(file: &Path, part: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(part);
    path.into()
}

/// What changes when somebody writes.
fn state(file: &Path) -> [Option<(u64, Option<SystemTime>)>; PARTS.len()] {
    PARTS.map(|part| {
        let metadata = fs::metadata(beside(file, part)).ok()?;
        Some((metadata.len(), metadata.modified().ok()))
    })
}
