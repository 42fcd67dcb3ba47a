//! When a connection to Postgres is encrypted.

use std::net::IpAddr;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Nothing leaves this machine in clear unless `sslmode` asks for that: what would be sent over TLS where the server
/// offers it is sent over TLS or not at all. Where a root certificate is named, the server has to prove who it is;
/// elsewhere it need not, because small plans have no certificate that could be checked.
pub fn encrypted(options: PgConnectOptions) -> PgConnectOptions {
    let mode = options.get_ssl_mode();
    let leaves_it_open = matches!(mode, PgSslMode::Prefer | PgSslMode::Require);
    if leaves_it_open && names_a_root(&options) {
        return options.ssl_mode(PgSslMode::VerifyFull);
    }
    if matches!(mode, PgSslMode::Prefer) && !is_local(&options) {
        return options.ssl_mode(PgSslMode::Require);
    }
    options
}

fn names_a_root(options: &PgConnectOptions) -> bool {
    // With a plain host and name: sqlx panics on what it can't make a URL of, as the folder of a socket.
    let options = options.clone().host("localhost").username("postgres");
    let url = options.to_url_lossy();
    url.query_pairs().any(|(name, _)| name == "sslrootcert")
}

fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let address = host.parse::<IpAddr>();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.is_loopback())
}
