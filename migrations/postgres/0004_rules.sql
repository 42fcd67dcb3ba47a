-- The rules that a host can set, and what they need to be remembered of a question.
-- Paired with migrations/sqlite/0004_rules.sql.

-- JSON objects, without what is as by default: what the host has set by now, and what a creation asked for that may be repeated.
ALTER TABLE lobbies ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE lobbies ADD COLUMN opened_with TEXT NOT NULL DEFAULT '{}';
ALTER TABLE lobbies ADD COLUMN question BIGINT NOT NULL DEFAULT 1;
-- On the scale of presence, as barred_until is.
ALTER TABLE lobbies ADD COLUMN deadline BIGINT;
ALTER TABLE lobbies ADD COLUMN out_of_time BOOLEAN NOT NULL DEFAULT FALSE;
-- Who has answered this question wrong, and who has buzzed too early in it and may not buzz until when. In this row for the
-- same reason as the queue.
ALTER TABLE lobbies ADD COLUMN wrong UUID[] NOT NULL DEFAULT '{}';
ALTER TABLE lobbies ADD COLUMN barred UUID[] NOT NULL DEFAULT '{}';
ALTER TABLE lobbies ADD COLUMN barred_until BIGINT[] NOT NULL DEFAULT '{}';

-- Each round was a question until now.
UPDATE lobbies SET question = round;
