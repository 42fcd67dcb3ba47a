//! PgBouncer in front of the tests' Postgres, with the configuration that operators are given.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::Database;
use crate::cli::eventually;

/// Debian keeps it where not everybody looks for programs.
const PROGRAMS: [&str; 2] = ["pgbouncer", "/usr/sbin/pgbouncer"];

/// PgBouncer refuses to be run by root; this is nobody.
const NOBODY: u32 = 65534;

pub struct Pooler {
    /// By which the database is reached through here.
    pub url: String,
    directory: tempfile::TempDir,
    settings: String,
    process: Child,
}

impl Pooler {
    /// With these lines beside those of `ops/pgbouncer.ini`.
    pub async fn start(database: &Database, lines: &str) -> Self {
        let mut url: reqwest::Url = database.url.parse().expect("a URL");
        let host = url.host_str().expect("a host").to_owned();
        let server_port = url.port().unwrap_or(5432);
        let directory = tempfile::tempdir().expect("a directory");
        let readable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(directory.path(), readable).expect("permissions");
        let password = url.password().unwrap_or("quiz").to_owned();
        url.set_password(Some(&password)).expect("a password");
        let users = directory.path().join("users");
        let user = format!("\"{}\" \"{password}\"\n", url.username());
        std::fs::write(&users, user).expect("a file");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(port)).expect("a port");
        let settings = [
            ("* =", format!("* = host={host} port={server_port}")),
            ("listen_port =", format!("listen_port = {port}")),
            ("auth_file =", format!("auth_file = {}", users.display())),
        ];
        let settings = settings.iter().fold(given(), |given, (begin, line)| {
            let lines = given
                .lines()
                .map(|old| if old.starts_with(begin) { line } else { old });
            lines.collect::<Vec<_>>().join("\n")
        });
        let settings = format!("{settings}\nunix_socket_dir =\n");
        write(directory.path(), &format!("{settings}{lines}\n"));
        let process = run(directory.path());
        let mut pooler = Self {
            url: url.to_string(),
            directory,
            settings,
            process,
        };
        eventually("PgBouncer", async || {
            let ended = pooler.process.try_wait().expect("a status");
            assert!(ended.is_none(), "PgBouncer has ended: {}", pooler.log());
            let answers = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
            answers.ok().map(drop)
        })
        .await;
        pooler
    }

    /// Other lines from here on, for those that are connected, too.
    pub fn set(&self, lines: &str) {
        write(
            self.directory.path(),
            &format!("{}{lines}\n", self.settings),
        );
        let pid = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", "HUP", &pid]).status();
        assert!(sent.expect("kill").success());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("log")).expect("text")
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn given() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ops/pgbouncer.ini");
    std::fs::read_to_string(file).expect("a file")
}

fn write(directory: &Path, settings: &str) {
    std::fs::write(directory.join("pgbouncer.ini"), settings).expect("a file");
}

fn run(directory: &Path) -> Child {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    for program in PROGRAMS {
        let log = std::fs::File::create(directory.join("log")).expect("a file");
        let mut command = Command::new(program);
        command
            .arg(directory.join("pgbouncer.ini"))
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.spawn() {
            Ok(process) => return process,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => panic!("{program}: {error}"),
        }
    }
    panic!("these tests need PgBouncer; on Debian: apt-get install pgbouncer");
}
