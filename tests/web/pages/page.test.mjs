// How the pages are delivered, what they weigh, and what they can do with the device.

import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { LAPTOP, PHONE, SMALL_PHONE, Service, becomes, buzzer, enter, hosting, joining } from "../harness.mjs";
import { judge, nextQuestion, person, plain, queued, says, stage, wallLink } from "../harness.mjs";

const readCode = jsqr.default ?? jsqr;

const at = stage(test);

/** Of a first view: bytes, each file compressed as gzip does it, and requests. */
const BUDGET = 40 * 1024;
const REQUESTS = 12;

const LANGUAGES = ["en-US", "ru-RU", "de-DE", "es-ES"];
const VIEWS = [["start", "/"], ["join", "/K7QX"], ["host", "/host/K7QX"]];

for (const [view, path, locale] of LANGUAGES.flatMap(locale => VIEWS.map(one => [...one, locale]))) {
  test(`the first view takes at most 40 KB and 12 requests: ${view}, ${locale}`, async t => {
    const page = await person(at, t, { locale });
    const bodies = [];
    page.on("response", response => bodies.push(response.body().then(body => [response.url(), body])));
    await page.goto(at.service.address + path, { waitUntil: "networkidle" });
    await page.locator("main").waitFor();
    const files = await Promise.all(bodies);
    const bytes = files.map(([, body]) => gzipSync(body).length).reduce((one, other) => one + other);
    assert.ok(files.some(([url]) => url.endsWith(".css")) && bytes > 10_000, "that is not all of it");
    assert.ok(files.every(([url]) => url.startsWith(at.service.address)), "something is from elsewhere");
    t.diagnostic(`${view}: ${files.length} files, ${bytes} bytes`);
    assert.ok(bytes <= BUDGET, `${bytes} bytes`);
    assert.ok(files.length <= REQUESTS, `${files.length} requests`);
  });
}

test("the browser keeps a page from running a script that is not the service's", async t => {
  const context = await at.browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${at.service.address}/`);
  const blocked = page.waitForEvent("console", message => /Content.Security.Policy/i.test(message.text()));
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<p style='color: red' onclick='window.ran = true'>x</p>");
    document.body.lastElementChild.click();
  });
  await blocked;
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

test("the page can be installed", async t => {
  const page = await person(at, t);
  await page.goto(`${at.service.local}/`);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { icons } = JSON.parse(data);
  for (const { src, sizes, type } of icons) {
    const answer = await page.request.get(at.service.local + src);
    assert.equal(answer.headers()["content-type"], type);
    if (type !== "image/png") continue;
    const image = await answer.body();
    assert.equal(`${image.readUInt32BE(16)}x${image.readUInt32BE(20)}`, sizes);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});

/** Notes what the page asks of the device. */
const watchDevice = context =>
  context.addInitScript(() => {
    window.device = { notes: 0, shakes: 0, locks: [] };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      window.device.notes += 1;
      return start.apply(this, when);
    };
    navigator.vibrate = () => (window.device.shakes += 1) > 0;
    if (!navigator.wakeLock) return;
    navigator.wakeLock.request = async kind => {
      const lock = new EventTarget();
      lock.release = async () => {
        window.device.locks.splice(window.device.locks.indexOf(kind), 1);
        lock.dispatchEvent(new Event("release"));
      };
      window.device.locks.push(kind);
      return lock;
    };
  });

test("sound, vibration and a screen that stays on, each with a switch that is remembered", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await person(at, t);
  await watchDevice(anna.context());
  // A wake lock is for https and localhost alone.
  await anna.goto(`${at.service.local}/${code}`);
  await enter(anna, "Anna");
  await buzzer(anna, "ready").waitFor();
  await anna.waitForFunction(() => window.device.locks.length === 1);
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await anna.waitForFunction(() => window.device.notes === 2 && window.device.shakes === 2);

  await anna.getByRole("button", { name: "Menu" }).tap();
  for (const name of ["Sound", "Vibration", "Keep the screen on"]) await anna.getByRole("switch", { name }).tap();
  await anna.waitForFunction(() => window.device.locks.length === 0);
  await anna.reload();
  await buzzer(anna, "first").waitFor();
  await anna.getByRole("button", { name: "Menu" }).tap();
  for (const name of ["Sound", "Vibration", "Keep the screen on"]) {
    assert.equal(await anna.getByRole("switch", { name }).isChecked(), false, name);
  }
  await anna.getByRole("button", { name: "Close" }).tap();
  await queued(host, "Anna").getByRole("button").click();
  await buzzer(anna, "answering").waitFor();
  assert.deepEqual(await anna.evaluate(() => window.device), { notes: 0, shakes: 0, locks: [] });

  const ben = await joining(at, t, code, "Ben");
  await ben.getByRole("button", { name: "Menu" }).tap();
  assert.ok(await ben.getByRole("switch", { name: "Keep the screen on" }).isDisabled());
});

test("a wall stays on, and sounds once somebody has touched it, with a switch of its own", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await person(at, t, { viewport: LAPTOP });
  await watchDevice(wall.context());
  const link = new URL(await wallLink(host));
  await wall.goto(`${at.service.local}${link.pathname}${link.hash}`);
  await wall.waitForFunction(() => window.device.locks.length === 1);
  await wall.locator(".wall-code").click();
  const anna = await joining(at, t, code, "Anna");
  const notes = () => wall.evaluate(() => window.device.notes);
  await anna.locator(".buzzer").tap();
  await becomes(notes, 2);
  await queued(host, "Anna").getByRole("button").click();
  await judge(host, "right").click();
  await becomes(notes, 6);
  await wall.getByRole("button", { name: "Sound" }).click();
  await buzzer(anna, "ready").waitFor();
  await anna.locator(".buzzer").tap();
  await wall.locator(".wall-word[data-kind=first]").waitFor();
  assert.equal(await notes(), 6);
});

test("a host tries the sounds, and hears none that are switched off", async t => {
  const host = await person(at, t, { viewport: LAPTOP });
  await watchDevice(host.context());
  await host.goto(`${at.service.address}/`);
  await host.locator("input[name=name]").fill("Olga");
  await host.getByRole("button", { name: "Open a game" }).click();
  await host.getByRole("button", { name: "Menu" }).click();
  const sounds = host.getByRole("group", { name: "Try the sounds" }).getByRole("button");
  const notes = () => host.evaluate(() => window.device.notes);
  let heard = 0;
  for (const [index, name, count] of [[0, "Buzz", 2], [1, "Right", 4], [2, "Wrong", 2], [3, "Time", 3]]) {
    assert.equal(await sounds.nth(index).innerText(), name);
    await sounds.nth(index).click();
    await becomes(notes, (heard += count));
  }
  await host.getByRole("switch", { name: "Sound" }).click();
  await sounds.first().click();
  assert.equal(await notes(), heard);
});

test("where a call has interrupted the sound, the next touch brings it back", async t => {
  const { code } = await hosting(at, t);
  const anna = await person(at, t);
  await watchDevice(anna.context());
  await anna.goto(`${at.service.address}/${code}`);
  await enter(anna, "Anna");
  // As iOS has it; others say "suspended".
  await anna.evaluate(() => {
    window.interrupted = true;
    window.resumed = 0;
    Object.defineProperty(AudioContext.prototype, "state", { get: () => (window.interrupted ? "interrupted" : "running") });
    AudioContext.prototype.resume = async () => {
      window.interrupted = false;
      window.resumed += 1;
    };
  });
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await becomes(() => anna.evaluate(() => [window.resumed, window.device.notes]), [1, 2]);
});

test("a finger buzzes as it comes down, and once", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna", { viewport: LAPTOP });
  await anna.locator(".buzzer").hover();
  await anna.mouse.down();
  await buzzer(anna, "first").waitFor();
  await nextQuestion(host).click();
  await buzzer(anna, "ready").waitFor();
  await anna.mouse.up();
  await host.getByRole("button", { name: "Lock", exact: true }).click();
  await buzzer(anna, "locked").waitFor();
  assert.equal(await host.locator(".queued").count(), 0);
});

/** Whether the player on this page is not in the queue, though a buzz would count. */
async function hasNotBuzzed(host, phone) {
  await buzzer(phone, "ready").waitFor();
  await host.getByRole("button", { name: "Lock", exact: true }).click();
  await buzzer(phone, "locked").waitFor();
  assert.equal(await host.locator(".queued").count(), 0);
  await host.getByRole("button", { name: "Open", exact: true }).click();
  await buzzer(phone, "ready").waitFor();
}

test("any finger buzzes, also while another rests on the glass", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  const glass = await anna.context().newCDPSession(anna);
  const touch = (type, ...touchPoints) => glass.send("Input.dispatchTouchEvent", { type, touchPoints });
  const { x, y, width, height } = await anna.locator(".buzzer").boundingBox();
  const thumb = { id: 1, x: x + 20, y: y + height / 2 };
  const finger = { id: 2, x: x + width / 2, y: y + height / 2 };
  await touch("touchStart", thumb);
  await buzzer(anna, "first").waitFor();
  await nextQuestion(host).click();
  await hasNotBuzzed(host, anna);
  await touch("touchStart", thumb, finger);
  await buzzer(anna, "first").waitFor();
  await nextQuestion(host).click();
  await touch("touchEnd");
  await hasNotBuzzed(host, anna);
});

for (const [name, key] of [["Enter", "Enter"], ["the space bar", " "]]) {
  test(`${name} buzzes once as it goes down, however long it is held`, async t => {
    const { page: host, code } = await hosting(at, t);
    const anna = await joining(at, t, code, "Anna", { viewport: LAPTOP });
    await anna.locator(".buzzer").focus();
    await anna.keyboard.down(key);
    await buzzer(anna, "first").waitFor();
    await nextQuestion(host).click();
    await buzzer(anna, "ready").waitFor();
    await anna.keyboard.down(key); // as a key that is held repeats itself
    await hasNotBuzzed(host, anna);
    await anna.keyboard.up(key);
    await hasNotBuzzed(host, anna);
    await anna.keyboard.press(key);
    await buzzer(anna, "first").waitFor();
  });
}

test("a press that slides off the button takes nothing from the next one", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna", { viewport: LAPTOP });
  await anna.locator(".buzzer").hover();
  await anna.mouse.down();
  await buzzer(anna, "first").waitFor();
  await anna.locator(".bar-name").hover();
  await anna.mouse.up();
  await nextQuestion(host).click();
  await buzzer(anna, "ready").waitFor();
  await anna.locator(".buzzer").press("Enter");
  await buzzer(anna, "first").waitFor();
});

test("the button is within reach of a thumb, and nothing scrolls sideways", async t => {
  const { code } = await hosting(at, t);
  for (const viewport of [PHONE, SMALL_PHONE]) {
    const phone = await joining(at, t, code, `Anna ${viewport.width}`, { viewport });
    const { x, y, width, height } = await phone.locator(".buzzer").boundingBox();
    assert.ok(width * height > 0.32 * viewport.width * viewport.height, `${width} x ${height}`);
    assert.ok(y + height / 2 > 0.6 * viewport.height, `its centre is at ${y + height / 2}`);
    assert.ok(x >= 0 && x + width <= viewport.width && y + height <= viewport.height);
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }
});

test("a host page opened as localhost says that phones can't reach it, if they can't", async t => {
  const { page, code } = await hosting(at, t, { address: at.service.local });
  await page.getByText("phones can't reach").waitFor();
  assert.equal(await page.locator(".qr").count(), 0);
  const { page: other } = await hosting(at, t);
  await says(other.locator(".link"), other.url().replace("http://", "").replace("/host", ""));
  assert.equal(await other.locator(".qr").getAttribute("aria-label").then(plain), `QR code of ${other.url().replace("/host", "")}`);
  assert.notEqual(code, other.url().slice(-4));
});

test("a host page opened as localhost shows the address in the network, if there is one", async t => {
  const { page, code } = await hosting(at, t, { address: at.service.local });
  await page.route("**/web/address", route => route.fulfill({ json: { address: "http://192.0.2.7:8080" } }));
  await page.reload();
  await says(page.locator(".link"), `192.0.2.7:8080/${code}`);
});

/** What a camera reads in an image of {data, width, height}. */
const read = ({ data, width, height }) => readCode(new Uint8ClampedArray(data), width, height)?.data;

test("a camera reads the QR code on the page, in the dark, in the light, and in the colours of a system", async t => {
  const { page } = await hosting(at, t);
  for (const media of [{ colorScheme: "dark" }, { colorScheme: "light" }, { colorScheme: "dark", forcedColors: "active" }]) {
    await page.emulateMedia(media);
    const image = PNG.sync.read(await page.locator(".qr").screenshot());
    assert.equal(read(image), page.url().replace("/host", ""));
  }
});

test("a terminal shows the address in the network as a QR code, a file does not", async t => {
  const variables = { BIND_ADDRESS: "0.0.0.0" };
  const plainly = await Service.start(variables);
  t.after(() => plainly.stop());
  assert.match(plainly.lines[0], /^Panenka is at http:\/\/localhost:\d+$/);

  const onTerminal = await Service.start(variables, ["script", "-qec", process.env.PANENKA_BIN, "/dev/null"]);
  t.after(() => onTerminal.stop());
  const page = await person(at, t);
  await page.goto(`${onTerminal.local}/`);
  const { address } = await page.evaluate(() => fetch("/web/address").then(answer => answer.json()));
  await becomes(() => onTerminal.lines.length > 2, address !== null);
  if (address === null) return t.skip("this machine is in no network");
  assert.ok(onTerminal.lines[1].endsWith(address));
  const drawn = onTerminal.lines.filter(line => line.startsWith("\u001b[30;107m"));
  assert.equal(read(pixels(drawn.map(line => line.replace(/\u001b\[[\d;]*m/g, "")))), address);
  // The log is there, too: of a request that came before the database was prepared, say.
  const printed = () => plainly.lines.filter(line => !line.startsWith("ts="));
  await becomes(() => printed().length, 2);
  assert.ok(printed()[1].startsWith("In this network it is at http://"));
});

/** Half blocks as an image, eight pixels a module. */
function pixels(lines) {
  const SCALE = 8;
  const dark = lines.flatMap(line => [
    [...line].map(half => "█▀".includes(half)),
    [...line].map(half => "█▄".includes(half)),
  ]);
  const [width, height] = [dark[0].length * SCALE, dark.length * SCALE];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (dark[Math.floor(y / SCALE)][Math.floor(x / SCALE)]) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
    }
  }
  return { data, width, height };
}
