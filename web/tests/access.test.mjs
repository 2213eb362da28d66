// axe-core finds nothing in any view, in either light, wide or narrow; and no view is
// wider than its window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { closed, house, LAPTOP, ROOT, settled, TELEPHONE, WIDE } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function views() {
  const { id, has } = await house();
  return {
    archive: "/", search: "/search?q=ship&place=%3DBrenn", nothing: "/search?q=zyzzyva", help: "/search",
    concordance: "/concordance?phrase=the", speakers: "/concordance?phrase=we&beside=speakers", dispersion: "/concordance?phrase=railway&beside=dispersion",
    trends: "/trends?phrase=railway&phrase=ship&by=month", "trends by speaker": "/trends?phrase=we&by=speaker",
    reader: `/read/${id("01-ministry")}?at=8:3-20`, beside: `/read/${id("07-portal")}?show=page,leftovers,doubts,details`, russian: `/read/${id("09-")}`,
    check: "/check?quote=What+I+can+say+is+that+we+will+charge+a+fee+for+rescue&speaker=Marrow", "check form": "/check",
    "no room": "/nowhere",
    ...(has("/compare") ? { compare: `/compare?a=${id("01-ministry")}&b=${id("03-embassy")}`, "compare form": "/compare" } : {}),
  };
}

async function findings(page) {
  // The browser's own way in: the policy of the page lets no script be added to it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Each view once, then turned about: two lights, three widths.
test("axe finds nothing by day or by night, on a telephone or a laptop, and no view is wider than its window", async () => {
  const { open } = await house();
  for (const [name, path] of Object.entries(await views())) {
    const page = await open(path, { viewport: LAPTOP, colorScheme: "light" });
    assert.deepEqual(await findings(page), [], `${name} by day`);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await findings(page), [], `${name} by night`);
    for (const viewport of [WIDE, LAPTOP, TELEPHONE]) {
      await page.setViewportSize(viewport);
      await settled(page);
      const over = await tooWide(page);
      assert.ok(over <= 0, `${name} at ${viewport.width}: ${over} pixels too wide`);
    }
    assert.deepEqual(await findings(page), [], `${name} on a telephone`);
    await closed(page);
  }
});

test("axe finds nothing while words are being cited and an article is checked", async () => {
  const { open, id } = await house();
  const reader = await open(`/read/${id("01-ministry")}`, { viewport: TELEPHONE });
  await reader.locator("#turn-2 .cite-turn").click();
  assert.deepEqual(await findings(reader), []);
  await closed(reader);
  const page = await open("/check");
  await page.locator("#ask").fill(readFileSync(`${ROOT}/samples/article.txt`, "utf8"));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".tally");
  await settled(page);
  assert.deepEqual(await findings(page), []);
  await closed(page);
});

test("day and night by choice, kept", async () => {
  const { open } = await house();
  const page = await open("/", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const day = await ground();
  await page.getByRole("combobox", { name: "Light", exact: true }).selectOption("dark");
  // The choice is drawn with the next frame, not within the call.
  await page.waitForFunction((was) => getComputedStyle(document.documentElement).backgroundColor !== was, day);
  const night = await ground();
  await page.reload();
  await settled(page);
  assert.equal(await ground(), night);
  await closed(page);
});
