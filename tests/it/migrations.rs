//! A lobby of the version before, in the middle of a round, plays on when the schema has been brought up to date.

use std::path::Path;
use std::sync::Arc;

use panenka::game::Token;
use serde_json::json;
use sqlx::migrate::Migrator;
use uuid::Uuid;

use crate::harness::{Backend, Database, Member, Service, TestClock};
use crate::sql::Sql;

on_both_databases! {
    a_lobby_in_mid_round_plays_on,
}

/// The last migration of the version before.
const BEFORE: i64 = 3;

async fn migrate_to(database: &Database, last: i64) {
    let directory = match database.backend {
        Backend::Sqlite => {
            let file = database.url.trim_start_matches("sqlite:");
            std::fs::File::create_new(file).expect("a new file");
            "migrations/sqlite"
        }
        Backend::Postgres => "migrations/postgres",
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut migrator = Migrator::new(directory).await.expect("migrations");
    migrator
        .migrations
        .to_mut()
        .retain(|migration| migration.version <= last);
    match Sql::open(database).await {
        #[cfg(feature = "sqlite")]
        Sql::Sqlite(mut connection) => migrator.run(&mut connection).await,
        #[cfg(feature = "postgres")]
        Sql::Postgres(mut connection) => migrator.run(&mut connection).await,
    }
    .expect("a schema");
}

struct Person {
    id: Uuid,
    token: Token,
}

fn person() -> Person {
    Person {
        id: Uuid::new_v4(),
        token: Token::generate(&mut rand::rng()),
    }
}

impl Person {
    fn digest(&self) -> String {
        self.token.digest().as_str().to_owned()
    }

    fn at<'a>(&self, service: &'a Service) -> Member<'a> {
        Member {
            service,
            code: "K7QX".to_owned(),
            token: self.token.reveal().to_owned(),
            id: self.id.to_string(),
        }
    }
}

/// In round 4, for 20 points: Anna has the word, and Ben is behind her.
async fn insert(database: &Database, clock: &TestClock, people: [&Person; 3]) {
    let [host, anna, ben] = people;
    let now = clock.clock().now().as_microsecond();
    let (queue, times) = match database.backend {
        Backend::Sqlite => (
            format!("[\"{}\",\"{}\"]", anna.id, ben.id),
            format!("[{now},{now}]"),
        ),
        Backend::Postgres => (
            format!("{{{},{}}}", anna.id, ben.id),
            format!("{{{now},{now}}}"),
        ),
    };
    let yes = match database.backend {
        Backend::Sqlite => "1",
        Backend::Postgres => "TRUE",
    };
    let mut sql = Sql::open(database).await;
    sql.execute(&format!(
        "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, next_due_at,
             host_online, locked, buzz_order, buzz_times, active_player_id, question_value, round, version,
             player_count, players_online, departures)
         VALUES ('K7QX', '{}', 'Olga', '{}', {now}, {now}, {now}, {now}, {yes}, {yes}, '{queue}', '{times}', '{}', 20,
             4, 17, 2, 2, 0)",
        host.id,
        host.digest(),
        anna.id,
    ))
    .await;
    for (number, (name, player)) in [("Anna", anna), ("Ben", ben)].into_iter().enumerate() {
        sql.execute(&format!(
            "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token)
             VALUES ('{}', 'K7QX', '{name}', '{name}', {now} + {number}, {now}, 'online', 30, '{}')",
            player.id,
            player.digest(),
        ))
        .await;
    }
}

async fn a_lobby_in_mid_round_plays_on(service: Service) {
    let database = Arc::new(Database::create(service.database.backend).await);
    migrate_to(&database, BEFORE).await;
    let clock = TestClock::new();
    let people = [person(), person(), person()];
    insert(&database, &clock, people.each_ref()).await;

    let service = Service::start_on(Arc::clone(&database), clock, |_| {}).await;
    let [host, anna, ben] = people.each_ref().map(|person| person.at(&service));
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["version"], &lobby["round"]),
        (&json!(17), &json!(4))
    );
    assert_eq!(
        (&lobby["question"], &lobby["phase"]),
        (&json!(4), &json!("answering"))
    );
    assert_eq!(lobby["active_player"]["id"], anna.id.as_str());
    assert_eq!(lobby["buzz_queue"][1]["id"], ben.id.as_str());
    assert_eq!(lobby["settings"]["values"], json!([10, 20, 30, 40, 50]));

    let again = ben.buzz_in(4).await.assert_ok();
    assert_eq!(
        (&again["status"], &again["position"]),
        (&json!("already"), &json!(2))
    );
    let passed = host
        .resolve_with("minus", json!({ "round": 4, "then": "next" }))
        .await
        .assert_ok();
    assert_eq!(passed["active_player"]["id"], ben.id.as_str());
    assert_eq!(passed["players"][0]["score"], 10);
    host.resolve("plus").await.assert_ok();
    assert_eq!(anna.buzz_in(6).await.assert_ok()["position"], 1);
    let lobby = ben.lobby().await;
    assert_eq!(
        (&lobby["question"], &lobby["you"]["score"]),
        (&json!(5), &json!(50))
    );
}
