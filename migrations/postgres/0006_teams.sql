-- Teams: in the host's order, with scores of their own. Who is in which, and which have a place in the queue.
-- Paired with migrations/sqlite/0006_teams.sql.

CREATE TABLE teams (
    id         UUID   PRIMARY KEY,
    lobby_code TEXT   NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    place      BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    colour     TEXT   NOT NULL,
    score      BIGINT NOT NULL
);

CREATE INDEX teams_by_lobby ON teams (lobby_code);

-- Of the teams that are there; a team that goes is taken off its players by the game.
ALTER TABLE players ADD COLUMN team_id UUID;
ALTER TABLE players ADD COLUMN joined_team UUID;

-- So that nobody looks for teams where there are none.
ALTER TABLE lobbies ADD COLUMN team_count BIGINT NOT NULL DEFAULT 0;
-- Whether teams share a place, and those that have one: in this row for the same reason as the queue.
ALTER TABLE lobbies ADD COLUMN buzz_per_team BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE lobbies ADD COLUMN queued_teams UUID[] NOT NULL DEFAULT '{}';
