-- Times are microseconds since the Unix epoch, in UTC. Tokens and keys are SHA-256 in hexadecimal.
-- Paired with migrations/sqlite/0001_lobbies.sql: same tables, same columns, same indexes.

CREATE TABLE lobbies (
    code             TEXT    PRIMARY KEY,
    host_id          UUID    NOT NULL,
    host_name        TEXT    NOT NULL,
    host_token       TEXT    NOT NULL,
    created_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    host_seen        BIGINT  NOT NULL,
    host_online      BOOLEAN NOT NULL,
    locked           BOOLEAN NOT NULL,
    -- The queue: who, and in the same order when. In this row because its lock is what decides the order.
    buzz_order       UUID[]  NOT NULL,
    buzz_times       BIGINT[] NOT NULL,
    active_player_id UUID,
    question_value   BIGINT  NOT NULL,
    round            BIGINT  NOT NULL,
    version          BIGINT  NOT NULL,
    -- How many are on the roster, and how often somebody left it.
    player_count     BIGINT  NOT NULL,
    departures       BIGINT  NOT NULL,
    idempotency_key  TEXT    UNIQUE,
    token_salt       TEXT
) WITH (fillfactor = 50); -- room on the page, so that a buzz rewrites no index

CREATE INDEX lobbies_by_host_seen ON lobbies (host_seen);
CREATE INDEX lobbies_by_host_online ON lobbies (host_seen) WHERE host_online;
CREATE INDEX lobbies_empty ON lobbies (updated_at) WHERE player_count = 0;

CREATE TABLE players (
    id               UUID    PRIMARY KEY,
    lobby_code       TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    name             TEXT    NOT NULL,
    joined_as        TEXT    NOT NULL,
    joined_at        BIGINT  NOT NULL,
    last_seen        BIGINT  NOT NULL,
    presence         TEXT    NOT NULL CHECK (presence IN ('online', 'away', 'absent', 'departed')),
    score            BIGINT  NOT NULL,
    token            TEXT    NOT NULL,
    idempotency_key  TEXT,
    token_salt       TEXT,
    UNIQUE (lobby_code, token),
    UNIQUE (lobby_code, idempotency_key)
);

CREATE INDEX players_by_lobby ON players (lobby_code, presence, last_seen);
CREATE INDEX players_by_last_seen ON players (presence, last_seen);
