//! How a Postgres is named, and which one is refused.

use super::{Place, eventually};
use crate::harness::proxy::Proxy;
use crate::harness::{Backend, Database};
use crate::sql::Sql;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_may_have_an_address_of_ipv6() {
    let database = Database::create(Backend::Postgres).await;
    let proxy = Proxy::at("[::1]", &database.url).await;
    let url: reqwest::Url = proxy.url.parse().expect("a URL");
    let (port, name) = (url.port().expect("a port"), url.path());
    let rest = format!("user=postgres&port={port}&sslmode=disable");
    let urls = [
        proxy.url.clone(),
        proxy.url.replace("[::1]", "[0:0:0:0:0:0:0:1]"),
        format!("{}#fragment", proxy.url),
        format!("postgres://{name}?{rest}&host=::1"),
        format!("postgres://{name}?{rest}&host=[::1]"),
        format!("postgres://{name}?{rest}&hostaddr=::1"),
        format!("postgres://127.0.0.1:1{name}?{rest}&host=::1"),
        format!("postgresql://[::2]:1{name}?{rest}&host=%3A%3A1"),
    ];
    for url in &urls {
        let place = Place::new();
        let variables = [("DATABASE_URL", url.as_str()), ("RUST_LOG", "off")];
        let ended = place.run(&["migrate"], &variables).await;
        assert!(ended.status.success(), "{url}: {ended:?}");
    }
}

/// A file of passwords knows the address without the brackets of a URL.
#[tokio::test(flavor = "multi_thread")]
async fn the_password_for_an_address_of_ipv6_is_found() {
    use std::os::unix::fs::PermissionsExt as _;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let place = Place::new();
    let server = tokio::net::TcpListener::bind("[::1]:0").await;
    let server = server.expect("a port");
    let port = server.local_addr().expect("an address").port();
    let passwords = place.path("pgpass");
    std::fs::write(&passwords, format!("\\:\\:1:{port}:quiz:olga:secret\n")).expect("a file");
    let mine = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(&passwords, mine).expect("mine");
    let url = format!("postgres://olga@[::1]:{port}/quiz?sslmode=disable");
    let file = passwords.to_str().expect("text");
    let variables = [("DATABASE_URL", url.as_str()), ("PGPASSFILE", file)];
    let _program = place.start(&["migrate"], &variables);
    let said = async {
        let (mut client, _) = server.accept().await.expect("a client");
        let mut bytes = [0; 1024];
        let first = client.read(&mut bytes).await;
        assert!(first.expect("its first message") > 0);
        let ask_for_password = [b'R', 0, 0, 0, 8, 0, 0, 0, 3];
        client.write_all(&ask_for_password).await.expect("asked");
        let length = client.read(&mut bytes).await.expect("a password");
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    let said = tokio::time::timeout(super::PATIENCE, said).await;
    assert!(said.expect("in time").contains("secret"));
}

/// It would answer 500 to most names.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_has_no_unicode_is_refused() {
    let database = Database::create(Backend::Postgres).await;
    let mut sql = Sql::open(&database).await;
    for encoding in ["LATIN1", "SQL_ASCII"] {
        let name = format!("panenka_test_{}", uuid::Uuid::new_v4().simple());
        let create =
            format!("CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0");
        sql.execute(&create).await;
        let mut url: reqwest::Url = database.url.parse().expect("a URL");
        url.set_path(&name);
        let place = Place::new();
        let variables = [("DATABASE_URL", url.as_str())];
        let ended = place.run(&["migrate"], &variables).await;
        let server = place.serve(&variables).await;
        let told = eventually("a reason", async || {
            let log = server.program.stdout();
            let line = log.lines().find(|line| line.contains("is not ready"))?;
            Some(line.to_owned())
        })
        .await;
        let status = server.status("/readyz").await;
        drop(server);
        let drop = format!("DROP DATABASE {name} WITH (FORCE)");
        sql.execute(&drop).await;
        ended.assert_refused(1, &[encoding, "UTF8"]);
        assert!(told.contains(encoding), "{told}");
        assert_eq!(status, 503);
    }
}

#[tokio::test]
async fn lists_of_hosts_that_can_not_be_are_refused() {
    for (rest, why) in [
        ("a,,b/quiz", "empty"),
        ("a,b,/quiz", "empty"),
        (",/quiz", "empty"),
        ("a:1,b:65536/quiz", "65536"),
        ("a:1,b:x/quiz", "\"x\""),
        ("a,b/quiz?port=1,2,3", "3 ports"),
        ("a,b,c/quiz?port=1,2", "2 ports"),
        ("a/quiz?port=1,2", "2 ports"),
        ("/quiz?host=a,b&hostaddr=127.0.0.1", "1 addresses"),
        ("/quiz?host=a,b&hostaddr=127.0.0.1,localhost", "malformed"),
        ("a,b/quiz?target_session_attrs=standby", "standby"),
        ("a/quiz?target_session_attrs=read-only", "read-write"),
        ("a,b/quiz?target_session_attrs=", "target_session_attrs"),
    ] {
        let url = format!("postgres://olga:secret@{rest}");
        for command in ["migrate", "serve"] {
            let variables = [("DATABASE_URL", url.as_str()), ("PORT", "0")];
            let ended = Place::new().run(&[command], &variables).await;
            ended.assert_refused(2, &["DATABASE_URL", why]);
            assert!(!ended.stderr.contains("secret"), "{ended:?}");
        }
    }
}

/// It fails in one line, whatever is wrong with it.
#[tokio::test]
async fn no_url_is_too_odd() {
    for url in [
        "postgres:?port=1",
        "postgres://?port=1",
        "postgres:///quiz?port=1",
        "postgres:quiz?port=1",
        "postgres://?host=&port=1",
        "postgres://127.0.0.1:1?host=a%20b",
        "postgres://127.0.0.1:1?host=a/b",
        "postgres://127.0.0.1:1?host=a%00b",
        "postgres://127.0.0.1:1?host=/no/such/folder",
        "postgres://127.0.0.1:1?host=%2F%ff",
        "postgres://127.0.0.1:1?host=[::1",
        "postgres://127.0.0.1:1?host=[]",
        "postgres://127.0.0.1:1?hostaddr=localhost",
        "postgres://[::1]:1/quiz",
        "postgres://[::1%25eth0]:1/quiz",
        "postgres://[fe80::1]:1/quiz?sslrootcert=/no/such/file",
        "postgres://%2Fno%2Fsuch/quiz?port=1",
        "postgres://a%2Fb%40c:d%2Fe@127.0.0.1:1/quiz",
        "postgres://a%00b@127.0.0.1:1/%00",
        "postgres://127.0.0.1:1/quiz?user=a%20b%2Fc%23",
        "postgres://127.0.0.1:1/quiz?user=",
        "postgres://127.0.0.1:1/quiz?user=[&host=]",
        "postgres://127.0.0.1:65536/quiz",
        "postgres://127.0.0.1/quiz?port=-1",
        "postgres://a,b/quiz?port=1",
        "postgres://a@b@127.0.0.1:1/c?d?e#f#g",
        "postgres://127.0.0.1:1/quiz?options[=1&options[a]=b&options=c",
        "postgres://127.0.0.1:1/quiz?statement-cache-capacity=0",
        "postgres://127.0.0.1:1/quiz?sslmode=verify-full",
        "postgres://xn--/quiz?port=1",
        "postgres://127.0.0.1:1,[::1]:1,%2Fno%2Fsuch/quiz?target_session_attrs=any",
        "postgres:///quiz?host=127.0.0.1,/no/such&port=1",
        "postgres:///quiz?hostaddr=127.0.0.1,::1&port=1,1",
        "postgres://лобби:1/лобби",
    ] {
        let place = Place::new();
        let variables = [("DATABASE_URL", url), ("RUST_LOG", "off")];
        let ended = place.run(&["migrate"], &variables).await;
        assert!(
            matches!(ended.status.code(), Some(1 | 2)),
            "{url}: {ended:?}"
        );
        assert_eq!(ended.stderr.lines().count(), 1, "{url}: {ended:?}");
        assert!(ended.stderr.starts_with("panenka: "), "{url}: {ended:?}");
    }
}
