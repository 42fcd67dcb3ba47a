// A client of Panenka. docs/clients.md has the rules that it keeps.

export type * from "./api.js";
export type { Clock } from "./clock.js";
export { NoAnswerError, ProblemError } from "./errors.js";
export { POLL, isNewer, type Connection, type FollowEnd, type FollowOptions } from "./follow.js";
export type { InRound, LobbyClient, LobbyOptions } from "./lobby.js";
export { Panenka, type PanenkaOptions } from "./panenka.js";
export type { Fetch } from "./requests.js";
export { seatKey, type Seat, type Seats, type Store } from "./store.js";
export type { Timers } from "./timers.js";
