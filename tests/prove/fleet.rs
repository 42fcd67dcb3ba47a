//! The server processes, and what can be done to them and to their database.

use std::error::Error;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::relay::Relay;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Longest wait for a process that starts.
const START: Duration = Duration::from_secs(20);

/// Longest wait for a process to end after SIGTERM.
const DRAIN: Duration = Duration::from_secs(30);

pub struct Fleet {
    pub instances: Vec<Instance>,
    server: PathBuf,
    database_url: String,
    directory: PathBuf,
}

pub struct Instance {
    pub relay: Relay,
    child: Mutex<Option<Child>>,
}

impl Fleet {
    /// `directory` holds the instances' logs.
    pub async fn start(
        server: &Path,
        database_url: &str,
        instances: usize,
        directory: &Path,
    ) -> Result<Self> {
        let mut fleet = Self {
            instances: Vec::new(),
            server: server.to_owned(),
            database_url: database_url.to_owned(),
            directory: directory.to_owned(),
        };
        for index in 0..instances {
            fleet.instances.push(Instance {
                relay: Relay::open().await?,
                child: Mutex::new(None),
            });
            fleet.launch(index).await?;
        }
        Ok(fleet)
    }

    pub fn addresses(&self) -> Vec<SocketAddr> {
        let relays = self.instances.iter().map(|instance| &instance.relay);
        relays.map(|relay| relay.address).collect()
    }

    pub fn connections_cut(&self) -> usize {
        let relays = self.instances.iter().map(|instance| &instance.relay);
        relays.map(Relay::connections_cut).sum()
    }

    async fn launch(&self, index: usize) -> Result<()> {
        let instance = &self.instances[index];
        let log = self.directory.join(format!("instance-{index}.log"));
        let log = File::options().create(true).append(true).open(log)?;
        let mut child = Command::new(&self.server)
            .env_clear()
            .env("DATABASE_URL", &self.database_url)
            .env("PORT", "0")
            .env("BIND_ADDRESS", "127.0.0.1")
            .env("RATE_LIMITS", "off")
            .env("RUST_LOG", "warn")
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().ok_or("no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = timeout(START, lines.next_line()).await??;
        let line = line.ok_or("the server ended at once; its log says why")?;
        let (_, address) = line.rsplit_once("http://").ok_or(line.clone())?;
        instance.relay.lead_to(Some(address.parse()?));
        *instance.child.lock().await = Some(child);
        Ok(())
    }

    /// Ends a process in the middle of whatever it does, and starts another.
    pub async fn kill(&self, index: usize) -> Result<()> {
        let instance = &self.instances[index];
        let child = instance.child.lock().await.take();
        child.ok_or("there is no process to kill")?.kill().await?;
        instance.relay.lead_to(None);
        self.launch(index).await
    }

    /// Asks a process to end, and starts another when it has.
    pub async fn terminate(&self, index: usize) -> Result<()> {
        let instance = &self.instances[index];
        let mut child = instance.child.lock().await.take().ok_or("no process")?;
        let id = child.id().ok_or("the process has ended by itself")?;
        run(Command::new("kill").args(["-TERM", &id.to_string()])).await?;
        let status = timeout(DRAIN, child.wait()).await;
        let status = status.map_err(|_| format!("no end within {DRAIN:?} of SIGTERM"))??;
        if !status.success() {
            return Err(format!("after SIGTERM the server ended with {status}").into());
        }
        instance.relay.lead_to(None);
        self.launch(index).await
    }

    /// Ends about half of the database connections of all instances.
    pub async fn end_backends(&self) -> Result<()> {
        let statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                         WHERE application_name = 'panenka' AND random() < 0.5";
        run(Command::new("psql").args(["-qXAt", &self.database_url, "-c", statement])).await
    }

    /// Stops Postgres without a checkpoint and starts it again: it recovers from its log.
    pub async fn restart_database(&self) -> Result<()> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/with-postgres");
        run(Command::new(script).arg("--restart")).await
    }

    pub async fn stop(&self) -> Result<()> {
        for instance in &self.instances {
            if let Some(mut child) = instance.child.lock().await.take() {
                child.kill().await?;
            }
        }
        Ok(())
    }
}

async fn run(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}: {}: {said}", output.status).into())
}
