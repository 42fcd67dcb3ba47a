//! A throw-away Postgres with a hot standby.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

/// How far the standby is behind.
pub const BEHIND: Duration = Duration::from_millis(1500);

/// A throw-away server and its standby, for as long as this lives.
pub struct Pair {
    pub primary: String,
    pub standby: String,
    script: Child,
    /// The script ends when this is closed.
    stay: Option<ChildStdin>,
}

impl Pair {
    pub fn start() -> Self {
        let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts");
        let inside = format!(
            "echo $TEST_DATABASE_URL; {scripts}/with-postgres --standby {}; cat >/dev/null",
            BEHIND.as_millis()
        );
        let mut script = Command::new(format!("{scripts}/with-postgres"))
            .args(["bash", "-euo", "pipefail", "-c", &inside])
            .env_remove("TEST_DATABASE_URL")
            .env("WITH_POSTGRES", "binaries packages")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/with-postgres");
        let stay = script.stdin.take();
        let mut lines = BufReader::new(script.stdout.take().expect("an output")).lines();
        let mut url = || lines.next().expect("a server's URL").expect("text");
        Self {
            primary: url(),
            standby: url(),
            script,
            stay,
        }
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        drop(self.stay.take());
        let _ = self.script.wait();
    }
}
