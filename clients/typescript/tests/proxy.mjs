// A network between client and service that fails as it is told to.

import { connect, createServer } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

/**
 * What a network does:
 * - `pass`: all that it should;
 * - `refuse`: ends each connection at once;
 * - `mute`: accepts connections, and lets nothing through;
 * - `deaf`: brings what is asked to the service, and holds back what it answers, until it passes again;
 * - `lossy`: brings what is asked to the service, and loses what it answers;
 * - `hoard`: of a stream, brings the head and holds back the rest, as proxies do that wait for the end.
 */
export class Network {
  static async start(t, service) {
    const network = new Network();
    network.target = Number(new URL(service.local).port);
    network.server = createServer(socket => network.#accept(socket));
    await new Promise(listening => network.server.listen(0, "127.0.0.1", listening));
    network.address = `http://127.0.0.1:${network.server.address().port}`;
    t.after(() => {
      network.cut();
      network.server.close();
    });
    return network;
  }

  /** The requests that came to the network: method and path. */
  asked = [];
  /** The last part of their bodies. */
  bodies = [];
  #mode = "pass";
  #connections = new Set();

  become(mode) {
    this.#mode = mode;
    if (mode === "refuse") this.cut();
    if (mode === "pass") for (const { release } of this.#connections) release();
  }

  cut() {
    for (const { end } of this.#connections) end();
  }

  /** Waits until a request has come that `found` finds in the list of those since `since`. */
  async asks(found, since = 0) {
    while (!this.asked.slice(since).some(found)) await turn();
  }

  #accept(down) {
    if (this.#mode === "refuse") return down.destroy();
    const up = connect(this.target, "127.0.0.1");
    const held = [];
    const connection = {
      end: () => [up, down].forEach(socket => socket.destroy()),
      release: () => held.splice(0).forEach(chunk => down.write(chunk)),
    };
    this.#connections.add(connection);
    let isStream = false;
    down.on("data", chunk => {
      const text = chunk.toString();
      const [, line] = /^([A-Z]+ \/\S*) HTTP/.exec(text) ?? [];
      if (line !== undefined) this.asked.push(line);
      isStream = line?.includes("/events") ?? isStream;
      this.bodies.push(text.split("\r\n\r\n").at(-1));
      if (this.#mode !== "mute") up.write(chunk);
    });
    up.on("data", chunk => {
      if (this.#mode === "pass") down.write(chunk);
      else if (this.#mode === "deaf") held.push(chunk);
      else if (this.#mode === "hoard") this.#hoard(down, chunk, isStream);
    });
    for (const socket of [up, down]) {
      socket.on("error", connection.end);
      socket.on("close", () => {
        connection.end();
        this.#connections.delete(connection);
      });
    }
  }

  #hoard(down, chunk, isStream) {
    if (!isStream) return down.write(chunk);
    const head = chunk.indexOf("\r\n\r\n");
    if (head >= 0 && chunk.toString().startsWith("HTTP/")) down.write(chunk.subarray(0, head + 4));
  }
}
