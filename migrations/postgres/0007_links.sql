-- Further tokens of a lobby: co-hosts, screens, and ways back to a seat.
-- Paired with migrations/sqlite/0007_links.sql.

CREATE TABLE links (
    id              UUID    PRIMARY KEY,
    lobby_code      TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    role            TEXT    NOT NULL CHECK (role IN ('host', 'screen', 'seat')),
    -- Of a seat.
    player_id       UUID,
    label           TEXT    NOT NULL,
    made_at         BIGINT  NOT NULL,
    -- Since then it is good no more.
    revoked_at      BIGINT,
    token           TEXT    NOT NULL,
    idempotency_key TEXT,
    token_salt      TEXT,
    UNIQUE (lobby_code, token),
    UNIQUE (lobby_code, idempotency_key)
);

-- So that nobody looks for links where there are none.
ALTER TABLE lobbies ADD COLUMN link_count BIGINT NOT NULL DEFAULT 0;
