// What a board shows: who stands where, and in how many columns. Without a document, so that it can be tested alone.

/** Whether the game has begun: nothing has happened before the first buzz, or the first move; nor after a new game. */
export const hasBegun = ({ question, buzz_queue, last_event }) =>
  question > 1 || buzz_queue.length > 0 || (last_event !== null && last_event.kind !== "restart");

/** "open" where somebody may buzz, "locked" where nobody may. */
export const stateOfGame = ({ buzz_open }) => (buzz_open ? "open" : "locked");

/** The first in the queue who waits for the word; undefined where nobody does. */
export const firstWaiting = ({ buzz_queue }) => buzz_queue.find(buzz => buzz.state === "waiting");

/** Players or teams, the best first; who shares a rank stays in order. */
export const byRank = list => [...list].sort((one, other) => one.rank - other.rank);

/**
 * {kind, entries}: the teams where there are some, else the players, by rank. Of each entry: {id, rank, name, score,
 * colour, isHere, isActive}, the colour as a style.
 */
export function standings({ active_player: active, players, teams }) {
  if (teams.length === 0) {
    const entries = byRank(players).map(player => ({
      ...player,
      colour: "",
      isHere: player.presence !== "absent",
      isActive: player.id === active?.id,
    }));
    return { kind: "players", entries };
  }
  const answering = players.find(({ id }) => id === active?.id)?.team_id;
  const entries = byRank(teams).map(team => ({
    ...team,
    colour: `--team: ${team.colour}`,
    isHere: true,
    isActive: team.id === answering,
  }));
  return { kind: "teams", entries };
}

/** Into how many columns a number of entries goes, so that each is as large as it can be: {columns, rows}. */
export const inColumns = count => rowsIn(count <= 6 ? 1 : count <= 14 ? 2 : count <= 30 ? 3 : 4, count);

/** The same at the edge of a picture, where a board is as high as it likes, and covers as little as it can. */
export const inNarrowColumns = count => rowsIn(count <= 14 ? 1 : 2, count);

const rowsIn = (columns, count) => ({ columns, rows: Math.max(3, Math.ceil(count / columns)) });
