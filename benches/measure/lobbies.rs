//! The lobbies that are played in, written with SQL: the same rows on both databases, with tokens known beforehand.

use panenka::clock::Clock;
use panenka::game::AWAY_AFTER;
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Lobbies of the same size.
#[derive(Clone, Debug)]
pub struct Lobbies {
    pub codes: Vec<String>,
    pub players: usize,
}

/// When hosts and players were last seen, in seconds from now.
#[derive(Clone, Copy)]
pub enum Seen {
    Now,
    /// So that no sign of life is due while a statement is measured.
    InAnHour,
}

impl Lobbies {
    /// For clients of the service. Up to 32,768.
    pub fn of_service(first: usize, count: usize, players: usize) -> Self {
        let letter = |number: usize| char::from(ALPHABET[number % 32]);
        let code = |n: usize| format!("X{}{}{}", letter(n / 1024), letter(n / 32), letter(n));
        let codes = (first..first + count).map(code).collect();
        Self { codes, players }
    }

    /// For pgbench, whose variables are numbers: codes of four digits. Up to 4,096.
    pub fn of_pgbench(first: usize, count: usize, players: usize) -> Self {
        let code = |n: usize| 2222 + n % 8 + n / 8 % 8 * 10 + n / 64 % 8 * 100 + n / 512 % 8 * 1000;
        let codes = (first..first + count)
            .map(|n| code(n).to_string())
            .collect();
        Self { codes, players }
    }

    /// The request line and the headers of one of its members; 0 is the host. No empty line yet.
    pub fn request(&self, method: &str, lobby: usize, path: &str, member: usize) -> String {
        let (path, token) = (self.path(lobby, path), self.token(lobby, member));
        format!("{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n")
    }

    pub fn path(&self, lobby: usize, rest: &str) -> String {
        format!("/api/v1/lobbies/{}{rest}", self.codes[lobby])
    }

    pub fn token(&self, lobby: usize, member: usize) -> String {
        format!("{}-{member}", self.codes[lobby])
    }

    pub fn get(&self, lobby: usize, member: usize) -> Vec<u8> {
        format!("{}\r\n", self.request("GET", lobby, "", member)).into_bytes()
    }

    /// A buzz meant for the round.
    pub fn buzz(&self, lobby: usize, member: usize, round: usize) -> Vec<u8> {
        self.post(lobby, "/buzz", member, &format!("{{\"round\":{round}}}"))
    }

    pub fn post(&self, lobby: usize, path: &str, member: usize, body: &str) -> Vec<u8> {
        self.with_body("POST", lobby, path, member, body)
    }

    pub fn with_body(
        &self,
        method: &str,
        lobby: usize,
        path: &str,
        member: usize,
        body: &str,
    ) -> Vec<u8> {
        let head = self.request(method, lobby, path, member);
        let length = body.len();
        format!("{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
            .into_bytes()
    }
}

/// What `token` is stored as. pgbench's players have tokens that stand for themselves, as its variables can't hold a
/// digest; its hosts do nothing, so that its lobbies can be as long as the others.
fn stored(code: &str, member: usize) -> String {
    if code.starts_with('X') || member == 0 {
        let digest = Sha256::digest(format!("{code}-{member}"));
        return digest.iter().map(|byte| format!("{byte:02x}")).collect();
    }
    format!("{code}{member:04}")
}

pub fn now_micros() -> i64 {
    Clock::system().now().as_microsecond()
}

fn seen_micros(seen: Seen) -> i64 {
    match seen {
        Seen::Now => now_micros(),
        Seen::InAnHour => now_micros() + 3_600_000_000,
    }
}

/// When those who were seen then are away.
fn due_micros(seen: Seen) -> i64 {
    seen_micros(seen) + AWAY_AFTER.as_micros() as i64
}

pub async fn seed_postgres(connection: &mut PgConnection, lobbies: &Lobbies, seen: Seen) {
    let hosts: Vec<_> = lobbies.codes.iter().map(|code| stored(code, 0)).collect();
    let insert = "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen,
            next_due_at, host_online, locked, buzz_order, buzz_times, question_value, round, version, player_count,
            departures)
        SELECT code, gen_random_uuid(), 'Host', token, $3, $3, $4, $6, true, false, '{}', '{}', 10, 1, 1, $5, 0
        FROM UNNEST ($1::text[], $2::text[]) AS lobby (code, token)";
    sqlx::query(insert)
        .bind(&lobbies.codes)
        .bind(hosts)
        .bind(now_micros())
        .bind(seen_micros(seen))
        .bind(lobbies.players as i64)
        .bind(due_micros(seen))
        .execute(&mut *connection)
        .await
        .expect("lobbies");
    for codes in lobbies.codes.chunks(1000) {
        let members = || {
            codes
                .iter()
                .flat_map(|code| (1..=lobbies.players).map(move |p| (code, p)))
        };
        let insert = "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token)
            SELECT gen_random_uuid(), code, 'Player ' || number, 'Player ' || number, $4 + number, $5, 'online', 0, token
            FROM UNNEST ($1::text[], $2::bigint[], $3::text[]) AS player (code, number, token)";
        sqlx::query(insert)
            .bind(members().map(|(code, _)| code.clone()).collect::<Vec<_>>())
            .bind(
                members()
                    .map(|(_, number)| number as i64)
                    .collect::<Vec<_>>(),
            )
            .bind(
                members()
                    .map(|(code, number)| stored(code, number))
                    .collect::<Vec<_>>(),
            )
            .bind(now_micros())
            .bind(seen_micros(seen))
            .execute(&mut *connection)
            .await
            .expect("players");
    }
}

pub async fn seed_sqlite(connection: &mut SqliteConnection, lobbies: &Lobbies, seen: Seen) {
    let (now, due, seen) = (now_micros(), due_micros(seen), seen_micros(seen));
    let mut tx = connection.begin().await.expect("a transaction");
    for code in &lobbies.codes {
        let insert = "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen,
                next_due_at, host_online, locked, buzz_order, buzz_times, question_value, round, version, player_count,
                departures)
            VALUES (?1, ?2, 'Host', ?3, ?4, ?4, ?5, ?7, 1, 0, '[]', '[]', 10, 1, 1, ?6, 0)";
        sqlx::query(insert)
            .bind(code)
            .bind(Uuid::new_v4().to_string())
            .bind(stored(code, 0))
            .bind(now)
            .bind(seen)
            .bind(lobbies.players as i64)
            .bind(due)
            .execute(&mut *tx)
            .await
            .expect("a lobby");
        for number in 1..=lobbies.players {
            let insert = "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score,
                    token)
                VALUES (?1, ?2, ?3, ?3, ?4, ?5, 'online', 0, ?6)";
            sqlx::query(insert)
                .bind(Uuid::new_v4().to_string())
                .bind(code)
                .bind(format!("Player {number}"))
                .bind(now + number as i64)
                .bind(seen)
                .bind(stored(code, number))
                .execute(&mut *tx)
                .await
                .expect("a player");
        }
    }
    tx.commit().await.expect("a commit");
}

/// Empties the queues of all lobbies and leaves the tables and the log of Postgres as after a rest.
pub async fn restore_postgres(connection: &mut PgConnection) {
    let empty = "UPDATE lobbies SET buzz_order = '{}', buzz_times = '{}' WHERE buzz_order <> '{}'";
    for statement in [empty, "VACUUM ANALYZE lobbies", "CHECKPOINT"] {
        connection
            .execute(statement)
            .await
            .expect("a restored table");
    }
}

pub async fn restore_sqlite(connection: &mut SqliteConnection) {
    let empty = "UPDATE lobbies SET buzz_order = '[]', buzz_times = '[]' WHERE buzz_order <> '[]'";
    for statement in [empty, "PRAGMA wal_checkpoint (TRUNCATE)"] {
        connection
            .execute(statement)
            .await
            .expect("a restored table");
    }
}

/// Buzzes stored since the last restoration.
pub async fn stored_postgres(connection: &mut PgConnection) -> i64 {
    let count =
        sqlx::query_scalar("SELECT COALESCE(SUM(cardinality(buzz_order)), 0)::bigint FROM lobbies");
    count.fetch_one(connection).await.expect("a count")
}

pub async fn stored_sqlite(connection: &mut SqliteConnection) -> i64 {
    let count =
        sqlx::query_scalar("SELECT COALESCE(SUM(json_array_length(buzz_order)), 0) FROM lobbies");
    count.fetch_one(connection).await.expect("a count")
}
