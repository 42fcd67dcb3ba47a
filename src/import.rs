//! `panenka import`: the lobbies of a legacy SQLite file, taken over into the database of today.
//!
//! [`read`] checks the whole file, row by row, before the target is as much as opened; [`Legacy::store_in`] then
//! stores what has not expired, all or none.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use crate::clock::Reading;
use crate::game::Lobby;
use crate::store::{CodeTaken, Imported, Store, StoreError, StoreResult};

mod copy;
mod rows;
mod tables;
mod translate;

/// What is to be imported from a file.
pub struct Legacy {
    file: PathBuf,
    lobbies: Vec<Lobby>,
    expired: u64,
}

/// What an import did, in lobbies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub imported: u64,
    pub expired: u64,
    pub already_there: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "imported {}, skipped {} as expired, {} already there",
            self.imported, self.expired, self.already_there
        )
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("nothing was imported from {0:?}")]
    Refused(PathBuf, #[source] Fault),
    /// Whether anything was stored is not known where the connection broke during the commit.
    #[error("the import of {0:?} failed")]
    Store(PathBuf, #[source] StoreError),
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("it can't be read")]
    Unreadable(#[source] std::io::Error),
    #[error("it is not a file")]
    NotAFile,
    #[error("a copy of it can't be made in the directory for temporary files")]
    NoCopy(#[source] std::io::Error),
    #[error("it is being written to; stop the legacy service first")]
    Changing,
    #[error(
        "it is the very database to import into; move it away first, or name another with DATABASE_URL"
    )]
    IsTarget,
    #[error("it is not a legacy file: it is a database of this service already")]
    NotLegacy,
    #[error("it is damaged, or no SQLite database: {0}")]
    Damaged(String),
    #[error("it has no table {0}")]
    NoTable(&'static str),
    #[error("its table {table} has no column {column}")]
    NoColumn {
        table: &'static str,
        column: &'static str,
    },
    /// With the table and the name of the row.
    #[error("{row}: {what}")]
    Row { row: String, what: String },
    #[error(transparent)]
    CodeTaken(#[from] CodeTaken),
}

/// Reads and checks a legacy file. The file stays as it is, and nothing is left beside it.
///
/// # Errors
/// [`ImportError::Refused`] with the first [`Fault`] found.
pub async fn read(
    file: &Path,
    target_url: &str,
    now: Timestamp,
    progress: &ProgressBar,
) -> Result<Legacy, ImportError> {
    let refused = |fault| ImportError::Refused(file.to_owned(), fault);
    if copy::is_target(file, target_url) {
        return Err(refused(Fault::IsTarget));
    }
    progress.set_style(style("reading {wide_bar} {pos}/{len} rows"));
    let read = async {
        let copy = copy::PrivateCopy::of(file)?;
        let (lobbies, seats) = tables::read(&copy.database(), now, progress).await?;
        translate::lobbies(lobbies, seats, now)
    };
    let lobbies = read.await.map_err(refused)?;
    let all = lobbies.len();
    let lobbies: Vec<_> = lobbies
        .into_iter()
        .filter(|lobby| !lobby.is_expired(now))
        .collect();
    Ok(Legacy {
        file: file.to_owned(),
        expired: (all - lobbies.len()) as u64,
        lobbies,
    })
}

impl Legacy {
    /// Stores the lobbies, all or none. Those that are there already are left as they are.
    ///
    /// # Errors
    /// [`ImportError::Refused`] with [`Fault::CodeTaken`]; [`ImportError::Store`].
    pub async fn store_in(
        self,
        store: &Arc<Store>,
        now: Reading,
        progress: &ProgressBar,
    ) -> Result<Summary, ImportError> {
        progress.set_style(style("{spinner} storing {msg}"));
        progress.set_message(format!("{} lobbies", self.lobbies.len()));
        progress.enable_steady_tick(std::time::Duration::from_millis(100));
        let imported = match store_lobbies(self.lobbies, store, now).await {
            Ok(Ok(imported)) => imported,
            Ok(Err(taken)) => return Err(ImportError::Refused(self.file, taken.into())),
            Err(error) => return Err(ImportError::Store(self.file, error)),
        };
        Ok(Summary {
            imported: imported.imported,
            expired: self.expired,
            already_there: imported.already_there,
        })
    }
}

async fn store_lobbies(
    lobbies: Vec<Lobby>,
    store: &Arc<Store>,
    now: Reading,
) -> StoreResult<Result<Imported, CodeTaken>> {
    let stored = store.import(lobbies.clone()).await?;
    if stored.is_ok() {
        return Ok(stored);
    }
    // The lobby in the way may have expired without anybody asking for it since.
    loop {
        let swept = store.sweep(now).await?;
        if swept.deleted == 0 {
            return store.import(lobbies).await;
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// What a library says may quote the file: on one line, nothing that a terminal would obey, and no longer than helps.
fn one_line(error: impl fmt::Display) -> String {
    const ENOUGH: usize = 200;
    let text = error.to_string();
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(ENOUGH).collect()
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let cause = error.source().map(one_line);
        Self::Damaged(cause.unwrap_or_else(|| one_line(&error)))
    }
}
