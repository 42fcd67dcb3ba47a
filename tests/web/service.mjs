// The real program, as a process.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as moment } from "node:timers/promises";

export const PATIENCE = 15_000;

/** Not "localhost", and without https: a guest's phone knows the service no other way. */
export const HOST = "quiz.test";

/** The database is DATABASE_URL, or a new SQLite file. */
export class Service {
  static async start(variables = {}, command = [process.env.PANENKA_BIN]) {
    const service = new Service();
    service.command = command;
    service.directory = mkdtempSync(join(tmpdir(), "panenka-web-"));
    service.variables = { BIND_ADDRESS: "127.0.0.1", PORT: "0", RUST_LOG: "warn", ...variables };
    if (process.env.DATABASE_URL) service.variables.DATABASE_URL = process.env.DATABASE_URL;
    await service.run();
    return service;
  }

  /** Starts the process, again on the port it had before. */
  async run() {
    const { directory: cwd, variables: env, command } = this;
    this.process = spawn(command[0], command.slice(1), { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
    this.ended = new Promise(resolve => this.process.once("exit", resolve));
    this.lines = [];
    const port = await new Promise((resolve, reject) => {
      this.process.once("exit", () => reject(new Error("the service has ended")));
      createInterface({ input: this.process.stdout }).on("line", line => {
        this.lines.push(line);
        const found = /^Panenka is at http:\/\/.*:(\d+)$/.exec(line);
        if (found !== null) resolve(found[1]);
      });
    });
    env.PORT = port;
    this.local = `http://localhost:${port}`;
    this.address = `http://${HOST}:${port}`;
    await ready(this.local);
  }

  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async stop() {
    await this.kill();
    rmSync(this.directory, { recursive: true });
  }
}

async function ready(address) {
  const until = Date.now() + PATIENCE;
  while (!(await fetch(`${address}/readyz`).catch(() => null))?.ok) {
    assert.ok(Date.now() < until, "the service does not get ready");
    await moment(20);
  }
}
