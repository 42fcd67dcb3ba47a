-- Teams: in the host's order, with scores of their own. Who is in which, and which have a place in the queue.
-- Paired with migrations/postgres/0006_teams.sql.

CREATE TABLE teams (
    id         TEXT    PRIMARY KEY NOT NULL,
    lobby_code TEXT    NOT NULL REFERENCES lobbies (code) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    colour     TEXT    NOT NULL,
    score      INTEGER NOT NULL
) STRICT;

CREATE INDEX teams_by_lobby ON teams (lobby_code);

-- Of the teams that are there; a team that goes is taken off its players by the game.
ALTER TABLE players ADD COLUMN team_id TEXT;
ALTER TABLE players ADD COLUMN joined_team TEXT;

-- So that nobody looks for teams where there are none.
ALTER TABLE lobbies ADD COLUMN team_count INTEGER NOT NULL DEFAULT 0;
-- Whether teams share a place, and those that have one: in this row for the same reason as the queue. JSON array of team ids.
ALTER TABLE lobbies ADD COLUMN buzz_per_team INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lobbies ADD COLUMN queued_teams TEXT NOT NULL DEFAULT '[]';
