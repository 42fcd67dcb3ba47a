// Made of openapi.json by types.mjs: run `npm run types`.

/** What the host decides about an answer. */
export type Action = "plus" | "minus" | "skip";

export type ActivePlayer = {
  id: string;
  name: PlayerName;
  /** The time for the answer is over. The host decides what that means. */
  out_of_time: boolean;
};

export type Buzz = {
  /** When it arrived. For hosts alone, in a round with a fair window. */
  arrived_at?: string | undefined;
  /** The moment it counts by: when it arrived or, in a fair window, what it is credited with. */
  buzzed_at: string;
  /** Milliseconds behind the first buzz. */
  delta_ms: number;
  id: string;
  name: PlayerName;
  /** From 1. */
  position: number;
  /** When it was pressed, as its player says. For hosts alone, in a round with a fair window; left out where the buzz did not say. */
  pressed_at?: string | undefined;
  /** `waiting`, `answering`, or `wrong` for who has answered this question wrong. More may be added. */
  state: string;
  team_id: string | null;
};

export type BuzzResult = {
  /** In the queue, from 1. */
  position: number;
  /** A fair window is open: who buzzes now may still come before you. Ends at the lobby's `window_ends_at`. */
  provisional: boolean;
  round: number;
  status: BuzzStatus;
  version: number;
};

export type BuzzStatus = "ok" | "already";

export type ConfirmPlayer = {
  player_id: string;
  /** Where it is not the current round, the request is refused. */
  round?: number | null | undefined;
};

export type CreateLobby = {
  host_name: PlayerName;
  /** Those rules that are not to be as by default. */
  settings?: SettingsEdit | null | undefined;
};

export type FieldError = {
  detail: string;
  /** The path of the field in the body, or the name of the parameter or header. */
  field: string;
};

export type History = {
  /** Oldest first. */
  events: HistoryEvent[];
};

export type HistoryBuzz = {
  buzzed_at: string;
  id: string;
  name: string;
};

/** One move of the host. */
export type HistoryEvent = {
  /** How an answer was judged. */
  action: Action | null;
  at: string;
  /** The queue, where the move has ended its round. First buzz first. */
  buzz_queue: HistoryBuzz[] | null;
  id: number;
  /** `set` (buzzers opened or locked, a value, rules), `confirm`, `resolve`, `reset`, `finish`, `restart` (a new game), `score` (by hand), `rename`, `team` (a player is in another), `teams` (their list), `kick`, `undo`. More may be added. */
  kind: string;
  /** Whom it was about, by the name of then. */
  player: HistoryName | null;
  /** What player and team have gained by it. */
  points: number | null;
  /** The question in which it was made. */
  question: number;
  /** What the question was worth then. */
  question_value: number;
  round: number;
  /** The player's team, where it has gained the same; or the team whose score was changed. */
  team: HistoryName | null;
  /** The event that this one has taken back. */
  undoes: number | null;
  /** It was taken back. */
  undone: boolean;
};

export type HistoryName = {
  id: string;
  name: string;
};

export type Host = {
  name: PlayerName;
  /** Seen within the last minute or so. */
  online: boolean;
};

export type JoinLobby = {
  /** One already taken in the lobby gets a number. */
  name: PlayerName;
  /** A team to be in, where players may choose. */
  team_id?: string | null | undefined;
};

export type LastEvent = {
  at: string;
  /** What to name in an undo. */
  id: number;
  /** As in the history. */
  kind: string;
  /** Whether an undo would take it back now. */
  undoable: boolean;
};

export type Link = {
  created_at: string;
  id: string;
  label: PlayerName;
  /** Whose seat it is; null for other roles. */
  player_id: string | null;
  role: LinkRole;
};

export type LinkMade = Link & {
  /** The bearer token of whoever gets the link. Shown here and nowhere else. */
  token: string;
};

/** What the token of a link is good for: all that the host does, looking on, or a player's seat. */
export type LinkRole = "host" | "screen" | "seat";

export type Links = {
  /** In the order in which they were made, and without their tokens. */
  links: Link[];
};

/** A lobby as one of its members sees it. */
export type Lobby = {
  /** Who has the word. */
  active_player: ActivePlayer | null;
  /** Whether a buzz is accepted now. */
  buzz_open: boolean;
  /** First buzz first. While a fair window is open, who buzzes may still come before others. */
  buzz_queue: Buzz[];
  code: string;
  created_at: string;
  /** When the buzzers lock, or when the active player is out of time. Null where there is no limit, or it is over. */
  deadline: string | null;
  /** When the lobby is gone unless somebody does something. Moves with the host's signs of life, and is no reason for a new version. */
  expires_at: string;
  host: Host;
  /** The newest move of the host that can be taken back; null where there is none. */
  last_event: LastEvent | null;
  locked: boolean;
  /** `locked`: nobody may buzz; `open`; `answering`: a player has the word; `finished`: the last standings are shown. More may be added. */
  phase: string;
  /** In order of joining, with those who have not been seen for long. */
  players: Player[];
  /** Counts the questions, from 1. */
  question: number;
  /** Points the question is worth, 0 until the host sets it. */
  question_value: number;
  /** Grows with each move that a late repetition must not be taken for. Name it in a request to be sure of that. */
  round: number;
  settings: Settings;
  /** In the host's order. */
  teams: Team[];
  /** Grows with every change anyone can see, and only then. */
  version: number;
  /** When the order of the queue is final, while a fair window is open. Null at all other times: what the queue shows then, stays. */
  window_ends_at: string | null;
  you: You;
};

export type LobbyChange = {
  /** Opens the buzzers, or locks them. */
  locked?: boolean | null | undefined;
  question_value?: QuestionValue | null | undefined;
  settings?: SettingsEdit | null | undefined;
};

export type LobbyCreated = {
  lobby: Lobby;
  /** The host's bearer token. Shown here and nowhere else. */
  token: string;
};

export type NewBuzz = {
  /** When the button was pressed, by the service's clock as the client estimates it. Counts where the lobby has a fair window. Leave it out where the estimate is not good: the buzz then counts by its arrival. */
  pressed_at?: string | null | undefined;
  /** Where it is not the current round, the request is refused. Leave it out only where no retry can come late. */
  round?: number | null | undefined;
};

export type Player = {
  id: string;
  joined_at: string;
  name: PlayerName;
  /** `online`: seen within the last minute or so; `away`: not; `absent`: not seen for minutes, out of the queue, and back with the next request. More may be added. */
  presence: string;
  /** By score, from 1; who has the same score has the same rank. */
  rank: number;
  score: number;
  /** Null for who is in none. */
  team_id: string | null;
};

export type PlayerChange = {
  /** What is to be added to the score, in place of `score`. For the host only. A repetition adds it again. */
  add?: Points | null | undefined;
  /** One already taken in the lobby gets a number. */
  name?: PlayerName | null | undefined;
  /** What the score is to be. For the host only. */
  score?: Points | null | undefined;
  /** The team to be in; null for none. For players where they may choose, else for the host only. */
  team_id?: string | null | undefined;
};

export type PlayerJoined = {
  lobby: Lobby;
  player_id: string;
  /** The player's bearer token. Shown here and nowhere else. */
  token: string;
};

/** 1 to 32 characters after trimming and NFC, at least one of them visible; no control, direction or invisible characters. Joiners and variation selectors are allowed only where a script or an emoji needs them, which the pattern does not express. A player's name that looks like another player's, in any letter case and script, gets a number */
export type PlayerName = string;

/** Points */
export type Points = number;

export type Preview = {
  code: string;
  doors: string;
  host_name: PlayerName;
  /** How many play. */
  players: number;
  /** Who may put a player into a team. */
  team_choice: string;
  teams: PreviewTeam[];
};

export type PreviewTeam = {
  colour: string;
  id: string;
  name: PlayerName;
};

/** RFC 9457 problem details. */
export type Problem = {
  /** With `too-early`: until when the player may not buzz. */
  barred_until?: string | undefined;
  /** What a client decides by. */
  code: string;
  detail?: string | undefined;
  /** The fields at fault, where fields are. */
  errors?: FieldError[] | undefined;
  /** Also in the log, and in `x-request-id`. */
  request_id: string;
  status: number;
  title: string;
  /** A URN that ends in the code. */
  type: string;
};

/** Points */
export type QuestionValue = number;

export type ResolveAnswer = {
  action: Action;
  /** What this answer is worth, where that is not the value of the question. */
  points?: QuestionValue | null | undefined;
  /** Where it is not the current round, the request is refused. */
  round?: number | null | undefined;
  /** After `minus`: what follows, where that is not what is set as `wrong_answer`. */
  then?: WrongAnswer | null | undefined;
};

export type Role = "host" | "player" | "screen";

/** The round a request is meant for. */
export type RoundGuard = {
  /** Where it is not the current round, the request is refused. Leave it out only where no retry can come late. */
  round?: number | null | undefined;
};

/** The rules of this lobby. */
export type Settings = {
  /** Seconds for the answer, after which the player is shown as out of time; 0 for no limit. */
  answer_seconds: number;
  /** Who has one place in the queue: each player, or each team. Who is in no team has a place alone. */
  buzz_per: "player" | "team";
  /** Seconds for which the buzzers stay open; 0 for no limit. */
  buzz_seconds: number;
  /** Whether somebody new may join. */
  doors: "open" | "closed";
  /** For how many milliseconds after the first buzz of a round the order is that of the presses, as `pressed_at` tells of them, and not that of the arrivals; 0 for not at all. In a round that somebody has buzzed in, it stays as it was. */
  fair_window_ms: number;
  /** For how many milliseconds a buzz before the buzzers are open bars its player, once a question; 0 for not at all. */
  false_start_ms: number;
  /** Whether a new question opens the buzzers, or leaves them locked until the host opens them. */
  opens: "at_once" | "by_host";
  /** Who may put a player into a team: the players, or the host alone. */
  team_choice: "players" | "host";
  /** What the host can pick as the value of a question. */
  values: number[];
  /** What follows a wrong answer: the question ends; or the next in the queue has the word, and where nobody is left the buzzers reopen; or the queue empties and the buzzers reopen. Who has answered wrong is out until the next question. */
  wrong_answer: "end" | "next" | "reopen";
  /** Whether a wrong answer subtracts the value. */
  wrong_costs: boolean;
};

/** Those rules that are to change; what is left out or null stays as it is. */
export type SettingsEdit = {
  /** Seconds for the answer, after which the player is shown as out of time; 0 for no limit. */
  answer_seconds?: number | null | undefined;
  /** Who has one place in the queue: each player, or each team. Who is in no team has a place alone. */
  buzz_per?: "player" | "team" | null | undefined;
  /** Seconds for which the buzzers stay open; 0 for no limit. */
  buzz_seconds?: number | null | undefined;
  /** Whether somebody new may join. */
  doors?: "open" | "closed" | null | undefined;
  /** For how many milliseconds after the first buzz of a round the order is that of the presses, as `pressed_at` tells of them, and not that of the arrivals; 0 for not at all. In a round that somebody has buzzed in, it stays as it was. */
  fair_window_ms?: number | null | undefined;
  /** For how many milliseconds a buzz before the buzzers are open bars its player, once a question; 0 for not at all. */
  false_start_ms?: number | null | undefined;
  /** Whether a new question opens the buzzers, or leaves them locked until the host opens them. */
  opens?: "at_once" | "by_host" | null | undefined;
  /** Who may put a player into a team: the players, or the host alone. */
  team_choice?: "players" | "host" | null | undefined;
  /** What the host can pick as the value of a question. */
  values?: number[] | null | undefined;
  /** What follows a wrong answer: the question ends; or the next in the queue has the word, and where nobody is left the buzzers reopen; or the queue empties and the buzzers reopen. Who has answered wrong is out until the next question. */
  wrong_answer?: "end" | "next" | "reopen" | null | undefined;
  /** Whether a wrong answer subtracts the value. */
  wrong_costs?: boolean | null | undefined;
};

export type Team = {
  /** As in `#1e90ff`, in small letters. */
  colour: string;
  id: string;
  name: PlayerName;
  /** By score, from 1; teams with the same score have the same rank. */
  rank: number;
  /** The team's own. */
  score: number;
};

export type TeamScore = {
  /** What is to be added to the score, in place of `score`. A repetition adds it again. */
  add?: Points | null | undefined;
  /** What the score is to be. */
  score?: Points | null | undefined;
};

export type Time = {
  /** When the answer was made. */
  time: string;
};

export type Undo = {
  /** The id of an event: `last_event.id` of the lobby on screen. */
  event: number;
};

export type WantedLink = {
  /** By which the host knows it; a screen has it for a name. Without it that of the role: Host, Screen or Seat. */
  label?: PlayerName | null | undefined;
  /** Whose seat it is, and only there. */
  player_id?: string | null | undefined;
  role: LinkRole;
};

export type WantedTeam = {
  colour: string;
  /** Of a team that is there: it keeps score and members. Without an id a team of the same name is kept. */
  id?: string | null | undefined;
  /** One that looks like another team's gets a number. */
  name: PlayerName;
};

/** What follows a wrong answer. */
export type WrongAnswer = "end" | "next" | "reopen";

/** The viewer. */
export type You = {
  /** Until when you may not buzz for having buzzed too early in this question; it may be over. */
  barred_until: string | null;
  /** Whether a buzz of yours would be accepted now, once `barred_until` is over. */
  can_buzz: boolean;
  id: string;
  name: PlayerName;
  /** In the queue, from 1: yours, or your team's where it is shared. Null for who has none, and for the host. */
  position: number | null;
  role: Role;
  /** Null for the host. */
  score: number | null;
  team_id: string | null;
};
