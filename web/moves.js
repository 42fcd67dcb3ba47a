// What hosts have done, in words. Without a document, so that it can be tested alone.

/**
 * {key, values} of a text for a move that is not an undo: an event of the history, or what `moveBetween` has made of
 * two lobbies. Other kinds than these may come.
 */
export function wordsOf({ kind, player, team, points }) {
  const name = (player ?? team)?.name;
  if (name === undefined) return { key: WITHOUT_NAME[kind] ?? "did.other", values: {} };
  if (kind === "resolve" || kind === "score") return gain(name, points);
  return { key: WITH_NAME[kind] ?? "did.other", values: { name } };
}

const WITHOUT_NAME = { set: "did.set", reset: "reset", finish: "did.finish", restart: "restart", teams: "did.teams" };
const WITH_NAME = { confirm: "activeTitle", rename: "did.rename", team: "did.team", kick: "did.kick" };

function gain(name, points) {
  if (!points) return { key: "did.nothing", values: { name } };
  return { key: points > 0 ? "did.plus" : "did.minus", values: { name, points: Math.abs(points) } };
}

/**
 * The move that has made one lobby of another: {event, kind, player, points, key, values}, the player an id or null; null
 * where there is none to be taken back.
 */
export function moveBetween(before, after) {
  const event = after.last_event;
  if (before?.created_at !== after.created_at || !event?.undoable) return null;
  if (event.id <= (before.last_event?.id ?? 0)) return null;
  const { player = null, points = 0 } = whom(event.kind, before, after);
  const words = wordsOf({ kind: event.kind, player, points });
  return { event: event.id, kind: event.kind, player: player?.id ?? null, points, ...words };
}

function whom(kind, before, after) {
  if (kind === "confirm") return { player: after.active_player };
  if (kind === "kick") return { player: before.players.find(player => !found(player, after.players)) };
  if (kind === "resolve") return { player: before.active_player, points: gainOf(before.active_player, before, after) };
  if (kind !== "score") return {};
  const player = [...after.players, ...after.teams].find(one => gainOf(one, before, after));
  return { player, points: gainOf(player, before, after) };
}

const found = (who, among) => among.find(({ id }) => id === who?.id);

/** Of a player or a team; 0 for who was not there. */
function gainOf(who, before, after) {
  const [then, now] = [before, after].map(({ players, teams }) => found(who, [...players, ...teams])?.score);
  return (now ?? 0) - (then ?? now ?? 0);
}

/** How an answer was judged, by what it has earned. */
export function verdictOf(points) {
  if (points === 0) return "none";
  return points > 0 ? "right" : "wrong";
}
