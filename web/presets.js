// The rules of a game as a host sets them. Without a document, so that they can be tested alone.

/** As if nothing had been set. */
const DEFAULTS = {
  values: [10, 20, 30, 40, 50],
  wrong_answer: "end",
  wrong_costs: true,
  opens: "at_once",
  buzz_per: "player",
  false_start_ms: 0,
  buzz_seconds: 0,
  answer_seconds: 0,
  fair_window_ms: 0,
};

/** The fair window of all presets but the plain one, in milliseconds. */
export const FAIR_WINDOW = 100;

const FAIR = { ...DEFAULTS, fair_window_ms: FAIR_WINDOW };

const OWN_GAME = {
  ...FAIR,
  wrong_answer: "reopen",
  opens: "by_host",
  false_start_ms: 3_000,
  buzz_seconds: 10,
  answer_seconds: 15,
};

const JEOPARDY = {
  ...OWN_GAME,
  values: [200, 400, 600, 800, 1000],
  false_start_ms: 250,
  buzz_seconds: 5,
  answer_seconds: 5,
};

/** Games that many know: [key of the name, rules]. Who may still come in is no question of the game. */
export const PRESETS = [
  ["presetPlain", DEFAULTS],
  ["presetPub", { ...FAIR, wrong_answer: "next", wrong_costs: false }],
  ["presetOwnGame", OWN_GAME],
  ["presetJeopardy", JEOPARDY],
  ["presetTeams", { ...FAIR, wrong_answer: "next", buzz_per: "team" }],
];

/** What a form's fields ask for that is not so yet. Its numbers are text, and what is not ticked is not among them. */
export function changesOf(fields, settings) {
  const asked = {
    ...fields,
    values: numbersIn(fields.values),
    wrong_costs: "wrong_costs" in fields,
    false_start_ms: Math.round(1000 * Number(fields.false_start)),
    buzz_seconds: Number(fields.buzz_seconds),
    answer_seconds: Number(fields.answer_seconds),
    fair_window_ms: Number(fields.fair_window_ms),
    doors: "doors" in fields ? "closed" : "open",
  };
  delete asked.false_start;
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(settings[name])),
  );
}

const numbersIn = text => text.split(/[\s,;]+/).filter(Boolean).map(Number);

/** Whether a host may offer these: 1 to 10 different values, each from 1 to 10,000. */
export function areValues(text) {
  const values = numbersIn(text);
  const allGood = values.every(value => Number.isInteger(value) && value >= 1 && value <= 10_000);
  return allGood && values.length >= 1 && values.length <= 10 && new Set(values).size === values.length;
}
