//! What a connection is told and asked beside its statements: settings that last for its life, whether its session is its
//! own, and whether anything can be written there.

use sqlx::Row as _;
use sqlx::postgres::PgConnection;

use crate::store::pool::Checked;
use crate::store::{StoreError, StoreResult};

/// In one exchange, and not when the connection is made: a pooler refuses the options of a start. It leaves a mark, which goes
/// with the session or when a pooler resets it for another client; who finds one shares the session.
const GREETING: &str = "SELECT current_setting('transaction_read_only')::boolean,
        COALESCE(current_setting('panenka.session', TRUE), '') <> '';
    SET panenka.session = 'taken';
    SET default_transaction_isolation = 'read committed';
    -- A statement that waits longer than a client would is of no use to anybody.
    SET statement_timeout = 2000;
    -- What is left of a process that was cut off must not keep its locks, nor its connections.
    SET idle_in_transaction_session_timeout = 2500;
    SET tcp_user_timeout = 10000;
    SET tcp_keepalives_idle = 10;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 2";

const WHICH_SESSION: &str = "SELECT pg_backend_pid()";

const NO_TIME_LIMIT: &str = "SET statement_timeout = 0";

pub fn greet(connection: &mut PgConnection) -> Checked<'_> {
    Box::pin(async {
        let row = sqlx::raw_sql(GREETING).fetch_all(connection).await?;
        let [row] = row.as_slice() else {
            return Err(StoreError::Corrupt("the server does not greet".to_owned()));
        };
        let (is_read_only, is_shared) = (row.try_get(0)?, row.try_get(1)?);
        if is_shared {
            return Err(StoreError::SharedSession(None));
        }
        expect_writable(is_read_only)
    })
}

/// Whether it is at a server that can be written to. A standby, which may be behind, would show what was true a while ago.
pub fn check(connection: &mut PgConnection) -> Checked<'_> {
    Box::pin(async {
        let is_read_only = sqlx::query_scalar!(
            r#"SELECT current_setting('transaction_read_only')::boolean AS "is_read_only!""#
        );
        expect_writable(is_read_only.fetch_one(connection).await?)
    })
}

fn expect_writable(is_read_only: bool) -> StoreResult<()> {
    if is_read_only {
        return Err(StoreError::ReadOnly(None));
    }
    Ok(())
}

/// Which of the server's sessions answers. Nothing is prepared for it, because the next answer may be another session's.
pub async fn session_of(connection: &mut PgConnection) -> StoreResult<i32> {
    let asked = sqlx::raw_sql(WHICH_SESSION);
    let row = asked.fetch_one(connection).await?;
    Ok(row.try_get(0)?)
}

/// For what may take longer than a request may.
pub async fn without_time_limit(connection: &mut PgConnection) -> StoreResult<()> {
    sqlx::raw_sql(NO_TIME_LIMIT).execute(connection).await?;
    Ok(())
}
