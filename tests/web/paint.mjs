// How long a phone takes to show that its button was pressed: from the event, as the browser has stamped it, until the frame that
// shows it is made. Prints a table, as it comes and with the processor slowed down. Judges nothing: that depends on the machine.

import { cpus } from "node:os";
import { setTimeout as moment } from "node:timers/promises";
import { PHONE, Service, buzzer, launch, person } from "./harness.mjs";

const PRESSES = 100;
const PLAYERS = 30;
/** How many times slower the processor is made. */
const RATES = [1, 4];
/** Milliseconds before and after a press in which nothing else is asked of the page. */
const QUIET = 100;

const left = [];
const stage = { service: await Service.start({ RATE_LIMITS: "off" }), browser: await launch() };

async function api(path, token, body = {}) {
  const answer = await fetch(`${stage.service.local}/api/v1/lobbies${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return answer.json();
}

/** Notes in the page each press, in milliseconds, and what the browser says of it (PerformanceEventTiming): nothing below 16. */
function watchPresses() {
  window.frames = [];
  window.events = [];
  const afterFrame = act => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    requestAnimationFrame(() => port2.postMessage(null));
  };
  addEventListener("pointerdown", ({ timeStamp }) => afterFrame(() => window.frames.push(performance.now() - timeStamp)), true);
  new PerformanceObserver(list => {
    for (const { name, duration } of list.getEntries()) if (name === "pointerdown") window.events.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
}

/** At the share of a sorted list. */
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

async function measured(rate) {
  const { token, lobby } = await api("", null, { host_name: "Olga" });
  const players = [];
  for (let count = 0; count < PLAYERS; count++) players.push(await api(`/${lobby.code}/players`, null, { name: `Player ${count + 1}` }));
  const phone = await person(stage, { after: step => left.push(step) }, { viewport: PHONE });
  await phone.addInitScript(watchPresses);
  await phone.goto(`${stage.service.address}/${lobby.code}#${players[0].token}`);
  await buzzer(phone, "ready").waitFor();
  const tools = await phone.context().newCDPSession(phone);
  const touch = (type, ...touchPoints) => tools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const { x, y, width, height } = await buzzer(phone).boundingBox();
  await tools.send("Emulation.setCPUThrottlingRate", { rate });
  for (let count = 0; count < PRESSES; count++) {
    await buzzer(phone, "ready").waitFor();
    await moment(QUIET);
    await touch("touchStart", { x: x + width / 2, y: y + height / 2 });
    await moment(QUIET); // as long as a finger stays on the glass
    await touch("touchEnd");
    await buzzer(phone, "first").waitFor();
    await api(`/${lobby.code}/reset`, token);
  }
  const [frames, events] = await phone.evaluate(() => [window.frames, window.events]);
  const sorted = frames.sort((one, other) => one - other);
  const told = [...Array(sorted.length - events.length).fill(0), ...events.sort((one, other) => one - other)];
  const row = [rate === 1 ? "as it comes" : `${rate} times slower`, sorted.length];
  for (const share of [0.5, 0.95, 1]) row.push(at(sorted, share).toFixed(1));
  row.push(at(told, 0.95) || "below 16");
  return `| ${row.join(" | ")} |`;
}

console.log(`Chromium ${stage.browser.version()}, ${cpus().length} cores of ${cpus()[0].model}, ${PLAYERS} players in the lobby.\n`);
console.log("| processor | presses | p50 ms | p95 ms | most ms | p95 as the browser has it, ms |\n|---|---|---|---|---|---|");
for (const rate of RATES) console.log(await measured(rate));

for (const step of left) await step();
await stage.browser.close();
await stage.service.stop();
