//! What all clients of one history share: the record, the count of operations, and the newest lobby seen.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::watch;

use crate::history::{Lobby, Nanos, Record};

pub struct Session {
    pub http: reqwest::Client,
    pub addresses: Vec<SocketAddr>,
    began: Instant,
    records: Mutex<Vec<Record>>,
    /// Operations that have begun, of players and hosts.
    begun: watch::Sender<u64>,
    least: u64,
    faults_done: AtomicBool,
    identifiers: AtomicU64,
}

impl Session {
    pub fn new(http: reqwest::Client, addresses: Vec<SocketAddr>, least: u64) -> Arc<Self> {
        Arc::new(Self {
            http,
            addresses,
            began: Instant::now(),
            records: Mutex::default(),
            begun: watch::Sender::new(0),
            least,
            faults_done: AtomicBool::new(false),
            identifiers: AtomicU64::new(0),
        })
    }

    pub fn now(&self) -> Nanos {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(Nanos::MAX)
    }

    pub fn record(&self, record: Record) {
        locked(&self.records).push(record);
    }

    pub fn records(&self) -> Vec<Record> {
        std::mem::take(&mut *locked(&self.records))
    }

    /// A number nobody else has.
    pub fn identify(&self) -> u64 {
        self.identifiers.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether there is another operation to begin: the load goes on until the last fault has happened.
    pub fn begins_another(&self) -> bool {
        let mut goes_on = false;
        self.begun.send_modify(|begun| {
            goes_on = *begun < self.least || !self.faults_done.load(Ordering::Acquire);
            *begun += u64::from(goes_on);
        });
        goes_on
    }

    pub async fn operations_begun(&self, many: u64) {
        let mut begun = self.begun.subscribe();
        // The sender is `self`, and so it is not gone.
        let _ = begun.wait_for(|begun| *begun >= many).await;
    }

    pub fn faults_done(&self) {
        self.faults_done.store(true, Ordering::Release);
    }
}

/// A lobby as anybody has last seen it, which tells everybody what makes sense to do next.
#[derive(Default)]
pub struct Table {
    newest: Mutex<Option<Lobby>>,
}

impl Table {
    pub fn show(&self, lobby: &Lobby) {
        let mut newest = locked(&self.newest);
        if newest
            .as_ref()
            .is_none_or(|seen| seen.version < lobby.version)
        {
            *newest = Some(lobby.clone());
        }
    }

    pub fn newest(&self) -> Option<Lobby> {
        locked(&self.newest).clone()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
