// The real program, a bad network before it, and clients behind that.

import { Service } from "../../../tests/web/service.mjs";
import { Panenka } from "../dist/index.js";
import { Network } from "./proxy.mjs";
import { TestTimers } from "./timers.mjs";

/** A service for the tests of one file. */
export function stage(test, variables) {
  const stage = { service: null };
  test.before(async () => (stage.service = await Service.start(variables)));
  test.after(() => stage.service?.stop());
  return stage;
}

/** A lobby with its host, who has a good network, and a network for others. */
export async function hosting({ service }, t, asked = {}) {
  const panenka = new Panenka({ baseUrl: service.local });
  const { lobby, token } = await panenka.createLobby({ host_name: "Olga", ...asked });
  return { panenka, code: lobby.code, lobby, token, host: panenka.lobby(lobby.code, token) };
}

/** A client of its own behind a network of its own, with time that stands. */
export async function guest({ service }, t, options = {}) {
  const network = await Network.start(t, service);
  const timers = new TestTimers();
  const panenka = new Panenka({ baseUrl: network.address, timers, ...options });
  return { network, timers, panenka };
}

/** A player behind a bad network. */
export async function player(stage, t, code, options = {}) {
  const behind = await guest(stage, t, options);
  const { token, player_id: id, lobby } = await behind.panenka.join(code, { name: "Anna" });
  return { ...behind, id, token, seen: lobby, lobby: behind.panenka.lobby(code, token) };
}

/** Follows until the test ends, and remembers what it is told. `shown` waits for a lobby. */
export function following(t, lobby, options = {}) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  const told = { lobbies: [], connections: [] };
  let check = () => {};
  const onLobby = lobby => {
    told.lobbies.push(lobby);
    check();
  };
  const onConnection = connection => {
    told.connections.push(connection);
    check();
  };
  const signal = stop.signal;
  told.end = lobby.follow(onLobby, { signal, onConnection, ...options });
  told.stop = () => stop.abort();
  told.until = isTrue =>
    new Promise((resolve, reject) => {
      check = () => isTrue(told) && resolve();
      told.end.then(end => reject(new Error(`it has ended: ${end}`)), reject);
      check();
    });
  told.shown = found => told.until(({ lobbies }) => lobbies.some(found));
  return told;
}

/** Answers that were written down before, one after the other; the last one again and again. */
export function answering(answers) {
  const asked = [];
  const fetch = async (address, { method, signal, body }) => {
    asked.push({ method, path: address.replace(/^.*\/api\/v1/, ""), body });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    const made = answer(signal, address);
    if (made instanceof Error) throw made;
    return made;
  };
  return { asked, fetch };
}

export const says = (status, body, headers = {}) => () =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers },
  });

export const problem = (status, code, headers) =>
  says(status, { code, status, title: code, type: `urn:panenka:problem:${code}`, request_id: "42" }, headers);
