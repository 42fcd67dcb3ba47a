-- Further tokens of a lobby: co-hosts, screens, and ways back to a seat.
-- Paired with migrations/postgres/0007_links.sql.

CREATE TABLE links (
    id              TEXT    PRIMARY KEY NOT NULL,
    lobby_code      TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    role            TEXT    NOT NULL CHECK (role IN ('host', 'screen', 'seat')),
    -- Of a seat.
    player_id       TEXT,
    label           TEXT    NOT NULL,
    made_at         INTEGER NOT NULL,
    -- Since then it is good no more.
    revoked_at      INTEGER,
    token           TEXT    NOT NULL,
    idempotency_key TEXT,
    token_salt      TEXT,
    UNIQUE (lobby_code, token),
    UNIQUE (lobby_code, idempotency_key)
) STRICT;

-- So that nobody looks for links where there are none.
ALTER TABLE lobbies ADD COLUMN link_count INTEGER NOT NULL DEFAULT 0;
