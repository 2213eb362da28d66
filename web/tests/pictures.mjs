// The pictures of docs/reading-room.md, from the samples:
//   node tests/pictures.mjs [ORIGIN]
// Without an origin, a server of its own.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { archiveOf, browser, json, open, ROOT, serve, settled } from "./support.mjs";

const out = join(ROOT, "docs/reading-room");
mkdirSync(out, { recursive: true });
const server = process.argv[2] ? { origin: process.argv[2], stop: async () => {} } : await serve(archiveOf()), from = await browser(), { origin } = server;
const { lines } = await json(origin, "/api/v1/transcripts?limit=100");
const ministry = lines.find((line) => line.name?.includes("01-ministry")).transcript;

async function picture(name, path, act, height = 760, width = 1100) {
  const page = await open(from, origin, path, { viewport: { width, height } });
  await act?.(page);
  await settled(page);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.context().close();
}
// From the map of who speaks down, and wide enough for the margin to stand beside.
await picture("reader", `/read/${ministry}`, async (page) => {
  await settled(page);
  await page.evaluate(() => scrollTo(0, document.querySelector(".copies").getBoundingClientRect().top - 110));
}, 760, 1440);
await picture("check", "/check", async (page) => {
  await page.locator("#ask").fill(readFileSync(join(ROOT, "samples/article.txt"), "utf8"));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".tally");
  await settled(page);
  await page.locator(".article .quoted").nth(3).click();
  await page.evaluate(() => document.querySelector("#quotation-4").scrollIntoView());
}, 520);
await picture("concordance", "/concordance?phrase=we&sort=right", undefined, 620);
await picture("trends", "/trends?phrase=railway&phrase=ship&phrase=ice&by=month", undefined, 640);
await from.close();
await server.stop();
process.exit(0);
