-- Times are microseconds since the Unix epoch, in UTC. Tokens and keys are SHA-256 in hexadecimal.
-- Paired with migrations/postgres/0001_lobbies.sql: same tables, same columns, same indexes.

CREATE TABLE lobbies (
    code             TEXT    PRIMARY KEY NOT NULL,
    host_id          TEXT    NOT NULL,
    host_name        TEXT    NOT NULL,
    host_token       TEXT    NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    host_seen        INTEGER NOT NULL,
    host_online      INTEGER NOT NULL,
    locked           INTEGER NOT NULL,
    -- The queue: who, and in the same order when. In this row because its lock is what decides the order.
    buzz_order       TEXT    NOT NULL, -- JSON array of player ids
    buzz_times       TEXT    NOT NULL, -- JSON array of times
    active_player_id TEXT,
    question_value   INTEGER NOT NULL,
    round            INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    -- How many are on the roster, and how often somebody left it.
    player_count     INTEGER NOT NULL,
    departures       INTEGER NOT NULL,
    idempotency_key  TEXT    UNIQUE,
    token_salt       TEXT
) STRICT;

CREATE INDEX lobbies_by_host_seen ON lobbies (host_seen);
CREATE INDEX lobbies_by_host_online ON lobbies (host_seen) WHERE host_online;
CREATE INDEX lobbies_empty ON lobbies (updated_at) WHERE player_count = 0;

CREATE TABLE players (
    id               TEXT    PRIMARY KEY NOT NULL,
    lobby_code       TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    name             TEXT    NOT NULL,
    joined_as        TEXT    NOT NULL,
    joined_at        INTEGER NOT NULL,
    last_seen        INTEGER NOT NULL,
    presence         TEXT    NOT NULL CHECK (presence IN ('online', 'away', 'absent', 'departed')),
    score            INTEGER NOT NULL,
    token            TEXT    NOT NULL,
    idempotency_key  TEXT,
    token_salt       TEXT,
    UNIQUE (lobby_code, token),
    UNIQUE (lobby_code, idempotency_key)
) STRICT;

CREATE INDEX players_by_lobby ON players (lobby_code, presence, last_seen);
CREATE INDEX players_by_last_seen ON players (presence, last_seen);
