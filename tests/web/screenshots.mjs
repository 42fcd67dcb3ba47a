// Writes a picture of each view, at the sizes it is used at, into a directory.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LAPTOP, PHONE, SMALL_PHONE, Service, buzzer, hosting, joining, launch, person, queued, row, worth } from "./harness.mjs";

const directory = process.argv[2];
mkdirSync(directory, { recursive: true });

const left = [];
const t = { after: step => left.push(step) };
const stage = { service: await Service.start(), browser: await launch() };

async function shoot(page, view, sizes = [["phone", PHONE], ["small-phone", SMALL_PHONE], ["laptop", LAPTOP]]) {
  const before = page.viewportSize();
  for (const [size, viewport] of sizes) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.playState === "running" && animation.effect.getTiming().iterations === 1 && animation.finished)));
    await page.screenshot({ path: join(directory, `${view}-${size}.png`) });
  }
  await page.setViewportSize(before);
}

const start = await person(stage, t);
await start.goto(`${stage.service.address}/`);
await shoot(start, "start");
const { page: host, code } = await hosting(stage, t);
await shoot(host, "host-empty");
await start.goto(`${stage.service.address}/${code}`);
await shoot(start, "join");
const anna = await joining(stage, t, code, "Anna");
const boris = await joining(stage, t, code, "Борис", { locale: "ru-RU" });
const chloe = await joining(stage, t, code, "Chloé", { colorScheme: "light" });
await worth(host, 30);
await buzzer(chloe, "ready").waitFor();
await row(anna, "Chloé").waitFor();
await shoot(anna, "ready");
await shoot(chloe, "ready-light", [["phone", PHONE]]);
await anna.locator(".buzzer").tap();
await queued(host, "Anna").getByRole("button").click();
await host.locator(".verdict .right").click();
await buzzer(boris, "ready").waitFor();
await boris.locator(".buzzer").tap();
await buzzer(boris, "first").waitFor();
await anna.locator(".buzzer").tap();
await buzzer(anna, "placed").waitFor();
await chloe.locator(".buzzer").tap();
await buzzer(chloe, "placed").waitFor();
await queued(host, "Chloé").waitFor();
await shoot(boris, "first-ru");
await shoot(chloe, "third-light", [["phone", PHONE]]);
await shoot(anna, "second");
await shoot(host, "host-queue");
await queued(host, "Борис").getByRole("button").click();
await buzzer(boris, "answering").waitFor();
await buzzer(anna, "placed").waitFor();
await shoot(host, "host-answer");
await shoot(boris, "answering-ru", [["phone", PHONE]]);
await host.locator(".verdict .wrong").click();
await buzzer(anna, "ready").waitFor();
await host.getByRole("button", { name: "Lock buzzers" }).click();
await buzzer(anna, "locked").waitFor();
await shoot(anna, "locked", [["phone", PHONE]]);
await anna.context().setOffline(true);
await buzzer(anna, "offline").waitFor();
await shoot(anna, "offline", [["phone", PHONE]]);
await chloe.locator(".bar button:last-child").tap();
await shoot(chloe, "menu-light", [["phone", PHONE]]);
await host.locator(".bar button:last-child").click();
await shoot(host, "host-menu");

for (const step of left) await step();
await stage.browser.close();
await stage.service.stop();
