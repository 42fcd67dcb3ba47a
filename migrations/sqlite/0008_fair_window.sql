-- The fair window: what decides the order of a round in which the moment of the press counts.
-- Paired with migrations/postgres/0008_fair_window.sql.

-- Of the round: for how long the window is open, in microseconds, and since when the buzzers are. Null where there is none, and
-- then all of these are, so that nobody pays for what is off.
ALTER TABLE lobbies ADD COLUMN fair_window INTEGER;
ALTER TABLE lobbies ADD COLUMN opened_at INTEGER;
-- Set by the first buzz, null again when the order is sealed. On the scale of presence, as deadline is. In no index: next_due_at
-- does not move with it (docs/decisions/0015-fair-window.md).
ALTER TABLE lobbies ADD COLUMN window_ends_at INTEGER;
-- Beside buzz_order: when each was pressed, as its player says; and when those arrived that were credited with another moment. JSON arrays.
ALTER TABLE lobbies ADD COLUMN claimed TEXT;
ALTER TABLE lobbies ADD COLUMN arrived TEXT;
