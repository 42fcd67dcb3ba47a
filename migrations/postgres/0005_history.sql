-- What the host did, for as long as the lobby lives: for the history, the score sheet and undo.
-- Paired with migrations/sqlite/0005_history.sql.

CREATE TABLE lobby_events (
    lobby_code  TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    -- The version of the lobby that the move has made.
    version     BIGINT  NOT NULL,
    kind        TEXT    NOT NULL,
    happened_at BIGINT  NOT NULL,
    undoable    BOOLEAN NOT NULL,
    undone      BOOLEAN NOT NULL,
    -- JSON objects: what there is to tell of it, and what it has changed, as it was before.
    account     TEXT    NOT NULL,
    was_before  TEXT    NOT NULL,
    PRIMARY KEY (lobby_code, version)
);

ALTER TABLE lobbies ADD COLUMN finished BOOLEAN NOT NULL DEFAULT FALSE;
-- JSON object: the newest move that can be taken back.
ALTER TABLE lobbies ADD COLUMN last_move TEXT;
