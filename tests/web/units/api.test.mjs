import assert from "node:assert/strict";
import test from "node:test";
import { join } from "../../../web/api.js";

/** Answers like this, one after the other; says how many were asked for. */
function answering(t, answers) {
  const { fetch } = globalThis;
  t.after(() => (globalThis.fetch = fetch));
  let asked = 0;
  globalThis.fetch = async () => {
    const [status, headers, body] = answers[asked++];
    const type = { "Content-Type": "application/problem+json", ...headers };
    return new Response(JSON.stringify(body), { status, headers: type });
  };
  return () => asked;
}

const held = seconds => [429, { "Retry-After": String(seconds) }, { code: "too-many-requests" }];

test("who is to wait a moment joins after it", async t => {
  const asked = answering(t, [held(0), [201, {}, { token: "token" }]]);
  assert.deepEqual(await join("K7QX", { name: "Anna" }, "key"), { token: "token" });
  assert.equal(asked(), 2);
});

test("who is to wait for long is told at once", { timeout: 5_000 }, async t => {
  const asked = answering(t, [held(3600)]);
  await assert.rejects(join("K7QX", { name: "Anna" }, "key"), error => error.retryAfter === 3_600_000);
  assert.equal(asked(), 1);
});
