-- Presence is judged by the time in which the service could be reached, and each lobby says when time next changes
-- anything in it: one index for the clean-up and the numbers, and none that a sign of life writes to.
-- Paired with migrations/sqlite/0003_uptime.sql.

CREATE TABLE service (
    id          BIGINT PRIMARY KEY CHECK (id = 1),
    -- When some instance last said that it is there, and how much time the service could be reached in until then.
    measured_at BIGINT NOT NULL,
    uptime      BIGINT NOT NULL
);

ALTER TABLE lobbies ADD COLUMN next_due_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lobbies ADD COLUMN players_online BIGINT NOT NULL DEFAULT 0;

DROP INDEX lobbies_by_host_seen;
DROP INDEX lobbies_by_host_online;
DROP INDEX lobbies_empty;
CREATE INDEX lobbies_by_next_due_at ON lobbies (next_due_at) INCLUDE (players_online);

DROP INDEX players_by_lobby;
DROP INDEX players_by_last_seen;
CREATE INDEX players_by_lobby ON players (lobby_code) WHERE presence <> 'departed';
