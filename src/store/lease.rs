//! A connection for one use. It comes back to its pool only if that use was finished.
//!
//! A use that is cut short, by its deadline or by a client that hangs up, or that fails, leaves a connection on which
//! an answer may still be to come or a transaction open: a `BEGIN` that was sent and not awaited would swallow the
//! next statement's commit. Such a connection is closed.

use std::time::Duration;

use scopeguard::ScopeGuard;
use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, Database, Pool};

/// How long a connection may keep its place in the pool after its use. Longer than what is left of the time limit of
/// a statement when a use case ends, so that the server does not have more connections than the pool.
const LINGER: Duration = Duration::from_secs(2);

pub type Lease<DB> = ScopeGuard<PoolConnection<DB>, fn(PoolConnection<DB>)>;

pub async fn lease<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<Lease<DB>> {
    Ok(scopeguard::guard(pool.acquire().await?, discard))
}

/// Ends a use that has left nothing behind.
pub fn give_back<DB: Database>(lease: Lease<DB>) {
    let mut connection = ScopeGuard::into_inner(lease);
    // What dropping it does, which waits for the server's answer to a ping without an end.
    let returned = connection.return_to_pool();
    tokio::spawn(tokio::time::timeout(LINGER, returned));
}

fn discard<DB: Database>(mut connection: PoolConnection<DB>) {
    tokio::spawn(async move {
        // Until the server has come to the end of what it was asked.
        let _ = tokio::time::timeout(LINGER, connection.ping()).await;
        drop(connection.detach());
    });
}
