-- Presence is judged by the time in which the service could be reached, and each lobby says when time next changes
-- anything in it: one index for the clean-up and the numbers, and none that a sign of life writes to.
-- Paired with migrations/postgres/0003_uptime.sql.

CREATE TABLE service (
    id          INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- When some instance last said that it is there, and how much time the service could be reached in until then.
    measured_at INTEGER NOT NULL,
    uptime      INTEGER NOT NULL
) STRICT;

ALTER TABLE lobbies ADD COLUMN next_due_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lobbies ADD COLUMN players_online INTEGER NOT NULL DEFAULT 0;

DROP INDEX lobbies_by_host_seen;
DROP INDEX lobbies_by_host_online;
DROP INDEX lobbies_empty;
CREATE INDEX lobbies_by_next_due_at ON lobbies (next_due_at, players_online);

DROP INDEX players_by_lobby;
DROP INDEX players_by_last_seen;
CREATE INDEX players_by_lobby ON players (lobby_code) WHERE presence <> 'departed';
