// More pages of one browser than it opens connections to a host, which are six without HTTP/2.

import test from "node:test";
import { becomes, buzzer, enter, hosting, nextQuestion, person, row, says, stage, wallLink } from "../harness.mjs";

const at = stage(test);
const TABS = 7;
const NAMES = ["Anna", "Ben", "Clara", "Dora", "Emil", "Finn", "Greta"];

/** A lobby, and for each tab of one browser the link of a player: the same browser has one seat a lobby. */
async function seats(address) {
  const ask = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${at.service.local}/api/v1/lobbies${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.json();
  };
  const lobbies = [];
  for (const name of NAMES) {
    const { lobby, token: host } = await ask("", { host_name: "Olga" });
    const { token } = await ask(`/${lobby.code}/players`, { name });
    lobbies.push({ code: lobby.code, host, link: `${address}/${lobby.code}#${token}` });
  }
  return { ask, lobbies };
}

/** What a browser tells a page that is out of sight: those that are driven from outside always think that they are seen. */
const canBeHidden = context =>
  context.addInitScript(() => {
    let visibility = "visible";
    Object.defineProperty(document, "visibilityState", { get: () => visibility });
    window.turn = now => {
      visibility = now;
      document.dispatchEvent(new Event("visibilitychange"));
    };
  });

const turn = (page, visibility) => page.evaluate(now => window.turn(now), visibility);

/** With https and on this machine browsers have more to offer than in a plain network; it has to do without. */
for (const place of ["local", "address"]) {
  test(`seven windows of one browser side by side play, at the ${place === "local" ? "machine itself" : "address in the network"}`, async t => {
    const { ask, lobbies } = await seats(at.service[place]);
    const first = await person(at, t);
    const pages = [first];
    while (pages.length < TABS) pages.push(await first.context().newPage());
    const streams = pages.map(page => {
      const open = new Set();
      page.on("request", request => request.url().includes("/events") && open.add(request));
      for (const end of ["requestfailed", "requestfinished"]) page.on(end, request => open.delete(request));
      return open;
    });
    const following = () => streams.filter(({ size }) => size > 0).length;
    for (const [index, page] of pages.entries()) {
      await page.goto(lobbies[index].link);
      await buzzer(page, "ready").waitFor();
    }
    await becomes(following, 4);
    for (const [index, page] of [...pages.entries()].reverse()) {
      const { code, host } = lobbies[index];
      await page.locator(".buzzer").tap();
      await buzzer(page, "first").waitFor();
      await ask(`/${code}/reset`, {}, host);
      await buzzer(page, "ready").waitFor();
    }
    // A place that comes free is taken.
    await pages[0].close();
    await becomes(following, 4);
  });
}

test("a tab that nobody sees gives way to those that are seen, and follows again when it is", async t => {
  const { ask, lobbies } = await seats(at.service.address);
  const first = await person(at, t);
  await canBeHidden(first.context());
  const pages = [];
  for (const { link } of lobbies) {
    if (pages.length > 0) await turn(pages.at(-1), "hidden");
    const page = pages.length === 0 ? first : await first.context().newPage();
    pages.push(page);
    await page.goto(link);
    await buzzer(page, "ready").waitFor();
  }
  const seventh = pages.at(-1);
  await seventh.locator(".buzzer").tap();
  await buzzer(seventh, "first").waitFor();
  await ask(`/${lobbies.at(-1).code}/reset`, {}, lobbies.at(-1).host);
  await buzzer(seventh, "ready").waitFor();

  await ask(`/${lobbies[0].code}/finish`, undefined, lobbies[0].host);
  await turn(seventh, "hidden");
  await turn(pages[0], "visible");
  await buzzer(pages[0], "finished").waitFor();
});

test("a page out of sight that has given way is still there for the others", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await person(at, t);
  await canBeHidden(anna.context());
  await anna.clock.install();
  await anna.goto(`${at.service.address}/${code}`);
  const follows = anna.waitForRequest("**/events?*");
  await enter(anna, "Anna");
  await follows;
  await turn(anna, "hidden");
  const asked = [];
  anna.on("request", request => request.url().includes("/lobbies/") && asked.push(new URL(request.url()).pathname));
  const other = await anna.context().newPage();
  await other.goto(`${at.service.address}/${code}`);
  await buzzer(other, "ready").waitFor();
  const look = `/api/v1/lobbies/${code}`;
  await becomes(() => asked, [look]);
  // A player is absent when unseen for three minutes and a half.
  for (const looks of [2, 3]) {
    await anna.clock.runFor(56_000);
    await becomes(() => asked, Array(looks).fill(look));
  }
  await row(host, "Anna").waitFor();
});

test("a wall is followed where it is out of sight, too", async t => {
  const { page: host } = await hosting(at, t);
  await canBeHidden(host.context());
  await host.reload();
  const link = await wallLink(host);
  const wall = await host.context().newPage();
  await wall.goto(link);
  await wall.locator(".wall-code").waitFor();
  await turn(wall, "hidden");
  await host.reload();
  await nextQuestion(host).click();
  await says(wall.locator(".wall-question"), "Question 2");
});
