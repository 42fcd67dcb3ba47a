//! Lobbies that are opened over HTTP, so that two versions with different schemas can be compared.

use serde_json::{Value, json};

use crate::connection::Connection;
use crate::server::Server;

/// A new schema for each of two versions in a database, as URLs.
pub async fn two_schemas(postgres: &str) -> [String; 2] {
    let names = ["before", "now"];
    for name in names {
        create_schema(postgres, name).await;
    }
    names.map(|name| format!("{postgres}?options[search_path]={name}"))
}

async fn create_schema(postgres: &str, name: &str) {
    use sqlx::{Connection as _, Executor as _};
    let connection = sqlx::PgConnection::connect(postgres).await;
    let create = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}"));
    let created = connection.expect("Postgres").execute(create).await;
    created.expect("a schema");
}

/// A lobby with the tokens of its members; the first is the host's.
#[derive(Clone)]
pub struct Lobby {
    pub code: String,
    pub tokens: Vec<String>,
}

impl Lobby {
    /// Opens one and fills it with players.
    pub async fn open(connection: &mut Connection, players: usize) -> Self {
        let opened = post(connection, "", &json!({ "host_name": "Host" })).await;
        let code = text(&opened["lobby"]["code"]);
        let mut tokens = vec![text(&opened["token"])];
        for number in 0..players {
            let name = json!({ "name": format!("Player {number}") });
            let joined = post(connection, &format!("/{code}/players"), &name).await;
            tokens.push(text(&joined["token"]));
        }
        Self { code, tokens }
    }

    pub fn request(&self, method: &str, path: &str, member: usize, body: &str) -> Vec<u8> {
        let (code, token, length) = (&self.code, &self.tokens[member], body.len());
        format!(
            "{method} /api/v1/lobbies/{code}{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

pub async fn post(connection: &mut Connection, path: &str, body: &Value) -> Value {
    let body = body.to_string();
    let length = body.len();
    let request = format!(
        "POST /api/v1/lobbies{path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    let answer = connection.exchange(request.as_bytes()).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 201, "{path}: {:?}", answer.body);
    serde_json::from_slice(&answer.body).expect("JSON")
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub async fn connect(server: &Server) -> Connection {
    let connection = Connection::open(server.address).await;
    connection.expect("a connection")
}
