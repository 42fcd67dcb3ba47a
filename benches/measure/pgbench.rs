//! pgbench with the service's own statements, over as many connections.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::lobbies::now_micros;
use crate::server::DATABASE_CONNECTIONS;

/// A statement of the service with pgbench's variables in it.
pub struct Script(PathBuf);

/// Which of the lobbies, and which of its players: `:i` counts from 0 over all connections.
#[derive(Clone, Copy)]
pub enum Spread {
    /// One buzz in each of so many lobbies, then the next one in each.
    Over(usize),
    /// All in the one lobby with this code.
    Hot(usize),
}

impl Script {
    pub fn buzz(directory: &Path, spread: Spread) -> Self {
        let names = ["code", "token", "round", "now", "uptime", "claimed"];
        Self::write(
            directory,
            "buzz",
            "UPDATE lobbies AS lobby SET",
            &names,
            spread,
        )
    }

    pub fn state(directory: &Path, spread: Spread) -> Self {
        Self::write(
            directory,
            "state",
            "SELECT code, host_id::text",
            &["code", "token"],
            spread,
        )
    }

    /// The text is that of the compiled-in statement: its description in `sqlx-data/` has it.
    fn write(
        directory: &Path,
        name: &str,
        beginning: &str,
        variables: &[&str],
        spread: Spread,
    ) -> Self {
        let mut statement = statement(beginning, variables.len());
        for (index, variable) in variables.iter().enumerate() {
            statement = statement.replace(&format!("${}", index + 1), &format!(":{variable}"));
        }
        let connections = DATABASE_CONNECTIONS;
        let (kind, place) = match spread {
            Spread::Over(lobbies) => (
                "spread",
                format!(
                    "\\set l :i % {lobbies}\n\\set player :i / {lobbies} + 1\n\
                     \\set code 2222 + :l % 8 + :l / 8 % 8 * 10 + :l / 64 % 8 * 100 + :l / 512 % 8 * 1000\n"
                ),
            ),
            Spread::Hot(code) => ("hot", format!("\\set player :i + 1\n\\set code {code}\n")),
        };
        let text = format!(
            "\\set i :n * {connections} + :client_id\n\\set n :n + 1\n{place}\
             \\set token :code * 10000 + :player\n{statement};\n"
        );
        let path = directory.join(format!("{name}-{kind}.sql"));
        std::fs::write(&path, text).expect("a script");
        Self(path)
    }

    /// Transactions a second, without the time to connect. `extent` is `-t` transactions a connection, or `-T` seconds.
    pub fn run(&self, database_url: &str, extent: [&str; 2]) -> f64 {
        let mut command = Command::new("timeout");
        command.args(["60", "pgbench", "-n", "-M", "prepared", "-j", "1", "-c"]);
        command
            .arg(DATABASE_CONNECTIONS.to_string())
            .args(extent)
            .arg("-f")
            .arg(&self.0);
        // Without gaps the scale of presence is the time of day.
        let now = now_micros();
        // What a player claims is kept where there is a fair window, and these lobbies have none.
        let values = [
            ("now", now),
            ("uptime", now),
            ("n", 0),
            ("round", 1),
            ("claimed", 0),
        ];
        for (name, value) in values {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let output = command.arg(database_url).output().expect("pgbench");
        let text = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "pgbench: {text}{errors}");
        let tps = text.lines().find_map(|line| line.strip_prefix("tps = "));
        let tps = tps.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        tps.expect("pgbench's tps")
    }
}

/// The Postgres statement that begins so and has so many parameters.
fn statement(beginning: &str, parameters: usize) -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("sqlx-data");
    let files = std::fs::read_dir(directory).expect("sqlx-data");
    let (last, next) = (format!("${parameters}"), format!("${}", parameters + 1));
    let mut found = files.filter_map(|file| {
        let text = std::fs::read_to_string(file.ok()?.path()).ok()?;
        let described: serde_json::Value = serde_json::from_str(&text).ok()?;
        let query = described["query"].as_str()?.to_owned();
        let is_this =
            query.starts_with(beginning) && query.contains(&last) && !query.contains(&next);
        is_this.then_some(query)
    });
    let statement = found.next().expect("the statement in sqlx-data");
    assert!(
        found.next().is_none(),
        "two statements begin with {beginning}"
    );
    statement
}
