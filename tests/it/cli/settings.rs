//! Variables of the environment, and the files they name.

use super::{Place, is_untouched};

/// Variable, value, and what the complaint says is allowed.
const REFUSED: &[(&str, &str, &str)] = &[
    ("PORT", "eighty", "0 to 65535"),
    ("PORT", "65536", "0 to 65535"),
    ("PORT", "-1", "0 to 65535"),
    ("BIND_ADDRESS", "localhost", "IP address"),
    ("DATABASE_MAX_CONNECTIONS", "0", "1 to 100"),
    ("DATABASE_MAX_CONNECTIONS", "101", "1 to 100"),
    ("DATABASE_MAX_CONNECTIONS", "many", "1 to 100"),
    ("DATABASE_MIGRATE", "yes", "on or off"),
    ("MAX_PLAYERS_PER_LOBBY", "0", "1 to 1000"),
    ("MAX_PLAYERS_PER_LOBBY", "1001", "1 to 1000"),
    ("MAX_CONNECTIONS", "9", "10 to 1000000"),
    (
        "CORS_ALLOWED_ORIGINS",
        "quiz.example",
        "https://quiz.example",
    ),
    (
        "CORS_ALLOWED_ORIGINS",
        "https://quiz.example/",
        "https://quiz.example",
    ),
    ("CORS_ALLOWED_ORIGINS", "*", "https://quiz.example"),
    ("RATE_LIMITS", "ON", "on or off"),
    ("TRUST_FORWARDED_FOR", "1", "on or off"),
    ("RUST_LOG", "info=loud=very", "info,panenka=debug"),
    ("LOG_FORMAT", "xml", "text or json"),
    ("LOG_METRICS_INTERVAL", "3601", "0 to 3600"),
    ("LOG_METRICS_INTERVAL", "1s", "0 to 3600"),
    ("METRICS_ADDRESS", "9090", "127.0.0.1:9090"),
    ("METRICS_ADDRESS", "localhost:9090", "127.0.0.1:9090"),
    ("METRICS_TOKEN", "too-short", "16 characters"),
    ("METRICS_TOKEN", "it has spaces in it", "without spaces"),
];

#[tokio::test]
async fn a_value_that_is_not_allowed_is_told_in_one_line() {
    for (variable, value, allowed) in REFUSED {
        let place = Place::new();
        for command in ["serve", "migrate"] {
            let ended = place.run(&[command], &[(variable, value)]).await;
            ended.assert_refused(2, &[variable, allowed]);
            let is_secret = *variable == "METRICS_TOKEN";
            assert_eq!(ended.stderr.contains(value), !is_secret, "{ended:?}");
            assert_eq!(ended.stdout, "");
        }
        assert!(!place.path("lobbies.sqlite3").exists(), "{variable}");
    }
}

#[tokio::test]
async fn an_unknown_scheme_is_refused_without_its_password() {
    for url in [
        "mysql://olga:secret@db/quiz",
        "POSTGRES://olga:secret@db",
        "secret",
        "://secret",
        "secret:",
    ] {
        let ended = Place::new()
            .run(&["migrate"], &[("DATABASE_URL", url)])
            .await;
        ended.assert_refused(
            2,
            &["DATABASE_URL", "postgres://", "postgresql://", "sqlite:"],
        );
        let scheme_only = url.ends_with(':');
        assert!(scheme_only || !ended.stderr.contains("secret"), "{ended:?}");
    }
}

/// SQLite opens these, and keeps nothing, or lets nothing be written.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_database_in_no_file_is_refused() {
    let urls = [
        "sqlite:",
        "sqlite://",
        "sqlite:?mode=rwc",
        "sqlite::memory:",
        "sqlite://:memory:",
        "sqlite:%3Amemory:",
        "sqlite:quiz.db?mode=memory",
        "sqlite:quiz.db?mode=ro",
        "sqlite:quiz.db?immutable=1",
        "sqlite:file:quiz.db",
        "sqlite:file::memory:",
        "sqlite:%66ile:quiz.db?mode=rwc",
    ];
    let urls = urls.map(|url| ("DATABASE_URL", url));
    let paths = [":memory:", "file:quiz.db"].map(|path| ("PANENKA_LOBBY_DB", path));
    for (variable, value) in urls.into_iter().chain(paths) {
        let place = Place::new();
        for command in ["serve", "migrate"] {
            let ended = place.run(&[command], &[(variable, value)]).await;
            ended.assert_refused(2, &[variable, value, "the path of a file"]);
        }
        assert!(!place.path("quiz.db").exists(), "{value}");
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_database_in_a_file_may_be_named_in_any_way() {
    for url in [
        "sqlite:quiz.db",
        "sqlite://quiz.db",
        "sqlite://quiz.db?mode=rwc",
        "sqlite:./quiz.db?mode=rw",
        "sqlite:qu%69z.db?cache=private",
    ] {
        let place = Place::new();
        let ended = place.run(&["migrate"], &[("DATABASE_URL", url)]).await;
        assert!(ended.status.success(), "{url}: {ended:?}");
        assert!(place.path("quiz.db").exists(), "{url}");
    }
}

#[cfg(not(all(feature = "postgres", feature = "sqlite")))]
#[tokio::test]
async fn a_build_for_one_database_refuses_the_other() {
    let (other, own) = if cfg!(feature = "sqlite") {
        ("postgres://127.0.0.1:1/quiz", "use sqlite:")
    } else {
        ("sqlite:quiz.sqlite3", "use postgres:// or postgresql://")
    };
    for command in ["serve", "migrate"] {
        let place = Place::new();
        let variables = [("DATABASE_URL", other), ("PORT", "0"), ("RUST_LOG", "off")];
        let ended = place.run(&[command], &variables).await;
        ended.assert_refused(2, &["no scheme this build supports", own]);
        assert!(!place.path("quiz.sqlite3").exists());
    }
}

#[tokio::test]
async fn a_broken_url_is_refused_without_its_password() {
    let urls = [
        "postgres://olga:secret@db:port/quiz",
        "postgres://olga:secret@db/quiz?sslmode=secret-ish",
        "postgres://olga:secret@[db/quiz",
    ];
    for url in urls {
        let ended = Place::new()
            .run(&["migrate"], &[("DATABASE_URL", url)])
            .await;
        assert_eq!(ended.status.code(), Some(2), "{ended:?}");
        assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
        assert!(
            !ended.stderr.contains("olga") && !ended.stderr.contains("secret@"),
            "{ended:?}"
        );
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn empty_values_count_as_not_set() {
    let place = Place::new();
    let empty: Vec<_> = panenka::config::VARIABLES
        .iter()
        .map(|(name, ..)| (*name, ""))
        .collect();
    let ended = place.run(&["migrate"], &empty).await;
    assert!(ended.status.success(), "{ended:?}");
    assert!(place.path("lobbies.sqlite3").exists());
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn without_settings_the_lobbies_are_in_a_file_here() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    server.ready().await;
    server.create().await;
    assert!(place.path("lobbies.sqlite3").exists());
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn the_file_may_have_another_name() {
    for name in [
        "quiz.sqlite3",
        "quiz night.db",
        "was?.db",
        "100%25.db",
        "#1.db",
        "лобби.db",
    ] {
        let place = Place::new();
        let ended = place.run(&["migrate"], &[("PANENKA_LOBBY_DB", name)]).await;
        assert!(ended.status.success(), "{name}: {ended:?}");
        assert!(place.path(name).exists(), "{name}");
        assert!(!place.path("lobbies.sqlite3").exists(), "{name}");
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn the_url_comes_before_the_file() {
    let place = Place::new();
    let variables = [
        ("PANENKA_LOBBY_DB", "legacy.db"),
        ("DATABASE_URL", "sqlite:new.db"),
    ];
    assert!(place.run(&["migrate"], &variables).await.status.success());
    assert!(place.path("new.db").exists() && !place.path("legacy.db").exists());
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_dotenv_file_is_read() {
    let place = Place::new();
    place.write(".env", "# quiz\nDATABASE_URL=sqlite:from-dotenv.db\n");
    assert!(place.run(&["migrate"], &[]).await.status.success());
    assert!(place.path("from-dotenv.db").exists());
    let variables = [("DATABASE_URL", "sqlite:from-environment.db")];
    assert!(place.run(&["migrate"], &variables).await.status.success());
    assert!(place.path("from-environment.db").exists());
}

/// It may be a stranger's, as in a shared folder.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_dotenv_file_of_a_folder_above_is_not_read() {
    let place = Place::new();
    place.write(".env", "PORT=eighty\nDATABASE_URL=sqlite:stranger.db\n");
    let here = place.path("here");
    std::fs::create_dir(&here).expect("a folder");
    let ended = tokio::process::Command::new(env!("CARGO_BIN_EXE_panenka"))
        .arg("migrate")
        .env_clear()
        .current_dir(&here)
        .output()
        .await
        .expect("an end");
    assert!(ended.status.success(), "{ended:?}");
    assert!(here.join("lobbies.sqlite3").exists() && !here.join("stranger.db").exists());
}

/// A folder of that name is what other tools keep programs in.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_folder_of_the_name_is_left_alone() {
    let place = Place::new();
    std::fs::create_dir(place.path(".env")).expect("a folder");
    assert!(place.run(&["migrate"], &[]).await.status.success());
}

#[tokio::test]
async fn a_dotenv_file_is_checked_too() {
    let place = Place::new();
    place.write(".env", "PORT=eighty\n");
    place
        .run(&["migrate"], &[])
        .await
        .assert_refused(2, &["PORT", "eighty"]);
    place.write(".env", "this is no setting\n");
    place
        .run(&["migrate"], &[])
        .await
        .assert_refused(2, &[".env"]);
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let place = Place::new();
    let text = "Dear diary, ".repeat(500);
    place.write("lobbies.sqlite3", &text);
    for command in ["serve", "migrate"] {
        place
            .run(&[command], &[])
            .await
            .assert_refused(2, &["database"]);
    }
    assert!(is_untouched(&place, "lobbies.sqlite3", text.as_bytes()));
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_directory_that_is_not_there_is_refused() {
    let variables = [("PANENKA_LOBBY_DB", "nowhere/lobbies.sqlite3")];
    Place::new()
        .run(&["serve"], &variables)
        .await
        .assert_refused(2, &["database"]);
}

/// As the legacy system made it, in the part that matters here.
#[cfg(feature = "sqlite")]
const LEGACY: &str = "
    CREATE TABLE lobbies (code TEXT PRIMARY KEY, host_id TEXT, host_name TEXT, host_token TEXT, created_at REAL);
    CREATE TABLE players (id TEXT PRIMARY KEY, lobby_code TEXT, name TEXT, joined_at REAL);
    INSERT INTO lobbies VALUES ('K7QX', 'h', 'Olga', 't', 1700000000.5);";

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_legacy_file_is_refused_with_the_way_out_and_left_alone() {
    use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
    let place = Place::new();
    let file = place.path("legacy.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true);
    let mut connection = options.connect().await.expect("a file");
    connection.execute(LEGACY).await.expect("the tables");
    connection.close().await.expect("an end");
    let bytes = std::fs::read(&file).expect("bytes");
    for (variable, value) in [
        ("PANENKA_LOBBY_DB", "legacy.db"),
        ("DATABASE_URL", "sqlite:legacy.db"),
    ] {
        for command in ["serve", "migrate"] {
            let ended = place.run(&[command], &[(variable, value)]).await;
            ended.assert_refused(2, &["panenka import legacy.db"]);
        }
    }
    assert!(is_untouched(&place, "legacy.db", &bytes));
}
