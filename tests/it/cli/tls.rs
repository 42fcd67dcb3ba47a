//! What the program asks of the way to Postgres: TLS wherever it leaves the machine, and proof where a root is named.

use std::sync::Arc;

use base64::Engine as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::Place;
use crate::harness::{Backend, Database};

/// What a client sends to ask for TLS.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// The tests' server behind a front of its own, which speaks TLS as a server does, or refuses to.
struct Front {
    port: u16,
    /// In PEM.
    certificate: String,
}

impl Front {
    async fn start(server: String, offers_tls: bool) -> Self {
        let names = vec!["localhost".to_owned()];
        let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .expect("a configuration");
        let acceptor = offers_tls.then(|| TlsAcceptor::from(Arc::new(config)));
        let listener = TcpListener::bind("0.0.0.0:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // A client that does not like what it sees hangs up.
                tokio::spawn(pass(client, server.clone(), acceptor.clone()));
            }
        });
        Self {
            port,
            certificate: pem(own.cert.der()),
        }
    }
}

fn pem(certificate: &[u8]) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

async fn pass(
    mut client: TcpStream,
    server: String,
    acceptor: Option<TlsAcceptor>,
) -> std::io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let mut first = [0; 8];
    client.read_exact(&mut first).await?;
    if first != SSL_REQUEST {
        server.write_all(&first).await?;
        copy_bidirectional(&mut client, &mut server).await?;
        return Ok(());
    }
    let Some(acceptor) = acceptor else {
        client.write_all(b"N").await?;
        copy_bidirectional(&mut client, &mut server).await?;
        return Ok(());
    };
    client.write_all(b"S").await?;
    let mut client = acceptor.accept(client).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

/// Host and options of the URL; whether the server speaks TLS; what it comes to: nothing, or a part of the complaint.
/// `0.0.0.0` leads to this machine, but is none of its own addresses.
const CASES: &[(&str, &str, bool, Result<(), &str>)] = &[
    // As it comes on Heroku, where nobody vouches for the certificate.
    ("0.0.0.0", "", true, Ok(())),
    ("0.0.0.0", "", false, Err("TLS")),
    ("0.0.0.0", "?sslmode=prefer", false, Err("TLS")),
    ("0.0.0.0", "?sslmode=require", true, Ok(())),
    ("0.0.0.0", "?sslmode=disable", false, Ok(())),
    ("127.0.0.1", "", false, Ok(())),
    ("127.0.0.1", "", true, Ok(())),
    ("localhost", "?sslmode=require", false, Err("TLS")),
    (
        "localhost",
        "?sslmode=verify-full&sslrootcert=own.pem",
        true,
        Ok(()),
    ),
    (
        "localhost",
        "?sslmode=verify-full&sslrootcert=other.pem",
        true,
        Err("certificate"),
    ),
    (
        "localhost",
        "?sslmode=verify-full",
        true,
        Err("certificate"),
    ),
    // A root that is named is meant.
    ("localhost", "?sslrootcert=own.pem", true, Ok(())),
    (
        "localhost",
        "?sslrootcert=other.pem",
        true,
        Err("certificate"),
    ),
    (
        "localhost",
        "?sslmode=require&sslrootcert=other.pem",
        true,
        Err("certificate"),
    ),
    (
        "127.0.0.1",
        "?sslrootcert=own.pem",
        true,
        Err("certificate"),
    ),
    (
        "127.0.0.1",
        "?sslmode=verify-ca&sslrootcert=own.pem",
        true,
        Ok(()),
    ),
    ("localhost", "?sslrootcert=own.pem", false, Err("TLS")),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_postgres_is_as_safe_as_its_url_says() {
    let database = Database::create(Backend::Postgres).await;
    let (_, rest) = database.url.split_once("://").expect("a scheme");
    let (authority, name) = rest.split_once('/').expect("a database");
    let (user, server) = authority.rsplit_once('@').expect("a user");
    let name = name.split('?').next().unwrap_or_default();
    // Heroku's form has a password, of letters or not; a server that trusts asks for none.
    let user = if user.contains(':') {
        user.to_owned()
    } else {
        format!("{user}:p4ss%21word")
    };
    let (safe, plain) = (
        Front::start(server.to_owned(), true).await,
        Front::start(server.to_owned(), false).await,
    );
    let place = Place::new();
    place.write("own.pem", &safe.certificate);
    place.write("other.pem", &plain.certificate);
    for (host, options, speaks_tls, expected) in CASES {
        let port = if *speaks_tls { safe.port } else { plain.port };
        let url = format!("postgres://{user}@{host}:{port}/{name}{options}");
        let variables = [("DATABASE_URL", url.as_str()), ("RUST_LOG", "off")];
        let ended = place.run(&["migrate"], &variables).await;
        let case = format!("{host}{options}, TLS: {speaks_tls}: {ended:?}");
        match expected {
            Ok(()) => assert!(ended.status.success(), "{case}"),
            Err(part) => {
                assert_eq!(ended.status.code(), Some(1), "{case}");
                assert!(ended.stderr.contains(part), "{case}");
                assert!(!ended.stderr.contains("p4ss"), "{case}");
            }
        }
    }
}
