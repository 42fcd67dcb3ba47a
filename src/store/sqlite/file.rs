//! Whether what is written is in the file that a restart will open.
//!
//! SQLite writes to the file it has opened, also after that was deleted, moved or replaced: what is written then is lost
//! with the process.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::store::failing::Failing;

/// Between two looks for reads, and for the write-ahead log.
const INTERVAL: Duration = Duration::from_millis(100);

/// The database's file as it was opened, and its write-ahead log.
pub struct OpenFile {
    file: Opened,
    log: Opened,
    since: Instant,
    /// Milliseconds after `since`.
    looked_at: AtomicU64,
    losses: Failing,
}

impl OpenFile {
    /// While a connection is open, which keeps the log in its place.
    ///
    /// # Errors
    /// One of the two is not there.
    pub fn at(path: &Path) -> io::Result<Self> {
        // The working directory may be moved together with the file, and a restart is not in it then.
        let path = std::path::absolute(path)?;
        // SQLite puts the log beside the file that a link leads to.
        let mut log = fs::canonicalize(&path)?.into_os_string();
        log.push("-wal");
        Ok(Self {
            file: Opened::at(path)?,
            log: Opened::at(log.into())?,
            since: Instant::now(),
            looked_at: AtomicU64::new(0),
            losses: Failing::new(
                "the database's file is not where it was opened",
                "the database's file is where it was opened again",
            ),
        })
    }

    /// After a write, before it is acknowledged. The log is looked at now and then: one look is a part of what a write
    /// costs, two would be more.
    pub fn check(&self) -> io::Result<()> {
        let now = self.since.elapsed().as_millis() as u64;
        let is_time = self.is_time(now);
        let checked = self.file.check().and_then(|()| match is_time {
            true => self.log.check(),
            false => Ok(()),
        });
        self.losses.report(&checked);
        checked?;
        if is_time {
            self.looked_at.store(now, Ordering::Relaxed);
        }
        Ok(())
    }

    /// For what only reads: it loses nothing, and a look at the file is a part of what a read costs.
    pub fn check_now_and_then(&self) -> io::Result<()> {
        match self.is_time(self.since.elapsed().as_millis() as u64) {
            true => self.check(),
            false => Ok(()),
        }
    }

    /// As long as a look fails, the next one is due.
    fn is_time(&self, now: u64) -> bool {
        now >= self.looked_at.load(Ordering::Relaxed) + INTERVAL.as_millis() as u64
    }
}

struct Opened {
    path: PathBuf,
    identity: (u64, u64),
}

impl Opened {
    fn at(path: PathBuf) -> io::Result<Self> {
        let identity = identity(&path)?;
        Ok(Self { path, identity })
    }

    fn check(&self) -> io::Result<()> {
        if identity(&self.path).ok() == Some(self.identity) {
            return Ok(());
        }
        Err(io::Error::other(format!(
            "{} was deleted, moved or replaced; put it back, or start the service again to use what is there now",
            self.path.display()
        )))
    }
}

/// Device and inode.
fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}
