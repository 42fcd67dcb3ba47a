//! The server as a process of its own, and what it costs.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// A new database on the server of `TEST_DATABASE_URL`, or on this machine; gone with the value.
pub struct Database {
    server: String,
    name: String,
    pub url: String,
}

impl Database {
    pub async fn create() -> Self {
        let server = std::env::var("TEST_DATABASE_URL")
            .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
        let name = format!("panenka_bench_{}", uuid::Uuid::new_v4().simple());
        let (authority, _) = server.rsplit_once('/').expect("a database in the URL");
        let url = format!("{authority}/{name}");
        execute(
            &server,
            &format!("CREATE DATABASE {name} TEMPLATE template0"),
        )
        .await;
        Self { server, name, url }
    }

    /// Transactions so far; every statement of the service outside a transaction is one.
    pub async fn transactions(&self) -> i64 {
        // What a session has done is counted when it has been idle for a moment.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let mut connection = PgConnection::connect(&self.server).await.expect("Postgres");
        sqlx::query_scalar("SELECT xact_commit FROM pg_stat_database WHERE datname = $1")
            .bind(&self.name)
            .fetch_one(&mut connection)
            .await
            .expect("statistics")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            runtime.block_on(execute(&server, &drop));
        });
        let _ = dropped.join();
    }
}

async fn execute(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server).await.expect("Postgres");
    let statement = AssertSqlSafe(statement.to_owned());
    connection.execute(statement).await.expect("the statement");
}

pub struct Server {
    process: Child,
    pub port: u16,
    /// Open as long as the server may write to it.
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Returns when it serves.
    pub async fn start(database: &Database, redis: Option<&str>) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_panenka"))
            .envs([
                ("DATABASE_URL", database.url.as_str()),
                ("BIND_ADDRESS", "0.0.0.0"), // all of 127.0.0.0/8, for more ports than one address has
                ("PORT", "0"),
                ("RATE_LIMITS", "off"),
                ("RUST_LOG", "warn"),
                ("MAX_STREAMS", "1000000"),
                ("REDIS_URL", redis.unwrap_or_default()),
            ])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server");
        let out = process.stdout.take().expect("its output");
        let mut line = String::new();
        let mut out = BufReader::new(out);
        out.read_line(&mut line).expect("a line");
        let (_, port) = line.trim().rsplit_once(':').expect("an address");
        let port = port.parse().expect("a port");
        let client = reqwest::Client::new();
        let ready = format!("http://127.0.0.1:{port}/readyz");
        while !matches!(client.get(&ready).send().await, Ok(answer) if answer.status().is_success())
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self {
            process,
            port,
            _out: out,
        }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api/v1", self.port)
    }

    pub fn cost(&self) -> Cost {
        let id = self.process.id();
        let read = |file| std::fs::read_to_string(format!("/proc/{id}/{file}")).expect("/proc");
        let status = read("status");
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 = resident
            .and_then(|rest| rest.split_whitespace().next())
            .and_then(|number| number.parse().ok())
            .expect("VmRSS");
        // Fields 14 and 15 of the line, in ticks of 10 ms; the name in parentheses may hold spaces.
        let stat = read("stat");
        let (_, fields) = stat.rsplit_once(')').expect("a name");
        let ticks: Vec<f64> = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|field| field.parse().expect("ticks"))
            .collect();
        Cost {
            megabytes: kilobytes / 1024.0,
            cpu_seconds: (ticks[0] + ticks[1]) / 100.0,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub struct Cost {
    pub megabytes: f64,
    pub cpu_seconds: f64,
}

impl Cost {
    /// Memory at the end, and processor time as a share of one core.
    pub fn since(&self, before: &Self, time: Duration) -> Self {
        Self {
            megabytes: self.megabytes,
            cpu_seconds: (self.cpu_seconds - before.cpu_seconds) / time.as_secs_f64(),
        }
    }
}
