-- A buzz sets updated_at. With that column in an index, Postgres would write a buzz into all indexes of the table.
-- Paired with migrations/sqlite/0002_lobbies_empty.sql.

DROP INDEX lobbies_empty;
CREATE INDEX lobbies_empty ON lobbies (created_at) WHERE player_count = 0;
