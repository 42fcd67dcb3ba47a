//! The service as a process of its own, and what it costs.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::connection::Connection;

/// Connections to the database, here and in pgbench.
pub const DATABASE_CONNECTIONS: usize = 8;

/// Clock ticks of /proc a second; the kernel reports in these on every common platform.
const TICKS: f64 = 100.0;

pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

/// What a process has used so far.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    pub cpu_seconds: f64,
    pub resident_megabytes: f64,
    pub peak_megabytes: f64,
    pub files: usize,
}

/// The release build that is measured: `cargo bench` makes another one, with the features of the tests in it.
pub fn binary() -> PathBuf {
    std::env::var_os("PANENKA")
        .expect("PANENKA: run scripts/bench")
        .into()
}

impl Server {
    /// Starts the release build. Its log goes to a file in `directory`, with the events of production in it.
    pub fn spawn(database_url: &str, directory: &Path, settings: &[(&str, &str)]) -> Self {
        Self::spawn_as(&binary(), database_url, directory, settings)
    }

    /// Starts a release build of any version.
    pub fn spawn_as(
        program: &Path,
        database_url: &str,
        directory: &Path,
        settings: &[(&str, &str)],
    ) -> Self {
        let address = free_address();
        let log = directory.join(format!("{}.log", address.port()));
        let log = File::create(log).expect("a log file");
        let errors = log.try_clone().expect("a log file");
        let process = Command::new(program)
            .current_dir(directory)
            .env_clear()
            .env("DATABASE_URL", database_url)
            .env("BIND_ADDRESS", "0.0.0.0")
            .env("PORT", address.port().to_string())
            .env("RATE_LIMITS", "off")
            .env("DATABASE_MAX_CONNECTIONS", DATABASE_CONNECTIONS.to_string())
            .env("MAX_PLAYERS_PER_LOBBY", "1000")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .expect("the service starts");
        Self { process, address }
    }

    /// Waits for the first answer to `request` with status 200, for at most 20 s.
    pub async fn first_answer(&self, request: &[u8]) -> Duration {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Ok(mut connection) = Connection::open(self.address).await
                && let Ok(answer) = connection.exchange(request).await
                && matches!(answer.status, 200 | 204)
            {
                return begun.elapsed();
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("the service did not answer within 20 s");
    }

    /// Waits until the database is ready.
    pub async fn ready(&self) {
        let request = b"GET /readyz HTTP/1.1\r\nHost: bench\r\n\r\n";
        self.first_answer(request).await;
    }

    pub fn usage(&self) -> Usage {
        let status = self.proc("status");
        let megabytes = |field: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(field));
            let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            kilobytes.map_or(0.0, |kilobytes: f64| kilobytes / 1024.0)
        };
        let stat = self.proc("stat");
        let (_, fields) = stat.rsplit_once(')').expect("a name in /proc/PID/stat");
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let ticks = |index: usize| fields[index].parse::<f64>().expect("ticks");
        let files = format!("/proc/{}/fd", self.process.id());
        Usage {
            cpu_seconds: (ticks(11) + ticks(12)) / TICKS,
            resident_megabytes: megabytes("VmRSS:"),
            peak_megabytes: megabytes("VmHWM:"),
            files: std::fs::read_dir(files).map_or(0, Iterator::count),
        }
    }

    pub fn is_running(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    fn proc(&self, file: &str) -> String {
        let path = format!("/proc/{}/{file}", self.process.id());
        std::fs::read_to_string(path).expect("the service is still running")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address")
}
