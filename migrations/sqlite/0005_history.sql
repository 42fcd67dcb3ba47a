-- What the host did, for as long as the lobby lives: for the history, the score sheet and undo.
-- Paired with migrations/postgres/0005_history.sql.

CREATE TABLE lobby_events (
    lobby_code  TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    -- The version of the lobby that the move has made.
    version     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    happened_at INTEGER NOT NULL,
    undoable    INTEGER NOT NULL,
    undone      INTEGER NOT NULL,
    -- JSON objects: what there is to tell of it, and what it has changed, as it was before.
    account     TEXT    NOT NULL,
    was_before  TEXT    NOT NULL,
    PRIMARY KEY (lobby_code, version)
) STRICT;

ALTER TABLE lobbies ADD COLUMN finished INTEGER NOT NULL DEFAULT 0;
-- JSON object: the newest move that can be taken back.
ALTER TABLE lobbies ADD COLUMN last_move TEXT;
